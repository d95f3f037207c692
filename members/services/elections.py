"""The council elects its officers; what is recorded is the vote, and the office that came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.errors import Refused, constraint_of, explain
from council.common.language import kept
from council.models import Committee, Council
from council.rulebook import Verdict, rulebook
from members.judging import weigh
from members.models import Election, Membership, Office, User
from members.services.guard import guard
from members.services.spans import TermRefused
from members.services.terms import open_office


@dataclass(frozen=True, slots=True)
class Vote:
    """The figures of one vote; None is what was not counted (for example a 호선 without ballots)."""

    method: str
    candidates: int = 1
    enrolled: int | None = None
    present: int | None = None
    votes_cast: int | None = None
    in_favour: int | None = None
    #: The most votes that another candidate got.
    runner_up: int | None = None

    def facts(self) -> dict[str, int]:
        """Return what was counted, under the names of docs/ordinances.md §6."""
        counted = {
            "candidates": self.candidates,
            "enrolled": self.enrolled,
            "present": self.present,
            "votes_cast": self.votes_cast,
            "in_favour": self.in_favour,
            "runner_up": self.runner_up,
        }
        return {name: value for name, value in counted.items() if value is not None}


def elect(
    council: Council,
    user: User,
    *,
    kind: str,
    vote: Vote,
    held_on: dt.date,
    meeting: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    seat: int = 1,
    committee: Committee | None = None,
    reason: str = "",
    by: Actor,
    at: dt.datetime,
) -> Office:
    """Record the election with its vote, open the office from starts_on, and return it.

    Judged by the rules: may the person hold the office (``office``), and is the vote enough (``elect``). Where they
    cannot say, ``reason`` is a person's decision and is kept. Nobody records the own election.
    """
    guard(by, "members.elect", council)
    if by.user_id is not None and by.user_id == user.pk:
        raise Refused(_("자기가 뽑힌 일은 다른 분이 적습니다. 시군구 담당에게 말씀해 주십시오."), code="oneself")

    def judged() -> dict[str, Verdict]:
        return judge_election(council, user, kind=kind, vote=vote, held_on=held_on, starts_on=starts_on)

    verdicts = judged()
    for verdict in verdicts.values():
        weigh(verdict, reason)
    election = Election(
        council=council,
        kind=kind,
        committee=committee,
        held_on=held_on,
        meeting=meeting.strip(),
        method=vote.method,
        candidates=vote.candidates,
        enrolled=vote.enrolled,
        present=vote.present,
        votes_cast=vote.votes_cast,
        in_favour=vote.in_favour,
        verdict={name: verdict.as_json() for name, verdict in kept(judged, verdicts).items()} | {"facts": vote.facts()},
        reason=reason.strip(),
        recorded_by_id=by.user_id,
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                election.save(force_insert=True)
        except IntegrityError as error:
            sentence = explain(error)
            if sentence is None:
                raise
            raise TermRefused(sentence, code=constraint_of(error) or "refused") from error
        record("members.office.elected", election, by=by, at=at, meeting=meeting.strip())
        return open_office(
            council,
            user,
            kind=kind,
            starts_on=starts_on,
            ends_on=ends_on,
            seat=seat,
            committee=committee,
            election=election,
            by=by,
            at=at,
        )


def judge_election(
    council: Council, user: User, *, kind: str, vote: Vote, held_on: dt.date, starts_on: dt.date
) -> dict[str, Verdict]:
    """Return what the rules say to the person and to the vote (four queries)."""
    book = rulebook(council, held_on)
    office = kind.lower()
    held = Office.objects.filter(user=user, kind=kind, starts_on__lt=starts_on).count()
    seated = Membership.objects.current(starts_on).filter(user=user).exists()
    facts: dict[str, Any] = {"office": office, "is_member": seated, "times_held": held}
    if kind != Office.Kind.COMMITTEE_HEAD:  # each 분과 has a head of its own
        facts["holders"] = Office.objects.current(starts_on).filter(kind=kind).count()
    return {
        "office": book.ask("office", **facts),
        "elect": book.ask("elect", office=office, sole_candidate=vote.candidates == 1, **vote.facts()),
    }
