"""HWPX by python-hwpx: A4, real headings and tables, page numbers; the office opens and edits it in 한글."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from hwpx import HwpxDocument
from hwpx.tools.validator import validate_document
from lxml import etree

from council.documents.blocks import Align, Form
from council.documents.layout import Break, Foot, Grid, Line, lay_out
from council.documents.renderers.hwpx_xml import MM, PT, Box, Ids, Shape, paragraph, shares_to_widths, table
from council.documents.sheet import Sheet
from council.documents.text import width

#: Comes with 한글; a reader without it takes its own. HWPX names fonts, it does not carry them.
FONT = "함초롬돋움"
A4 = (210.0, 297.0)
MARGINS = {"left": 20.0, "right": 20.0, "top": 20.0, "bottom": 15.0}
SEAL = 20 * MM
SOFT = "#464C53"
HP = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
HH = "{http://www.hancom.co.kr/hwpml/2011/head}"
OPF = "{http://www.idpf.org/2007/opf/}"
_ROOT = '<x xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph">'
_ALIGN = {Align.LEFT: "LEFT", Align.CENTER: "CENTER", Align.RIGHT: "RIGHT"}


class InvalidPaper(RuntimeError):
    """The file does not follow the standard; it is not handed out."""


def render(sheet: Sheet) -> bytes:
    """Return the paper as HWPX, checked against the schemas. Raises InvalidPaper."""
    writer = _Writer(sheet)
    writer.write()
    content = bytes(writer.doc.to_bytes())
    report = validate_document(io.BytesIO(content))
    if not report.ok:
        raise InvalidPaper(str(report))
    return content


class _Writer:
    """Writes one paper. The library keeps page, styles and package; the body is appended as XML."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.context = sheet, sheet.context
        self.doc = HwpxDocument.new()
        self.ids = Ids()
        self.waiting: list[str] = []
        self.new_page = False
        self.shapes: dict[tuple[Any, ...], Shape] = {}
        across = A4[1] if self.context.landscape else A4[0]
        self.inside = int((across - MARGINS["left"] - MARGINS["right"]) * MM)
        styles = self.doc.styles
        self.headings = [str(styles.resolve(f"개요 {level}").id) for level in (1, 2, 3)]
        self.line = styles.ensure_border_fill(border_color="#3C4650", border_width="0.12 mm")
        self.shaded = styles.ensure_border_fill(border_color="#3C4650", border_width="0.12 mm", fill_color="#F1F3F5")
        self.under = styles.ensure_border_fill(
            border_color="#3C4650", border_width="0.12 mm", active_borders=["bottom"]
        )

    def write(self) -> None:
        self._page()
        self._metadata()
        self._title()
        for part in lay_out(self.context):
            match part:
                case Line():
                    self._line(part)
                case Grid():
                    self._grid(part)
                case Foot():
                    self._foot(part)
                case Break():
                    self.new_page = True
        self._flush()

    # --- the frame --------------------------------------------------------------------------------------------

    def _page(self) -> None:
        page = self.doc.page
        page.setup(
            paper_size="A4",
            orientation="landscape" if self.context.landscape else "portrait",
            margins_mm=MARGINS,
            header_margin_mm=8,
            footer_margin_mm=8,
        )
        page.set_header(text=self.sheet.label)
        page.set_page_number(align="CENTER", prefix="- ", suffix=" -")
        small = self._shape(size=8.5, color=SOFT)
        root: Any = self.doc.sections[0].element
        for number in list(root.iter(f"{HP}pageNum")):
            # The number stands in the footer as text; a second one would be drawn over it.
            run = number.getparent().getparent()
            run.getparent().remove(run)
        for run in [
            r for side in ("header", "footer") for box in root.iter(f"{HP}{side}") for r in box.iter(f"{HP}run")
        ]:
            run.set("charPrIDRef", small.char)
        if self.sheet.foot:
            for footer in root.iter(f"{HP}footer"):
                body = footer.find(f"{HP}subList")
                body.insert(0, self._elements(paragraph(self.sheet.foot, small, self.ids))[0])
        self.doc.sections[0].mark_dirty()

    def _metadata(self) -> None:
        """Put title and maker in; the library's own template names a fixture."""
        moment = (self.sheet.made_at or timezone.now()).astimezone(dt.UTC)
        stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
        name = self.sheet.head.name
        facts = {"creator": name, "lastsaveby": name, "CreatedDate": stamp, "ModifiedDate": stamp, "date": stamp}
        metadata: Any = self.doc.oxml.manifest.find(f"{OPF}metadata")
        if metadata is None:
            return
        metadata.find(f"{OPF}title").text = self.context.title
        for meta in metadata.iter(f"{OPF}meta"):
            if meta.get("name") in facts:
                meta.text = facts[meta.get("name")]
        self.doc.oxml._manifest_dirty = True

    def _title(self) -> None:
        if self.context.form is Form.LETTER:
            head = self.sheet.head
            if head.motto:
                self._add(head.motto, self._shape(size=9, align=Align.CENTER, color=SOFT))
            name = self._shape(size=19, bold=True, align=Align.CENTER, after=8, ruled=True)
            self._add(head.name, name)
        is_addressed = any(
            part.role == "address" and part.strong for part in lay_out(self.context) if isinstance(part, Line)
        )
        if self.context.form is Form.LETTER and is_addressed:
            return
        is_certificate = self.context.form is Form.CERTIFICATE
        size, before = (30, 80) if is_certificate else (18, 4)
        self._add(
            self.context.title,
            self._shape(size=size, bold=True, align=Align.CENTER, before=before, after=24 if is_certificate else 10),
        )
        if self.context.subtitle:
            self._add(self.context.subtitle, self._shape(size=11, align=Align.CENTER, after=10, color=SOFT))

    # --- the parts --------------------------------------------------------------------------------------------

    def _line(self, part: Line) -> None:
        body = 14.0 if self.context.form is Form.CERTIFICATE else 11.0
        match part.role:
            case "h1" | "h2" | "h3":
                level = int(part.role[1])
                size = (13.0, 12.0, 11.0)[level - 1]
                style = self.headings[level - 1]
                shape = self._shape(size=size, bold=True, before=12 - 2 * level, after=4, style=style, keep=True)
            case "item":
                shape = self._shape(size=body, left=body * (part.level + 1.4), hang=body * 1.4, after=2)
            case "address":
                shape = self._shape(size=body, bold=part.strong, after=2)
            case "enclosure":
                shape = self._shape(size=body)
            case _:
                size = 9.0 if part.small else body
                color = SOFT if part.small else ""
                shape = self._shape(size=size, bold=part.strong, align=part.align, after=4, color=color)
        self._add(part.text, shape)

    def _grid(self, grid: Grid) -> None:
        if grid.caption:
            self._add(grid.caption, self._shape(size=10, bold=True, before=6, after=2, keep=True))
        if grid.unit:
            self._add(grid.unit, self._shape(size=9, align=Align.RIGHT, color=SOFT, keep=True))
        widths = shares_to_widths(grid.shares, self.inside)
        rows = []
        for number, row in enumerate(grid.rows):
            is_head = grid.header and number == 0
            boxes = []
            for place, cell in enumerate(row):
                is_label = is_head or (grid.role == "facts" and place == 0)
                fill = self.shaded if is_label else self.under if grid.role == "sign" else self.line
                shape = self._shape(size=10, bold=cell.strong, align=cell.align, spacing=140)
                boxes.append(Box(cell.text, shape, fill, header=is_head))
            rows.append(boxes)
        if not rows:
            return
        made = table(
            rows,
            widths,
            self.ids,
            fill=self.line,
            least=int((10 if grid.tall else 7) * MM),
            heads=int(grid.header),
        )
        self._add("", self._shape(size=10), inner=made)

    def _foot(self, foot: Foot) -> None:
        if foot.day:
            self._add(foot.day, self._shape(size=12, align=Align.CENTER, before=24, after=8))
        shape = self._shape(size=17, bold=True, align=Align.CENTER, before=6)
        seal = self.sheet.head.seal if foot.sealed else b""
        if not seal:
            self._add(foot.issuer, shape)
            if foot.sealed:
                self._add(_("(직인 생략)"), self._shape(size=9, align=Align.CENTER, color=SOFT))
            return
        self._flush()
        last = self.doc.add_paragraph(
            foot.issuer, inherit_style=False, para_pr_id_ref=shape.para, char_pr_id_ref=shape.char, style_id_ref="0"
        )
        image = self.doc.media.add_image(seal, "png")
        # Over the end of the name: from the middle, half of the name's width to the right.
        aside = int(width(foot.issuer) * 17 * PT / 2)
        last.add_picture(
            str(image),
            width=int(SEAL),
            height=int(SEAL),
            treat_as_char=False,
            text_wrap="IN_FRONT_OF_TEXT",
            pos_overrides={
                "horzRelTo": "COLUMN",
                "horzAlign": "CENTER",
                "horzOffset": aside,
                "vertRelTo": "PARA",
                "vertOffset": 0,
            },
        )

    # --- helpers ----------------------------------------------------------------------------------------------

    def _shape(
        self,
        *,
        size: float,
        bold: bool = False,
        align: Align = Align.LEFT,
        before: float = 0,
        after: float = 0,
        left: float = 0,
        hang: float = 0,
        spacing: int = 160,
        color: str = "",
        style: str = "0",
        keep: bool = False,
        ruled: bool = False,
    ) -> Shape:
        """Return the shape, made once; distances in points."""
        key = (size, bold, align, before, after, left, hang, spacing, color, style, keep, ruled)
        if key not in self.shapes:
            char = self.doc.styles.ensure_run(size=size, bold=bold, font=FONT, color=color or "#000000")
            margins = {"prev": before, "next": after, "left": left, "intent": -hang}
            para = self.doc.oxml.headers[0].ensure_paragraph_format(
                base_para_pr_id="0",
                alignment=_ALIGN[align],
                line_spacing_percent=spacing,
                margins={name: int(points * PT) for name, points in margins.items()},
                break_setting={"keep_with_next": keep},
                border={"borderFillIDRef": self.under} if ruled else None,
            )
            self._break_anywhere(para)
            self.shapes[key] = Shape(para, char, style, size)
        return self.shapes[key]

    def _break_anywhere(self, para: str) -> None:
        """Let long runs of Latin letters break, too, rather than run out of their cell."""
        root: Any = self.doc.oxml.headers[0].element
        for shape in root.iter(f"{HH}paraPr"):
            if shape.get("id") == para:
                shape.find(f"{HH}breakSetting").set("breakLatinWord", "BREAK_WORD")

    def _add(self, text: str, shape: Shape, *, inner: str = "") -> None:
        self.waiting.append(paragraph(text, shape, self.ids, new_page=self.new_page, inner=inner))
        self.new_page = False

    @staticmethod
    def _elements(xml: str) -> list[Any]:
        return list(etree.fromstring(f"{_ROOT}{xml}</x>"))

    def _flush(self) -> None:
        """Put what was written so far into the section."""
        section = self.doc.sections[0]
        for element in self._elements("".join(self.waiting)):
            section.element.append(element)
        self.waiting.clear()
        section.mark_dirty()
