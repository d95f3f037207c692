"""Officers are elected, and the vote is recorded with the office."""

from __future__ import annotations

from typing import Any

import pytest

from council.common.access import Forbidden
from council.common.actor import Role
from council.common.errors import Refused
from council.common.scope import council_scope
from members import services
from members.models import Election, Office
from members.services import Vote
from tests.cast import Cast
from tests.members.rolls import DAY, NOW, TODAY, enact, seat_of

pytestmark = pytest.mark.django_db

ALONE = Vote("SECRET_BALLOT", candidates=1, enrolled=36, present=30, votes_cast=30, in_favour=16)


def elect(cast: Cast, who: str = "member", kind: str = "CHAIR", by: str = "secretary", **more: Any) -> Office:
    given: dict[str, Any] = {
        "vote": ALONE,
        "held_on": TODAY,
        "meeting": "제1차 정기회의",
        "starts_on": TODAY,
        "ends_on": TODAY + 200 * DAY,
    }
    return services.elect(cast.council, getattr(cast, who), kind=kind, by=cast.actor(by), at=NOW, **(given | more))


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The chair's office is free."""
    enact(cast.council)
    with council_scope(cast.council.pk):
        office = Office.objects.select_related("council", "committee").get(user=cast.chair)
        services.end_office(office, ends_on=TODAY, reason="사임", by=cast.actor("district"), at=NOW)
    return cast


def test_it_works(town: Cast) -> None:
    with council_scope(town.council.pk):
        office = elect(town)
        assert office.election is not None
        assert office.election.in_favour == 16
        assert office.election.verdict["elect"]["holds"] is True
    assert town.actor("member").has(Role.CHAIR)


def test_half_of_the_votes_is_not_enough_for_a_sole_candidate(town: Cast) -> None:
    with council_scope(town.council.pk):
        with pytest.raises(Refused, match="제14조") as refused:
            elect(town, vote=Vote("SECRET_BALLOT", candidates=1, votes_cast=30, in_favour=15))
        assert refused.value.code == "rule"
        assert not Election.objects.exists()


def test_an_outsider_is_no_chair(town: Cast) -> None:
    with council_scope(town.council.pk), pytest.raises(Refused, match="위원만"):
        elect(town, "resident")


@pytest.mark.parametrize("by", ["chair", "member", "head", "auditor"])
def test_it_is_recorded_by_the_secretary_or_the_district(town: Cast, by: str) -> None:
    with council_scope(town.council.pk), pytest.raises(Forbidden):
        elect(town, by=by)


def test_nobody_records_the_own_election(town: Cast) -> None:
    with council_scope(town.council.pk), pytest.raises(Refused) as refused:
        elect(town, "secretary", "AUDITOR")
    assert refused.value.code == "oneself"


def test_a_held_office_is_refused(cast: Cast) -> None:
    with council_scope(cast.council.pk), pytest.raises(Refused, match="앞사람"):
        elect(cast, reason="조례를 아직 적지 않음")


def test_figures_that_cannot_be_are_refused(cast: Cast) -> None:
    with council_scope(cast.council.pk), pytest.raises(Refused, match="투표수"):
        elect(cast, vote=Vote("MUTUAL", votes_cast=3, in_favour=4), reason="조례를 아직 적지 않음")


def test_where_the_rules_cannot_say_a_reason_is_wanted(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        services.end_membership(seat_of(cast, "chair"), ends_on=TODAY, reason="사임", by=cast.actor("district"), at=NOW)
        with pytest.raises(Refused) as refused:
            elect(cast)
        assert refused.value.code == "reason_needed"
        office = elect(cast, reason="조례를 아직 적지 않아 관례대로")
        assert office.election is not None
        assert office.election.reason == "조례를 아직 적지 않아 관례대로"
