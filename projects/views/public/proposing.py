"""Writing a proposal: a form that keeps what is typed on the server, with or without script."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from council.common.access import allow, may, public, require, signed_in
from council.common.errors import Refused
from council.common.http import PortalRequest
from council.rulebook import rulebook
from members.consent_texts import current_text
from members.models import Consent
from projects import classifier
from projects.forms.public import MOST_PHOTOS, ProposalForm
from projects.models import Photo, Proposal
from projects.selectors import proposals as reads
from projects.services import photos as photo_services
from projects.services import proposals as services
from projects.services.sending import just_sent
from projects.views.public.common import back_to, post_only, visible_proposal

#: Below this a line tells nothing yet, and everything would look similar to it.
LETTERS_TO_COMPARE = 4
#: The buttons that only keep the draft.
KEEPING = ("stay", "keep", "add", "remove")


@public
def proposal_new(request: PortalRequest) -> HttpResponse:
    """The form for a new proposal; for visitors, what it takes to send one."""
    if not request.actor.is_authenticated:
        return render(request, "projects/proposal_visitor.html", _frame(request))
    return _write(request)


@signed_in
def proposal_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Go on with one's draft; what has been sent stays as it was sent."""
    proposal = visible_proposal(request, pk)
    if not proposal.is_draft:
        messages.info(request, _("보낸 제안은 고치지 않습니다. 덧붙일 말은 의견으로 써 주십시오."))
        return back_to(proposal)
    return redirect("projects:proposal_new", request.council.slug)


def _write(request: PortalRequest) -> HttpResponse:
    draft = reads.draft_of(request.actor)
    if request.method != "POST":
        return _form_page(request, _form(request, initial=_kept(draft)), draft)
    sending = not any(name in request.POST for name in KEEPING)
    form = _form(request, request.POST, request.FILES, sending=sending)
    form.is_valid()
    words = form.kept(_kept(draft))
    if sending:
        # Before anything is kept: the words of a proposal sent a moment ago must not become a draft again.
        twin = just_sent(by=request.actor, at=request.now, title=words["title"], body=words["body"])
        if twin is not None:
            return _sent(twin)
    draft = services.save_draft(by=request.actor, at=request.now, **words)
    _keep_photos(request, form, draft)
    if form.errors:
        return _form_page(request, form, draft)
    if not sending:
        return _kept_page(request, draft)
    try:
        return _sent(_send(request, form, draft))
    except Refused as refused:
        form.add_refusal(refused)
        return _form_page(request, form, draft)


def _form(request: PortalRequest, *args: Any, **kwargs: Any) -> ProposalForm:
    return ProposalForm(*args, place_name=request.council.short_name, **kwargs)


def _send(request: PortalRequest, form: ProposalForm, draft: Proposal) -> Proposal:
    return services.submit(
        draft,
        by=request.actor,
        at=request.now,
        consent=form.cleaned_data["consent"],
        consent_version=current_text(Consent.Kind.PRIVACY, request.today).version,
        show_name=form.cleaned_data["show_name"],
    )


def _sent(proposal: Proposal) -> HttpResponse:
    return redirect("projects:proposal_sent", proposal.council.slug, proposal.pk)


def _kept_page(request: PortalRequest, draft: Proposal) -> HttpResponse:
    """Answer the buttons that keep the draft: leave, add the photos, or take one down."""
    if "keep" in request.POST:
        messages.success(request, _("저장했습니다. ‘내 정보’에서 이어 쓸 수 있습니다."))
        return redirect("council:my", request.council.slug)
    number = request.POST.get("remove", "")[:18]
    if number.isascii() and number.isdigit():
        photo = Photo.objects.select_related("proposal", "council").filter(pk=int(number), proposal=draft).first()
        if photo is not None:
            photo_services.remove(photo, by=request.actor, at=request.now)
    return HttpResponseRedirect(reverse("projects:proposal_new", args=[request.council.slug]) + "#photos")


def _keep_photos(request: PortalRequest, form: ProposalForm, draft: Proposal) -> None:
    """Store the photos that fit, whatever is wrong elsewhere: browsers do not send them a second time."""
    for photo in reads.photos(draft):
        alt = form.data.get(f"alt-{photo.pk}")
        if alt is not None and alt != photo.alt:
            photo_services.describe(photo, by=request.actor, at=request.now, alt=alt)
    for image in form.cleaned_data.get("photos") or []:
        try:
            photo_services.add(draft, image, by=request.actor, at=request.now)
        except Refused as refused:
            form.add_refusal(refused)
            return


def _kept(draft: Proposal | None) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in ProposalForm.BLANK} if draft else {}


def _frame(request: PortalRequest) -> dict[str, Any]:
    """Return what every page of proposing says: how long until somebody has it and answers, and who may."""
    book = rulebook(request.council, request.today)
    verified = may(request.actor, "projects.propose")
    return {
        "assign_days": book.days("proposal.assign_days"),
        "answer_days": book.days("proposal.answer_days"),
        "verified": verified,
        "may_send": verified or bool(book.value("proposal.unverified_allowed")),
        "most_photos": MOST_PHOTOS,
    }


def _form_page(request: PortalRequest, form: ProposalForm, draft: Proposal | None) -> HttpResponse:
    photos = reads.photos(draft) if draft else []
    title, body, wish = (str(form[name].value() or "") for name in ("title", "body", "wish"))
    context = {
        "form": form,
        "draft": draft,
        "photos": photos,
        "photos_left": MOST_PHOTOS - len(photos),
        "consent_text": current_text(Consent.Kind.PRIVACY, request.today),
        **_frame(request),
        **_hints(title, body, wish, draft),
    }
    return render(request, "projects/proposal_new.html", context)


def _hints(title: str, body: str, wish: str, draft: Proposal | None) -> dict[str, Any]:
    """Return the class that the words point to, and proposals that resemble the title."""
    suggestion = classifier.guess(title, body, wish) if title or body else None
    similar = []
    if len(title.strip()) >= LETTERS_TO_COMPARE:
        similar = reads.similar(title, exclude_pk=draft.pk if draft else None)
    return {"suggestion": suggestion, "similar": similar}


@allow("projects.draft")
@post_only
def proposal_autosave(request: PortalRequest) -> HttpResponse:
    """Keep what has been typed so far; answers with the line that says so, and with the hints."""
    draft = reads.draft_of(request.actor)
    form = _form(request, request.POST)
    form.is_valid()
    words = form.kept(_kept(draft))
    title, body = words["title"], words["body"]
    sent = None
    if draft is None:
        # This may arrive after the button was pressed: what has been sent must not become a draft again.
        sent = just_sent(by=request.actor, at=request.now, title=title, body=body)
    if not sent and (draft is not None or any(words[name] for name in ("title", "body", "place"))):
        draft = services.save_draft(by=request.actor, at=request.now, **words)
    context = {
        "draft": draft,
        "sent": sent,
        "too_long": [form[name].label for name in form.errors],
        "now": request.now,
        **_hints(title, body, words["wish"], draft),
    }
    return render(request, "projects/_draft_saved.html", context)


@allow("projects.draft")
def proposal_discard(request: PortalRequest) -> HttpResponse:
    """Ask whether to throw the draft away, then do so."""
    draft = reads.draft_of(request.actor)
    if draft is None:
        messages.info(request, _("지울 글이 없습니다."))
        return redirect("projects:proposal_list", request.council.slug)
    if request.method == "POST":
        services.discard_draft(draft, by=request.actor, at=request.now)
        messages.success(request, _("쓰던 제안을 지웠습니다."))
        return redirect("projects:proposal_list", request.council.slug)
    return render(request, "projects/proposal_discard.html", {"draft": draft})


@signed_in
@require_safe
def proposal_sent(request: PortalRequest, pk: int) -> HttpResponse:
    """Say that the proposal has arrived, by when somebody has it, and by when it is answered."""
    proposal = visible_proposal(request, pk)
    if proposal.is_draft or proposal.author_id != request.actor.user_id:
        return back_to(proposal)
    require(request.actor, "projects.withdraw", proposal)
    return render(request, "projects/proposal_sent.html", {"proposal": proposal, **_frame(request)})
