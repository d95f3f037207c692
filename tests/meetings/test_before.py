"""Planning, calling, telling, changing and cancelling a meeting."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from council.audit.models import Entry
from council.common.access import Forbidden
from council.common.errors import Conflict, Refused
from council.meetings import services
from council.meetings.models import AgendaItem, Convening, Meeting
from council.notices.models import Notice
from members.models import Membership
from tests.meetings.conftest import DAY, MINUTE, START, TODAY, Room, write_rules

NOW = START - 30 * DAY
NEXT = START + 28 * DAY


def planned(room: Room, starts_at: dt.datetime = NEXT) -> Meeting:
    meeting = services.plan_regular(
        room.council, starts_at=starts_at, place="자치회관 3층", by=room.secretary, at=START
    )
    services.add_item(meeting, by=room.secretary, at=START, kind="REPORT", title="지난달에 쓴 돈")
    return meeting


class TestPlanning:
    def test_it_works(self, room: Room) -> None:
        meeting = planned(room)
        assert meeting.title == "제10차 정기회의"
        assert meeting.status == Meeting.Status.PLANNED
        assert Entry.objects.filter(action="meetings.meeting.planned", target_id=meeting.pk).exists()

    def test_what_was_left_over_comes_along(self, room: Room) -> None:
        room.item("벽화", state="CARRIED", decides="projects.project:1:approve")
        Meeting.objects.update(status="CLOSED", opened_at=START, closed_at=START + MINUTE)
        meeting = services.plan_regular(room.council, starts_at=NEXT, place="3층", by=room.secretary, at=START)
        item = meeting.items.get()
        assert (item.title, item.decides, item.carried_from is not None) == ("벽화", "projects.project:1:approve", True)

    def test_it_comes_along_once(self, room: Room) -> None:
        self.test_what_was_left_over_comes_along(room)
        later = services.plan_regular(room.council, starts_at=NEXT + 28 * DAY, place="3층", by=room.secretary, at=START)
        assert not later.items.exists()

    def test_the_calendar_proposes_the_same_day_of_the_next_month(self, room: Room) -> None:
        month = (TODAY.replace(day=1) + 32 * DAY).replace(day=1)
        found = services.propose_regular(room.council, month)
        assert found is not None
        day = timezone.localtime(found["starts_at"])
        assert (day.weekday(), day.month, day.hour) == (TODAY.weekday(), month.month, 14)
        assert services.propose_regular(room.council, TODAY) is None

    def test_not_in_the_past(self, room: Room) -> None:
        with pytest.raises(Refused, match="지난 때") as caught:
            planned(room, START - DAY)
        assert caught.value.field == "starts_at"

    def test_not_online_where_no_rule_allows_it(self, room: Room) -> None:
        room.rule("meeting.online", {"allowed": False})
        with pytest.raises(Refused, match="온라인"):
            services.plan_regular(room.council, starts_at=NEXT, place="", mode="ONLINE", by=room.secretary, at=START)

    def test_a_member_does_not(self, room: Room) -> None:
        with pytest.raises(Forbidden):
            services.plan_regular(room.council, starts_at=NEXT, place="3층", by=room.actor(room.cast.member), at=START)


class TestCalling:
    RULE = {"any": [{"by": "chair"}, {"at_least": "1/3", "of": "enrolled"}]}

    def call(self, room: Room, **more: object) -> Meeting:
        given = {"called_by": "", "callers": None, "reason": "폭우 피해를 의논"} | more
        return services.call(
            room.council,
            starts_at=NEXT,
            place="3층",
            by=room.secretary,
            at=START,
            **given,  # type: ignore[arg-type]
        )

    def test_the_chair_calls(self, room: Room) -> None:
        write_rules(room.council, {"meeting.call": self.RULE})
        meeting = self.call(room, called_by="chair", who="회장")
        assert meeting.title == "제1차 임시회의"
        assert meeting.call_verdict["holds"] is True

    @pytest.mark.parametrize(("callers", "enough"), [(2, False), (3, True)])
    def test_a_third_calls(self, room: Room, callers: int, enough: bool) -> None:
        write_rules(room.council, {"meeting.call": self.RULE})
        if enough:
            assert self.call(room, callers=callers).callers == callers
            return
        with pytest.raises(Refused, match="3"):
            self.call(room, callers=callers)

    def test_not_more_than_there_are(self, room: Room) -> None:
        write_rules(room.council, {"meeting.call": self.RULE})
        with pytest.raises(Refused, match=r"9명이 재적 8명"):
            self.call(room, callers=9)

    def test_without_a_rule_a_reason_is_wanted(self, room: Room) -> None:
        with pytest.raises(Refused) as caught:
            self.call(room, called_by="chair")
        assert caught.value.field == "judged"
        assert self.call(room, called_by="chair", judged="세칙 제정 전 관례").call_verdict["holds"] is None


class TestNotice:
    def test_everybody_on_the_roll_is_told(self, room: Room) -> None:
        meeting = services.notice(planned(room), by=room.secretary, at=START)
        assert meeting.status == Meeting.Status.NOTICED
        told = {user.pk for user in room.people}
        assert set(Convening.objects.filter(meeting=meeting).values_list("user_id", flat=True)) == told
        assert (
            set(Notice.objects.filter(kind="meetings.meeting.noticed").values_list("recipient_id", flat=True)) == told
        )
        assert meeting.notice_verdict["holds"] is True

    def test_who_has_no_seat_that_day_is_not(self, room: Room) -> None:
        # Ended terms need their record; a term that begins later does not.
        Membership.objects.filter(user=room.people[7]).update(starts_on=TODAY + 60 * DAY)
        meeting = services.notice(planned(room), by=room.secretary, at=START)
        assert meeting.convenings.count() == 7

    def test_a_late_one_needs_its_reason(self, room: Room) -> None:
        meeting = planned(room, START + 3 * DAY)
        with pytest.raises(Refused) as caught:
            services.notice(meeting, by=room.secretary, at=START)
        assert caught.value.field == "late_reason"
        late = services.notice(meeting, by=room.secretary, at=START, late_reason="태풍 복구가 급합니다")
        assert late.notice_verdict["holds"] is False
        assert late.late_reason == "태풍 복구가 급합니다"

    def test_not_without_an_agenda(self, room: Room) -> None:
        meeting = planned(room)
        services.remove_item(meeting.items.get(), by=room.secretary, at=START)
        with pytest.raises(Refused, match="안건"):
            services.notice(meeting, by=room.secretary, at=START)

    def test_not_for_a_past_date(self, room: Room) -> None:
        meeting = planned(room)
        with pytest.raises(Refused, match="지난 때"):
            services.notice(meeting, by=room.secretary, at=NEXT + MINUTE)

    def test_once(self, room: Room) -> None:
        meeting = services.notice(planned(room), by=room.secretary, at=START)
        with pytest.raises(Conflict):
            services.notice(meeting, by=room.secretary, at=START)

    def test_a_change_is_told_with_its_reason(self, room: Room) -> None:
        meeting = services.notice(planned(room), by=room.secretary, at=START)
        changes = {"place": "마장초 강당"}
        with pytest.raises(Refused) as caught:
            services.change(meeting, changes, why="", by=room.secretary, at=START, expected_version=meeting.version)
        assert caught.value.field == "why"
        services.change(meeting, changes, why="공사", by=room.secretary, at=START, expected_version=meeting.version)
        assert Notice.objects.filter(kind="meetings.meeting.changed", body__contains="공사").count() == 8

    def test_an_old_screen_does_not_overwrite(self, room: Room) -> None:
        meeting = planned(room)
        services.change(meeting, {"place": "강당"}, why="", by=room.secretary, at=START, expected_version=0)
        with pytest.raises(Conflict):
            services.change(meeting, {"place": "3층"}, why="", by=room.secretary, at=START, expected_version=0)

    def test_cancelling_is_told(self, room: Room) -> None:
        meeting = services.notice(planned(room), by=room.secretary, at=START)
        services.cancel(meeting, why="태풍", by=room.secretary, at=START)
        assert Notice.objects.filter(kind="meetings.meeting.cancelled").count() == 8
        with pytest.raises(Conflict):
            services.cancel(meeting, why="태풍", by=room.secretary, at=START)


class TestAgenda:
    def test_numbers_close_up(self, room: Room) -> None:
        meeting = planned(room)
        services.add_item(meeting, by=room.secretary, at=START, kind="DECIDE", title="나")
        services.remove_item(meeting.items.get(number=1), by=room.secretary, at=START)
        assert list(meeting.items.values_list("number", "title")) == [(1, "나")]

    def test_a_projects_move_is_decided_by_a_vote_only(self, room: Room) -> None:
        with pytest.raises(Refused) as caught:
            services.add_item(
                planned(room),
                by=room.secretary,
                at=START,
                kind="REPORT",
                title="사업",
                decides="projects.project:1:approve",
            )
        assert caught.value.field == "kind"

    def test_what_was_dealt_with_stays(self, room: Room) -> None:
        item = room.item(state=AgendaItem.State.DONE)
        with pytest.raises(Conflict):
            services.change_item(item, {"title": "다른 이름"}, by=room.secretary, at=START)
