"""The roll of a council: three letters, earlier terms and how they ended, personal records, hours and first votes."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from council.audit.services import record_many
from council.common.actor import Actor, Role
from council.demo.stage import People, Term
from council.demo.texts import Words, load
from council.models import Committee, Council
from council.rulebook import rulebook
from members.judging import written
from members.models import Membership, Office, PersonalRecord, Training, User
from members.services import elections, endings, terms
from members.services.appointments import Appointee, write_appointment
from members.services.people import person_for
from members.services.recruitment.applications import CONSENT_VERSION
from projects.workflows.due import add_months

#: Places in ``People.members``. Officers and heads of 분과 stand before and behind these.
FORMER = slice(4, 12)  # in their second term
UNTRAINED = (12, 13, 14)  # hours missing, or none at all
ABSENT_OFTEN, ABSENT_TOO_OFTEN = 15, 16  # one short of the limit, and at it
LATER = slice(20, 24)  # appointed between two letters: their terms end within weeks
GONE = 12  # people of the earlier term who are no longer there

OPEN, RECOMMENDED = Membership.Track.OPEN, Membership.Track.RECOMMENDED


def seat(council: Council, people: People, committees: list[Committee], term: Term, words: Words) -> None:
    """Appoint 위원 by letters, elect officers, put everybody into a 분과, and keep what is known of each."""
    dice = random.Random(f"portal-demo-roll-{council.slug}")  # noqa: S311 - a play, not a secret
    _earlier_term(council, people, term)
    later = Term(add_months(term.starts_on, -9), add_months(term.starts_on, 15))
    for letter, users in ((later, people.members[LATER]), (term, _without(people.members, LATER))):
        _appoint(council, users, letter, people, at=term.at)
    _keep_records(council, people, term, words, dice)
    _train(council, people, term)
    _elect(council, people, committees, term)
    _place(council, people, committees, term, dice)


def _without(users: list[User], some: slice) -> list[User]:
    return [user for user in users if user not in users[some]]


def _appoint(council: Council, users: list[User], term: Term, people: People, *, at: dt.datetime) -> list[Membership]:
    """Write one letter for all of them: 60% by open call, 40% by recommendation (DOMAIN §1, 성동구)."""
    known = {user.pk: place for place, user in enumerate(people.members)}
    appointees = [
        Appointee(
            user,
            starts_on=term.starts_on,
            ends_on=term.ends_on,
            track=RECOMMENDED if known.get(user.pk, place) % 5 in (1, 3) else OPEN,
            eligibility=_eligibility(known.get(user.pk, place)),
            nth=2 if user in people.members[FORMER] and at > _noon(term.starts_on) else 1,
        )
        for place, user in enumerate(users)
    ]
    return write_appointment(
        council,
        appointees,
        appointed_on=term.starts_on,
        list_sent_on=term.starts_on - dt.timedelta(days=12),
        appointer=load("roll")["appointers"][council.slug],
        note="시연 자료",
        by=Actor.system(council.pk),
        at=at,
    )


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC)


def _earlier_term(council: Council, people: People, term: Term) -> None:
    """Take over the roll of the two years before, with everybody who left early and how."""
    by = Actor.system(council.pk)
    before = Term(add_months(term.starts_on, -24), term.starts_on)
    gone = [person_for(council, people.name(), by=by, at=term.at) for _number in range(GONE)]
    users = [*people.members[FORMER], *gone]
    seats = write_appointment(
        council,
        [
            Appointee(user, before.starts_on, before.ends_on, track=OPEN if place % 5 else RECOMMENDED)
            for place, user in enumerate(users)
        ],
        appointed_on=before.starts_on,
        list_sent_on=before.starts_on - dt.timedelta(days=10),
        note="포털을 쓰기 전의 명부에서 옮김(시연 자료)",
        tell=False,
        by=by,
        at=term.at,
    )
    resigned, moved, dismissed = seats[len(people.members[FORMER]) :][:3]
    told = load("roll")["endings"]
    day = term.starts_on - dt.timedelta(days=240)
    common: dict[str, Any] = {"by": by, "at": term.at}
    endings.resign(resigned, ends_on=day, letter_on=day - dt.timedelta(days=7), reason=told["resigned"], **common)
    endings.lose_seat(
        moved, ground="lost_eligibility", event_on=day + dt.timedelta(days=40), reason=told["moved"], **common
    )
    decided = day + dt.timedelta(days=80)
    endings.dismiss(
        dismissed,
        ground="unfit",
        votes={"enrolled": 33, "present": 30, "in_favour": 25, "proposers": 12},
        decided_on=decided,
        ends_on=decided + dt.timedelta(days=1),
        meeting="임시회의(시연)",
        reason=told["dismissed"],
        **common,
    )


def _eligibility(place: int) -> str:
    return {6: "worker", 9: "belongs"}.get(place % 10, "resident")


def personal(place: int, words: Words, dice: random.Random) -> dict[str, Any]:
    """Return invented data of one person; women and men take turns."""
    told = load("roll")
    return {
        "born_on": dt.date(dice.randint(1952, 1999), dice.randint(1, 12), dice.randint(1, 28)),
        "sex": "MALE" if place % 2 else "FEMALE",
        "phone": f"010-0000-{dice.randint(1000, 9999)}",
        "address": words(dice.choice(told["addresses"])) + f" {dice.randint(1, 90)}(시연)",
        "occupation": dice.choice(told["occupations"]),
    }


def _keep_records(council: Council, people: People, term: Term, words: Words, dice: random.Random) -> None:
    rows = [
        PersonalRecord(
            council=council,
            user=user,
            eligibility=_eligibility(place),
            residence=f"{dice.randint(1, 24)}통",
            consent_version=CONSENT_VERSION,
            consented_at=term.at,
            **personal(place, words, dice),
        )
        for place, user in enumerate(people.members)
    ]
    PersonalRecord.objects.bulk_create(rows)
    told = [(row, {"person": row.user_id, "fields": "생년월일, 성별, 전화, 주소, 자격, 하는 일"}) for row in rows]
    record_many("members.personal.written", told, by=Actor.system(council.pk), at=term.at)


def _train(council: Council, people: People, term: Term) -> None:
    """Give everybody the hours of the first course but three, and those in their second term a later one."""
    first, later = load("roll")["courses"]
    day = term.starts_on - dt.timedelta(days=20)
    short, less, none = UNTRAINED
    hours = {short: 3, less: 2}
    taken = [(user, first, hours.get(place, 6), day) for place, user in enumerate(people.members) if place != none]
    again = term.starts_on + dt.timedelta(days=180)
    taken += [(user, later, 6, again) for user in people.members[FORMER][:5]]
    rows = [
        Training(council=council, user=user, course=course, hours=of, held_on=on, recorded_at=term.at)
        for user, course, of, on in taken
    ]
    Training.objects.bulk_create(rows)
    by = Actor.system(council.pk)
    record_many("members.training.recorded", [(row, {"hours": row.hours}) for row in rows], by=by, at=term.at)


def _elect(council: Council, people: People, committees: list[Committee], term: Term) -> None:
    """Record the votes of the first meeting, one office after the other; the secretary is named."""
    common: dict[str, Any] = {"by": Actor.system(council.pk), "at": term.at, "ends_on": term.ends_on}
    common |= {"starts_on": term.starts_on}
    seats = _seats_of(council, term.starts_on)
    terms.grant_office(council, people.by_role[Role.SECRETARY], kind=Office.Kind.SECRETARY, **common)
    common |= {"held_on": term.starts_on, "meeting": "제1차 정기회의(시연)", "reason": load("roll")["elected"]}
    enrolled = len(people.members)
    ballot = {"enrolled": enrolled, "present": enrolled - 3, "votes_cast": enrolled - 3, "in_favour": enrolled - 10}
    mutual = elections.Vote("MUTUAL", candidates=1, **ballot)
    rival = elections.Vote("SECRET_BALLOT", candidates=2, **ballot, runner_up=7)
    wanted = [
        (Office.Kind.CHAIR, people.by_role[Role.CHAIR], 1, rival),
        (Office.Kind.VICE_CHAIR, people.by_role[Role.VICE_CHAIR], 1, rival),
        (Office.Kind.VICE_CHAIR, people.members[-1], 2, mutual),
        (Office.Kind.AUDITOR, people.by_role[Role.AUDITOR], 1, mutual),
        (Office.Kind.AUDITOR, people.residents[-1], 2, mutual),
    ]
    for kind, user, number, vote in wanted:
        if number <= seats.get(kind.value.lower(), number):
            elections.elect(council, user, kind=kind, vote=vote, seat=number, **common)
    for committee in committees:
        head = people.heads[committee.pk]
        elections.elect(
            council, head, kind=Office.Kind.COMMITTEE_HEAD, committee=committee, vote=elections.Vote("MUTUAL"), **common
        )


def _seats_of(council: Council, on: dt.date) -> dict[str, int]:
    """Return how many may hold each office where the 조례 says so."""
    officers = written(rulebook(council, on), "officers")
    found = {str(one["office"]): (one.get("seats") or {}).get("max") for one in officers}
    return {office: most for office, most in found.items() if most}


def _place(council: Council, people: People, committees: list[Committee], term: Term, dice: random.Random) -> None:
    common: dict[str, Any] = {"starts_on": term.starts_on, "by": Actor.system(council.pk), "at": term.at}
    until = add_months(term.starts_on, 15)
    for committee in committees:
        terms.join_committee(committee, people.heads[committee.pk], ends_on=term.ends_on, **common)
    rest = [user for user in people.members if user not in people.heads.values()]
    for number, user in enumerate(rest):
        ends_on = until if user in people.members[LATER] else term.ends_on
        terms.join_committee(committees[number % len(committees)], user, ends_on=ends_on, **common)
    # Residents who are no 위원 sit in a 분과 too.
    for user in dice.sample(people.residents[1:-1], 4):
        terms.join_committee(dice.choice(committees), user, ends_on=term.ends_on, **common)
