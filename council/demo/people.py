"""The invented people of a council: accounts, residencies, seats, offices and posts of two terms."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from functools import cache

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from council.common.actor import Actor, Role
from council.demo import roll
from council.demo.stage import People, Stage, term_of
from council.demo.texts import Words, load
from council.models import Committee, Council, Region
from members.consent_texts import required_kinds
from members.models import PlatformPost, Residency, User
from members.selectors import actor_for
from members.services import accounts, residents, terms

PASSWORD = "demo-2026-jachi"  # noqa: S105 - printed at every start; refused outside the demonstration
MEMBERS, RESIDENTS = 30, 30

#: The accounts of the demonstration: what stands before the @, role, surname.
CAST = (
    ("resident", Role.RESIDENT, "김"),
    ("member", Role.MEMBER, "이"),
    ("committee", Role.COMMITTEE_HEAD, "강"),
    ("secretary", Role.SECRETARY, "박"),
    ("vice", Role.VICE_CHAIR, "임"),
    ("chair", Role.CHAIR, "정"),
    ("auditor", Role.AUDITOR, "조"),
    ("official", Role.OFFICIAL, "윤"),
    ("head", Role.HEAD, "최"),
)
SEATED = (Role.MEMBER, Role.COMMITTEE_HEAD, Role.VICE_CHAIR, Role.CHAIR)


@cache
def password_hash() -> str:
    """Return the one hash for everybody: hashing is slow on purpose."""
    return make_password(PASSWORD)


class Namer:
    """Hands out names; no two people of a council share one."""

    def __init__(self, dice: random.Random) -> None:
        names = load("names")
        self._given = {surname: dice.sample(names["given"], len(names["given"])) for surname in names["surnames"]}
        self._dice = dice

    def __call__(self, surname: str = "") -> str:
        chosen = surname or self._dice.choice([s for s, given in self._given.items() if len(given) > 1])
        return chosen + self._given[chosen].pop()


def make_account(email: str, name: str, at: dt.datetime) -> User:
    """Return a new account whose e-mail counts as verified, with the required consents."""
    return accounts.create_account(
        email, name, None, at=at, consents=required_kinds(timezone.localdate(at)), verified=True
    )


def set_passwords(users: list[User]) -> None:
    """Give all of them the password of the demonstration, by one statement."""
    User.objects.filter(pk__in=[user.pk for user in users]).update(password=password_hash())


def gather(council: Council, committees: list[Committee], *, now: dt.datetime, words: Words) -> People:
    """Make everybody who is there from the start, seat them, and return them."""
    dice = random.Random(f"portal-demo-people-{council.slug}")  # noqa: S311 - a play, not a secret
    namer = Namer(dice)
    term = term_of(timezone.localdate(now))
    at = term.at
    people = People()
    for box, role, surname in CAST:
        people.by_role[role] = make_account(f"{box}@{council.slug}.example", namer(surname), at)
    people.members = [people.by_role[role] for role in SEATED] + [
        make_account(f"member{number:02}@{council.slug}.example", namer(), at) for number in range(2, MEMBERS + 2)
    ]
    people.residents = [people.by_role[Role.RESIDENT]] + [
        make_account(f"resident{number:02}@{council.slug}.example", namer(), at) for number in range(2, RESIDENTS + 2)
    ]
    people.newcomers = [
        make_account(f"newcomer{number:02}@{council.slug}.example", namer(), now - dt.timedelta(days=9))
        for number in range(1, 4)
    ]
    for committee, head in zip(committees, [people.by_role[Role.COMMITTEE_HEAD], *people.members[4:]], strict=False):
        people.heads[committee.pk] = head
    by = Actor.system(council.pk)
    for role in (Role.OFFICIAL, Role.HEAD):
        terms.appoint_official(council, people.by_role[role], kind=role, starts_on=term.starts_on, by=by, at=at)
    people.name = namer
    roll.seat(council, people, committees, term, words)
    _confirm_residents(council, people, at, words, dice)
    set_passwords([*people.by_role.values(), *people.members, *people.residents, *people.newcomers])
    _find_actors(council, people, timezone.localdate(at))
    return people


def _confirm_residents(council: Council, people: People, at: dt.datetime, words: Words, dice: random.Random) -> None:
    secretary = actor_for(people.by_role[Role.SECRETARY], council, timezone.localdate(at))
    for number, user in enumerate(people.residents):
        asked = at + dt.timedelta(hours=number + 1)
        residency = ask_to_join(council, user, asked, words, dice)
        residents.verify_in_person(residency, by=secretary, at=asked + dt.timedelta(hours=5))


def ask_to_join(council: Council, user: User, at: dt.datetime, words: Words, dice: random.Random) -> Residency:
    """Let the person ask to be confirmed, and return the request."""
    basis = Residency.Basis.WORKPLACE if dice.random() < 0.15 else Residency.Basis.ADDRESS
    hint = words(dice.choice(load("names")["hints"]))[:40]
    return residents.join(council, user, basis=basis, address_hint=hint, by=_as(user, council, Role.VISITOR), at=at)


def _as(user: User, council: Council, *roles: str) -> Actor:
    return Actor(user.pk, council.pk, frozenset(roles), name=user.name)


def _find_actors(council: Council, people: People, on: dt.date) -> None:
    """Keep everybody's Actor: the many without an office are known without asking."""
    people.actors |= {user.pk: _as(user, council, Role.VISITOR) for user in people.newcomers}
    people.actors |= {user.pk: _as(user, council, Role.RESIDENT) for user in people.residents}
    people.actors |= {user.pk: _as(user, council, Role.RESIDENT, Role.MEMBER) for user in people.members}
    officers = [*people.by_role.values(), *people.heads.values(), people.members[-1], people.residents[-1]]
    people.actors |= {user.pk: actor_for(user, council, on) for user in dict.fromkeys(officers)}


def newcomers(stage: Stage) -> Iterator[dt.datetime]:
    """Tell of three newcomers: one waits, one holds a printed code, one could not be confirmed."""
    waiting, coded, refused = stage.people.newcomers
    secretary = stage.actor(Role.SECRETARY)
    ask = (stage.council, stage.words, stage.dice)
    yield stage.office_hours(8)
    missing = ask_to_join(ask[0], refused, stage.clock, *ask[1:])
    yield stage.office_hours(6)
    residents.refuse(
        missing,
        reason="적으신 곳을 찾지 못했습니다. 사는 곳이나 일하는 곳을 알 수 있는 것을 들고 와 주십시오.",
        by=secretary,
        at=stage.clock,
    )
    yield stage.any_hour(5)
    residency = ask_to_join(ask[0], coded, stage.clock, *ask[1:])
    yield stage.office_hours(2)
    residents.issue_code(residency, by=secretary, at=stage.clock)
    yield stage.any_hour(1)
    ask_to_join(ask[0], waiting, stage.clock, *ask[1:])


def platform_people(*, now: dt.datetime, district: Region | None) -> list[str]:
    """Make the 운영자 and, for the 시군구 given, its official, unless they are there; return who was made."""
    term = term_of(timezone.localdate(now))
    made = []
    wanted: list[tuple[str, str, str, Region | None]] = [
        ("operator@portal.example", "홍등불", PlatformPost.Kind.OPERATOR, None)
    ]
    if district is not None:
        wanted.append(("district@seongdong.example", "서물결", PlatformPost.Kind.DISTRICT, district))
    for email, name, kind, region in wanted:
        if User.objects.filter(email=email).exists():
            continue
        user = make_account(email, name, term.at)
        set_passwords([user])
        terms.appoint_platform(user, kind=kind, region=region, starts_on=term.starts_on, by=Actor.system(), at=term.at)
        made.append(email)
    return made
