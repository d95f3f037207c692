"""The letterhead and the seal."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from council.common.access import Forbidden
from council.common.errors import Refused
from council.documents.seal import MAX_BYTES, SIDE, sanitized_seal
from council.documents.services import change_letterhead, head_of, issue, letterhead_of, stored
from tests.documents.conftest import AT, CODE, Desk
from tests.documents.readers import pdf_text


def scan(kind: str = "PNG", side: int = 900) -> SimpleUploadedFile:
    """A seal on white paper, as a scanner sends it."""
    picture = Image.new("RGB", (side, side), "white")
    ImageDraw.Draw(picture).rectangle((100, 100, side - 100, side - 100), outline=(190, 20, 30), width=40)
    out = io.BytesIO()
    hidden = Image.Exif()
    hidden[0x010E] = "secret"
    picture.save(out, kind, exif=hidden)
    return SimpleUploadedFile(f"seal.{kind.lower()}", out.getvalue())


def test_it_works(desk: Desk) -> None:
    council = desk.cast.council
    assert letterhead_of(council).name == "마장동 주민자치회"
    change_letterhead(
        council, by=desk.secretary, at=AT, name="마장동자치회", motto="함께", footer="02-123-4567", seal=scan()
    )
    head = head_of(letterhead_of(council))
    assert (head.name, head.motto, head.footer) == ("마장동자치회", "함께", "02-123-4567")
    assert Image.open(io.BytesIO(head.seal)).format == "PNG"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_the_paper_under_a_seal_becomes_transparent(kind: str) -> None:
    made = sanitized_seal(scan(kind))
    picture = Image.open(io.BytesIO(made))
    assert picture.mode == "RGBA"
    assert max(picture.size) <= SIDE
    alpha = picture.getchannel("A")
    assert alpha.getpixel((SIDE // 2, SIDE // 2)) == 0
    assert bytes(alpha.tobytes()).count(255) > 1000
    assert b"secret" not in made


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("seal.png", b"\x89PNG\r\n\x1a\n broken"),
        SimpleUploadedFile("seal.svg", b"<svg onload='alert(1)'/>"),
        SimpleUploadedFile("big.png", b"0" * (MAX_BYTES + 1)),
    ],
)
def test_what_is_no_picture_is_refused_beside_its_field(upload: SimpleUploadedFile) -> None:
    with pytest.raises(Refused) as refusal:
        sanitized_seal(upload)
    assert refusal.value.field == "seal"


def test_an_empty_picture_is_refused() -> None:
    out = io.BytesIO()
    Image.new("RGB", (50, 50), "white").save(out, "PNG")
    with pytest.raises(Refused):
        sanitized_seal(SimpleUploadedFile("seal.png", out.getvalue()))


def test_issued_papers_keep_the_letterhead_they_had(desk: Desk) -> None:
    first = issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["pdf"])
    before = stored(first.files.get())
    change_letterhead(desk.cast.council, by=desk.secretary, at=AT, name="새 이름")
    second = issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["pdf"])
    assert stored(first.files.get()) == before
    assert "새 이름" in pdf_text(stored(second.files.get()))
    assert first.head["name"] == "마장동 주민자치회"


def test_a_seal_is_kept_and_taken_off(desk: Desk) -> None:
    council = desk.cast.council
    change_letterhead(council, by=desk.secretary, at=AT, name="마장동", seal=scan())
    change_letterhead(council, by=desk.secretary, at=AT, name="마장동 주민자치회")
    assert head_of(letterhead_of(council)).seal
    change_letterhead(council, by=desk.secretary, at=AT, name="마장동 주민자치회", remove_seal=True)
    assert not head_of(letterhead_of(council)).seal


@pytest.mark.parametrize("who", ["member", "official", "auditor", "stranger"])
def test_it_is_the_secretarys_and_the_chairs(desk: Desk, who: str) -> None:
    with pytest.raises(Forbidden):
        change_letterhead(desk.cast.council, by=desk.cast.actor(who), at=AT, name="남")
