"""The empty roll to fill in: typed columns with the council's own words to choose from, and a page that explains."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from members.sheets.cells import MOST_HOURS
from members.sheets.columns import COLUMNS
from members.sheets.reading import MAX_ROWS

HEAD = PatternFill("solid", fgColor="1D3461")
NEEDED = PatternFill("solid", fgColor="0B50D0")
WHITE = Font(bold=True, color="FFFFFF")
FORMATS = {"day": "yyyy-mm-dd", "number": "0", "text": "@", "choice": "@"}
WIDE = {"address": 32, "email": 26, "phone": 16, "committee": 18, "eligibility": 24, "track": 14, "training_course": 20}
ROLL, GUIDE, WORDS = "명부", "쓰는 법", "목록"


def template(choices: Mapping[str, Sequence[str]], *, council: str) -> bytes:
    """Return the XLSX to fill in; ``choices`` has the words of the council for each column to choose in."""
    book = Workbook()
    roll = book.active
    assert isinstance(roll, Worksheet)
    roll.title = ROLL
    words = book.create_sheet(WORDS)
    words.sheet_state = "hidden"
    for place, column in enumerate(COLUMNS, start=1):
        letter = get_column_letter(place)
        head = roll.cell(1, place, column.label)
        head.font, head.fill = WHITE, NEEDED if column.needed else HEAD
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        roll.column_dimensions[letter].width = WIDE.get(column.code, 13)
        roll.column_dimensions[letter].number_format = FORMATS[column.kind]
        for row in range(2, 202):
            roll.cell(row, place).number_format = FORMATS[column.kind]
        _restrict(roll, words, letter, column.kind, column.code, choices.get(column.code, ()))
    roll.freeze_panes = "B2"
    roll.row_dimensions[1].height = 24
    _explain(book.create_sheet(GUIDE), choices, council)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _restrict(roll: Worksheet, words: Worksheet, letter: str, kind: str, code: str, choices: Sequence[str]) -> None:
    """Have the spreadsheet itself ask for a day, a number or one of the words."""
    rule: DataValidation | None = None
    if kind == "day":
        rule = DataValidation(type="date", operator="between", formula1="1", formula2="109574", allow_blank=True)
        rule.error = _("2026-01-31처럼 날짜로 써 주십시오.")
    elif kind == "number":
        rule = DataValidation(
            type="whole", operator="between", formula1="1", formula2=str(MOST_HOURS), allow_blank=True
        )
        rule.error = _("숫자로 써 주십시오.")
    elif choices:
        for row, choice in enumerate(choices, start=1):
            words[f"{letter}{row}"] = choice
        rule = DataValidation(
            type="list",
            formula1=f"'{WORDS}'!${letter}$1:${letter}${len(choices)}",
            allow_blank=True,
            showErrorMessage=True,
        )
        rule.error = _("목록에 있는 말을 골라 주십시오.")
        # Two 분과 are written with a comma between them, and a second 부회장 with a figure.
        rule.errorStyle = "warning" if code in ("committee", "office") else "stop"
    if rule is not None:
        rule.errorTitle = _("다시 써 주십시오")
        rule.showErrorMessage = True
        rule.add(f"{letter}2:{letter}{MAX_ROWS + 1}")
        roll.add_data_validation(rule)


def _explain(guide: Worksheet, choices: Mapping[str, Sequence[str]], council: str) -> None:
    lines: Iterable[Sequence[str]] = [
        (_("%(council)s 명부 쓰는 법") % {"council": council},),
        (_("‘명부’ 시트의 둘째 줄부터 한 사람에 한 줄씩 씁니다. 한 사람의 지난 임기는 줄을 따로 씁니다."),),
        (_("주민등록번호는 어느 칸에도 쓰지 마십시오. 그런 값이 있으면 파일을 받지 않습니다."),),
        (_("올린 뒤에 고칠 줄과 칸을 먼저 보여 드리고, 확정하기 전에는 아무것도 명부에 적지 않습니다."),),
        (),
        (_("칸"), _("꼭 쓰나요"), _("어떻게 쓰나요"), _("보기"), _("고를 수 있는 말")),
    ]
    for line in lines:
        guide.append(list(line))
    for column in COLUMNS:
        guide.append(
            [
                column.label,
                _("꼭 씁니다") if column.needed else _("없어도 됩니다"),
                str(column.hint),
                column.example or next(iter(choices.get(column.code, ())), ""),
                ", ".join(choices.get(column.code, ())),
            ]
        )
    guide["A1"].font = Font(bold=True, size=14)
    for cell in guide[6]:
        cell.font, cell.fill = WHITE, HEAD
    for row in guide.iter_rows(min_row=7):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = "@"
    for letter, width in zip("ABCDE", (14, 12, 60, 24, 60), strict=True):
        guide.column_dimensions[letter].width = width
