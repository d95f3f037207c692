"""Recruitment through the pages, as the people concerned: from the call to the succession."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from council import pagecache
from council.audit.models import Entry
from council.common.scope import council_scope
from members.models import (
    Application,
    ApplicationProof,
    Draw,
    Membership,
    PersonalRecord,
    Recruitment,
    Reserve,
    Succession,
    User,
)
from members.services.endings import end_membership
from tests.cast import Cast
from tests.recruitment.people import DAY, RULES, crowd, rules

pytestmark = pytest.mark.django_db

NOON = timezone.localtime(timezone.now()).replace(hour=12, minute=0)


@pytest.fixture
def at() -> Iterator[Any]:
    """Let the pages believe that it is another day: ``at(12)`` is noon, twelve days from now."""
    with mock.patch("council.middleware.timezone.now") as now:
        now.return_value = NOON

        def go(days: int) -> dt.datetime:
            now.return_value = NOON + days * DAY
            return now.return_value

        yield go


class Story:
    """The people and where they go."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.slug = cast.council.slug

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"members:{name}", args=[self.slug, *args])

    def client(self, who: str | User | None) -> Client:
        if isinstance(who, User):
            browser = Client()
            browser.force_login(who)
            return browser
        return self.cast.client(who)

    def get(self, who: str | User | None, page: str, /, *args: Any, **data: Any) -> str:
        pagecache.shelf.clear()  # nothing commits here, so what was kept never grows old
        response = self.client(who).get(self.url(page, *args), data)
        assert response.status_code == 200, (page, response.status_code)
        return str(response.content.decode())

    def post(self, who: str | User | None, page: str, /, *args: Any, **data: Any) -> str:
        """Send a form that must be taken, and return the page it leads to."""
        response = self.client(who).post(self.url(page, *args), data, follow=True)
        shown = str(response.content.decode())
        assert response.redirect_chain, shown[shown.find("errsum") :][:600]
        assert response.status_code == 200
        return shown

    @property
    def call(self) -> Recruitment:
        with council_scope(self.cast.council.pk):
            return Recruitment.objects.get()


@pytest.fixture
def story(cast: Cast, at: Any) -> Story:
    with council_scope(cast.council.pk):
        rules(cast.council, training=RULES["training"] | {"hours": 2})
    return Story(cast)


def call_data(**other: Any) -> dict[str, Any]:
    day = timezone.localdate(NOON)
    return {
        "title": "2027년 마장동 위원 모집",
        "kind": "REGULAR",
        "seats": "10",
        "places": "10",
        "opens_on": day.isoformat(),
        "closes_on": (day + 10 * DAY).isoformat(),
        "draw_on": (day + 30 * DAY).isoformat(),
        "draw_place": "마장동 주민센터 3층",
        "term_starts_on": (day + 400 * DAY).isoformat(),
        "term_ends_on": (day + 1130 * DAY).isoformat(),
        "text": "함께할 위원을 모집합니다.",
        "papers": "주민등록초본",
    } | other


def application_data(track: int, **other: Any) -> dict[str, Any]:
    return {
        "name": "김민수",
        "born_on": "1980-03-01",
        "sex": "male",
        "phone": "010-1234-5678",
        "address": "마장로 3길 5",
        "eligibility": "resident",
        "track": track,
        "motive": "골목을 밝게 하고 싶습니다.",
        "consent": "on",
        "action": "send",
    } | other


def picture() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (640, 480), (200, 200, 220)).save(file, "JPEG")
    return SimpleUploadedFile("초본.jpg", file.getvalue(), "image/jpeg")


def test_from_the_call_to_the_succession(story: Story, at: Any) -> None:
    cast = story.cast
    # The secretary prepares and announces.
    story.post("secretary", "office_recruitment_new", **call_data())
    pk = story.call.pk
    assert story.client(None).get(story.url("recruitment", pk)).status_code == 404
    story.post("secretary", "office_recruitment_step", pk, "announce", reason="")
    page = story.get(None, "recruitment", pk)
    assert "공개모집" in page
    assert "마장동 주민센터 3층" in page
    assert "2027년 마장동 위원 모집" in story.get(None, "recruitments")
    assert "위원을 모집합니다" in story.client(None).get(f"/c/{story.slug}/").content.decode()

    # 김민수 begins on the phone, keeps it, and hands it in with a photo of the paper.
    with council_scope(cast.council.pk):
        track = story.call.tracks.get(track="open").pk
    story.post("resident", "application", pk, **application_data(track, action="keep", phone="", consent=""))
    assert "이어 쓸 수 있습니다" in story.get("resident", "application", pk)
    page = story.post("resident", "application", pk, **application_data(track, proof=picture()))
    assert "A00001" in page
    # Others follow; one comes on paper.
    with council_scope(cast.council.pk):
        crowd(cast, story.call, 17)
    page = story.post(
        "secretary",
        "office_paper",
        pk,
        **application_data(track, name="박종이", received_on=timezone.localdate(NOON).isoformat(), email=""),
    )
    assert "A00019" in page

    # Screening: all who fit at once, then one look at a paper, with the reason on record.
    at(11)
    story.post("secretary", "office_recruitment_step", pk, "close")
    story.post("secretary", "office_recruitment_step", pk, "screening")
    page = story.get("secretary", "office_applications", pk)
    assert "교육만 남았습니다" in page
    story.post("secretary", "office_recruitment_step", pk, "accept")
    with council_scope(cast.council.pk):
        one = Application.objects.get(number="A00001")
        proof = ApplicationProof.objects.get(application=one)
    assert "골목을 밝게" in story.get("secretary", "office_application", pk, one.pk)
    seen = story.client("secretary").post(story.url("office_proof", pk, one.pk, proof.pk), {"why": "주소 확인"})
    assert seen["Content-Type"] == "image/jpeg"
    with council_scope(cast.council.pk):
        assert Entry.objects.filter(action="members.proof.seen", why="주소 확인").count() == 1
        assert Entry.objects.filter(action="members.applications.listed").exists()

    # Training.
    story.post("secretary", "office_recruitment_step", pk, "training")
    day = timezone.localdate(NOON + 12 * DAY).isoformat()
    story.post("secretary", "office_training", pk, course="주민자치학교", held_on=day, hours="2", place="3층")
    at(12)
    with council_scope(cast.council.pk):
        session = story.call.sessions.get()
        everybody = list(Application.objects.exclude(number="A00019").values_list("pk", flat=True))
    story.post("secretary", "office_sheet", pk, session.pk, everyone="1")
    with council_scope(cast.council.pk):
        assert session.attendances.count() == Application.objects.filter(status__in=["SUBMITTED", "ACCEPTED"]).count()
    story.post("secretary", "office_sheet", pk, session.pk, there=everybody)
    story.post("secretary", "office_recruitment_step", pk, "untrained", reason="교육 2시간을 채우지 못함")
    with council_scope(cast.council.pk):
        assert Application.objects.get(number="A00019").status == "REJECTED"

    # The draw, on the projector.
    at(30)
    page = story.post("official", "office_freeze", pk, officers="이추첨\n박추첨\n", seed_source="공 하나씩 뽑음")
    with council_scope(cast.council.pk):
        draw = Draw.objects.get()
    assert draw.list_sha256 in page
    assert "A00001" not in story.get(None, "draw", pk, 1)
    story.post("head", "office_number", pk, 1, 1, value="7")
    assert ">7<" not in story.get(None, "draw_screen", pk, 1)
    story.post("head", "office_number", pk, 1, 2, value="31")
    page = story.post("head", "office_draw_run", pk, 1)
    assert "이제 한 사람씩 엽니다" in page
    assert "A000" not in page
    assert story.get(None, "draw_screen", pk, 1, turn=3).count("A000") == 3
    page = story.get(None, "draw", pk, 1)
    assert "뽑힌 사람" in page
    assert "김민수" not in page
    assert "김*수" in page
    published = json.loads(story.client(None).get(story.url("draw_file", pk, 1)).content)
    assert published["numbers"] == ["7", "31"]
    assert len(published["list"]["candidates"]) == 18
    script = story.client(None).get(reverse("members:draw_script", args=[story.slug]))
    assert script.content.startswith(b"#!/usr/bin/env python3")
    assert "나온 차례" in story.get("resident", "application", pk)

    # The roll, and the appointment by the 시군구.
    story.post("secretary", "office_recruitment_step", pk, "send")
    assert "마장로 3길 5" in story.get("district", "recruitment_roll", pk)
    at(35)
    day = timezone.localdate(NOON + 35 * DAY).isoformat()
    page = story.post("district", "recruitment_appoint", pk, appointed_on=day, appointer="성동구청장", reason="")
    with council_scope(cast.council.pk):
        seats = list(Membership.objects.filter(appointment__appointer="성동구청장").select_related("user"))
        assert len(seats) == 10
        assert PersonalRecord.objects.filter(user__in=[seat.user for seat in seats]).count() == 10

    # A month into the term somebody moves away; the next in rank is asked, answers online, and is appointed.
    now = at(430)
    with council_scope(cast.council.pk):
        seat = Membership.objects.select_related("council").get(pk=seats[0].pk)
        end_membership(seat, ends_on=timezone.localdate(now), reason="이사", by=cast.actor("district"), at=now)
    assert seat.user.name in story.get("secretary", "office_reserve")
    story.post("secretary", "office_vacancy", seat.pk, fill="", reason="")
    with council_scope(cast.council.pk):
        opened = Succession.objects.get()
    story.post("secretary", "office_succession_ask", opened.pk)
    with council_scope(cast.council.pk):
        asked = Reserve.objects.select_related("application__user").get(state="ASKED")
        question = asked.calls.get()
    assert "맡으시겠습니까" in story.get(asked.application.user, "application", pk)
    story.post(asked.application.user, "reserve_answer", pk, question.pk, accepted="yes")
    later = timezone.localdate(now).isoformat()
    story.post("district", "office_succession_appoint", opened.pk, appointed_on=later, starts_on=later, reason="")
    with council_scope(cast.council.pk):
        opened.refresh_from_db()
        assert opened.filled_by is not None
        assert opened.filled_by.user == asked.application.user
        assert opened.filled_by.predecessor == seat


def test_a_draw_is_repeated_and_both_stay_readable(story: Story, at: Any) -> None:
    story.post("secretary", "office_recruitment_new", **call_data())
    pk = story.call.pk
    story.post("secretary", "office_recruitment_step", pk, "announce", reason="")
    with council_scope(story.cast.council.pk):
        crowd(story.cast, story.call, 8)
    at(11)
    for act in ("close", "screening", "accept"):
        story.post("secretary", "office_recruitment_step", pk, act)
    with council_scope(story.cast.council.pk):
        Application.objects.update(reason="교육은 다른 곳에서 받음")
    at(30)
    story.post("head", "office_freeze", pk, officers="이추첨", seed_source="공")
    story.post("head", "office_draw_release", pk, 1, reason="한 사람이 빠짐")
    story.post("head", "office_freeze", pk, officers="이추첨", seed_source="공")
    story.post("head", "office_number", pk, 2, 1, value="7")
    story.post("head", "office_draw_run", pk, 2)
    story.post("head", "office_draw_redo", pk, 2, officers="이추첨", seed_source="공", void_reason="공이 떨어짐")
    assert "공이 떨어짐" in story.get(None, "draw", pk, 2)
    assert "앞의 추첨" in story.get(None, "draw", pk, 3)
    story.post("head", "office_number", pk, 3, 1, value="7")
    story.post("head", "office_draw_run", pk, 3)
    page = story.get(None, "recruitment", pk)
    assert page.count("번째 추첨") == 3
