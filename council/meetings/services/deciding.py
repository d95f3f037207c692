"""Votes and resolutions: counted from the room, judged by the rules of the day, acted upon in the same transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.dates import kdatetime
from council.common.errors import Conflict, Refused, explain
from council.meetings.attending import ORDINARY, Present, counted, numbers_of, quorum
from council.meetings.models import AgendaItem, Attendance, Ballot, Meeting, Resolution, Vote
from council.meetings.services.calling import one_after_the_other
from council.meetings.services.guard import expect_open, guard, locked_item
from council.meetings.signals import resolution_recorded
from council.rulebook import RuleBook, Verdict, rulebook

#: What a column of votes holds.
MOST_VOTES = 32_000


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted. ``names`` ({user id: Ballot.Choice}) for a vote by name, whose numbers follow from it."""

    method: str = Vote.Method.SHOW_OF_HANDS
    in_favour: int = 0
    against: int = 0
    abstained: int = 0
    invalid: int = 0
    names: Mapping[int, str] = field(default_factory=dict)
    #: What the chair decides on a tie, where the rules leave it to the chair.
    chair_decides: bool | None = None

    @property
    def cast(self) -> int:
        return self.in_favour + self.against + self.abstained + self.invalid

    def settled(self, room: Present) -> Count:
        """Return the count with the numbers that its method gives by itself."""
        if self.method == Vote.Method.NO_OBJECTION:
            return Count(self.method, in_favour=room.voting)
        if self.method == Vote.Method.BY_NAME:
            chosen = list(self.names.values())
            yes, no, none = (chosen.count(choice) for choice in Ballot.Choice.values)
            return Count(self.method, yes, no, none, 0, self.names, self.chair_decides)
        return self


def preview(item: AgendaItem, room: Present, book: RuleBook, count: Count | None = None) -> Verdict:
    """Return the verdict on the count in that room, or without one how many are needed (no query)."""
    facts: dict[str, Any] = {**numbers_of(room), "matter": item.matter or ORDINARY}
    if count is not None:
        facts |= {
            "in_favour": count.in_favour, "against": count.against, "abstained": count.abstained,
            "invalid": count.invalid, "votes_cast": count.cast, "valid_votes": count.cast - count.invalid,
        }  # fmt: skip
        if count.chair_decides is not None:
            facts["judgement"] = {"holds": count.chair_decides, "by": "chair", "reason": "tie"}
    return book.ask("decision", **facts)


def decide(
    item: AgendaItem, count: Count, *, by: Actor, at: dt.datetime, motion: str = "", judged: bool | None = None,
    judged_why: str = "",
) -> Resolution:  # fmt: skip
    """Record the vote and what it decided, and return the resolution; what it decides happens with it, or nothing does.

    The numbers of those there come from the record of the room. Where the rules cannot say, ``judged`` with
    ``judged_why`` is a person's decision. Raises Refused with the figures: no quorum, more votes than voters; and
    with the words of whoever refuses what was decided, which the item then shows. Conflict: it was decided already.
    """
    try:
        with transaction.atomic():
            return _decide(item, count, motion, judged, judged_why, by=by, at=at)
    except IntegrityError as error:
        raise Refused(explain(error) or str(error)) from error
    except ActRefused as refused:
        # After the rollback: nothing of the decision is kept, but the item says why there is none.
        AgendaItem.objects.filter(pk=item.pk).update(trouble=refused.message[:500])
        raise


class ActRefused(Refused):
    """What the resolution decides is not allowed; nothing was recorded."""


def _decide(
    item: AgendaItem, count: Count, motion: str, judged: bool | None, judged_why: str, *, by: Actor, at: dt.datetime
) -> Resolution:
    meeting, current = locked_item(item)
    guard(by, "meetings.run", meeting)
    standing = Resolution.objects.standing().filter(item=current).first()
    if standing is not None:
        words = {"number": standing.number_label, "word": standing.word, "when": kdatetime(standing.decided_at)}
        raise Conflict(_("이미 의결한 안건입니다: %(number)s %(word)s, %(when)s.") % words)
    expect_open(meeting)
    if current.kind != AgendaItem.Kind.DECIDE or not current.is_open:
        raise Conflict(_("의결할 안건이 아닙니다: ‘%(state)s’") % {"state": current.get_state_display()})
    vote = _take_vote(meeting, current, count, motion, at=at)
    passed = _outcome(vote, judged, judged_why)
    resolution = _resolve(meeting, current, vote, passed, judged_why, by=by, at=at)
    _end_item(current, vote, passed, at)
    record(
        "meetings.resolution.recorded", resolution, by=by, at=at, why=resolution.judged_why,
        number=resolution.number_label, word=resolution.word,
    )  # fmt: skip
    _act(resolution, by=by, at=at)
    return resolution


def _act(resolution: Resolution, *, by: Actor, at: dt.datetime) -> None:
    try:
        resolution_recorded.send(sender=Resolution, resolution=resolution, by=by, at=at)
    except Refused as refused:
        raise ActRefused(refused.message, field=refused.field, code="act") from refused


def _take_vote(
    meeting: Meeting, item: AgendaItem, count: Count, motion: str, *, at: dt.datetime, corrects: Vote | None = None
) -> Vote:
    room = counted(meeting, at, item)
    if room.present == 0:
        raise Refused(_("회의장에 온 사람이 없습니다."), code="nobody")
    book = rulebook(meeting.council, meeting.held_on)
    opened = quorum(book, room, item.matter)
    if opened.holds is False:
        raise Refused(f"{opened.sentence} ({opened.article})", code="not_quorate")
    cast = count.settled(room)
    if max(cast.in_favour, cast.against, cast.abstained, cast.invalid) > MOST_VOTES:
        raise Refused(_("센 수가 너무 큽니다. 다시 살펴봐 주십시오."), field="in_favour")
    if min(cast.in_favour, cast.against, cast.abstained, cast.invalid) < 0:
        raise Refused(_("0보다 작은 수가 있습니다."), field="in_favour")
    if cast.cast > room.voting:
        words = {"cast": cast.cast, "voting": room.voting, "present": room.present, "recused": room.recused}
        raise Refused(
            _("찬성·반대·기권·무효를 더하면 %(cast)s명으로, 투표할 수 있는 %(voting)s명(출석 %(present)s명, 제척 %(recused)s명)보다 많습니다.")
            % words,
            field="in_favour", code="too_many",
        )  # fmt: skip
    _check_names(meeting, item, cast, at)
    verdict = preview(item, room, book, cast)
    vote = Vote.objects.create(
        council_id=meeting.council_id, item=item, corrects=corrects, method=cast.method,
        motion=(motion.strip() or item.title)[:2000], enrolled=room.enrolled, present=room.present,
        online=room.online, recused=room.recused, in_favour=cast.in_favour, against=cast.against,
        abstained=cast.abstained, invalid=cast.invalid, chair_decides=cast.chair_decides,
        verdict=verdict.as_json(), taken_at=at,
    )  # fmt: skip
    # Only a vote by name keeps who chose what.
    Ballot.objects.bulk_create(
        Ballot(council_id=meeting.council_id, vote=vote, user_id=user, choice=choice)
        for user, choice in cast.names.items()
        if cast.method == Vote.Method.BY_NAME
    )
    return vote


def _check_names(meeting: Meeting, item: AgendaItem, count: Count, at: dt.datetime) -> None:
    if count.method != Vote.Method.BY_NAME:
        return
    rows = Attendance.objects.there_at(at).filter(meeting=meeting)
    voters = set(rows.values_list("user_id", flat=True)) - set(item.recusals.values_list("user_id", flat=True))
    if strangers := set(count.names) - voters:
        raise Refused(_("지금 투표할 수 없는 사람 %(n)s명의 표가 있습니다.") % {"n": len(strangers)}, field="names")


def _outcome(vote: Vote, judged: bool | None, judged_why: str) -> bool:
    verdict = Verdict.from_json(vote.verdict)
    if verdict.holds is not None:
        return verdict.holds
    if judged is None or not judged_why.strip():
        words = _("가결인지 부결인지와 그 까닭을 적어 주십시오. 의결서에 남습니다.")
        raise Refused(f"{verdict.sentence} {words}", field="judged_why", code="reason_needed")
    return judged


def _resolve(
    meeting: Meeting, item: AgendaItem, vote: Vote, passed: bool, judged_why: str, *, by: Actor, at: dt.datetime,
    corrects: Resolution | None = None, why: str = "",
) -> Resolution:  # fmt: skip
    one_after_the_other("meetings_resolution", meeting.council_id)
    year = meeting.held_on.year
    last = Resolution.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    undetermined = vote.verdict.get("holds") is None
    return Resolution.objects.create(
        council_id=meeting.council_id, item=item, vote=vote, corrects=corrects, correction_why=why, year=year,
        number=last + 1, passed=passed, text=vote.motion, verdict=vote.verdict,
        judged_why=judged_why.strip()[:300] if undetermined else "", decided_at=at,
    )  # fmt: skip


def _end_item(item: AgendaItem, vote: Vote, passed: bool, at: dt.datetime) -> None:
    item.state = AgendaItem.State.PASSED if passed else AgendaItem.State.REJECTED
    numbers = {"yes": vote.in_favour, "no": vote.against, "abstain": vote.abstained}
    item.outcome = _("찬성 %(yes)s · 반대 %(no)s · 기권 %(abstain)s") % numbers
    item.started_at, item.ended_at, item.trouble = item.started_at or at, at, ""
    item.save(update_fields=["state", "outcome", "started_at", "ended_at", "trouble"])


def correct(
    resolution: Resolution, count: Count, *, why: str, by: Actor, at: dt.datetime, judged: bool | None = None,
    judged_why: str = "",
) -> Resolution:  # fmt: skip
    """Correct a vote that was recorded wrongly: a new vote and resolution that name the old ones, which stay.

    The numbers of the room stay those of the moment of the vote. What the first one set going is not undone by
    itself; ``resolution_recorded`` tells its receivers, who may refuse. Raises Conflict when it was corrected.
    """
    if not why.strip():
        raise Refused(_("바로잡는 까닭을 써 주십시오. 의결 대장에 남습니다."), field="why", code="required")
    with transaction.atomic():
        meeting, item = locked_item(resolution.item)
        guard(by, "meetings.correct", meeting)
        if not Resolution.objects.standing().filter(pk=resolution.pk).exists():
            raise Conflict(_("이미 바로잡은 의결입니다. 마지막 의결을 바로잡아 주십시오."))
        old = resolution.vote
        assert old is not None
        vote = _take_vote(meeting, item, count, old.motion, at=old.taken_at, corrects=old)
        passed = _outcome(vote, judged, judged_why)
        fresh = _resolve(
            meeting, item, vote, passed, judged_why, by=by, at=at, corrects=resolution, why=why.strip()[:300]
        )
        _end_item(item, vote, passed, max(item.ended_at or at, vote.taken_at))
        record(
            "meetings.resolution.corrected", fresh, by=by, at=at, why=why.strip(), before=resolution.number_label,
            number=fresh.number_label, word=fresh.word,
        )  # fmt: skip
        _act(fresh, by=by, at=at)
    return fresh
