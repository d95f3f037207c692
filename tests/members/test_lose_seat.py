"""자격 상실: the rules end a term by themselves; a person records the ground."""

from __future__ import annotations

import pytest

from council.common.access import Forbidden
from council.common.errors import Refused
from council.common.scope import council_scope
from members import services
from members.models import Ending, Membership
from tests.cast import Cast
from tests.members.rolls import DAY, NOW, TODAY, enact, seat_of

pytestmark = pytest.mark.django_db


def lose(cast: Cast, ground: str = "moved_away", by: str = "district", reason: str = "전입신고 통보") -> Ending:
    seat = seat_of(cast, "member")
    return services.lose_seat(seat, ground=ground, event_on=TODAY - DAY, reason=reason, by=cast.actor(by), at=NOW)


def test_it_works(cast: Cast) -> None:
    enact(cast.council)
    with council_scope(cast.council.pk):
        ending = lose(cast)
        assert (ending.kind, ending.ground, ending.article) == ("LOST", "moved_away", "제13조제1항")
        assert ending.effective_on == TODAY - DAY
        assert Membership.objects.get(user=cast.member).ends_on == TODAY - DAY


@pytest.mark.parametrize("by", ["secretary", "chair", "member", "head"])
def test_it_is_the_districts(cast: Cast, by: str) -> None:
    enact(cast.council)
    with council_scope(cast.council.pk), pytest.raises(Forbidden):
        lose(cast, by=by)


def test_a_ground_for_the_vote_is_sent_there(cast: Cast) -> None:
    enact(cast.council)
    with council_scope(cast.council.pk), pytest.raises(Refused, match="해촉") as refused:
        lose(cast, "unfit")
    assert refused.value.field == "ground"


def test_a_ground_is_wanted(cast: Cast) -> None:
    with council_scope(cast.council.pk), pytest.raises(Refused) as refused:
        lose(cast, "")
    assert refused.value.code == "no_ground"


def test_where_the_rules_cannot_say_a_reason_stands(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        with pytest.raises(Refused):
            lose(cast, reason="")
        assert lose(cast).effective_on == TODAY - DAY


class TestWithdraw:
    def test_a_term_taken_back_was_never_one(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            seat = seat_of(cast, "member")
            ending = services.withdraw(seat, reason="명단 착오", by=cast.actor("district"), at=NOW)
            assert ending.kind == Ending.Kind.WITHDRAWN
            assert ending.effective_on == seat.starts_on
            assert not Membership.objects.current(TODAY).filter(user=cast.member).exists()

    def test_it_is_the_districts(self, cast: Cast) -> None:
        with council_scope(cast.council.pk), pytest.raises(Forbidden):
            services.withdraw(seat_of(cast, "member"), reason="착오", by=cast.actor("secretary"), at=NOW)
