"""PDF by typst: tagged (PDF/UA-1, PDF/A-2a), fonts embedded, text never read as markup."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from council.documents.blocks import Address, Form
from council.documents.glyphs import folder, showable
from council.documents.layout import Break, Foot, Grid, Line, Part, lay_out
from council.documents.sheet import Sheet

TEMPLATE = Path(__file__).with_name("paper.typ").read_bytes()
STANDARDS = ["a-2a", "ua-1"]
_DAY = re.compile(r"(\d{4}\.) (\d{1,2}\.) (\d{1,2}\.)")
_NAMES = {Line: "line", Grid: "grid", Foot: "foot", Break: "break"}
#: One compile at a time: the compiler keeps its fonts and its cache between papers.
_lock = Lock()


@lru_cache(maxsize=1)
def _compiler(fonts: Path) -> typst.Compiler:
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
    return typst.Compiler(root=str(fonts), font_paths=known)


def compiled(source: bytes, data: dict[str, Any], *, standards: list[Any]) -> bytes:
    """Return the PDF of a typst source with the data in ``sys.inputs.d``."""
    inputs = {"d": json.dumps(data, ensure_ascii=False)}
    with _lock:
        made = _compiler(folder()).compile(input=source, format="pdf", sys_inputs=inputs, pdf_standards=standards)
    if not isinstance(made, bytes):
        raise TypeError("typst returned several files for one paper")
    return made


def render(sheet: Sheet) -> bytes:
    """Return the paper as PDF. Raises FontsMissing before ``make assets``."""
    data = _showable(_data(sheet))
    data["seal"] = list(sheet.head.seal) or None
    try:
        return compiled(TEMPLATE, data, standards=STANDARDS)
    except typst.TypstError:
        if settings.MODE == "test":
            raise
        # A paper that fails a standard is better than none; the tests hold that none does.
        return compiled(TEMPLATE, data, standards=[])


def _data(sheet: Sheet) -> dict[str, Any]:
    context, moment = sheet.context, timezone.localtime(sheet.made_at) if sheet.made_at else timezone.localtime()
    parts = [{"part": _NAMES[type(part)], **asdict(part)} for part in lay_out(context) if not _is_blank_heading(part)]
    return {
        "title": context.title if showable(context.title).strip() else str(_("문서")),
        "subtitle": context.subtitle,
        "author": sheet.head.name,
        "name": sheet.head.name,
        "motto": sheet.head.motto if context.form is Form.LETTER else "",
        "form": str(context.form),
        "landscape": context.landscape,
        # A letter with 제목 on its own line needs no second title.
        "addressed": any(isinstance(block, Address) and block.subject for block in context.blocks),
        "label": sheet.label,
        "foot": sheet.foot,
        "preview": sheet.is_preview,
        "watermark": str(_("미리 보기")),
        "no_seal": str(_("(직인 생략)")),
        "seal_alt": _("%(name)s 직인") % {"name": sheet.head.name},
        "day": {name: getattr(moment, name) for name in ("year", "month", "day", "hour", "minute", "second")},
        "parts": parts,
    }


def _is_blank_heading(part: Part) -> bool:
    """Return whether nothing of a heading could be seen: readers that go by headings would find an empty one."""
    return isinstance(part, Line) and part.role.startswith("h") and not showable(part.text).strip()


def _showable(thing: Any) -> Any:
    if isinstance(thing, str):
        return showable(_DAY.sub("\\1\u00a0\\2\u00a0\\3", thing))
    if isinstance(thing, dict):
        return {name: _showable(part) for name, part in thing.items()}
    if isinstance(thing, list | tuple):
        return [_showable(part) for part in thing]
    return thing
