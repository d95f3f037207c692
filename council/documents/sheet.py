"""A paper with what the council puts around it: letterhead, number, seal, and what each page says of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from council.documents.blocks import Context


@dataclass(frozen=True, slots=True)
class Head:
    """The council's letterhead as it is on the day; the seal is a PNG."""

    name: str
    motto: str = ""
    footer: str = ""
    seal: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a renderer gets. Without a number it is a preview, and says so on every page."""

    context: Context
    head: Head
    number: str = ""
    made_at: dt.datetime | None = None

    @property
    def is_preview(self) -> bool:
        return not self.number

    @property
    def label(self) -> str:
        """The line at the head of every page: who, which number."""
        number = (
            _("미리 보기(발급하지 않음)") if self.is_preview else _("문서번호 %(number)s") % {"number": self.number}
        )
        return " · ".join(part for part in (self.head.name, number, self.context.note) if part)

    @property
    def foot(self) -> str:
        """The line at the foot: the council's own, and the check value of what the paper says."""
        mark = self.context.mark
        check = "" if self.is_preview else _("확인값 %(mark)s") % {"mark": f"{mark[:4]}…{mark[-4:]}"}
        return " · ".join(part for part in (self.head.footer, check) if part)
