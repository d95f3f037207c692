"""Photos that come in: only pictures, without their secrets."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import ValidationError
from PIL import Image

from council.common.errors import Refused
from council.common.forms import MultipleImageField
from council.common.images import sanitize


def photo(
    kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object
) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new(mode, size, 200).save(out, kind, **options)
    return SimpleUploadedFile(f"골목.{kind.lower()}", out.getvalue())


def test_a_photo_is_shrunk_and_written_anew() -> None:
    image = sanitize(photo(size=(3200, 1600)))
    assert (image.width, image.height) == (1600, 800)
    assert Image.open(io.BytesIO(image.full)).format == "JPEG"
    assert max(Image.open(io.BytesIO(image.thumb)).size) == 480


def test_place_and_camera_are_gone() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x8825] = "camera", {1: "N", 2: (37.0, 33.0, 0.0)}
    image = sanitize(photo(exif=exif, comment=b"secret"))
    for made in (image.full, image.thumb):
        assert not Image.open(io.BytesIO(made)).getexif()
        assert b"secret" not in made
        assert b"camera" not in made


def test_turned_photo_is_put_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = sanitize(photo(size=(60, 40), exif=exif))
    assert (image.width, image.height) == (40, 60)


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "I;16"), ("GIF", "P"), ("WEBP", "RGB"), ("JPEG", "CMYK")]
)
def test_usual_formats_are_taken(kind: str, mode: str) -> None:
    assert sanitize(photo(kind, mode=mode)).width == 60


@pytest.mark.parametrize(
    "body",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff\xe0 broken", b"MZ\x90 program", b"%PDF-1.7"],
)
def test_what_is_no_photo_is_refused(body: bytes) -> None:
    with pytest.raises(Refused, match="사진으로 읽을 수 없습니다"):
        sanitize(SimpleUploadedFile("x.jpg", body))


def test_half_a_photo_is_refused() -> None:
    whole = photo(size=(400, 400)).read()
    with pytest.raises(Refused):
        sanitize(SimpleUploadedFile("x.jpg", whole[: len(whole) // 2]))


def test_too_many_bytes_or_pixels_are_refused(settings: Any) -> None:
    settings.MAX_PHOTO_PIXELS = 100
    with pytest.raises(Refused, match="가로와 세로"):
        sanitize(photo())
    settings.MAX_PHOTO_BYTES = 10
    with pytest.raises(Refused, match="MB"):
        sanitize(photo())


def test_field_names_the_photo_that_it_refuses() -> None:
    field = MultipleImageField(max_files=2, required=False)
    assert field.clean([]) == []
    assert len(field.clean([photo(), photo()])) == 2
    with pytest.raises(ValidationError, match="2장까지"):
        field.clean([photo(), photo(), photo()])
    with pytest.raises(ValidationError) as refused:
        field.clean([photo(), SimpleUploadedFile("글.txt", b"hello")])
    assert refused.value.messages == ["글.txt: 사진으로 읽을 수 없습니다. JPG, PNG, WebP 파일을 골라 주십시오."]
