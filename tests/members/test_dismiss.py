"""해촉: on the council's vote, whose figures the rules judge."""

from __future__ import annotations

from typing import Any

import pytest

from council.common.access import Forbidden
from council.common.actor import Role
from council.common.errors import Refused
from council.common.scope import council_scope
from members import services
from members.models import Ending
from tests.cast import Cast
from tests.members.rolls import DAY, NOW, TODAY, enact, seat_of

pytestmark = pytest.mark.django_db

#: Two thirds of 36 are 24, one third is 12.
VOTES = {"enrolled": 36, "present": 30, "in_favour": 24, "proposers": 12}


def dismiss(cast: Cast, by: str = "district", votes: dict[str, int] = VOTES, **more: Any) -> Ending:
    given: dict[str, Any] = {
        "ground": "unfit",
        "decided_on": TODAY - DAY,
        "ends_on": TODAY,
        "meeting": "제3차 임시회의",
        "reason": "회의에 반년 동안 나오지 않음",
    }
    return services.dismiss(seat_of(cast, "member"), votes=votes, by=cast.actor(by), at=NOW, **(given | more))


@pytest.fixture
def town(cast: Cast) -> Cast:
    enact(cast.council)
    return cast


def test_it_works(town: Cast) -> None:
    with council_scope(town.council.pk):
        ending = dismiss(town)
        assert ending.kind == Ending.Kind.DISMISSED
        assert ending.verdict["holds"] is True
        assert ending.verdict["votes"] == VOTES
        assert ending.decided_on == TODAY - DAY
        assert ending.article == "제13조제3항"
    assert not town.actor("member").has(Role.MEMBER)


def test_the_bar_begins_on_the_day_of_the_decision(town: Cast) -> None:
    with council_scope(town.council.pk):
        day = TODAY - DAY
        assert dismiss(town).barred_until == day.replace(year=day.year + 2)


@pytest.mark.parametrize("by", ["secretary", "chair", "head", "member"])
def test_it_is_the_districts(town: Cast, by: str) -> None:
    with council_scope(town.council.pk), pytest.raises(Forbidden):
        dismiss(town, by)


def test_one_vote_short_is_refused_with_the_article(town: Cast) -> None:
    with council_scope(town.council.pk):
        with pytest.raises(Refused, match="제13조제3항") as refused:
            dismiss(town, votes=VOTES | {"in_favour": 23})
        assert refused.value.code == "rule"
        assert not Ending.objects.exists()


def test_a_motion_of_too_few_is_refused(town: Cast) -> None:
    with council_scope(town.council.pk), pytest.raises(Refused, match="제13조제3항"):
        dismiss(town, votes=VOTES | {"proposers": 11})


def test_a_reason_is_wanted(town: Cast) -> None:
    with council_scope(town.council.pk), pytest.raises(Refused) as refused:
        dismiss(town, reason=" ")
    assert refused.value.field == "reason"


def test_where_the_rules_cannot_say_the_reason_stands(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        ending = dismiss(cast)
        assert ending.verdict["holds"] is None
        assert ending.barred_until is None
