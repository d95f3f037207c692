"""Training hours with certificates, and attendance."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from council.audit.models import Entry
from council.common.access import Forbidden
from council.common.documents import safe_document
from council.common.errors import Conflict, Refused
from council.common.scope import council_scope
from members import services
from members.models import Attendance, Training
from tests.cast import Cast
from tests.members.rolls import DAY, NOW, TODAY

pytestmark = pytest.mark.django_db

PLAIN = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(stream, "PNG")
    return stream.getvalue()


def train(cast: Cast, by: str = "secretary", **more: Any) -> Training:
    given: dict[str, Any] = {"course": "주민자치학교", "hours": 6, "held_on": TODAY - DAY}
    return services.record_training(cast.council, cast.member, by=cast.actor(by), at=NOW, **(given | more))


@pytest.fixture(autouse=True)
def store(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_it_works(cast: Cast) -> None:
    paper = safe_document(SimpleUploadedFile("수료증.pdf", PLAIN))
    with council_scope(cast.council.pk):
        row = train(cast, certificate=paper)
        assert row.certificate_name == "수료증.pdf"
        with default_storage.open(row.certificate) as kept:
            assert kept.read() == PLAIN
        assert Training.objects.counted().get() == row


@pytest.mark.parametrize("by", ["chair", "head", "member", "official"])
def test_it_is_the_secretarys(cast: Cast, by: str) -> None:
    with council_scope(cast.council.pk), pytest.raises(Forbidden):
        train(cast, by)


def test_a_day_to_come_is_refused(cast: Cast) -> None:
    with council_scope(cast.council.pk), pytest.raises(Refused) as refused:
        train(cast, held_on=TODAY + DAY)
    assert refused.value.field == "held_on"


def test_twice_the_same_is_refused_and_leaves_no_file(cast: Cast, settings: Any) -> None:
    paper = safe_document(SimpleUploadedFile("a.png", picture()))
    with council_scope(cast.council.pk):
        train(cast)
        with pytest.raises(Refused, match="이미"):
            train(cast, certificate=paper)
    assert not list(settings.MEDIA_ROOT.rglob("*.jpg"))


@pytest.mark.parametrize("hours", [0, 101])
def test_hours_that_cannot_be_are_refused(cast: Cast, hours: int) -> None:
    with council_scope(cast.council.pk), pytest.raises(Refused, match="100시간"):
        train(cast, hours=hours)


class TestWithdraw:
    def test_it_no_longer_counts_and_stays_with_the_reason(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            row = services.withdraw_training(train(cast), why="다른 사람 것", by=cast.actor("secretary"), at=NOW)
            assert row.withdrawn_why == "다른 사람 것"
            assert not Training.objects.counted().exists()
            assert train(cast)

    def test_a_reason_is_wanted(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            row = train(cast)
            with pytest.raises(Refused):
                services.withdraw_training(row, why=" ", by=cast.actor("secretary"), at=NOW)

    def test_whoever_comes_second_learns_it(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            row = train(cast)
            services.withdraw_training(row, why="착오", by=cast.actor("secretary"), at=NOW)
            with pytest.raises(Conflict):
                services.withdraw_training(row, why="착오", by=cast.actor("district"), at=NOW)


class TestPapers:
    def test_a_picture_is_written_anew(self) -> None:
        paper = safe_document(SimpleUploadedFile("../../수료.png", picture()))
        assert paper.data.startswith(b"\xff\xd8")
        assert paper.name == "수료.png"

    @pytest.mark.parametrize("part", [b"/JavaScript", b"/JS (app.alert(1))", b"/Launch", b"/EmbeddedFile"])
    def test_a_pdf_that_does_things_is_refused(self, part: bytes) -> None:
        with pytest.raises(Refused) as refused:
            safe_document(SimpleUploadedFile("a.pdf", PLAIN.replace(b"/Type", part + b" /Type")))
        assert refused.value.code == "moving"

    @pytest.mark.parametrize("data", [b"", b"GIF89a", b"<html><script>", b"%PDF-1.7 cut off"])
    def test_anything_else_is_refused(self, data: bytes) -> None:
        with pytest.raises(Refused):
            safe_document(SimpleUploadedFile("a.pdf", data))

    def test_too_big_is_refused(self, settings: Any) -> None:
        settings.MAX_PHOTO_BYTES = 10
        with pytest.raises(Refused) as refused:
            safe_document(SimpleUploadedFile("a.pdf", PLAIN))
        assert refused.value.code == "too_big"


class TestAttendance:
    def mark(self, cast: Cast, by: str = "secretary", held_on: dt.date = TODAY, **presence: str) -> int:
        presences = {getattr(cast, who).pk: value for who, value in presence.items()}
        return services.mark_attendance(
            cast.council, meeting="제9차 정기회의", held_on=held_on, presences=presences, by=cast.actor(by), at=NOW
        )

    def test_it_works(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            assert self.mark(cast, member="PRESENT", chair="ABSENT") == 2
            assert Attendance.objects.get(user=cast.chair).presence == "ABSENT"

    def test_it_may_be_corrected_and_what_is_the_same_is_no_change(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            self.mark(cast, member="PRESENT", chair="ABSENT")
            assert self.mark(cast, member="PRESENT", chair="EXCUSED") == 1
            assert self.mark(cast, member="PRESENT", chair="EXCUSED") == 0
            assert Attendance.objects.get(user=cast.chair).presence == "EXCUSED"
            assert Entry.objects.filter(action="members.attendance.marked").count() == 2

    def test_only_members_of_that_day_are_counted(self, cast: Cast) -> None:
        with council_scope(cast.council.pk), pytest.raises(Refused) as refused:
            self.mark(cast, resident="PRESENT")
        assert refused.value.code == "not_seated"

    def test_not_before_it_was_held(self, cast: Cast) -> None:
        with council_scope(cast.council.pk), pytest.raises(Refused):
            self.mark(cast, held_on=TODAY + DAY, member="PRESENT")

    def test_it_is_the_secretarys(self, cast: Cast) -> None:
        with council_scope(cast.council.pk), pytest.raises(Forbidden):
            self.mark(cast, "chair", member="PRESENT")
