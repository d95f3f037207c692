"""Issuing papers: built from the record, numbered without a gap, rendered, hashed and kept."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.access import require
from council.common.actor import Actor
from council.common.errors import Conflict, Refused, constraint_of
from council.common.scope import current_council_id
from council.documents.blocks import Context
from council.documents.models import IssuedPaper, PaperFile
from council.documents.registry import Paper, paper_of
from council.documents.renderers import render
from council.documents.services.letterheads import head_of, letterhead_of
from council.documents.sheet import Sheet
from council.models import Council


class AlreadyReissued(Conflict):
    """Somebody else issued this paper anew first."""


class NotForThis(Refused):
    """The paper makes no sense for this record as it stands."""


class FileDamaged(RuntimeError):
    """The stored file is not the one that was issued."""


def preview(code: str, target: Any, *, by: Actor, at: dt.datetime, file_format: str) -> bytes:
    """Return the paper as it would go out now, without a number and marked on every page. Keeps nothing.

    Raises Forbidden, NotForThis; KeyError for a format that this paper has not.
    """
    paper = _paper(code, target, by)
    if file_format not in paper.formats:
        raise KeyError(file_format)
    with translation.override(settings.LANGUAGE_CODE):
        context = _context(paper, target, at)
        return render(Sheet(context, head_of(letterhead_of(_council(target))), "", at), file_format)


def issue(
    code: str,
    target: Any,
    *,
    by: Actor,
    at: dt.datetime,
    formats: Iterable[str] | None = None,
    is_public: bool | None = None,
) -> IssuedPaper:
    """Issue the paper for the record and return it with its files, in the formats of the paper or those named.

    The number follows the council's last one of the year without a gap: others wait until this transaction ends.
    ``is_public`` overrides what the paper itself says. Raises Forbidden, NotForThis.
    """
    paper = _paper(code, target, by)
    return _issue(paper, target, by=by, at=at, formats=formats, is_public=is_public)


def reissue(earlier: IssuedPaper, *, by: Actor, at: dt.datetime, why: str) -> IssuedPaper:
    """Issue the same paper anew, from the record as it stands now, under a new number that names the earlier one.

    The earlier paper and its files stay. Raises Forbidden, NotForThis, AlreadyReissued, Refused without a reason.
    """
    if not why.strip():
        raise Refused(_("다시 발급하는 까닭을 써 주십시오."), field="why")
    paper = paper_of(earlier.code)
    try:
        target = paper.target(earlier.target_id)
    except ObjectDoesNotExist as missing:
        raise NotForThis(_("이 문서를 만든 기록을 찾을 수 없습니다. 간사에게 물어 주십시오.")) from missing
    require(by, paper.permission, target)
    with transaction.atomic():
        # The lock of the numbers also settles who reissues first.
        _lock(earlier.council_id)
        if IssuedPaper.objects.filter(replaces=earlier).exists():
            raise AlreadyReissued(_("다른 분이 이 문서를 먼저 다시 냈습니다. 새 문서를 확인해 주십시오."))
        formats = list(earlier.files.order_by("pk").values_list("format", flat=True))
        return _issue(
            paper,
            target,
            by=by,
            at=at,
            formats=formats,
            is_public=earlier.is_public,
            replaces=earlier,
            why=why.strip()[:300],
        )


def stored(file: PaperFile) -> bytes:
    """Return the file's bytes as issued. Raises FileDamaged when they are not the ones of the hash."""
    try:
        with default_storage.open(file.path) as opened:
            content = bytes(opened.read())
    except FileNotFoundError as missing:
        raise FileDamaged(f"{file.path} is missing") from missing
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileDamaged(f"{file.path} is not what was issued")
    return content


def _paper(code: str, target: Any, by: Actor) -> Paper:
    paper = paper_of(code)
    if target._meta.label_lower != paper.model:
        raise ValueError(f"{code} is made from {paper.model}, not from {target._meta.label_lower}")
    require(by, paper.permission, target)
    if not paper.applies(target):
        raise NotForThis(_("아직 이 문서를 만들 때가 아닙니다."))
    return paper


def _council(target: Any) -> Council:
    return target if isinstance(target, Council) else target.council


def _context(paper: Paper, target: Any, at: dt.datetime) -> Context:
    context = paper.build(target, on=timezone.localdate(at))
    if _council(target).is_demo and not context.note:
        # A paper of a demonstration must never pass for a real one.
        context = context.noted(_("시연 자료"))
    return context


def _lock(council_id: int) -> None:
    """Let one transaction at a time give out numbers of a council; held until it ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('documents.number', %s))", [council_id])


def _issue(
    paper: Paper,
    target: models.Model,
    *,
    by: Actor,
    at: dt.datetime,
    formats: Iterable[str] | None,
    is_public: bool | None,
    replaces: IssuedPaper | None = None,
    why: str = "",
) -> IssuedPaper:
    council = _council(target)
    chosen = [name for name in paper.formats if formats is None or name in set(formats)]
    if not chosen:
        raise KeyError(str(formats))
    if council.pk != current_council_id():
        raise ValueError("a paper is issued inside its own council's scope")
    with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
        _lock(council.pk)
        year = timezone.localdate(at).year
        last = IssuedPaper.objects.filter(series=paper.series, year=year).aggregate(last=Max("sequence"))["last"] or 0
        letterhead = letterhead_of(council)
        context = _context(paper, target, at)
        issued = IssuedPaper(
            council=council,
            number=number_text(council.short_name, paper.series, year, last + 1),
            series=paper.series,
            year=year,
            sequence=last + 1,
            code=paper.code,
            title=context.title[:200],
            target_type=target._meta.label_lower,
            target_id=target.pk,
            context=context.as_json(),
            head={part: getattr(letterhead, part) for part in ("name", "motto", "footer", "seal")},
            mark=context.mark,
            is_public=paper.is_public(target) if is_public is None else is_public,
            issued_at=at,
            issued_by_id=by.user_id,
            issued_by_label=by.label,
            replaces=replaces,
            why=why,
        )
        try:
            issued.save(force_insert=True)
        except IntegrityError as error:
            if constraint_of(error) == "paper_replaced_once":
                raise AlreadyReissued(
                    _("다른 분이 이 문서를 먼저 다시 냈습니다. 새 문서를 확인해 주십시오.")
                ) from error
            raise
        sheet = Sheet(context, head_of(letterhead), issued.number, at)
        for name in chosen:
            _keep(issued, name, render(sheet, name))
        data = {"title": str(paper.title), "number": issued.number}
        if replaces is None:
            record("documents.paper.issued", target, by=by, at=at, council_id=council.pk, **data)
        else:
            data["earlier"] = replaces.number
            record("documents.paper.reissued", target, by=by, at=at, council_id=council.pk, why=why, **data)
    return issued


def number_text(place: str, series: str, year: int, sequence: int) -> str:
    """Return the number as written on the paper: ``마장동-2026-0012``, with a series ``마장동-회의록-2026-0003``."""
    return "-".join(part for part in (place, series, str(year), f"{sequence:04d}") if part)


def _keep(issued: IssuedPaper, name: str, content: bytes) -> None:
    """Store the file before its row: a file too many harms nobody, a row without its file would."""
    digest = hashlib.sha256(content).hexdigest()
    wanted = f"papers/{issued.council_id}/{issued.year}/{issued.pk}-{digest[:16]}.{name}"
    path = default_storage.save(wanted, ContentFile(content))
    PaperFile.objects.create(
        council_id=issued.council_id, paper=issued, format=name, path=path, sha256=digest, size=len(content)
    )
