"""One's own account, for all councils."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from council.common.access import public, signed_in
from council.common.errors import Refused
from council.common.http import PortalRequest
from members import consent_texts, services
from members.forms.profile import CloseForm, ProfileForm
from members.models import Consent, User
from members.selectors import belongings, consents_of
from members.views.who import person


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: PortalRequest) -> HttpResponse:
    """Name and telephone number, and the way to everything else about the account."""
    user = person(request)
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        services.update_profile(user, by=request.actor, at=request.now, **form.cleaned_data)
        messages.success(request, _("고친 대로 두었습니다."))
        return redirect("members_account:me")
    mine = belongings(user, request.today)
    return render(
        request, "members/me.html", {"form": form, "belongings": mine, "is_staff_user": any(b.is_staff for b in mine)}
    )


@signed_in
@never_cache
@require_GET
def consents(request: PortalRequest) -> HttpResponse:
    """What one agreed to, when, and to which version."""
    standing = consents_of(person(request).pk)
    rows = [(text, standing.get(text.kind)) for text in consent_texts.current_texts(request.today)]
    return render(request, "members/consents.html", {"rows": rows})


@public
@require_GET
def consent_text(request: HttpRequest, kind: str) -> HttpResponse:
    """One text in full: today's version, or an older one by ?version=."""
    code = kind.upper()
    if code not in Consent.Kind.values:
        raise Http404
    version = request.GET.get("version", "")
    current = consent_texts.current_text(code, request.today)  # type: ignore[attr-defined]
    text = consent_texts.text_of(code, version) if version else current
    if text is None:
        raise Http404
    return render(request, "members/consent_text.html", {"text": text, "is_current": text == current})


@signed_in
@require_POST
def consent_answer(request: PortalRequest, kind: str) -> HttpResponse:
    """Give an optional consent, or take it back."""
    code = kind.upper()
    if code not in Consent.Kind.values:
        raise Http404
    try:
        if request.POST.get("answer") == "give":
            services.record_consent(person(request), code, by=request.actor, at=request.now)
            messages.success(request, _("동의한 것으로 적었습니다. 언제든 거둘 수 있습니다."))
        else:
            services.withdraw_consent(person(request), code, by=request.actor, at=request.now)
            messages.success(request, _("동의를 거두었습니다."))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("members_account:consents")


@signed_in
@never_cache
@require_GET
def my_data(request: PortalRequest) -> HttpResponse:
    """Everything the portal knows of the person, on one page."""
    return render(request, "members/my_data.html", {"parts": services.my_data(person(request), by=request.actor)})


@signed_in
@never_cache
@require_GET
@reauthentication_required
def my_data_file(request: PortalRequest) -> HttpResponse:
    """The same as a file to keep; asked for the password again, because it leaves the portal."""
    file = services.export_my_data(person(request), by=request.actor, at=request.now)
    response = HttpResponse(file, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="my-data-{request.today:%Y%m%d}.zip"'
    return response


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def close(request: PortalRequest) -> HttpResponse:
    """Close the account: what goes, what stays, and whether something is in the way."""
    user = person(request)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.close_account(user, by=request.actor, at=request.now)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            logout(request)
            return redirect("members_account:closed")
    return render(request, "members/close.html", {"form": form, "holds": services.what_holds(user, request.today)})


@public
@require_GET
def closed(request: HttpRequest) -> HttpResponse:
    """Say good-bye: what was removed and what stays."""
    return render(request, "members/closed.html")


@signed_in
@never_cache
@require_GET
def second_factor(request: PortalRequest) -> HttpResponse:
    """Why staff need a second factor, and how to set one up."""
    after = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(after, {request.get_host()}, request.is_secure()):
        after = ""
    return render(request, "members/second_factor.html", {"after": after})
