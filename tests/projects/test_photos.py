"""Photos of proposals and projects."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from council.common.access import Forbidden
from council.common.errors import Refused
from projects.models import Photo
from projects.selectors import proposals as reading
from projects.services import photos, proposals
from tests.projects.conftest import AT, World


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]


def picture(size: tuple[int, int] = (80, 60)) -> SimpleUploadedFile:
    out = io.BytesIO()
    image = Image.new("RGB", size, "#223a58")
    exif = image.getexif()
    exif[0x010E] = "집 앞"
    image.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("골목.jpg", out.getvalue(), "image/jpeg")


def test_it_works(world: World) -> None:
    draft = world.draft()
    photo = photos.add(draft, picture(), by=world.kim, at=AT, caption="골목", alt="어두운 골목")
    assert (photo.width, photo.height) == (80, 60)
    assert photo.file("full").startswith(f"c{world.council.pk}/")
    with default_storage.open(photo.file("full")) as stored:
        assert not Image.open(stored).getexif()
    assert photo.url("thumb") == f"/c/majang/photos/{photo.pk}/thumb/"
    assert reading.photos(draft) == [photo]


def test_no_more_than_the_limit(world: World) -> None:
    draft = world.draft()
    for _number in range(photos.MOST_OF_PROPOSAL):
        photos.add(draft, picture(), by=world.kim, at=AT)
    with pytest.raises(Refused, match="5장"):
        photos.add(draft, picture(), by=world.kim, at=AT)


def test_a_file_that_is_no_picture_is_refused(world: World) -> None:
    with pytest.raises(Refused):
        photos.add(world.draft(), SimpleUploadedFile("a.jpg", b"<script>", "image/jpeg"), by=world.kim, at=AT)
    assert not Photo.objects.exists()


def test_nobody_adds_to_another_s_proposal(world: World) -> None:
    with pytest.raises(Forbidden):
        photos.add(world.draft(), picture(), by=world.lee, at=AT)


def test_a_project_s_photos_come_from_those_who_run_it(world: World) -> None:
    project = world.project()
    photos.add(project, picture(), by=world.lee, at=AT, caption="모임")
    for somebody in (world.kim, world.cho, world.yoo):
        with pytest.raises(Forbidden):
            photos.add(project, picture(), by=somebody, at=AT)


def test_what_is_taken_down_leaves_no_file(
    world: World, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    sent = world.draft()
    photo = photos.add(sent, picture(), by=world.kim, at=AT)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        photos.remove(photo, by=world.kim, at=AT)
    assert not default_storage.exists(photo.full_name)
    assert reading.photos(sent) == []


def test_a_draft_thrown_away_takes_its_photos_along(
    world: World, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    draft = world.draft()
    photo = photos.add(draft, picture(), by=world.kim, at=AT)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        proposals.discard_draft(draft, by=world.kim, at=AT)
    assert not default_storage.exists(photo.thumb_name)


def test_the_secretary_takes_a_bad_photo_down(world: World) -> None:
    draft = world.draft()
    photo = photos.add(draft, picture(), by=world.kim, at=AT)
    proposals.submit(draft, by=world.kim, at=AT, consent=True, consent_version="1", show_name=False)
    photo = reading.photo_visible_to(world.lee, photo.pk)
    with pytest.raises(Forbidden):
        photos.remove(photo, by=world.cho, at=AT)
    assert photos.remove(photo, by=world.park, at=AT, reason="얼굴이 보임").removed_at == AT
    with pytest.raises(Photo.DoesNotExist):
        reading.photo_visible_to(world.lee, photo.pk)


def test_a_draft_s_photo_is_its_author_s_alone(world: World) -> None:
    photo = photos.add(world.draft(), picture(), by=world.kim, at=AT)
    assert reading.photo_visible_to(world.kim, photo.pk) == photo
    with pytest.raises(Photo.DoesNotExist):
        reading.photo_visible_to(world.park, photo.pk)
