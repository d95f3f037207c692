"""Papers that prove an application: looked into before they are kept, shown only to whoever screens, each look noted."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.errors import Refused
from council.common.images import sanitize
from members.models import Application, ApplicationProof
from members.services.guard import guard
from members.services.recruitment.applications import own
from members.services.recruitment.steps import RecruitmentRefused

MOST = 5
#: What makes a PDF act by itself, or carry something else along.
MOVING = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|OpenAction|AA|SubmitForm|ImportData)\b")


def add(application: Application, upload: Any, *, by: Actor, at: dt.datetime) -> ApplicationProof:
    """Keep a paper with a draft (the person) or a paper application (the secretary).

    A picture is decoded and written anew without its hidden data; a PDF is kept as it is, unless it is encrypted or
    has parts that act by themselves. Everything else is refused.
    """
    _may_write(application, by)
    kind, content = _safe(upload)
    with transaction.atomic():
        row = Application.objects.select_for_update().get(pk=application.pk)
        if row.proofs.filter(removed_at__isnull=True).count() >= MOST:
            raise RecruitmentRefused(
                _("서류는 %(most)d개까지 올릴 수 있습니다. 다른 것을 먼저 지워 주십시오.") % {"most": MOST},
                field="proof",
            )
        suffix = "jpg" if kind == ApplicationProof.Kind.IMAGE else "pdf"
        name = default_storage.save(f"c{row.council_id}/proofs/{uuid.uuid4().hex}.{suffix}", ContentFile(content))
        title = " ".join(str(getattr(upload, "name", "")).split())[-100:] or str(_("서류"))
        proof = ApplicationProof.objects.create(
            council_id=row.council_id,
            application=row,
            kind=kind,
            title=title,
            file_name=name,
            size=len(content),
            uploaded_at=at,
            uploaded_by_id=by.user_id,
        )
        if row.status != Application.Status.DRAFT:
            record("members.proof.added", row, by=by, at=at)
    return proof


def _safe(upload: Any) -> tuple[str, bytes]:
    upload.seek(0)
    head = upload.read(5)
    if head != b"%PDF-":
        try:
            return ApplicationProof.Kind.IMAGE, sanitize(upload).full
        except Refused as refused:
            if refused.code == "not_an_image":
                raise RecruitmentRefused(
                    _("사진(JPG, PNG, WebP)이나 PDF 파일을 골라 주십시오."), field="proof", code="not_a_paper"
                ) from refused
            raise RecruitmentRefused(refused.message, field="proof", code=refused.code) from refused
    if upload.size > settings.MAX_PHOTO_BYTES:
        size = settings.MAX_PHOTO_BYTES // 1024**2
        raise RecruitmentRefused(_("파일 하나는 %(size)dMB까지 올릴 수 있습니다.") % {"size": size}, field="proof")
    upload.seek(0)
    content = bytes(upload.read())
    if b"%%EOF" not in content[-2048:] or b"/Encrypt" in content or MOVING.search(content):
        raise RecruitmentRefused(
            _("이 PDF는 받을 수 없습니다. 암호와 스크립트가 없는 PDF나 사진으로 올려 주십시오."),
            field="proof",
            code="pdf",
        )
    return ApplicationProof.Kind.PDF, content


def remove(proof: ApplicationProof, *, by: Actor, at: dt.datetime) -> ApplicationProof:
    """Take a paper away: the file goes for good, the row says that there was one."""
    _may_write(proof.application, by)
    with transaction.atomic():
        gone = ApplicationProof.objects.filter(pk=proof.pk, removed_at__isnull=True).update(removed_at=at)
        if gone:
            transaction.on_commit(lambda: default_storage.delete(proof.file_name))
    proof.refresh_from_db()
    return proof


def read(proof: ApplicationProof, *, why: str, by: Actor, at: dt.datetime, origin: str = "") -> bytes:
    """Return the paper's bytes. Whoever is not its owner gives a reason, which stays on record with whose it was."""
    application = proof.application
    if by.user_id != application.user_id:
        guard(by, "members.recruit", application)
        if not why.strip():
            raise RecruitmentRefused(_("왜 보는지 써 주십시오. 기록에 남습니다."), field="why", code="no_reason")
        record("members.proof.seen", application, by=by, at=at, why=why, whose=application.user_id, origin=origin)
    with default_storage.open(proof.file_name) as file:
        return bytes(file.read())


def forget(applications: list[int], at: dt.datetime) -> None:
    """Delete the papers of these applications, rows kept."""
    found = ApplicationProof.objects.filter(application_id__in=applications, removed_at__isnull=True)
    names = list(found.values_list("file_name", flat=True))
    found.update(removed_at=at)

    def delete() -> None:
        for name in names:
            default_storage.delete(name)

    transaction.on_commit(delete)


def _may_write(application: Application, by: Actor) -> None:
    if by.user_id == application.user_id:
        own(application, by)
        if application.status != Application.Status.DRAFT:
            raise RecruitmentRefused(_("접수한 뒤에는 서류를 바꿀 수 없습니다. 간사에게 보내 주십시오."), field="proof")
        return
    guard(by, "members.recruit", application)
    if application.channel != Application.Channel.PAPER:
        raise RecruitmentRefused(_("누리집으로 낸 서류는 본인만 바꿉니다."), field="proof")
