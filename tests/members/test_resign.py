"""사임: the 위원 or the secretary records it; the rules may bar who resigned."""

from __future__ import annotations

import datetime as dt

import pytest

from council.audit.selectors import history
from council.common.access import Forbidden
from council.common.actor import Role
from council.common.errors import Conflict, Refused
from council.common.scope import council_scope
from members import services
from members.models import CommitteeMembership, Ending, Office
from tests.cast import Cast
from tests.members.rolls import DAY, NOW, TODAY, enact, seat_of

pytestmark = pytest.mark.django_db


def resign(cast: Cast, who: str, by: str, ends_on: dt.date = TODAY, reason: str = "이사합니다") -> Ending:
    return services.resign(seat_of(cast, who), ends_on=ends_on, reason=reason, by=cast.actor(by), at=NOW)


@pytest.mark.parametrize("by", ["member", "secretary", "district"])
def test_it_works(cast: Cast, by: str) -> None:
    with council_scope(cast.council.pk):
        ending = resign(cast, "member", by)
        assert ending.kind == Ending.Kind.RESIGNED
        assert ending.effective_on == TODAY
        assert history(ending.membership)[0].sentence == "위원 임기를 끝냈습니다(사임)"
        assert history(ending.membership)[0].why == "이사합니다"
    assert not cast.actor("member").has(Role.MEMBER)


def test_offices_and_places_end_with_the_seat(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        resign(cast, "committee_head", "secretary", TODAY + DAY)
        assert Office.objects.get(user=cast.committee_head).ends_on == TODAY + DAY
        assert CommitteeMembership.objects.get(user=cast.committee_head).ends_on == TODAY + DAY


@pytest.mark.parametrize("by", ["chair", "head", "auditor", "resident"])
def test_nobody_resigns_for_another(cast: Cast, by: str) -> None:
    with council_scope(cast.council.pk), pytest.raises(Forbidden):
        resign(cast, "member", by)


def test_a_reason_is_wanted(cast: Cast) -> None:
    with council_scope(cast.council.pk), pytest.raises(Refused) as refused:
        resign(cast, "member", "member", reason=" ")
    assert refused.value.field == "reason"


def test_one_does_not_resign_in_the_past(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        with pytest.raises(Refused) as refused:
            resign(cast, "member", "member", TODAY - DAY)
        assert refused.value.code == "past"
        # A letter that lay in the office is another matter.
        assert resign(cast, "member", "secretary", TODAY - DAY)


def test_whoever_comes_second_learns_it(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        stale = seat_of(cast, "member")
        resign(cast, "member", "member", TODAY + DAY)
        with pytest.raises(Conflict):
            services.resign(stale, ends_on=TODAY, reason="사임", by=cast.actor("secretary"), at=NOW)


def test_the_bar_of_the_rules_is_kept_with_the_article(cast: Cast) -> None:
    enact(cast.council)
    with council_scope(cast.council.pk):
        ending = resign(cast, "member", "secretary")
    assert ending.article == "제13조제1항"
    assert ending.barred_until == TODAY.replace(year=TODAY.year + 1)


def test_without_a_rule_there_is_no_bar(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        assert resign(cast, "member", "secretary").barred_until is None
