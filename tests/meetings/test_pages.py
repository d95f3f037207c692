"""The pages of meetings, as people use them; without script first."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from council.common.scope import council_scope
from council.meetings import services
from council.meetings.codes import code_at
from council.meetings.models import Attendance, Meeting, Note, Resolution
from council.meetings.services import Count
from tests.cast import Cast
from tests.meetings.conftest import DAY, Room, furnish, write_rules

HTMX = {"HX-Request": "true"}
LIST = 12
#: Of a tap itself; what every page asks first (who, which council, which scope) comes before.
TAP = 8


@pytest.fixture
def now_room(cast: Cast) -> Room:
    """The room, its meeting about to begin; the scope is closed, as for a request."""
    made = furnish(cast)
    with council_scope(cast.council.pk):
        Meeting.objects.filter(pk=made.meeting.pk).update(starts_at=timezone.now())
        made.meeting.refresh_from_db()
        made.item("벽화사업 장소 바꾸기")
    return made


def said(asked: CaptureQueriesContext) -> list[str]:
    """Return what was asked; savepoints are the test's own, a request has none around it."""
    return [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def scoped(room: Room) -> Any:
    return council_scope(room.council.pk)


def office(room: Room, end: str = "") -> str:
    return f"/c/majang/office/meetings/{room.meeting.pk}/{end}"


def come(room: Room, count: int) -> None:
    with scoped(room):
        for user in room.people[:count]:
            services.arrive(room.meeting, user.pk, by=room.secretary, at=timezone.now())


class TestPublic:
    def test_the_list(self, now_room: Room) -> None:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = now_room.cast.client(None).get("/c/majang/meetings/")
        assert "제9차 정기회의" in page.content.decode()
        assert len(said(asked)) <= LIST

    def test_a_meeting_in_preparation_is_nobodys_business(self, now_room: Room) -> None:
        with scoped(now_room):
            planned = services.plan_regular(
                now_room.council,
                starts_at=timezone.now() + 30 * DAY,
                place="3층",
                by=now_room.secretary,
                at=timezone.now(),
            )
        client = now_room.cast.client(None)
        assert planned.title not in client.get("/c/majang/meetings/").content.decode()
        assert client.get(f"/c/majang/meetings/{planned.pk}/").status_code == 404
        assert client.get(f"/c/majang/meetings/{planned.pk}/meeting.ics").status_code == 404

    def test_the_notice(self, now_room: Room) -> None:
        page = now_room.cast.client(None).get(f"/c/majang/meetings/{now_room.meeting.pk}/").content.decode()
        assert "벽화사업 장소 바꾸기" in page
        assert "자치회관 3층" in page

    def test_a_closed_item_shows_its_reason_only(self, now_room: Room) -> None:
        with scoped(now_room):
            now_room.item("위원 해촉 건", closed_reason="개인의 명예에 관한 안건")
        page = now_room.cast.client(None).get(f"/c/majang/meetings/{now_room.meeting.pk}/").content.decode()
        assert "위원 해촉 건" not in page
        assert "개인의 명예" in page

    def test_calendars(self, now_room: Room) -> None:
        client = now_room.cast.client(None)
        for path in ("calendar.ics", f"{now_room.meeting.pk}/meeting.ics"):
            answer = client.get(f"/c/majang/meetings/{path}")
            event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
            assert answer["Content-Type"].startswith("text/calendar")
            assert event["summary"] == "제9차 정기회의"
            assert event.decoded("dtstart") == now_room.meeting.starts_at.replace(microsecond=0)

    def test_the_register(self, now_room: Room) -> None:
        come(now_room, 6)
        with scoped(now_room):
            at = timezone.now()
            services.open_meeting(now_room.meeting, by=now_room.secretary, at=at)
            services.decide(now_room.meeting.items.get(), Count(in_favour=5), by=now_room.secretary, at=at)
            services.decide(now_room.item("도서관"), Count(in_favour=5), by=now_room.secretary, at=at)
        client = now_room.cast.client(None)
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/c/majang/meetings/decisions/").content.decode()
        assert f"{now_room.meeting.year}-의결-002" in page
        assert len(said(asked)) <= LIST
        found = client.get("/c/majang/meetings/decisions/?q=도서관").content.decode()
        assert "도서관" in found
        assert "벽화" not in found


class TestOffice:
    def test_from_planning_to_the_notice(self, now_room: Room) -> None:
        client = now_room.cast.client("secretary")
        day = timezone.localdate() + 20 * DAY
        page = client.post(
            "/c/majang/office/meetings/new/",
            {"kind": "REGULAR", "day": day.isoformat(), "time": "14:00", "mode": "IN_PERSON", "place": "3층"},
        )
        assert page.status_code == 302, page.content.decode()
        own = page["Location"]
        assert "제10차 정기회의" in client.get(own).content.decode()
        client.post(f"{own}items/new/", {"kind": "DECIDE", "title": "마을축제"})
        refused = client.post(f"{own}notice/", {})
        assert refused.status_code == 302, refused.content.decode()
        with scoped(now_room):
            assert Meeting.objects.get(number=10).convenings.count() == 8

    def test_what_is_refused_stands_beside_its_field(self, now_room: Room) -> None:
        client = now_room.cast.client("secretary")
        day = timezone.localdate() - DAY
        page = client.post(
            "/c/majang/office/meetings/new/",
            {"kind": "REGULAR", "day": day.isoformat(), "time": "14:00", "mode": "IN_PERSON", "place": "3층"},
        )
        assert "지난 때" in page.content.decode()

    @pytest.mark.parametrize("path", ["", "new/", "call/"])
    def test_pages_open(self, now_room: Room, path: str) -> None:
        client = now_room.cast.client("secretary")
        with CaptureQueriesContext(connection) as asked:
            page = client.get(f"/c/majang/office/meetings/{path}")
        assert page.status_code == 200
        assert len(said(asked)) <= LIST, said(asked)

    @pytest.mark.parametrize("end", ["", "change/", "cancel/", "items/new/", "room/", "room/code/"])
    def test_pages_of_a_meeting_open(self, now_room: Room, end: str) -> None:
        assert now_room.cast.client("secretary").get(office(now_room, end)).status_code == 200

    def test_a_member_stays_outside(self, now_room: Room) -> None:
        client = now_room.cast.client("member")
        assert client.get(office(now_room)).status_code == 403
        assert client.get(office(now_room, "room/")).status_code == 403


class TestRoom:
    def test_an_evening_without_script(self, now_room: Room) -> None:
        client = now_room.cast.client("secretary")
        for user in now_room.people[:6]:
            answer = client.post(office(now_room, "room/tap/"), {"user": user.pk, "what": "come"})
            assert answer.status_code == 302, answer.content.decode()
        client.post(office(now_room, "room/open/"))
        with scoped(now_room):
            item = now_room.meeting.items.get()
        base = f"/c/majang/office/meetings/room/items/{item.pk}"
        client.post(f"{base}/start/")
        client.post(f"{base}/recuse/", {"user": now_room.people[0].pk, "kind": "EXCLUDED", "reason": "가족"})
        client.post(f"{base}/note/", {"text": "좋습니다", "version": "0"})
        page = client.get(office(now_room, "room/")).content.decode()
        assert "필요한 찬성 3명" in page
        assert "좋습니다" in page
        client.post(f"{base}/decide/", {"method": "SHOW_OF_HANDS", "in_favour": "3", "against": "2"})
        client.post(office(now_room, "room/close/"))
        with scoped(now_room):
            made = Resolution.objects.select_related("vote").get()
            assert made.vote is not None
            assert (made.passed, made.vote.recused) == (True, 1)
            assert Meeting.objects.get(pk=now_room.meeting.pk).status == "CLOSED"
            assert Note.objects.get().text == "좋습니다"

    def test_a_refusal_is_said_with_its_figures(self, now_room: Room) -> None:
        come(now_room, 6)
        client = now_room.cast.client("secretary")
        client.post(office(now_room, "room/open/"))
        with scoped(now_room):
            item = now_room.meeting.items.get()
        base = f"/c/majang/office/meetings/room/items/{item.pk}"
        client.post(f"{base}/start/")
        page = client.post(f"{base}/decide/", {"in_favour": "9", "against": "2"})
        assert "11명으로" in page.content.decode()
        assert 'value="9"' in page.content.decode()

    def test_losing_the_quorum_is_said_at_once(self, now_room: Room) -> None:
        come(now_room, 5)
        client = now_room.cast.client("secretary")
        client.post(office(now_room, "room/open/"))
        answer = client.post(
            office(now_room, "room/tap/"), {"user": now_room.people[0].pk, "what": "leave", "name": "김"}, headers=HTMX
        )
        assert "지금은 정할 수 없습니다" in answer.content.decode()
        assert "나감" in answer.content.decode()

    def test_a_tap_asks_little(self, now_room: Room) -> None:
        client = now_room.cast.client("secretary")
        frame = CaptureQueriesContext(connection)
        with frame:
            client.post(office(now_room, "room/tap/"), {"user": "1", "what": "?"}, headers=HTMX)
        user = now_room.people[0]
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(office(now_room, "room/tap/"), {"user": user.pk, "what": "come"}, headers=HTMX)
        assert "도착" in answer.content.decode()
        assert len(asked) - len(frame) <= TAP, [query["sql"][:100] for query in asked]

    def test_other_screens_note_is_not_overwritten(self, now_room: Room) -> None:
        come(now_room, 5)
        client = now_room.cast.client("secretary")
        client.post(office(now_room, "room/open/"))
        with scoped(now_room):
            item = now_room.meeting.items.get()
        path = f"/c/majang/office/meetings/room/items/{item.pk}/note/"
        first = client.post(path, {"text": "하나", "version": "0"}, headers=HTMX).content.decode()
        assert 'name="version" value="1"' in first
        assert "먼저 저장" in client.post(path, {"text": "둘", "version": "0"}, headers=HTMX).content.decode()
        with scoped(now_room):
            assert Note.objects.get().text == "하나"


class TestCorrecting:
    def test_it_works(self, now_room: Room) -> None:
        come(now_room, 6)
        with scoped(now_room):
            services.open_meeting(now_room.meeting, by=now_room.secretary, at=timezone.now())
            item = now_room.meeting.items.get()
            wrong = services.decide(item, Count(in_favour=5, against=1), by=now_room.secretary, at=timezone.now())
        client = now_room.cast.client("secretary")
        path = f"/c/majang/office/meetings/resolutions/{wrong.pk}/correct/"
        assert path in client.get("/c/majang/meetings/decisions/").content.decode()
        counts = {"method": "SHOW_OF_HANDS", "in_favour": "1", "against": "5", "abstained": "0", "invalid": "0"}
        assert client.get(path).status_code == 200
        assert client.post(path, counts).status_code == 200
        assert client.post(path, {**counts, "why": "거꾸로 적음"}).status_code == 302
        assert client.get(path).status_code == 404
        assert "거꾸로 적음" in now_room.cast.client(None).get("/c/majang/meetings/decisions/").content.decode()


class TestAllowances:
    def test_they_are_written_once_from_those_there(self, now_room: Room) -> None:
        come(now_room, 6)
        with scoped(now_room):
            write_rules(now_room.council, {"allowance": [{"what": "meeting", "won": 30000, "per": "time"}]})
            at = timezone.now()
            services.open_meeting(now_room.meeting, by=now_room.secretary, at=at)
            services.close(now_room.meeting, by=now_room.secretary, at=at)
        client = now_room.cast.client("secretary")
        assert client.post(office(now_room, "allowances/")).status_code == 302
        assert "180,000원" in client.get(office(now_room, "allowances/")).content.decode()
        assert client.post(office(now_room, "allowances/")).status_code == 409

    def test_without_a_rule_the_page_says_so(self, now_room: Room) -> None:
        come(now_room, 6)
        with scoped(now_room):
            at = timezone.now()
            services.open_meeting(now_room.meeting, by=now_room.secretary, at=at)
            services.close(now_room.meeting, by=now_room.secretary, at=at)
        page = now_room.cast.client("secretary").post(office(now_room, "allowances/")).content.decode()
        assert "적지 않았습니다" in page

    def test_not_before_the_end(self, now_room: Room) -> None:
        assert now_room.cast.client("secretary").get(office(now_room, "allowances/")).status_code == 404


class TestCheckIn:
    def test_a_member_comes_by_the_code(self, now_room: Room) -> None:
        client = now_room.cast.client("member")
        path = f"/c/majang/meetings/{now_room.meeting.pk}/here/"
        assert client.get(path).status_code == 200
        assert "번호가 아닙니다" in client.post(path, {"code": "000 00"}).content.decode()
        code = code_at(now_room.meeting.code_secret, timezone.now())
        assert client.post(path, {"code": code}).status_code == 302
        with scoped(now_room):
            assert Attendance.objects.get().user_id == now_room.cast.member.pk

    def test_the_wall_shows_the_code_of_the_minute(self, now_room: Room) -> None:
        before = timezone.now()
        page = now_room.cast.client("secretary").get(office(now_room, "room/code/")).content.decode()
        codes = [code_at(now_room.meeting.code_secret, at) for at in (before, before + dt.timedelta(minutes=1))]
        assert any(f"{code[:3]} {code[3:]}" in page for code in codes)
        assert "data:image/svg+xml" in page


def test_the_home_page_tells_of_the_next_meeting(now_room: Room) -> None:
    page = now_room.cast.client(None).get(f"/c/{now_room.council.slug}/").content.decode()
    assert now_room.meeting.title in page
    assert "자치회관 3층" in page
