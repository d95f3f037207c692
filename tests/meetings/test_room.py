"""In the room: coming and going, opening, items, votes and decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from council.common.access import Forbidden
from council.common.errors import Conflict, Refused
from council.meetings import services
from council.meetings.codes import code_at
from council.meetings.models import AgendaItem, Attendance, Ballot, Meeting, Note, Resolution, Vote
from council.meetings.services import Count
from council.meetings.signals import resolution_recorded
from members.models import Attendance as Marked
from tests.meetings.conftest import DAY, MINUTE, START, Room, write_rules

LATER = START + 30 * MINUTE


def come(room: Room, count: int, at: dt.datetime = START) -> None:
    for user in room.people[:count]:
        services.arrive(room.meeting, user.pk, by=room.secretary, at=at)


def opened(room: Room, count: int = 6, **fields: Any) -> AgendaItem:
    come(room, count)
    services.open_meeting(room.meeting, by=room.secretary, at=START)
    item = room.item(**fields)
    return services.start_item(item, by=room.secretary, at=START)


def hands(yes: int, no: int = 0, abstained: int = 0, **more: Any) -> Count:
    return Count(in_favour=yes, against=no, abstained=abstained, **more)


def vote_of(resolution: Resolution) -> Vote:
    assert resolution.vote is not None
    return resolution.vote


@contextmanager
def listening(receiver: Any) -> Iterator[None]:
    resolution_recorded.connect(receiver)
    try:
        yield
    finally:
        resolution_recorded.disconnect(receiver)


class TestAttendance:
    def test_it_works(self, room: Room) -> None:
        stay = services.arrive(room.meeting, room.people[0].pk, by=room.secretary, at=START - 10 * MINUTE)
        assert stay.arrived_at == START - 10 * MINUTE

    def test_a_second_tap_changes_nothing(self, room: Room) -> None:
        come(room, 1)
        come(room, 1, LATER)
        assert Attendance.objects.get().arrived_at == START

    def test_whoever_comes_back_has_two_stays(self, room: Room) -> None:
        come(room, 1)
        services.leave(room.meeting, room.people[0].pk, by=room.secretary, at=START + MINUTE)
        come(room, 1, LATER)
        assert Attendance.objects.count() == 2

    def test_nobody_without_a_seat(self, room: Room) -> None:
        with pytest.raises(Refused, match="자격"):
            services.arrive(room.meeting, room.cast.stranger.pk, by=room.secretary, at=START)

    def test_not_before_the_room_is_open(self, room: Room) -> None:
        with pytest.raises(Refused, match="부터 적을 수"):
            come(room, 1, START - 5 * 60 * MINUTE)

    def test_who_is_not_there_does_not_leave(self, room: Room) -> None:
        with pytest.raises(Conflict):
            services.leave(room.meeting, room.people[0].pk, by=room.secretary, at=START)

    def test_a_wrong_tap_is_taken_back(self, room: Room) -> None:
        come(room, 1)
        services.take_back(room.meeting, room.people[0].pk, by=room.secretary, at=START)
        assert not Attendance.objects.standing().exists()
        come(room, 1, LATER)

    def test_a_member_does_not_write_others(self, room: Room) -> None:
        with pytest.raises(Forbidden):
            services.arrive(room.meeting, room.people[0].pk, by=room.actor(room.cast.member), at=START)

    def test_online_only_where_the_meeting_is(self, room: Room) -> None:
        with pytest.raises(Refused, match="모여서만"):
            services.arrive(room.meeting, room.people[0].pk, by=room.secretary, at=START, online=True)


class TestCheckIn:
    @pytest.mark.parametrize(("later", "opens"), [(0, True), (1, True), (2, False)])
    def test_the_code_changes_each_minute(self, room: Room, later: int, opens: bool) -> None:
        code = code_at(room.meeting.code_secret, START)
        by = room.actor(room.cast.member)
        if opens:
            stay = services.check_in(room.meeting, f"{code[:3]} {code[3:]}", by=by, at=START + later * MINUTE)
            assert (stay.user_id, stay.door) == (room.cast.member.pk, Attendance.Door.SELF)
        else:
            with pytest.raises(Refused, match="번호"):
                services.check_in(room.meeting, code, by=by, at=START + later * MINUTE)

    def test_each_meeting_has_its_own(self, room: Room) -> None:
        other = Meeting(kind="BOARD", starts_at=START)
        assert code_at(other.code_secret, START) != code_at(room.meeting.code_secret, START)


class TestOpening:
    def test_it_works(self, room: Room) -> None:
        come(room, 5)
        meeting = services.open_meeting(room.meeting, by=room.secretary, at=START)
        assert (meeting.status, meeting.quorum_verdict["needed"]) == ("OPEN", 5)

    def test_not_with_too_few(self, room: Room) -> None:
        come(room, 4)
        with pytest.raises(Refused, match="5"):
            services.open_meeting(room.meeting, by=room.secretary, at=START)

    def test_twice_is_told(self, room: Room) -> None:
        opened(room)
        with pytest.raises(Conflict):
            services.open_meeting(room.meeting, by=room.secretary, at=LATER)

    def test_one_item_at_a_time(self, room: Room) -> None:
        first = opened(room)
        second = services.start_item(room.item("둘째"), by=room.secretary, at=LATER)
        first.refresh_from_db()
        assert (first.state, second.state) == ("WAITING", "NOW")


class TestNotes:
    def test_two_screens_do_not_overwrite_each_other(self, room: Room) -> None:
        item = opened(room)
        services.save_note(item, "보험료를 넣자", expected_version=0, by=room.secretary, at=START)
        with pytest.raises(Conflict):
            services.save_note(item, "다른 글", expected_version=0, by=room.secretary, at=LATER)
        assert Note.objects.get().text == "보험료를 넣자"
        assert services.save_note(item, "고침", expected_version=1, by=room.secretary, at=LATER).version == 2


class TestDeciding:
    def test_it_works(self, room: Room) -> None:
        item = opened(room)
        made = services.decide(item, hands(4, 2), by=room.secretary, at=LATER)
        item.refresh_from_db()
        assert (made.passed, made.number, item.state) == (True, 1, "PASSED")
        assert (vote_of(made).enrolled, vote_of(made).present, made.verdict["needed"]) == (8, 6, 4)

    def test_half_is_not_enough(self, room: Room) -> None:
        assert not services.decide(opened(room), hands(3, 3), by=room.secretary, at=LATER).passed

    def test_a_recusal_changes_the_base(self, room: Room) -> None:
        item = opened(room)
        services.recuse(
            item, room.people[0].pk, kind="EXCLUDED", reason="담장 주인의 가족", by=room.secretary, at=START
        )
        made = services.decide(item, hands(3, 2), by=room.secretary, at=LATER)
        assert (made.passed, vote_of(made).recused, made.verdict["needed"]) == (True, 1, 3)

    def test_one_who_is_recused_but_away_does_not_change_it(self, room: Room) -> None:
        item = opened(room)
        services.recuse(item, room.people[7].pk, kind="WITHDREW", reason="친척", by=room.secretary, at=START)
        assert vote_of(services.decide(item, hands(4, 2), by=room.secretary, at=LATER)).recused == 0

    def test_not_more_votes_than_voters(self, room: Room) -> None:
        with pytest.raises(Refused, match=r"7명으로.*6명.*출석 6명"):
            services.decide(opened(room), hands(5, 2), by=room.secretary, at=LATER)

    def test_not_without_a_quorum(self, room: Room) -> None:
        item = opened(room)
        for user in room.people[:2]:
            services.leave(room.meeting, user.pk, by=room.secretary, at=START + MINUTE)
        with pytest.raises(Refused, match="5") as caught:
            services.decide(item, hands(4), by=room.secretary, at=LATER)
        assert caught.value.code == "not_quorate"
        assert not Vote.objects.exists()

    def test_twice_is_told_with_the_first(self, room: Room) -> None:
        item = opened(room)
        services.decide(item, hands(4, 2), by=room.secretary, at=LATER)
        with pytest.raises(Conflict, match="의결-001 가결"):
            services.decide(item, hands(1, 5), by=room.secretary, at=LATER)

    def test_a_secret_vote_keeps_no_names(self, room: Room) -> None:
        item = opened(room)
        names = {user.pk: "FOR" for user in room.people[:6]}
        services.decide(
            item, Count("SECRET", in_favour=4, against=1, invalid=1, names=names), by=room.secretary, at=LATER
        )
        assert not Ballot.objects.exists()

    def test_a_vote_by_name_counts_the_names(self, room: Room) -> None:
        item = opened(room)
        choices = ["FOR", "FOR", "FOR", "FOR", "AGAINST", "ABSTAIN"]
        names = {user.pk: choice for user, choice in zip(room.people, choices, strict=False)}
        made = services.decide(item, Count("BY_NAME", names=names), by=room.secretary, at=LATER)
        assert (vote_of(made).in_favour, vote_of(made).against, vote_of(made).abstained) == (4, 1, 1)
        assert Ballot.objects.count() == 6

    def test_a_name_that_is_not_there_does_not_vote(self, room: Room) -> None:
        with pytest.raises(Refused) as caught:
            services.decide(
                opened(room), Count("BY_NAME", names={room.people[7].pk: "FOR"}), by=room.secretary, at=LATER
            )
        assert caught.value.field == "names"

    def test_no_objection_is_everybody(self, room: Room) -> None:
        made = services.decide(opened(room), Count("NO_OBJECTION"), by=room.secretary, at=LATER)
        assert (made.passed, vote_of(made).in_favour) == (True, 6)

    def test_an_item_decides_otherwise_by_its_matter(self, room: Room) -> None:
        write_rules(room.council, {"dismissal.decide": {"at_least": "2/3", "of": "enrolled"}})
        made = services.decide(opened(room, matter="dismissal"), hands(5, 1), by=room.secretary, at=LATER)
        assert (made.passed, made.verdict["needed"]) == (False, 6)

    def test_where_no_rule_says_a_person_decides_with_a_reason(self, room: Room) -> None:
        room.rule("meeting.decision", None)
        item = opened(room)
        with pytest.raises(Refused) as caught:
            services.decide(item, hands(4, 2), by=room.secretary, at=LATER)
        assert caught.value.field == "judged_why"
        made = services.decide(item, hands(4, 2), judged=True, judged_why="출석 과반수", by=room.secretary, at=LATER)
        assert (made.passed, made.judged_why) == (True, "출석 과반수")

    def test_what_it_decides_happens_with_it(self, room: Room) -> None:
        seen: list[Resolution] = []

        def act(resolution: Resolution, **kwargs: Any) -> None:
            seen.append(resolution)

        with listening(act):
            made = services.decide(opened(room), hands(4, 2), by=room.secretary, at=LATER)
        assert seen == [made]

    def test_or_nothing_does_and_the_item_says_why(self, room: Room) -> None:
        def refuse(**kwargs: Any) -> None:
            raise Refused("이미 그만둔 사업입니다.")

        item = opened(room)
        with listening(refuse), pytest.raises(Refused, match="그만둔 사업"):
            services.decide(item, hands(4, 2), by=room.secretary, at=LATER)
        item.refresh_from_db()
        assert (item.state, item.trouble) == ("NOW", "이미 그만둔 사업입니다.")
        assert not Vote.objects.exists()
        assert not Resolution.objects.exists()


class TestCorrecting:
    def test_it_works(self, room: Room) -> None:
        item = opened(room)
        first = services.decide(item, hands(4, 2), by=room.secretary, at=LATER)
        fresh = services.correct(first, hands(3, 3), why="한 손을 두 번 셈", by=room.chair, at=LATER + MINUTE)
        item.refresh_from_db()
        assert (fresh.passed, fresh.corrects_id, item.state) == (False, first.pk, "REJECTED")
        assert list(Resolution.objects.standing()) == [fresh]
        assert Resolution.objects.get(pk=first.pk).passed

    def test_it_says_why(self, room: Room) -> None:
        first = services.decide(opened(room), hands(4, 2), by=room.secretary, at=LATER)
        with pytest.raises(Refused):
            services.correct(first, hands(3, 3), why=" ", by=room.chair, at=LATER)

    def test_once_each(self, room: Room) -> None:
        first = services.decide(opened(room), hands(4, 2), by=room.secretary, at=LATER)
        services.correct(first, hands(3, 3), why="잘못 셈", by=room.chair, at=LATER)
        with pytest.raises(Conflict):
            services.correct(first, hands(5, 1), why="잘못 셈", by=room.chair, at=LATER)

    def test_after_the_meeting_the_room_is_that_of_the_vote(self, room: Room) -> None:
        first = services.decide(opened(room), hands(4, 2), by=room.secretary, at=LATER)
        services.leave(room.meeting, room.people[0].pk, by=room.secretary, at=LATER + MINUTE)
        services.close(room.meeting, by=room.secretary, at=LATER + 2 * MINUTE)
        fresh = services.correct(first, hands(5, 1), why="잘못 셈", by=room.chair, at=LATER + DAY)
        assert vote_of(fresh).present == 6


class TestClosing:
    def test_absences_go_to_the_roll(self, room: Room) -> None:
        opened(room)
        meeting = services.close(room.meeting, by=room.secretary, at=LATER)
        marked = dict(Marked.objects.filter(meeting=meeting.title).values_list("user_id", "presence"))
        assert [marked[user.pk] for user in room.people] == ["PRESENT"] * 6 + ["ABSENT"] * 2

    def test_what_was_not_reached_goes_to_the_next(self, room: Room) -> None:
        item = opened(room)
        services.close(room.meeting, by=room.secretary, at=LATER)
        item.refresh_from_db()
        assert item.state == "CARRIED"

    def test_times_out_of_order(self, room: Room) -> None:
        opened(room)
        with pytest.raises(Refused, match="앞설"):
            services.close(room.meeting, by=room.secretary, at=START - MINUTE)

    def test_no_vote_afterwards(self, room: Room) -> None:
        item = opened(room)
        services.close(room.meeting, by=room.secretary, at=LATER)
        with pytest.raises(Conflict):
            services.decide(item, hands(4), by=room.secretary, at=LATER)

    def test_the_allowance_of_those_there(self, room: Room) -> None:
        write_rules(room.council, {"allowance": [{"what": "meeting", "won": 30000, "per": "meeting"}]})
        opened(room)
        services.close(room.meeting, by=room.secretary, at=LATER)
        lines = services.record_allowances(room.meeting, by=room.secretary, at=LATER)
        assert [line.won for line in lines] == [30000] * 6
        with pytest.raises(Conflict):
            services.record_allowances(room.meeting, by=room.secretary, at=LATER)
