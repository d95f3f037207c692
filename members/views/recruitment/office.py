"""The office's side: the calls, their steps, applications on paper, training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from council.audit.selectors import history
from council.common.access import allow, may, require
from council.common.http import PortalRequest
from council.common.paging import page
from council.rulebook import Verdict
from members.forms.recruitment.applying import PaperForm
from members.forms.recruitment.call import CallForm, ExtendForm, SessionForm, StepForm, call_initial
from members.models import Application, Recruitment, TrainingSession, User
from members.rulings import Rulings
from members.services.people import person_for
from members.services.recruitment import applications, proofs, recruitments, roll, screening, sessions
from members.views.recruitment.common import acted, form_page, recruitment_or_404
from members.views.recruitment.public import steps

SEE, RECRUIT = "members.see_recruitment", "members.recruit"
SHEET_PER_PAGE = 100


@allow(SEE)
@require_GET
def calls(request: PortalRequest) -> HttpResponse:
    """All calls, also those not announced yet."""
    sent = Count("applications", filter=~Q(applications__status__in=["DRAFT", "WITHDRAWN"]))
    rows = page(request, Recruitment.objects.annotate(sent=sent).order_by("-begun_on", "-pk"))
    return render(
        request,
        "members/recruitment/office_list.html",
        {"rows": rows, "can_recruit": may(request.actor, RECRUIT)},
    )


def _tracks(request: PortalRequest, kind: str) -> list[Any]:
    return Rulings(request.council, request.today, kind=kind).tracks(1)[0]


@allow(RECRUIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PortalRequest) -> HttpResponse:
    """Prepare a call."""
    tracks = _tracks(request, request.POST.get("kind", "REGULAR"))
    form = CallForm(request.POST or None, tracks=tracks, initial={"opens_on": request.today})
    made: list[Recruitment] = []
    done = acted(
        request,
        form,
        lambda: made.append(recruitments.prepare(request.council, form.plan(), by=request.actor, at=request.now)),
        _("준비했습니다. 살펴보고 공고해 주십시오."),
        lambda: desk_url(made[0]),
    )
    return done or _call_page(
        request, form, _("위원 모집 준비하기"), reverse("members:office_recruitments", args=[request.council.slug])
    )


@allow(RECRUIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Change a call before it is announced."""
    call = recruitment_or_404(pk)
    if call.status != Recruitment.Status.PREPARING:
        raise Http404
    form = CallForm(
        request.POST or None,
        tracks=_tracks(request, request.POST.get("kind", call.kind)),
        initial=call_initial(call),
    )
    done = acted(
        request,
        form,
        lambda: recruitments.edit(call, form.plan(), by=request.actor, at=request.now),
        _("고쳤습니다."),
        desk_url(call),
    )
    return done or _call_page(request, form, _("공고할 내용 고치기"), desk_url(call))


def _call_page(request: PortalRequest, form: CallForm, title: str, back: str) -> HttpResponse:
    context = {"form": form, "page_title": title, "back": back}
    return render(request, "members/recruitment/office_call.html", context)


def desk_url(call: Recruitment) -> str:
    return reverse("members:office_recruitment", args=[call.council.slug, call.pk])


@allow(SEE)
@never_cache
@require_GET
def desk(request: PortalRequest, pk: int) -> HttpResponse:
    """One recruitment: where it stands, what comes next, and who has applied in figures."""
    call = recruitment_or_404(pk)
    counts = dict(call.applications.values_list("status").annotate(n=Count("pk")).order_by("status"))
    draw = call.draws.exclude(status="VOID").defer("list_text").first()
    context = {
        "call": call,
        "steps": steps(call),
        "tracks": list(call.tracks.order_by("track")),
        "quota": Verdict.from_json(call.quota_verdict),
        "counts": counts,
        "sent": sum(n for status, n in counts.items() if status not in ("DRAFT", "WITHDRAWN")),
        "draw": draw,
        "past_draws": list(call.draws.filter(status="VOID").order_by("attempt").defer("list_text")),
        "acts": [act for act in ACTS.values() if act.offered(call, request)],
        "can_recruit": may(request.actor, RECRUIT),
        "can_draw": may(request.actor, "members.draw"),
        "can_appoint": may(request.actor, "members.appoint"),
        "lines": history(call),
    }
    return render(request, "members/recruitment/office_desk.html", context)


@dataclass(frozen=True, slots=True)
class Act:
    """A step of the recruitment: when it is offered, what it asks, and the verb."""

    code: str
    title: Any
    done: Any
    verb: Callable[..., object]
    statuses: tuple[str, ...]
    ask_reason: bool = False
    lead: Any = ""

    def offered(self, call: Recruitment, request: PortalRequest) -> bool:
        return call.status in self.statuses and may(request.actor, RECRUIT)


def _extend(call: Recruitment, **given: Any) -> object:
    return recruitments.extend(call, **given)


RUNNING = tuple(status for status in Recruitment.Status.values if status not in ("APPOINTED", "CANCELLED"))
ACTS = {
    act.code: act
    for act in (
        Act(
            "announce",
            gettext_lazy("공고하기"),
            gettext_lazy("공고했습니다. 확인된 주민들에게 알렸습니다."),
            recruitments.announce,
            ("PREPARING",),
            ask_reason=True,
            lead=gettext_lazy("공고한 뒤에는 정원과 갈래의 자리를 고칠 수 없습니다."),
        ),
        Act(
            "extend",
            gettext_lazy("접수 늘리기"),
            gettext_lazy("접수를 늘렸습니다."),
            _extend,
            ("ANNOUNCED",),
            ask_reason=True,
            lead=gettext_lazy("지원한 사람이 적을 때 접수 마지막 날을 뒤로 미룹니다."),
        ),
        Act(
            "close",
            gettext_lazy("접수 마감하기"),
            gettext_lazy("접수를 마감했습니다."),
            recruitments.close,
            ("ANNOUNCED",),
            lead=gettext_lazy("알린 마지막 날이 지난 다음에 마감합니다."),
        ),
        Act(
            "screening",
            gettext_lazy("심사 시작하기"),
            gettext_lazy("심사를 시작했습니다."),
            recruitments.start_screening,
            ("CLOSED",),
        ),
        Act(
            "accept",
            gettext_lazy("규칙에 맞는 지원서를 모두 적격으로 하기"),
            gettext_lazy("규칙에 맞는 지원서를 적격으로 정했습니다. 남은 것은 하나씩 정해 주십시오."),
            screening.accept_fitting,
            ("SCREENING", "TRAINING"),
            lead=gettext_lazy(
                "접수한 지원서 가운데 규칙의 모든 것에 맞는 것만입니다. 규칙이 정하지 못한 것은 남겨 둡니다."
            ),
        ),
        Act(
            "training",
            gettext_lazy("교육 시작하기"),
            gettext_lazy("교육 단계로 옮겼습니다."),
            recruitments.start_training,
            ("SCREENING",),
        ),
        Act(
            "untrained",
            gettext_lazy("교육을 채우지 않은 사람을 부적격으로 하기"),
            gettext_lazy("교육을 채우지 않은 사람을 부적격으로 정했습니다."),
            screening.reject_untrained,
            ("SCREENING", "TRAINING"),
            ask_reason=True,
            lead=gettext_lazy("추첨 전에 마쳐야 할 시간이 모자란 사람입니다. 까닭이 그 사람들에게 갑니다."),
        ),
        Act(
            "send",
            gettext_lazy("명부 보내기"),
            gettext_lazy("명부를 시군구에 보냈습니다."),
            roll.send,
            ("DRAWN",),
            lead=gettext_lazy("보낸 뒤에는 다시 추첨할 수 없습니다."),
        ),
        Act(
            "erase",
            gettext_lazy("필요 없는 개인정보 지우기"),
            gettext_lazy("위원도 예비후보도 아닌 사람의 개인정보를 지웠습니다."),
            roll.erase,
            ("APPOINTED", "CANCELLED"),
            lead=gettext_lazy(
                "접수 번호와 심사 결과는 남고, 연락처·주소·생년월일과 서류가 지워집니다. 되돌릴 수 없습니다."
            ),
        ),
        Act(
            "cancel",
            gettext_lazy("모집 취소하기"),
            gettext_lazy("모집을 취소했습니다. 지원한 사람들에게 까닭을 알렸습니다."),
            recruitments.cancel,
            RUNNING,
            ask_reason=True,
            lead=gettext_lazy("되돌릴 수 없습니다. 까닭을 모두가 봅니다."),
        ),
    )
}


@allow(RECRUIT)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: PortalRequest, pk: int, act: str) -> HttpResponse:
    """Take the recruitment a step on."""
    call, chosen = recruitment_or_404(pk), ACTS.get(act)
    if chosen is None:
        raise Http404
    require(request.actor, RECRUIT, call)
    hint = (
        _("규칙이 정하지 못하거나 주의만 줄 때 씁니다.")
        if act == "announce"
        else _("이 까닭을 지원한 사람이 읽습니다.")
    )
    options: dict[str, Any] = {"ask_reason": chosen.ask_reason, "hint": hint}
    form: StepForm
    if act == "extend":
        first = {"closes_on": call.closes_on, "draw_on": call.draw_on}
        form = ExtendForm(request.POST or None, initial=first, **options)
    else:
        # A form without fields is still sent, so it must be bound by the method, not by its content.
        form = StepForm(request.POST if request.method == "POST" else None, **options)
    done = acted(
        request,
        form,
        lambda: chosen.verb(call, by=request.actor, at=request.now, **form.cleaned_data),
        str(chosen.done),
        desk_url(call),
    )
    title = str(chosen.title)
    return done or form_page(
        request, form, title=title, submit=title, back=desk_url(call), lead=str(chosen.lead), recruitment=call
    )


@allow(RECRUIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: PortalRequest, pk: int) -> HttpResponse:
    """Type in an application that came on paper."""
    require(request.actor, "members.write_personal", request.council)
    call = recruitment_or_404(pk)
    if call.status not in ("ANNOUNCED", "CLOSED", "SCREENING"):
        raise Http404
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    first = {"received_on": min(request.today, call.closes_on)}
    form = PaperForm(data, files, recruitment=call, on=request.today, initial=first)
    made: list[Application] = []

    def act() -> None:
        to: dict[str, Any] = {"by": request.actor, "at": request.now}
        user: User = person_for(
            request.council, form.cleaned_data["name"] or "–", email=form.cleaned_data["email"] or None, **to
        )
        made.append(
            applications.enter_paper(
                call,
                user,
                form.statement(),
                received_on=form.cleaned_data["received_on"],
                consent=form.cleaned_data["consent"],
                **to,
            )
        )
        for upload in form.cleaned_data["proof"]:
            proofs.add(made[0], upload, **to)

    done = acted(
        request,
        form,
        act,
        lambda: _("종이 지원서를 넣었습니다. 접수 번호 %(number)s를 알려 주십시오.") % {"number": made[0].number},
        lambda: reverse("members:office_paper", args=[request.council.slug, call.pk]),
    )
    return done or render(request, "members/recruitment/office_paper.html", {"call": call, "form": form})


# --- Training -------------------------------------------------------------------------------------------------------


@allow(RECRUIT)
@require_http_methods(["GET", "HEAD", "POST"])
def training(request: PortalRequest, pk: int) -> HttpResponse:
    """The sessions, and a new one."""
    call = recruitment_or_404(pk)
    form = SessionForm(request.POST or None, initial={"hours": _hours_asked(request, call)})
    here = reverse("members:office_training", args=[request.council.slug, call.pk])
    done = acted(
        request,
        form,
        lambda: sessions.add_session(call, by=request.actor, at=request.now, **form.cleaned_data),
        _("교육을 넣고 적격인 지원자들에게 알렸습니다."),
        here,
    )
    rows = call.sessions.annotate(there=Count("attendances")).order_by("held_on", "pk")
    verdict = _training_rule(request, call)
    context = {"call": call, "form": form, "sessions": list(rows), "verdict": verdict}
    return done or render(request, "members/recruitment/office_training.html", context)


def _training_rule(request: PortalRequest, call: Recruitment) -> Verdict:
    rulings = Rulings(request.council, request.today, call)
    return rulings.ask(
        "training", training_hours=0, reappointed=False, draw=call.draw_on, appointment=call.term_starts_on
    )


def _hours_asked(request: PortalRequest, call: Recruitment) -> int | None:
    return _training_rule(request, call).needed


@allow(RECRUIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: PortalRequest, pk: int, session_pk: int) -> HttpResponse:
    """The attendance sheet: printed before, ticked afterwards, a hundred people to a page."""
    call = recruitment_or_404(pk)
    session = TrainingSession.objects.filter(recruitment=call, pk=session_pk).first()
    if session is None:
        raise Http404
    session.recruitment = call
    people = call.applications.filter(status__in=["SUBMITTED", "ACCEPTED"]).order_by("number")
    rows = page(request, people, per_page=SHEET_PER_PAGE)
    there = set(session.attendances.values_list("application_id", flat=True))
    form = StepForm(request.POST if request.method == "POST" else None, ask_reason=False)
    on_page = {one.pk for one in rows}
    ticked = {int(value) for value in request.POST.getlist("there") if value.isdecimal() and len(value) < 16}
    if "everyone" in request.POST:  # forty people came: one button, and then the few who did not are unticked
        ticked = on_page
    done = acted(
        request,
        form,
        lambda: sessions.note_attendance(
            session, (there - on_page) | (ticked & on_page), by=request.actor, at=request.now
        ),
        _("출석을 적었습니다."),
        request.get_full_path(),
    )
    context = {"call": call, "session": session, "rows": rows, "there": there, "form": form}
    return done or render(request, "members/recruitment/office_sheet.html", context)
