"""A seat falls free during the term: the next on the reserve list is asked, in rank order, and appointed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from council.common.access import Forbidden
from council.common.errors import Conflict
from members.models import Membership, Recruitment, Reserve, Succession
from members.services.appointments import Appointee, write_appointment
from members.services.endings import end_membership
from members.services.recruitment import roll, successions
from members.services.recruitment.steps import RecruitmentRefused
from tests.cast import Cast
from tests.recruitment.people import DAY, NOW, actor_of, rules
from tests.recruitment.test_draw import drawn, ready

pytestmark = pytest.mark.django_db

APPOINTED = NOW + 40 * DAY
#: A month into the term.
IN_TERM = NOW + 430 * DAY


def seated(here: Cast, *without: str) -> tuple[Recruitment, Membership]:
    """Return a council in its term, and a seat on the open track that fell free."""
    made = ready(here, 20, None, *without)
    drawn(here, made)
    made.refresh_from_db()
    roll.send(made, by=here.actor("secretary"), at=APPOINTED)
    seats = roll.appoint(made, appointed_on=timezone.localdate(APPOINTED), by=here.actor("district"), at=APPOINTED)
    seat = Membership.objects.select_related("council", "appointment").get(pk=seats[0].pk)
    end_membership(seat, ends_on=timezone.localdate(IN_TERM), reason="이사", by=here.actor("district"), at=IN_TERM)
    seat.refresh_from_db()
    return made, seat


def test_it_works(here: Cast) -> None:
    made, seat = seated(here)
    by = here.actor("secretary", on=timezone.localdate(IN_TERM))
    opened = successions.open_succession(seat, by=here.actor("secretary"), at=IN_TERM)
    assert opened.is_open
    call = successions.ask_next(succession=opened, by=here.actor("secretary"), at=IN_TERM)
    assert (call.reserve.rank, call.reserve.state) == (1, Reserve.State.WAITING)
    successions.answer(call, accepted=False, note="전화로 사양", by=here.actor("secretary"), at=IN_TERM)
    second = successions.ask_next(succession=opened, by=here.actor("secretary"), at=IN_TERM)
    assert second.reserve.rank == 2
    successions.answer(second, accepted=True, by=actor_of(here, second.reserve.application.user), at=IN_TERM)
    day = timezone.localdate(IN_TERM) + 5 * DAY
    with pytest.raises(Forbidden):
        successions.appoint(opened, appointed_on=day, starts_on=day, by=here.actor("secretary"), at=IN_TERM)
    filled = successions.appoint(opened, appointed_on=day, starts_on=day, by=here.actor("district"), at=IN_TERM)
    assert (filled.track, filled.predecessor, filled.ends_on) == ("RESERVE", seat, made.term_ends_on)
    opened.refresh_from_db()
    assert (opened.state, opened.filled_by) == (Succession.State.FILLED, filled)
    states = dict(Reserve.objects.filter(pk__in=[call.reserve_id, second.reserve_id]).values_list("rank", "state"))
    assert states == {1: "DECLINED", 2: "APPOINTED"}
    assert by


def test_not_filled_when_few_months_remain(here: Cast) -> None:
    made, seat = seated(here)
    late = dt.datetime.combine(made.term_ends_on - 100 * DAY, NOW.timetz())
    other = Membership.objects.select_related("council", "appointment").filter(appointment=seat.appointment)
    free = other.exclude(pk=seat.pk)[0]
    end_membership(free, ends_on=timezone.localdate(late), reason="이사", by=here.actor("district"), at=late)
    with pytest.raises(RecruitmentRefused) as refused:
        successions.open_succession(free, fill=True, reason="그래도", by=here.actor("secretary"), at=late)
    assert refused.value.code == "not_to_fill"
    left = successions.open_succession(free, by=here.actor("secretary"), at=late)
    assert left.state == Succession.State.LEFT
    with pytest.raises(RecruitmentRefused):
        successions.ask_next(succession=left, by=here.actor("secretary"), at=late)


def test_where_the_rule_is_silent_a_person_decides(here: Cast) -> None:
    _made, seat = seated(here, "vacancy")
    by = here.actor("secretary")
    with pytest.raises(RecruitmentRefused) as refused:
        successions.open_succession(seat, by=by, at=IN_TERM)
    assert refused.value.field == "fill"
    with pytest.raises(RecruitmentRefused) as refused:
        successions.open_succession(seat, fill=True, by=by, at=IN_TERM)
    assert refused.value.field == "reason"
    assert successions.open_succession(seat, fill=True, reason="정기회의 결정", by=by, at=IN_TERM).is_open


def test_a_running_term_is_not_vacant(here: Cast) -> None:
    _made, seat = seated(here)
    running = Membership.objects.select_related("council", "appointment").filter(appointment=seat.appointment)
    with pytest.raises(RecruitmentRefused) as refused:
        successions.open_succession(running.exclude(pk=seat.pk)[0], by=here.actor("secretary"), at=IN_TERM)
    assert refused.value.code == "not_vacant"


def test_only_one_is_asked_at_a_time(here: Cast) -> None:
    _made, seat = seated(here)
    opened = successions.open_succession(seat, by=here.actor("secretary"), at=IN_TERM)
    successions.ask_next(succession=opened, by=here.actor("secretary"), at=IN_TERM)
    with pytest.raises(RecruitmentRefused) as refused:
        successions.ask_next(succession=opened, by=here.actor("secretary"), at=IN_TERM)
    assert refused.value.code == "reserve_call_one_open"


def test_an_answer_stands_and_says_how_it_came(here: Cast) -> None:
    _made, seat = seated(here)
    by = here.actor("secretary")
    opened = successions.open_succession(seat, by=by, at=IN_TERM)
    call = successions.ask_next(succession=opened, by=by, at=IN_TERM)
    with pytest.raises(RecruitmentRefused) as refused:
        successions.answer(call, accepted=True, by=by, at=IN_TERM)
    assert refused.value.field == "note"
    with pytest.raises(Forbidden):
        successions.answer(call, accepted=True, note="-", by=here.actor("stranger"), at=IN_TERM)
    successions.answer(call, accepted=True, note="전화로 맡겠다고 함", by=by, at=IN_TERM)
    with pytest.raises(Conflict):
        successions.answer(call, accepted=False, note="-", by=by, at=IN_TERM)


def test_whoever_can_no_longer_sit_is_taken_off_with_a_reason(here: Cast) -> None:
    _made, seat = seated(here)
    by = here.actor("secretary")
    first = successions.lists(timezone.localdate(IN_TERM), seat.track)[0]
    with pytest.raises(RecruitmentRefused):
        successions.pass_over(first, reason="", by=by, at=IN_TERM)
    successions.pass_over(first, reason="다른 동으로 이사", by=by, at=IN_TERM)
    assert successions.lists(timezone.localdate(IN_TERM), seat.track)[0].rank == 2


def test_when_nobody_is_left(here: Cast) -> None:
    _made, seat = seated(here)
    by = here.actor("secretary")
    for reserve in successions.lists(timezone.localdate(IN_TERM), seat.track):
        successions.pass_over(reserve, reason="이사", by=by, at=IN_TERM)
    opened = successions.open_succession(seat, by=by, at=IN_TERM)
    with pytest.raises(RecruitmentRefused) as refused:
        successions.ask_next(succession=opened, by=by, at=IN_TERM)
    assert refused.value.code == "nobody"
    left = successions.leave(opened, reason="예비후보가 없음", by=by, at=IN_TERM)
    assert left.state == Succession.State.LEFT


class TestFullTerm:
    """Whose term was cut short no longer tells how long it was."""

    def alone(self, here: Cast) -> Membership:
        day = timezone.localdate(NOW)
        seat = write_appointment(
            here.council,
            [Appointee(here.stranger, day, day + 700 * DAY)],
            appointed_on=day,
            by=here.actor("district"),
            at=NOW,
        )[0]
        end_membership(seat, ends_on=day + 30 * DAY, reason="이사", by=here.actor("district"), at=NOW + 30 * DAY)
        return Membership.objects.select_related("council", "appointment").get(pk=seat.pk)

    def test_of_one_appointed_alone_it_is_the_rules(self, here: Cast) -> None:
        rules(here.council)
        made = successions.open_succession(self.alone(here), by=here.actor("secretary"), at=NOW + 30 * DAY)
        day = timezone.localdate(NOW)
        assert (made.term_ends_on.year, made.term_ends_on.month) == (day.year + 2, day.month)

    def test_without_a_rule_somebody_says_it(self, here: Cast) -> None:
        rules(here.council, "term")
        seat, by, at = self.alone(here), here.actor("secretary"), NOW + 30 * DAY
        with pytest.raises(RecruitmentRefused) as refused:
            successions.open_succession(seat, fill=True, reason="정기회의 결정", by=by, at=at)
        assert refused.value.field == "term_ends_on"
        until = timezone.localdate(NOW) + 700 * DAY
        made = successions.open_succession(seat, term_ends_on=until, by=by, at=at)
        assert made.term_ends_on == until
