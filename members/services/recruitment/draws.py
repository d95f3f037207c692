"""The public draw: the list frozen and its hash published, numbers drawn, the result worked out and kept."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record
from council.common.actor import Actor
from council.common.errors import Conflict
from council.common.language import recorded
from members import selection
from members.models import Application, Draw, DrawCandidate, DrawNumber, DrawResult, Recruitment, Reserve
from members.rulings import ReserveTerms
from members.services.guard import guard
from members.services.recruitment.draw_terms import Decided, listed, terms
from members.services.recruitment.recruitments import refuse_undecided
from members.services.recruitment.screening import proposals
from members.services.recruitment.steps import RecruitmentRefused, applicants, move, refusing, tell

Status = Recruitment.Status
#: Numbers of how many digits the draw officers may draw.
MOST_DIGITS = 9


def freeze(
    recruitment: Recruitment,
    *,
    officers: Sequence[str],
    seed_source: str,
    decided: Decided | None = None,
    by: Actor,
    at: dt.datetime,
) -> Draw:
    """Freeze the list of candidates and publish its hash; return the draw that waits for the officers' numbers.

    Refused while somebody is not screened or lacks hours that are due before the draw, and where the rules leave the
    limits open and nobody has decided them with a reason.
    """
    guard(by, "members.draw", recruitment)
    with transaction.atomic():
        row = Recruitment.objects.select_for_update().select_related("council").get(pk=recruitment.pk)
        if row.status not in (Status.SCREENING, Status.TRAINING):
            raise RecruitmentRefused(
                _("‘%(now)s’ 상태에서는 명단을 굳힐 수 없습니다.") % {"now": row.get_status_display()}, code="status"
            )
        refuse_undecided(row)
        _refuse_untrained(row, timezone.localdate(at))
        last = row.draws.order_by("-attempt").first()
        draw = _freeze(row, last, officers, seed_source, decided, by=by, at=at)
        move(row, Status.FROZEN, by=by, at=at)
        _tell_frozen(row, draw, by=by, at=at)
    recruitment.refresh_from_db()
    return draw


def _refuse_untrained(recruitment: Recruitment, on: dt.date) -> None:
    accepted = list(recruitment.applications.accepted().select_related("track"))
    short = [one for one in proposals(recruitment, accepted, on) if "training" in one.verdict.failed]
    # A decision after the training counts: it was taken knowing of the missing hours, with the reason.
    short = [one for one in short if not one.application.reason]
    if short:
        raise RecruitmentRefused(
            _("추첨 전에 마쳐야 할 교육을 채우지 못한 사람이 %(count)s명 있습니다. 교육 쪽에서 먼저 정해 주십시오. ")
            % {"count": len(short)}
            + short[0].verdict.sentence,
            code="untrained",
        )


def _freeze(
    recruitment: Recruitment,
    last: Draw | None,
    officers: Sequence[str],
    seed_source: str,
    decided: Decided | None,
    *,
    by: Actor,
    at: dt.datetime,
) -> Draw:
    names = [" ".join(name.split()) for name in officers if name.strip()]
    if not names:
        raise RecruitmentRefused(
            _("번호를 뽑을 추첨위원을 한 사람 넘게 적어 주십시오."), field="officers", code="officers"
        )
    if not seed_source.strip():
        raise RecruitmentRefused(_("번호를 어떻게 뽑을지 써 주십시오."), field="seed_source", code="seed_source")
    found = terms(recruitment, timezone.localdate(at), decided)
    if found.open and (decided is None or not decided.reason.strip()):
        why = " ".join(found.verdicts[name].sentence for name in found.open)
        raise RecruitmentRefused(
            _("규칙이 정하지 않은 것이 있습니다. 사람이 정하고 까닭을 써 주십시오. ") + why,
            field="reason",
            code="undetermined",
        )
    frozen, people = listed(recruitment, found)
    if not people:
        raise RecruitmentRefused(_("추첨할 후보가 없습니다."), code="nobody")
    text = selection.canonical(frozen.as_json())
    with refusing():
        draw = Draw.objects.create(
            council_id=recruitment.council_id,
            recruitment=recruitment,
            attempt=last.attempt + 1 if last else 1,
            previous=last,
            list_text=text,
            list_sha256=selection.sha256(text),
            candidate_count=len(people),
            seed_source=seed_source.strip(),
            officers=names,
            numbers_needed=len(names),
            terms_reason=decided.reason.strip() if decided and found.open else "",
            terms_verdicts={name: verdict.as_json() for name, verdict in found.verdicts.items()},
            frozen_at=at,
            frozen_by_id=by.user_id,
        )
        DrawCandidate.objects.bulk_create(
            DrawCandidate(council_id=draw.council_id, draw=draw, application=one, track=one.track) for one in people
        )
    record(
        "members.draw.frozen",
        recruitment,
        by=by,
        at=at,
        why=draw.terms_reason,
        count=len(people),
        hash=draw.list_sha256,
    )
    return draw


def enter_number(draw: Draw, *, position: int, value: str, by: Actor, at: dt.datetime) -> DrawNumber:
    """Write the number that one draw officer drew. It is not shown until the last one is in."""
    guard(by, "members.draw", draw)
    digits = value.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
        raise RecruitmentRefused(_("뽑은 번호를 숫자로 써 주십시오."), field="value", code="digits")
    with transaction.atomic():
        row = Draw.objects.select_for_update().get(pk=draw.pk)
        _refuse_gone(row)
        if not 1 <= position <= row.numbers_needed:
            raise RecruitmentRefused(_("그 차례의 추첨위원이 없습니다."), field="position", code="position")
        if row.numbers.filter(position=position).exists():
            raise Conflict(_("그 차례의 번호는 이미 들어 있습니다."))
        with refusing():
            number = DrawNumber.objects.create(
                council_id=row.council_id,
                draw=row,
                position=position,
                value=digits,
                officer=row.officers[position - 1],
                entered_at=at,
                entered_by_id=by.user_id,
            )
        record("members.draw.number", row.recruitment, by=by, at=at, position=position)
    return number


def _refuse_gone(draw: Draw) -> None:
    """Raise when somebody on the frozen list has withdrawn since: the list is void then, and frozen anew."""
    if not draw.is_frozen:
        raise RecruitmentRefused(_("지금은 번호를 넣을 수 없습니다."), code="status")
    gone = draw.candidates.filter(application__status=Application.Status.WITHDRAWN).count()
    if gone and not draw.numbers.exists():
        raise RecruitmentRefused(
            _("명단을 굳힌 뒤에 %(count)s명이 취하했습니다. 명단을 풀고 다시 굳혀 주십시오.") % {"count": gone},
            code="withdrawn",
        )


def run(draw: Draw, *, by: Actor, at: dt.datetime) -> Draw:
    """Work the result out from the frozen list and the numbers, keep it, and tell the applicants."""
    guard(by, "members.draw", draw)
    with transaction.atomic():
        recruitment = Recruitment.objects.select_for_update().select_related("council").get(pk=draw.recruitment_id)
        row = Draw.objects.select_for_update(of=("self",)).select_related("previous").get(pk=draw.pk)
        if not row.is_frozen:
            raise Conflict(_("다른 분이 먼저 이 추첨의 결과를 냈습니다."))
        numbers = list(row.numbers.order_by("position").values_list("value", flat=True))
        if len(numbers) != row.numbers_needed:
            raise RecruitmentRefused(
                _("추첨위원 %(needed)s명 가운데 %(count)s명의 번호만 들어 있습니다.")
                % {"needed": row.numbers_needed, "count": len(numbers)},
                code="numbers",
            )
        frozen = selection.frozen_from(json.loads(row.list_text))
        seed = selection.seed_of(row.list_sha256, numbers, link_of(row.previous))
        result = selection.draw(frozen, seed)
        with refusing():
            Draw.objects.filter(pk=row.pk).update(seed=seed)
            _write_results(row, result, terms(recruitment, timezone.localdate(at)).reserve, timezone.localdate(at))
            Draw.objects.filter(pk=row.pk).update(
                status=Draw.Status.DRAWN, result_sha256=result.sha256, drawn_at=at, drawn_by_id=by.user_id
            )
        move(recruitment, Status.DRAWN, by=by, at=at)
        row.refresh_from_db()
        seated = sum(map(len, result.seated.values()))
        record("members.draw.drawn", recruitment, by=by, at=at, count=seated, hash=row.result_sha256)
        _tell_drawn(recruitment, row, by=by, at=at)
    return row


def link_of(previous: Draw | None) -> str:
    """Return what a repeated draw hangs on: the result before it, or the list where nothing was drawn."""
    return (previous.result_sha256 or previous.list_sha256) if previous else ""


def _write_results(draw: Draw, result: selection.Result, reserve: ReserveTerms, on: dt.date) -> None:
    candidates = {one.application.number: one for one in draw.candidates.select_related("application", "track")}
    ranks = {number: rank for ids in result.reserve.values() for rank, number in enumerate(ids, start=1)}
    DrawResult.objects.bulk_create(
        DrawResult(
            council_id=draw.council_id,
            draw=draw,
            candidate=candidates[step.candidate.id],
            order=step.order,
            key=step.key,
            outcome=step.outcome,
            reserve_rank=ranks.get(step.candidate.id),
        )
        for step in result.steps
    )
    Reserve.objects.bulk_create(
        Reserve(
            council_id=draw.council_id,
            draw=draw,
            application=candidates[number].application,
            track=candidates[number].track if name else None,
            rank=rank,
            listed_on=on,
            valid_until=reserve.last_day,
        )
        for name, ids in result.reserve.items()
        for rank, number in enumerate(ids, start=1)
    )


def release(draw: Draw, *, reason: str, by: Actor, at: dt.datetime) -> Draw:
    """Declare a frozen list void before anything is drawn from it, so that it can be corrected."""
    guard(by, "members.draw", draw)
    with transaction.atomic():
        recruitment = Recruitment.objects.select_for_update().select_related("council").get(pk=draw.recruitment_id)
        row = Draw.objects.select_for_update().get(pk=draw.pk)
        if not row.is_frozen:
            raise RecruitmentRefused(
                _("굳힌 명단만 풀 수 있습니다. 추첨한 뒤에는 ‘다시 추첨하기’를 하십시오."), code="status"
            )
        _void(recruitment, row, reason, by=by, at=at)
        move(recruitment, Status.SCREENING, by=by, at=at, why=reason)
    row.refresh_from_db()
    return row


def redo(
    draw: Draw,
    *,
    reason: str,
    officers: Sequence[str],
    seed_source: str,
    decided: Decided | None = None,
    by: Actor,
    at: dt.datetime,
) -> Draw:
    """Declare a draw void and freeze the list anew, without those who withdrew; return the draw that follows it.

    The new seed hangs on the void draw's result, so that both stay one chain. Refused once the roll was sent.
    """
    guard(by, "members.draw", draw)
    with transaction.atomic():
        recruitment = Recruitment.objects.select_for_update().select_related("council").get(pk=draw.recruitment_id)
        row = Draw.objects.select_for_update().get(pk=draw.pk)
        if not row.is_drawn or recruitment.status != Status.DRAWN:
            raise RecruitmentRefused(_("명부를 보내기 전에, 추첨한 것만 다시 추첨할 수 있습니다."), code="status")
        _void(recruitment, row, reason, by=by, at=at)
        again = _freeze(recruitment, row, officers, seed_source, decided or _as_before(row), by=by, at=at)
        move(recruitment, Status.FROZEN, by=by, at=at, why=reason)
        _tell_frozen(recruitment, again, by=by, at=at, why=reason)
    return again


def _as_before(draw: Draw) -> Decided | None:
    """Return what a person decided for the void draw, to hold for the next one too."""
    if not draw.terms_reason:
        return None
    frozen = selection.frozen_from(json.loads(draw.list_text))
    most = min((limit.room + limit.sitting for limit in frozen.limits), default=None)
    return Decided(most, frozen.reserve_size, frozen.reserve_by_track, draw.terms_reason)


def _void(recruitment: Recruitment, draw: Draw, reason: str, *, by: Actor, at: dt.datetime) -> None:
    if not reason.strip():
        raise RecruitmentRefused(_("무효로 하는 까닭을 써 주십시오. 모두가 봅니다."), field="reason", code="no_reason")
    with refusing():
        Draw.objects.filter(pk=draw.pk).update(
            status=Draw.Status.VOID, void_at=at, void_by_id=by.user_id, void_reason=reason.strip()
        )
        draw.reserves.update(state=Reserve.State.REMOVED, state_reason=recorded(lambda: _("추첨을 무효로 함")))
    record("members.draw.voided", recruitment, by=by, at=at, why=reason, attempt=draw.attempt)


def published(draw: Draw) -> dict[str, Any]:
    """Return what candidates.json holds: the frozen list, and once drawn the numbers, seed and hashes."""
    kept: dict[str, Any] = {"list": json.loads(draw.list_text), "list_sha256": draw.list_sha256}
    if draw.seed:
        numbers: Mapping[str, Any] = {
            "numbers": list(draw.numbers.order_by("position").values_list("value", flat=True))
        }
        kept |= {**numbers, "previous": link_of(draw.previous), "seed": draw.seed, "result_sha256": draw.result_sha256}
    return kept


def recount(draw: Draw) -> selection.Result:
    """Return the result worked out again from what is published."""
    return selection.draw(selection.frozen_from(json.loads(draw.list_text)), draw.seed)


def _page(recruitment: Recruitment, draw: Draw) -> str:
    return reverse("members:draw", args=[recruitment.council.slug, recruitment.pk, draw.attempt])


def _tell_frozen(recruitment: Recruitment, draw: Draw, *, by: Actor, at: dt.datetime, why: str = "") -> None:
    lead = _("앞의 추첨을 무효로 했습니다. 까닭: %(why)s. ") % {"why": why} if why else ""
    body = gettext_lazy("{lead}후보 {count}명, 명단의 지문 {hash}. 추첨이 끝나면 누구나 다시 셈해 볼 수 있습니다.")
    tell(
        recruitment,
        "members.recruitment.frozen",
        applicants(recruitment, Application.Status.ACCEPTED),
        title=format_lazy(gettext_lazy("{title} 추첨 명단을 굳혔습니다"), title=recruitment.title),
        body=format_lazy(body, lead=lead, count=draw.candidate_count, hash=draw.list_sha256[:12]),
        path=_page(recruitment, draw),
        by=by,
        at=at,
        about=draw,
    )


def _tell_drawn(recruitment: Recruitment, draw: Draw, *, by: Actor, at: dt.datetime) -> None:
    """Tell each group once: those drawn, and those on the reserve list or without a place."""
    results = draw.results.select_related("candidate__application")
    seated = [one.candidate.application.user_id for one in results if one.is_seated]
    others = [one.candidate.application.user_id for one in results if not one.is_seated]
    path = reverse("members:application", args=[recruitment.council.slug, recruitment.pk])
    for people, title, body in (
        (
            seated,
            gettext_lazy("{title} 추첨에서 뽑혔습니다"),
            gettext_lazy("명부를 시군구에 보내고, 위촉하는 날을 알려 드립니다."),
        ),
        (
            others,
            gettext_lazy("{title} 추첨 결과가 나왔습니다"),
            gettext_lazy("이번에는 뽑히지 않았습니다. 예비후보 순위와 셈한 과정을 볼 수 있습니다."),
        ),
    ):
        tell(
            recruitment,
            "members.recruitment.drawn",
            people,
            title=format_lazy(title, title=recruitment.title),
            body=body,
            path=path,
            by=by,
            at=at,
            about=draw,
        )


def compare(draw: Draw) -> bool:
    """Return whether what is kept is what the list and the seed give."""
    result = recount(draw)
    kept = list(draw.results.order_by("order").values_list("candidate__application__number", flat=True))
    return result.sha256 == draw.result_sha256 and kept == [step.candidate.id for step in result.steps]
