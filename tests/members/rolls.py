"""What the tests of the roll share: an ordinance of 성동구's kind, and people whom it can judge."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from council.common.scope import council_scope
from council.models import Council, Rule
from members.models import Membership, PersonalRecord
from tests.cast import Cast

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
DAY = dt.timedelta(days=1)
SINCE = dt.date(2024, 7, 17)

#: What an office's inquiry and the papers show of an ordinary resident.
CLEAN: dict[str, Any] = {
    "registered_here": True,
    "local_councillor": False,
    "public_official": False,
    "first_council": False,
    "shortage": False,
    "draw": TODAY - 4 * DAY,
}

ORDINANCE: dict[str, tuple[str, Any]] = {
    "seats": ("제6조", {"min": 4, "max": 6}),
    "people.seats": ("세칙 제2조", 6),
    "age.member": ("제8조제1항", {"min": 19}),
    "eligibility": (
        "제8조제1항",
        [{"kind": "resident", "label": "주민등록을 둔 사람", "requires": {"registered_here": True}}],
    ),
    "disqualification": (
        "제8조제2항",
        [
            {"ground": "councillor", "label": "지방의회의원", "when": {"local_councillor": True}},
            {"ground": "dismissed", "label": "해촉 2년", "when": {"dismissed_on": {"within": {"years": 2}}}},
        ],
    ),
    "training": ("제9조제1항", {"hours": 6, "due": {"before": "draw"}}),
    "composition": ("제9조제2항", [{"of": "sex", "each": True, "at_most": "3/5", "base": "enrolled"}]),
    "officers": (
        "제14조",
        [
            {"office": "chair", "label": "자치회장", "seats": {"min": 1, "max": 1}, "by": "secret_ballot",
             "from": "members", "sole": "approval", "reelections": 1},
            {"office": "vice_chair", "label": "부회장", "seats": {"min": 2, "max": 2}, "by": "mutual",
             "from": "members"},
            {"office": "committee_head", "label": "분과장", "by": "mutual", "from": "either"},
        ],
    ),
    "dismissal.grounds": ("제13조제2항", [{"ground": "unfit", "label": "직무태만", "when": {"unfit": True}}]),
    "dismissal.propose": ("제13조제3항", {"at_least": "1/3", "of": "enrolled", "count": "proposers"}),
    "dismissal.decide": ("제13조제3항", {"at_least": "2/3", "of": "enrolled"}),
    "loss": (
        "제13조제1항",
        [
            {"ground": "moved_away", "label": "전출", "when": {"moved_away": True}, "how": "automatic",
             "effect": "on_event"},
            {"ground": "resigned", "label": "사임", "when": {"resigned": True}, "how": "automatic",
             "effect": "on_event", "barred": {"years": 1}},
            {"ground": "unfit", "label": "직무태만", "when": {"unfit": True}, "how": "vote", "effect": "on_decision",
             "barred": {"years": 2}},
        ],
    ),
    "absence": ("제13조제4항", {"at_least": 3, "count": "absences_in_row"}),
    "term": ("제10조", {"years": 2, "starts": "appointment"}),
}  # fmt: skip


def enact(council: Council, *left_out: str, **instead: tuple[str, Any]) -> None:
    """Put the ordinance in force in the council's 시군구; keys with dots are written with two underscores."""
    rules = ORDINANCE | {name.replace("__", "."): rule for name, rule in instead.items()}
    for key, (article, value) in rules.items():
        if key not in left_out:
            Rule.objects.create(
                level="REGION",
                region=council.region.parent,
                key=key,
                value=value,
                article=article,
                valid_from=SINCE,
                entered_at=NOW,
            )


def seat_of(cast: Cast, who: str) -> Membership:
    """Return the term of somebody of the cast, in the council's scope."""
    return Membership.objects.select_related("council", "user").get(user=getattr(cast, who))


def known(cast: Cast, who: str, sex: str = "FEMALE", born_on: dt.date = dt.date(1980, 5, 1), **more: Any) -> None:
    """Write down what the council knows of somebody."""
    PersonalRecord.objects.create(council=cast.council, user=getattr(cast, who), sex=sex, born_on=born_on, **more)


def know_the_seated(cast: Cast) -> None:
    """Write down the sexes of the four 위원: two and two."""
    with council_scope(cast.council.pk):
        for who, sex in (("member", "FEMALE"), ("committee_head", "MALE"), ("vice_chair", "FEMALE"), ("chair", "MALE")):
            known(cast, who, sex)
