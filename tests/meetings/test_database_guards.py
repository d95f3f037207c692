"""What the database refuses of meetings, in plain SQL, whoever asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from council.common.errors import constraint_of, explain
from council.meetings.models import Meeting
from tests.meetings.conftest import DAY, MINUTE, START, Room

COME = """
    INSERT INTO meetings_attendance (council_id, meeting_id, user_id, arrived_at, left_at, online, door)
    VALUES (%s, %s, %s, %s, %s, false, 'SECRETARY')
"""
VOTE = """
    INSERT INTO meetings_vote (council_id, item_id, corrects_id, method, motion, enrolled, present, online, recused,
                               in_favour, against, abstained, invalid, verdict, taken_at)
    VALUES (%s, %s, NULL, %s, '안', 8, %s, 0, %s, %s, %s, 0, 0, %s, %s) RETURNING id
"""
RESOLUTION = """
    INSERT INTO meetings_resolution (council_id, item_id, vote_id, corrects_id, correction_why, year, number, passed,
                                     text, verdict, judged_why, decided_at)
    VALUES (%s, %s, %s, %s, %s, 2026, %s, %s, '안', '{}', %s, %s) RETURNING id
"""
BALLOT = "INSERT INTO meetings_ballot (council_id, vote_id, user_id, choice) VALUES (%s, %s, %s, 'FOR')"
RECUSE = """
    INSERT INTO meetings_recusal (council_id, item_id, user_id, kind, reason, at) VALUES (%s, %s, %s, 'EXCLUDED', '가족', %s)
"""
HOLDS, OPEN = '{"holds": true}', '{"holds": null}'


def run(statement: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0] if cursor.description else None


def refused(statement: str, *values: Any) -> str | None:
    """Return the constraint that refuses the statement; a person must be told why."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        run(statement, *values)
    assert explain(caught.value)
    return constraint_of(caught.value)


def come(room: Room, count: int) -> None:
    for user in room.people[:count]:
        run(COME, room.council.pk, room.meeting.pk, user.pk, START, None)


def opened(room: Room, count: int = 6) -> int:
    """Open the meeting with so many there; return the id of an item."""
    come(room, count)
    Meeting.objects.filter(pk=room.meeting.pk).update(status="OPEN", opened_at=START)
    return room.item().pk


def vote(
    room: Room, item: int, *, present: int = 6, recused: int = 0, yes: int = 4, no: int = 2, **more: Any
) -> list[Any]:
    at = more.get("at", START + MINUTE)
    method, verdict = more.get("method", "SHOW_OF_HANDS"), more.get("verdict", HOLDS)
    return [room.council.pk, item, method, present, recused, yes, no, verdict, at]


def resolve(
    room: Room, item: int, vote_id: int | None, *, number: int = 1, passed: bool = True, **more: Any
) -> list[Any]:
    corrects, why = more.get("corrects"), more.get("why", "")
    return [room.council.pk, item, vote_id, corrects, why, number, passed, more.get("judged", ""), START]


class TestAttendance:
    def test_a_member_of_the_day_comes(self, room: Room) -> None:
        come(room, 1)

    def test_nobody_comes_without_a_seat_that_day(self, room: Room) -> None:
        stranger = room.cast.stranger.pk
        assert refused(COME, room.council.pk, room.meeting.pk, stranger, START, None) == "meeting_attendance_seated"

    def test_nobody_comes_after_the_term(self, room: Room) -> None:
        late = START + 400 * DAY
        who = room.cast.member.pk
        assert refused(COME, room.council.pk, room.meeting.pk, who, late, None) == "meeting_attendance_seated"

    def test_nobody_is_there_twice_at_a_time(self, room: Room) -> None:
        come(room, 1)
        values = (room.council.pk, room.meeting.pk, room.people[0].pk, START + MINUTE, None)
        assert refused(COME, *values) == "meeting_attendance_once_at_a_time"

    def test_nobody_leaves_before_coming(self, room: Room) -> None:
        values = (room.council.pk, room.meeting.pk, room.people[0].pk, START, START - MINUTE)
        # The range itself cannot be built of times out of order; either refusal will do.
        with pytest.raises(Exception, match=r"meeting_attendance_times_in_order|lower bound"), transaction.atomic():
            run(COME, *values)

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE meetings_attendance SET arrived_at = arrived_at - interval '1 hour'",
            "UPDATE meetings_attendance SET online = true",
            "UPDATE meetings_attendance SET user_id = 1",
        ],
    )
    def test_what_was_written_stays(self, room: Room, statement: str) -> None:
        come(room, 1)
        assert refused(statement) == "meeting_attendance_kept"

    def test_a_stay_ends_once(self, room: Room) -> None:
        come(room, 1)
        run("UPDATE meetings_attendance SET left_at = %s", START + MINUTE)
        again = "UPDATE meetings_attendance SET left_at = %s"
        assert refused(again, START + 2 * MINUTE) == "meeting_attendance_kept"

    def test_nothing_is_removed(self, room: Room) -> None:
        come(room, 1)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            run("DELETE FROM meetings_attendance")

    def test_nobody_comes_to_a_meeting_that_is_over(self, room: Room) -> None:
        Meeting.objects.update(status="CLOSED", opened_at=START, closed_at=START + MINUTE)
        values = (room.council.pk, room.meeting.pk, room.people[0].pk, START, None)
        assert refused(COME, *values) == "meeting_attendance_room_open"


class TestVotes:
    def test_a_vote_of_those_there(self, room: Room) -> None:
        item = opened(room)
        assert run(VOTE, *vote(room, item))

    def test_not_more_votes_than_people(self, room: Room) -> None:
        item = opened(room)
        assert refused(VOTE, *vote(room, item, yes=5, no=2)) == "vote_within_those_present"

    def test_the_recused_do_not_vote(self, room: Room) -> None:
        item = opened(room)
        run(RECUSE, room.council.pk, item, room.people[0].pk, START)
        assert refused(VOTE, *vote(room, item, recused=1, yes=4, no=2)) == "vote_within_those_present"
        assert run(VOTE, *vote(room, item, recused=1, yes=4, no=1))

    @pytest.mark.parametrize(("present", "recused"), [(7, 0), (5, 0), (6, 1)])
    def test_those_there_are_counted_from_the_record(self, room: Room, present: int, recused: int) -> None:
        item = opened(room)
        values = vote(room, item, present=present, recused=recused, yes=3, no=1)
        assert refused(VOTE, *values) == "vote_counts_those_there"

    def test_no_vote_before_the_meeting_opens(self, room: Room) -> None:
        come(room, 6)
        assert refused(VOTE, *vote(room, room.item().pk)) == "vote_in_open_meeting"

    def test_no_vote_at_a_time_before_the_opening(self, room: Room) -> None:
        item = opened(room)
        assert refused(VOTE, *vote(room, item, at=START - MINUTE, present=0, yes=0, no=0)) == "vote_in_open_meeting"

    def test_one_vote_for_an_item(self, room: Room) -> None:
        item = opened(room)
        run(VOTE, *vote(room, item))
        assert refused(VOTE, *vote(room, item)) == "vote_once"

    def test_nobody_is_recused_after_the_vote(self, room: Room) -> None:
        item = opened(room)
        run(VOTE, *vote(room, item))
        assert refused(RECUSE, room.council.pk, item, room.people[0].pk, START) == "recusal_before_vote"

    def test_a_recusal_that_counted_stays(self, room: Room) -> None:
        item = opened(room)
        run(RECUSE, room.council.pk, item, room.people[0].pk, START)
        run(VOTE, *vote(room, item, recused=1, yes=4, no=1))
        assert refused("DELETE FROM meetings_recusal") == "recusal_before_vote"

    def test_a_vote_is_not_changed(self, room: Room) -> None:
        run(VOTE, *vote(room, opened(room)))
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            run("UPDATE meetings_vote SET in_favour = 6, against = 0")


class TestBallots:
    @pytest.mark.parametrize("method", ["SECRET", "SHOW_OF_HANDS", "NO_OBJECTION"])
    def test_only_votes_by_name_keep_names(self, room: Room, method: str) -> None:
        vote_id = run(VOTE, *vote(room, opened(room), method=method))
        assert refused(BALLOT, room.council.pk, vote_id, room.people[0].pk) == "ballot_by_name_only"

    def test_by_name_each_once(self, room: Room) -> None:
        vote_id = run(VOTE, *vote(room, opened(room), method="BY_NAME"))
        run(BALLOT, room.council.pk, vote_id, room.people[0].pk)
        assert refused(BALLOT, room.council.pk, vote_id, room.people[0].pk) == "ballot_once"

    def test_who_was_not_there_has_no_ballot(self, room: Room) -> None:
        vote_id = run(VOTE, *vote(room, opened(room), method="BY_NAME"))
        assert refused(BALLOT, room.council.pk, vote_id, room.people[7].pk) == "ballot_by_voter"

    def test_a_secret_vote_has_no_column_for_a_person(self, room: Room) -> None:
        columns = (
            "SELECT string_agg(column_name, ' ') FROM information_schema.columns WHERE table_name = 'meetings_vote'"
        )
        assert "user" not in run(columns)
        assert "_by" not in run(columns)


class TestResolutions:
    def test_it_follows_the_vote(self, room: Room) -> None:
        item = opened(room)
        vote_id = run(VOTE, *vote(room, item))
        assert refused(RESOLUTION, *resolve(room, item, vote_id, passed=False)) == "resolution_follows_vote"
        assert run(RESOLUTION, *resolve(room, item, vote_id))

    def test_two_do_not_stand_for_one_item(self, room: Room) -> None:
        item = opened(room)
        run(RESOLUTION, *resolve(room, item, run(VOTE, *vote(room, item))))
        assert refused(RESOLUTION, *resolve(room, item, None, number=2, judged="두 번째")) == "resolution_once"

    def test_one_correction_for_each(self, room: Room) -> None:
        item = opened(room)
        first = run(RESOLUTION, *resolve(room, item, run(VOTE, *vote(room, item))))
        more = {"corrects": first, "why": "세었던 수가 다름", "judged": "다시 셈", "passed": False}
        run(RESOLUTION, *resolve(room, item, None, number=2, **more))
        with pytest.raises(IntegrityError, match="corrects_id"), transaction.atomic():
            run(RESOLUTION, *resolve(room, item, None, number=3, **more))

    def test_a_correction_is_of_the_same_item(self, room: Room) -> None:
        item = opened(room)
        first = run(RESOLUTION, *resolve(room, item, run(VOTE, *vote(room, item))))
        values = resolve(room, room.item("다른 안건").pk, None, number=2, corrects=first, why="잘못", judged="다시 셈")
        assert refused(RESOLUTION, *values) == "resolution_corrects_the_same"

    def test_what_the_rules_cannot_say_wants_a_reason(self, room: Room) -> None:
        item = opened(room)
        vote_id = run(VOTE, *vote(room, item, verdict=OPEN))
        assert refused(RESOLUTION, *resolve(room, item, vote_id)) == "resolution_follows_vote"
        assert run(RESOLUTION, *resolve(room, item, vote_id, judged="세칙 제정 전이라 과반수로 함"))

    @pytest.mark.parametrize(
        "statement", ["UPDATE meetings_resolution SET passed = false", "DELETE FROM meetings_resolution"]
    )
    def test_it_is_never_changed(self, room: Room, statement: str) -> None:
        item = opened(room)
        run(RESOLUTION, *resolve(room, item, run(VOTE, *vote(room, item))))
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            run(statement)

    def test_not_even_by_the_owner(self, room: Room, as_owner: None) -> None:
        item = opened(room)
        run(RESOLUTION, *resolve(room, item, run(VOTE, *vote(room, item))))
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run("RESET ROLE")
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            run("TRUNCATE meetings_resolution CASCADE")
        assert constraint_of(caught.value) == "meetings_resolution_append_only"


class TestMeetings:
    def test_it_is_not_over_before_it_began(self, room: Room) -> None:
        change = "UPDATE meetings_meeting SET status = 'CLOSED', opened_at = %s, closed_at = %s"
        assert refused(change, START, START - MINUTE) == "meeting_times_in_order"

    def test_numbers_are_given_once(self, room: Room) -> None:
        Meeting.objects.create(kind="REGULAR", year=START.year, number=10, starts_at=START, created_at=START)
        assert refused("UPDATE meetings_meeting SET number = 9 WHERE number = 10") == "meeting_number_once"

    def test_one_item_at_a_time(self, room: Room) -> None:
        room.item(state="NOW")
        values = (room.item().pk,)
        assert refused("UPDATE meetings_agendaitem SET state = 'NOW' WHERE id = %s", *values) == "agenda_one_at_a_time"

    def test_published_minutes_stay(self, room: Room) -> None:
        run(
            "INSERT INTO meetings_minutes (council_id, meeting_id, number, state, body, version, correction_why,"
            " signed_at, published_at) VALUES (%s, %s, 1, 'PUBLISHED', '[]', 0, '', %s, %s)",
            room.council.pk, room.meeting.pk, START, START,
        )  # fmt: skip
        assert refused("UPDATE meetings_minutes SET body = '[1]'") == "minutes_published_kept"
