"""Rules, a call and its applicants for the tests of the services, made through the services themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from council.models import Council, Rule
from members.models import Application, Recruitment, User
from members.services.recruitment import applications, recruitments, screening
from members.services.recruitment.applications import Statement
from members.services.recruitment.recruitments import Plan
from tests.cast import Cast
from tests.councils import OPENED

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
DAY = dt.timedelta(days=1)

#: What most tests live by; each value as a file of rules writes it.
RULES: dict[str, Any] = {
    "seats": {"min": 10, "max": 50},
    "age.member": {"min": 18},
    "eligibility": [
        {"kind": "resident", "label": "주민등록을 둔 사람", "requires": {"registered_here": True}},
        {"kind": "worker", "label": "사업장에 종사하는 사람", "requires": {"works_here": True}},
    ],
    "disqualification": [
        {"ground": "councillor", "label": "지방의회의원", "when": {"local_councillor": True}},
        {"ground": "dismissed", "label": "해촉 2년", "when": {"dismissed_on": {"within": {"years": 2}}}},
    ],
    "tracks": [
        {"track": "open", "label": "공개모집", "by": "draw", "seats": "3/5"},
        {"track": "recommended", "label": "추천", "by": "draw", "seats": "rest"},
    ],
    "composition": [{"of": "sex", "each": True, "at_most": "3/5", "base": "seats"}],
    "training": {"hours": 6, "due": {"before": "draw"}, "valid": {"years": 2}},
    "reserve.size": {"at_most": 5, "count": "reserves", "per": "track"},
    "reserve.valid": {"until": "term_end"},
    "vacancy": {
        "fill": True,
        "from": ["reserve", "open_call"],
        "order": "rank",
        "unless": {"remaining_months": {"less_than": 6}},
    },
    "term": {"years": 2, "starts": "appointment"},
    "term.successor": "remaining",
    "list.send": {"days": 10, "after": "draw"},
    "appointment": {"days": 20, "after": "list"},
}


def rule(council: Council, key: str, value: Any, **other: Any) -> Rule:
    columns = {"level": Rule.Level.COUNCIL, "council": council, "valid_from": OPENED, "entered_at": NOW} | other
    return Rule.objects.create(key=key, value=value, article=f"제{len(key)}조", **columns)


def rules(council: Council, *without: str, **instead: Any) -> None:
    """Let the council live by RULES, without some of them or with others in their place."""
    for key, value in (RULES | {key.replace("__", "."): value for key, value in instead.items()}).items():
        if key not in without:
            rule(council, key, value)


def plan(**other: Any) -> Plan:
    """Return a call for ten seats of ten."""
    usual = Plan(
        title="2027년 위원 모집",
        kind=Recruitment.Kind.REGULAR,
        seats=10,
        places=10,
        opens_on=TODAY,
        closes_on=TODAY + 10 * DAY,
        draw_on=TODAY + 30 * DAY,
        term_starts_on=TODAY + 400 * DAY,
        term_ends_on=TODAY + 1130 * DAY,
        draw_place="마장동 주민센터 3층",
        text="함께할 위원을 모집합니다.",
    )
    return replace(usual, **other)


def announced(cast: Cast, **other: Any) -> Recruitment:
    by = cast.actor("secretary")
    made = recruitments.prepare(cast.council, plan(**other), by=by, at=NOW)
    return recruitments.announce(made, by=by, at=NOW)


def person(name: str, email: str) -> User:
    return User.objects.create(name=name, email=email, password=make_password(None))


def statement(recruitment: Recruitment, track: str = "open", **other: Any) -> Statement:
    usual = Statement(
        name="김지원",
        born_on=dt.date(1980, 3, 1),
        sex="female",
        phone="010-1234-5678",
        address="마장로 3길 5",
        eligibility="resident",
        track=recruitment.tracks.get(track=track),
        facts={"registered_here": True, "works_here": False, "local_councillor": False},
    )
    return replace(usual, **other)


def applied(cast: Cast, recruitment: Recruitment, user: User, track: str = "open", **other: Any) -> Application:
    """Return an application handed in online."""
    by = actor_of(cast, user)
    said = statement(recruitment, track, name=user.name, **other)
    draft = applications.save_draft(recruitment, user, said, by=by, at=NOW)
    return applications.submit(draft, consent=True, by=by, at=NOW)


def actor_of(cast: Cast, user: User) -> Any:
    actor = cast.actor("stranger")
    return replace(actor, user_id=user.pk, name=user.name)


def crowd(cast: Cast, recruitment: Recruitment, many: int, women: int | None = None) -> list[Application]:
    """Return so many applications, two thirds on the open track, women first."""
    women = many // 2 if women is None else women
    return [
        applied(
            cast,
            recruitment,
            person(f"지원 {n}", f"applicant{n}@majang.example"),
            "recommended" if n % 3 == 2 else "open",
            sex="female" if n < women else "male",
        )
        for n in range(many)
    ]


def screened(cast: Cast, recruitment: Recruitment) -> Recruitment:
    """Close the call and find eligible whoever fits."""
    by, later = cast.actor("secretary"), NOW + 11 * DAY
    recruitments.close(recruitment, by=by, at=later)
    recruitments.start_screening(recruitment, by=by, at=later)
    screening.accept_fitting(recruitment, by=by, at=later)
    return recruitment
