"""Screening: the rules propose for each application, a person decides with the reason."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record
from council.common.actor import Actor
from council.common.errors import Conflict
from council.rulebook import Verdict
from members.models import Application, Ending, Membership, PersonalRecord, Recruitment, Training
from members.rulings import Rulings
from members.services.guard import guard
from members.services.recruitment.steps import RecruitmentRefused, refusing, tell

Status = Application.Status

#: What is looked at for one applicant. Composition and seats are the draw's, which looks at all of them at once.
PARTS = ("age", "eligibility", "disqualification", "training", "reappointment", "household")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rules say of one application; training is apart, because it may still come."""

    application: Application
    verdict: Verdict

    @property
    def only_training(self) -> bool:
        """Whether nothing but the training stands in the way."""
        return self.verdict.holds is False and set(self.verdict.failed) == {"training"}

    @property
    def fits(self) -> bool:
        return self.verdict.holds is True or self.only_training

    @property
    def tone(self) -> str:
        return "ok" if self.fits else self.verdict.tone


def sitting(recruitment: Recruitment) -> Counter[str]:
    """Return how many 위원 go on sitting when the new term begins, by sex ("" where it is not on record)."""
    seats = Membership.objects.current(recruitment.term_starts_on).values_list("user_id", flat=True)
    ids = list(seats)
    known = dict(PersonalRecord.objects.filter(user_id__in=ids).values_list("user_id", "sex"))
    return Counter(known.get(user_id, "").lower() for user_id in ids)


def proposals(
    recruitment: Recruitment, applications: Sequence[Application], on: dt.date, parts: Sequence[str] = PARTS
) -> list[Proposal]:
    """Return the rules' verdict on each application (question ``appoint``): three queries, however many there are."""
    rulings = Rulings(recruitment.council, on, recruitment)
    past = _past(recruitment, [one.user_id for one in applications])
    common: dict[str, Any] = {
        "parts": tuple(parts),
        "announcement": recruitment.announced_on,
        "application_end": recruitment.closes_on,
        "draw": recruitment.draw_on,
        "appointment": recruitment.term_starts_on,
        "household_members": 1,
    }
    return [
        Proposal(one, rulings.ask("appoint", **{**common, **past[one.user_id], **said(one)})) for one in applications
    ]


def failures(proposal: Proposal, on: dt.date) -> list[Verdict]:
    """Return the verdicts one by one where several things stand in the way: the whole only names them."""
    one, failed = proposal.application, proposal.verdict.failed
    if len(failed) < 2 or proposal.verdict.holds is not False:
        return []
    return [proposals(one.recruitment, [one], on, [part])[0].verdict for part in failed]


def said(application: Application) -> dict[str, Any]:
    """Return the facts that the application itself states."""
    said: dict[str, Any] = dict(application.facts)
    if application.born_on:
        said["born_on"] = application.born_on
    for name in ("sex", "occupation"):
        if value := getattr(application, name):
            said[name] = value
    if application.track is not None:
        said["track"] = application.track.track
    return said


def _past(recruitment: Recruitment, user_ids: Iterable[int]) -> defaultdict[int, dict[str, Any]]:
    """Return what the roll knows of people: terms, endings, training. What the roll does not know never was."""
    ids = list(user_ids)
    facts: defaultdict[int, dict[str, Any]] = defaultdict(
        lambda: (
            {"terms": [], "terms_served": 0, "reappointed": False, "training_hours": 0}
            | {"dismissed_on": None, "resigned_on": None}
        )
    )
    known: set[int] = set()
    # A term with the records of its end, if any: one question for both.
    columns = ("pk", "user_id", "starts_on", "ends_on", "track", "endings__kind", "endings__effective_on")
    terms = Membership.objects.filter(user_id__in=ids, starts_on__lt=recruitment.term_starts_on)
    for pk, user_id, starts_on, ends_on, track, kind, effective_on in terms.order_by(
        "starts_on", "pk", "endings__effective_on"
    ).values_list(*columns):
        mine = facts[user_id]
        if kind in (Ending.Kind.DISMISSED, Ending.Kind.RESIGNED):
            mine["dismissed_on" if kind == Ending.Kind.DISMISSED else "resigned_on"] = effective_on
        if pk in known or ends_on == starts_on:
            continue  # told twice, or withdrawn before it began
        known.add(pk)
        last = ends_on - dt.timedelta(days=1)
        mine["terms"].append({"starts_on": starts_on, "ends_on": last, "track": track.lower()})
        mine["terms_served"], mine["last_ended_on"], mine["reappointed"] = len(mine["terms"]), last, True
    for user_id, hours, held_on in (
        Training.objects.filter(user_id__in=ids, withdrawn_at__isnull=True)
        .order_by("held_on")
        .values_list("user_id", "hours", "held_on")
    ):
        facts[user_id]["training_hours"] += hours
        facts[user_id]["trained_on"] = held_on
    return facts


def hours_of(user_ids: Iterable[int]) -> dict[int, int]:
    """Return the hours of training on people's records (one query)."""
    rows = Training.objects.filter(user_id__in=list(user_ids), withdrawn_at__isnull=True)
    return dict(rows.values("user_id").annotate(hours=Sum("hours")).order_by("user_id").values_list("user_id", "hours"))


def decide(application: Application, *, accept: bool, reason: str = "", by: Actor, at: dt.datetime) -> Application:
    """Find an applicant eligible or not, and tell the person with the reason.

    A reason is needed for every refusal, and where the decision is not simply what the rules propose.
    """
    guard(by, "members.recruit", application)
    with transaction.atomic():
        recruitment = (
            Recruitment.objects.select_for_update().select_related("council").get(pk=application.recruitment_id)
        )
        rows = Application.objects.select_for_update(of=("self",)).select_related("track")
        row = rows.get(pk=application.pk)
        if row.status != application.status:
            raise Conflict(
                _("다른 분이 먼저 이 지원서를 ‘%(now)s’(으)로 정했습니다.") % {"now": row.get_status_display()}
            )
        proposal = proposals(recruitment, [row], timezone.localdate(at))[0]
        _decide(recruitment, proposal, accept, reason, by=by, at=at)
    return row


def accept_fitting(recruitment: Recruitment, *, by: Actor, at: dt.datetime) -> int:
    """Find eligible whoever waits and fits all rules, and return how many; the others stay for a single look."""
    guard(by, "members.recruit", recruitment)
    with transaction.atomic():
        row = Recruitment.objects.select_for_update().select_related("council").get(pk=recruitment.pk)
        waiting = list(
            row.applications.filter(status=Status.SUBMITTED)
            .select_for_update(of=("self",))
            .select_related("track")
            .order_by("number")
        )
        fitting = [one for one in proposals(row, waiting, timezone.localdate(at)) if one.fits]
        for one in fitting:
            _decide(row, one, True, "", by=by, at=at)
    return len(fitting)


def reject_untrained(recruitment: Recruitment, *, reason: str, by: Actor, at: dt.datetime) -> int:
    """Find not eligible whoever lacks the hours that are due before the draw, and return how many."""
    guard(by, "members.recruit", recruitment)
    with transaction.atomic():
        row = Recruitment.objects.select_for_update().select_related("council").get(pk=recruitment.pk)
        accepted = list(row.applications.accepted().select_for_update(of=("self",)).select_related("track"))
        short = [one for one in proposals(row, accepted, timezone.localdate(at)) if "training" in one.verdict.failed]
        for one in short:
            _decide(row, one, False, reason, by=by, at=at)
    return len(short)


def _decide(
    recruitment: Recruitment, proposal: Proposal, accept: bool, reason: str, *, by: Actor, at: dt.datetime
) -> None:
    row, reason = proposal.application, reason.strip()
    if not recruitment.may_decide:
        raise RecruitmentRefused(
            _("지금은 ‘%(now)s’ 단계라 심사를 할 수 없습니다.") % {"now": recruitment.get_status_display()},
            code="status",
        )
    if row.status not in (Status.SUBMITTED, Status.ACCEPTED, Status.REJECTED):
        raise RecruitmentRefused(_("접수한 지원서만 심사합니다."), code="status")
    if not accept and not reason:
        raise RecruitmentRefused(
            _("부적격으로 정한 까닭을 써 주십시오. 지원한 사람이 읽습니다."), field="reason", code="no_reason"
        )
    if accept and not proposal.fits and not reason:
        raise RecruitmentRefused(
            _("규칙으로는 적격이라고 할 수 없습니다. 그래도 적격으로 하려면 까닭을 써 주십시오. ")
            + proposal.verdict.sentence,
            field="reason",
            code="against_rules",
        )
    row.status = Status.ACCEPTED if accept else Status.REJECTED
    row.decided_at, row.decided_by_id, row.reason = at, by.user_id, reason[:300]
    row.verdict = proposal.verdict.as_json()
    with refusing():
        row.save(update_fields=["status", "decided_at", "decided_by", "reason", "verdict"])
    code = "members.application.accepted" if accept else "members.application.rejected"
    record(code, row, by=by, at=at, why=reason, number=row.number)
    if accept:
        title = format_lazy(gettext_lazy("지원 {number}은 적격입니다"), number=row.number)
        body = format_lazy(gettext_lazy("{title}의 다음 단계를 알려 드립니다."), title=recruitment.title)
    else:
        title = format_lazy(gettext_lazy("지원 {number}은 부적격으로 정했습니다"), number=row.number)
        body = format_lazy(gettext_lazy("까닭: {reason}"), reason=reason)
    path = reverse("members:application", args=[recruitment.council.slug, recruitment.pk])
    tell(
        recruitment,
        "members.application.decided",
        [row.user_id],
        title=title,
        body=body,
        path=path,
        by=by,
        at=at,
        about=row,
    )
