"""Photos are looked at, never run, and only with what may be seen."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from projects.models import Photo
from projects.services import photos
from tests.cast import Cast
from tests.projects_pages.town import Town, picture


def photo_of(town: Town, thing: object, who: str = "resident") -> Photo:
    with town.scope():
        return photos.add(thing, picture(), by=town.cast.actor(who), at=town.now)  # type: ignore[arg-type]


def address_of(photo: Photo, size: str = "full", council: str = "majang") -> str:
    return f"/c/{council}/photos/{photo.pk}/{size}/"


def test_it_works(visitor: Client, town: Town) -> None:
    photo = photo_of(town, town.sent())
    for size in ("full", "thumb"):
        response = visitor.get(address_of(photo, size))
        assert response.status_code == 200
        assert response.content.startswith(b"\xff\xd8\xff")
        assert response["Content-Type"] == "image/jpeg"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["Content-Disposition"] == f'inline; filename="photo-{photo.pk}-{size}.jpg"'
        assert "immutable" in response["Cache-Control"]


def test_a_browser_that_has_it_is_not_sent_it_again(visitor: Client, town: Town) -> None:
    photo = photo_of(town, town.sent())
    tag = visitor.get(address_of(photo))["ETag"]
    again = visitor.get(address_of(photo), headers={"if-none-match": tag})
    assert again.status_code == 304
    assert again.content == b""


def test_of_a_draft_is_for_its_author_alone(kim: Client, cast: Cast, town: Town) -> None:
    photo = photo_of(town, town.draft())
    assert kim.get(address_of(photo)).status_code == 200
    for who in (None, "member", "secretary"):
        assert cast.client(who).get(address_of(photo)).status_code == 404


def test_of_a_project_is_for_everyone(visitor: Client, town: Town) -> None:
    photo = photo_of(town, town.project(), "secretary")
    assert visitor.get(address_of(photo)).status_code == 200


def test_taken_down_is_gone_for_everyone(kim: Client, town: Town) -> None:
    photo = photo_of(town, town.sent())
    with town.scope():
        photos.remove(photo, by=town.cast.actor("resident"), at=town.now)
    assert kim.get(address_of(photo)).status_code == 404


def test_a_file_that_is_lost_is_not_found(visitor: Client, town: Town) -> None:
    photo = photo_of(town, town.sent())
    default_storage.delete(photo.full_name)
    assert visitor.get(address_of(photo)).status_code == 404


def test_another_council_does_not_know_it(visitor: Client, town: Town) -> None:
    photo = photo_of(town, town.sent())
    assert visitor.get(address_of(photo, council="sageun")).status_code == 404


@pytest.mark.parametrize("rest", ["0/full/", "99999999/full/", f"{'9' * 30}/full/", "1/huge/", "1/..%2f..%2fetc/"])
def test_what_is_not_there_is_not_found(visitor: Client, cast: Cast, rest: str) -> None:
    assert visitor.get(f"/c/majang/photos/{rest}").status_code == 404
