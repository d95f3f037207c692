"""Two screens and many telephones at the same moment, each on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from council.common.errors import Conflict
from council.common.scope import council_scope
from council.meetings import services
from council.meetings.codes import code_at
from council.meetings.models import Attendance, Resolution, Vote
from council.meetings.services import Count
from council.models import Committee
from tests.cast import make_cast
from tests.councils import OPENED, make_council
from tests.database import Committed
from tests.meetings.conftest import MINUTE, START, Room, furnish

LATER = START + 30 * MINUTE


def crowd() -> Room:
    """Return the room, committed, so that every connection sees it."""
    here = make_council("majang", "마장동", "1120056000", "서울특별시", "성동구")
    there = make_council("sageun", "사근동", "1120057000", "서울특별시", "성동구")
    committees = []
    for owner in (here, there):
        with council_scope(owner.pk):
            committees.append(Committee.objects.create(council=owner, number=1, name="문화분과", opened_on=OPENED))
    return furnish(make_cast(here, there, *committees))


def scoped(room: Room, act: Callable[[], Any]) -> Callable[[], Any]:
    def run() -> Any:
        with council_scope(room.council.pk):
            return act()

    return run


def test_two_screens_record_the_same_vote(committed: Committed) -> None:
    room = crowd()
    with council_scope(room.council.pk):
        for user in room.people[:6]:
            services.arrive(room.meeting, user.pk, by=room.secretary, at=START)
        services.open_meeting(room.meeting, by=room.secretary, at=START)
        item = room.item()

    def decide(count: Count) -> Callable[[], Any]:
        return scoped(room, lambda: services.decide(item, count, by=room.secretary, at=LATER))

    results = committed.together(decide(Count(in_favour=5, against=1)), decide(Count(in_favour=1, against=5)))
    assert {type(result) for result in results} == {Resolution, Conflict}
    with council_scope(room.council.pk):
        assert Vote.objects.count() == Resolution.objects.count() == 1


def test_two_items_get_two_numbers(committed: Committed) -> None:
    room = crowd()
    with council_scope(room.council.pk):
        for user in room.people[:6]:
            services.arrive(room.meeting, user.pk, by=room.secretary, at=START)
        services.open_meeting(room.meeting, by=room.secretary, at=START)
        items = [room.item("가"), room.item("나")]
    count = Count(in_favour=5, against=1)
    acts = [scoped(room, lambda i=item: services.decide(i, count, by=room.secretary, at=LATER)) for item in items]  # type: ignore[misc]
    results = committed.together(*acts)
    assert sorted(result.number for result in results) == [1, 2], results


def test_everybody_checks_in_at_once_and_one_of_them_twice(committed: Committed) -> None:
    room = crowd()
    code = code_at(room.meeting.code_secret, START)
    with council_scope(room.council.pk):
        actors = [room.actor(user) for user in room.people[:4]]
    acts = [
        scoped(room, lambda by=by: services.check_in(room.meeting, code, by=by, at=START))  # type: ignore[misc]
        for by in [*actors, actors[0]]
    ]
    results = committed.together(*acts)
    assert all(isinstance(result, Attendance) for result in results), results
    with council_scope(room.council.pk):
        assert Attendance.objects.count() == 4


def test_a_vote_and_a_departure_do_not_disagree(committed: Committed) -> None:
    room = crowd()
    with council_scope(room.council.pk):
        for user in room.people[:6]:
            services.arrive(room.meeting, user.pk, by=room.secretary, at=START)
        services.open_meeting(room.meeting, by=room.secretary, at=START)
        item = room.item()
    results = committed.together(
        scoped(room, lambda: services.decide(item, Count("NO_OBJECTION"), by=room.secretary, at=LATER)),
        scoped(room, lambda: services.leave(room.meeting, room.people[0].pk, by=room.secretary, at=LATER - MINUTE)),
    )
    assert not [result for result in results if isinstance(result, Exception)]
    with council_scope(room.council.pk):
        vote = Vote.objects.get()
        # Whichever came first, the vote counts the record as it then stood.
        assert vote.in_favour == vote.present in (5, 6)
