"""A whole 시군구 for ``demo --scale district``: 25 councils of 50 위원, written in bulk, each with its own troubles."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from council.audit.services import record_many
from council.common.actor import Actor
from council.common.scope import council_scope
from council.demo import regions
from council.demo.people import Namer, make_account, set_passwords
from council.demo.stage import Term, term_of
from council.demo.texts import load
from council.models import Committee, Council, Region
from council.notices.services import past_notices
from council.services import ensure_region, found_council, open_committee, set_rule
from members.models import Attendance, CommitteeMembership, Membership, Office, PersonalRecord, Training, User
from members.services import terms
from members.services.appointments import Appointee, write_appointment
from members.services.recruitment.applications import CONSENT_VERSION
from projects.workflows.due import add_months

COUNCILS, PEOPLE = 25, 50
DISTRICT = "1120000000"
COMMITTEES = ("기획분과", "환경분과", "문화분과", "복지분과")


def slug(number: int) -> str:
    """Return the address of the numbered council."""
    return f"scale-{number:02}"


def make(*, now: dt.datetime) -> int:
    """Make those of the 25 councils that are not there yet, and return how many; each is all there or not at all."""
    made = 0
    there = set(Council.objects.values_list("slug", flat=True))
    for number in range(1, COUNCILS + 1):
        if slug(number) not in there:
            with transaction.atomic(), past_notices(read_before=now):
                _make(number, now)
            made += 1
    return made


def _make(number: int, now: dt.datetime) -> None:
    dice = random.Random(f"portal-demo-scale-{number}")  # noqa: S311 - a play, not a secret
    term = term_of(timezone.localdate(now))
    council = _found(number, term)
    with council_scope(council.pk):
        by = Actor.system(council.pk)
        set_rule(
            council=council,
            key="people.seats",
            value=PEOPLE,
            article="운영세칙(시연) 제3조",
            reason="시연 자료",
            resolution="제1차 정기회의(시연)",
            resolved_on=term.starts_on,
            valid_from=term.starts_on,
            by=by,
            at=term.at,
        )
        committees = [
            open_committee(council, name=name, opened_on=term.starts_on, by=by, at=term.at) for name in COMMITTEES
        ]
        people = _people(council, dice, term)
        _seats(council, people, dice, term)
        _records(council, people, dice, term)
        _hours(council, people, dice, term)
        _offices(council, people, committees, dice, term)
        _meetings(council, people, dice, term, timezone.localdate(now))


def _found(number: int, term: Term) -> Council:
    district = regions.ensure(DISTRICT, at=term.at)
    name = f"시연{number:02}동"
    region = ensure_region(
        code=f"11200{900 + number}00",
        name=name,
        level=Region.Level.DONG,
        parent=district,
        valid_from=regions.VALID_FROM,
        by=Actor.system(),
        at=term.at,
    )
    return found_council(
        slug=slug(number),
        name=f"{name} 주민자치회",
        short_name=name,
        parent_name="서울 성동구",
        region=region,
        opened_on=term.starts_on,
        hall=f"{name} 자치회관(시연)",
        is_demo=True,
        by=Actor.system(),
        at=term.at,
    )


def _people(council: Council, dice: random.Random, term: Term) -> list[User]:
    """Return fifty people without an account, behind one secretary who has one."""
    name, unusable = Namer(dice), make_password(None)
    secretary = make_account(f"secretary@{council.slug}.example", name(), term.at)
    set_passwords([secretary])
    terms.grant_office(
        council,
        secretary,
        kind=Office.Kind.SECRETARY,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        by=Actor.system(council.pk),
        at=term.at,
    )
    people = User.objects.bulk_create(
        User(name=name(), email=None, password=unusable, joined_at=term.at) for _number in range(PEOPLE)
    )
    told = [(user, dict[str, Any]()) for user in people]
    record_many("members.person.written", told, by=Actor.system(council.pk), at=term.at, council_id=council.pk)
    return people


def _seats(council: Council, people: list[User], dice: random.Random, term: Term) -> None:
    """Write two letters: some 위원 began nine months before the others, so that their terms end within weeks."""
    few = dice.choice((0, 0, 3, 8))
    later = Term(add_months(term.starts_on, -9), add_months(term.starts_on, 15))
    for letter, users in ((later, people[:few]), (term, people[few:])):
        if users:
            write_appointment(
                council,
                [
                    Appointee(
                        user,
                        letter.starts_on,
                        letter.ends_on,
                        track=Membership.Track.RECOMMENDED if place % 5 in (1, 3) else Membership.Track.OPEN,
                        eligibility="resident",
                    )
                    for place, user in enumerate(users)
                ],
                appointed_on=letter.starts_on,
                list_sent_on=letter.starts_on - dt.timedelta(days=10),
                note="시연 자료",
                tell=False,
                by=Actor.system(council.pk),
                at=term.at,
            )


def _records(council: Council, people: list[User], dice: random.Random, term: Term) -> None:
    """Keep what is known of each; in some councils one sex is more than the 조례 allows."""
    women = dice.choice((25, 25, 24, 27, 33))
    work = load("roll")["occupations"]
    PersonalRecord.objects.bulk_create(
        PersonalRecord(
            council=council,
            user=user,
            sex="FEMALE" if place < women else "MALE",
            born_on=dt.date(dice.randint(1950, 2000), dice.randint(1, 12), dice.randint(1, 28)),
            phone=f"010-0000-{dice.randint(1000, 9999)}",
            address=f"{council.short_name} {dice.randint(1, 90)}(시연)",
            occupation=dice.choice(work),
            eligibility="resident",
            consent_version=CONSENT_VERSION,
            consented_at=term.at,
        )
        for place, user in enumerate(dice.sample(people, len(people)))
    )


def _hours(council: Council, people: list[User], dice: random.Random, term: Term) -> None:
    """Write the first course; in some councils a few have not taken it."""
    missing = dice.choice((0, 0, 0, 2, 5))
    Training.objects.bulk_create(
        Training(
            council=council,
            user=user,
            course=load("roll")["courses"][0],
            hours=6,
            held_on=term.starts_on - dt.timedelta(days=20),
            recorded_at=term.at,
        )
        for user in people[missing:]
    )


def _offices(
    council: Council, people: list[User], committees: list[Committee], dice: random.Random, term: Term
) -> None:
    """Fill the offices, but one in some councils; places in 분과 for everybody."""
    kind = Office.Kind
    rows: list[tuple[Office.Kind, int, Committee | None]] = [
        *((kind.CHAIR, 1, None), (kind.VICE_CHAIR, 1, None), (kind.VICE_CHAIR, 2, None), (kind.AUDITOR, 1, None)),
        *((kind.COMMITTEE_HEAD, 1, committee) for committee in committees),
    ]
    if dice.random() < 0.3:
        rows.pop(dice.randrange(len(rows)))
    days: dict[str, Any] = {"council": council, "starts_on": term.starts_on, "ends_on": term.ends_on}
    heads = people[-len(rows) :]  # of the later letter: their seats last as long as their offices
    Office.objects.bulk_create(
        Office(user=user, kind=of, seat=seat, committee=committee, **days)
        for user, (of, seat, committee) in zip(heads, rows, strict=True)
    )
    CommitteeMembership.objects.bulk_create(
        CommitteeMembership(user=user, committee=committees[place % len(committees)], **days)
        for place, user in enumerate(people)
    )


def _meetings(council: Council, people: list[User], dice: random.Random, term: Term, today: dt.date) -> None:
    """Note who came to the last three meetings; in some councils somebody came to none."""
    kinds = (Attendance.Presence.PRESENT, Attendance.Presence.ONLINE, Attendance.Presence.EXCUSED)
    away = people[-10] if dice.random() < 0.3 else None
    for ago in (3, 2, 1):
        held_on = add_months(today.replace(day=1), -ago) + dt.timedelta(days=12)
        Attendance.objects.bulk_create(
            Attendance(
                council=council,
                user=user,
                held_on=held_on,
                meeting="정기회의(시연)",
                presence=Attendance.Presence.ABSENT if user is away else dice.choices(kinds, (90, 6, 4))[0],
            )
            for user in people
        )
