"""Photos: re-encoded before they are stored, deleted from the store when taken down."""

from __future__ import annotations

import datetime as dt
import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.access import require
from council.common.actor import Actor
from council.common.errors import Refused
from council.common.images import SanitizedImage, sanitize
from projects.models import Photo, ProgressUpdate, Project, Proposal
from projects.services.people import person
from projects.services.steps import locked

MOST_OF_PROPOSAL = 5
MOST_OF_PROJECT = 30


def add(
    thing: Proposal | Project | ProgressUpdate,
    upload: UploadedFile | SanitizedImage,
    *,
    by: Actor,
    at: dt.datetime,
    caption: str = "",
    alt: str = "",
) -> Photo:
    """Store a picture with a proposal, a project or a line of its log, and return it.

    Whatever was uploaded is decoded and written anew as JPEG without its EXIF data; what is no picture is
    refused. The rows of the thing are locked, so that two uploads at once do not pass the limit together.
    """
    update = thing if isinstance(thing, ProgressUpdate) else None
    target: Proposal | Project = thing.project if isinstance(thing, ProgressUpdate) else thing
    image = upload if isinstance(upload, SanitizedImage) else sanitize(upload)
    with transaction.atomic():
        photos, most, about = _room(target, by)
        taken = list(photos.values_list("position", flat=True))
        if len(taken) >= most:
            raise Refused(
                _("사진은 %(most)s장까지 올릴 수 있습니다. 다른 사진을 먼저 내려 주십시오.") % {"most": most},
                field="photos",
            )
        stem = f"c{target.council_id}/{uuid.uuid4().hex}"
        full = default_storage.save(f"{stem}.jpg", ContentFile(image.full))
        thumb = default_storage.save(f"{stem}-s.jpg", ContentFile(image.thumb))
        photo = Photo.objects.create(
            council_id=target.council_id,
            update=update,
            full_name=full,
            thumb_name=thumb,
            width=image.width,
            height=image.height,
            caption=caption.strip()[:100],
            alt=alt.strip()[:200],
            position=max(taken, default=0) + 1,
            by_id=person(by),
            at=at,
            **about,
        )
        if not (isinstance(target, Proposal) and target.is_draft):
            record("projects.photo.added", target, by=by, at=at)
    return photo


def _room(target: Proposal | Project, by: Actor) -> tuple[QuerySet[Photo], int, dict[str, Proposal | Project]]:
    """Lock the thing and return its photos, how many it may have, and the column that points to it."""
    if isinstance(target, Proposal):
        current = locked(target)
        require(by, "projects.upload_own_photo", current)
        if not (current.is_draft or current.is_open):
            raise Refused(_("이미 답한 제안입니다. 사진은 의견 대신 간사에게 보내 주십시오."), field="photos")
        return current.photos.filter(removed_at__isnull=True), MOST_OF_PROPOSAL, {"proposal": current}
    require(by, "projects.upload_photo", target)
    project = Project.objects.select_for_update().get(pk=target.pk)
    return project.photos.filter(removed_at__isnull=True), MOST_OF_PROJECT, {"project": project}


def remove(photo: Photo, *, by: Actor, at: dt.datetime, reason: str = "") -> Photo:
    """Take a photo down and return it: the files go for good, the row keeps that there was one."""
    target = photo.proposal or photo.project
    assert target is not None
    own = photo.proposal is not None and photo.proposal.author_id == by.user_id
    require(by, "projects.upload_own_photo" if own else "projects.moderate_photo", target)
    with transaction.atomic():
        gone = Photo.objects.filter(pk=photo.pk, removed_at__isnull=True).update(removed_at=at)
        photo.refresh_from_db()
        if gone:
            forget_files([photo])
            if not (photo.proposal is not None and photo.proposal.is_draft):
                record("projects.photo.removed", target, by=by, at=at, why=reason.strip())
    return photo


def forget_photos(proposal: Proposal) -> None:
    """Delete the photos of a draft that is thrown away, rows and files."""
    photos = list(proposal.photos.all())
    forget_files(photos)
    proposal.photos.all().delete()


def forget_files(photos: list[Photo]) -> None:
    """Delete the files once the transaction holds."""
    names = [name for photo in photos for name in (photo.full_name, photo.thumb_name)]

    def forget() -> None:
        for name in names:
            default_storage.delete(name)

    transaction.on_commit(forget)


def describe(photo: Photo, *, by: Actor, at: dt.datetime, alt: str) -> Photo:
    """Say in words what one's own photo shows, for people who do not see it, and return it."""
    assert photo.proposal is not None
    require(by, "projects.upload_own_photo", photo.proposal)
    words = " ".join(alt.split())[:200]
    if words != photo.alt:
        photo.alt = words
        photo.save(update_fields=["alt"])
    return photo
