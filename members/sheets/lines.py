"""Each row of a file as a person with a term, and what is wrong in which column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from members.sheets import cells
from members.sheets.columns import plain
from members.sheets.reading import Grid
from members.sheets.setting import Identity, KnownCommittee, Setting, Span

ERROR, WARNING, NOTE = "error", "warning", "note"
ONE_DAY = dt.timedelta(days=1)
#: The longest text that the record of a person takes.
LONGEST = {"address": 100, "residence": 40, "occupation": 40, "training_course": 80}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a column: an error keeps the line out, a warning asks to look, a note only tells."""

    column: str
    tone: str
    text: str
    code: str = ""


@dataclass(slots=True)
class Line:
    """One row: the cells as written, the values understood, and the problems."""

    number: int
    written: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    #: Whom the line is about: somebody on the roll, or the line of the file where the person first stands.
    user_id: int | None = None
    same_as: int | None = None

    def complain(self, column: str, text: str, tone: str = ERROR, code: str = "") -> None:
        self.problems.append(Problem(column, tone, text, code))

    def has(self, tone: str) -> bool:
        return any(problem.tone == tone for problem in self.problems)

    @property
    def is_bad(self) -> bool:
        return self.has(ERROR)

    @property
    def person(self) -> tuple[str, int]:
        """Return what is the same for all lines of one person."""
        return ("user", self.user_id) if self.user_id is not None else ("line", self.same_as or self.number)

    @property
    def identity(self) -> Identity | None:
        name = self.values.get("name")
        if name is None:
            return None
        return Identity(name, self.values.get("born_on"), self.values.get("phone", ""), self.values.get("email", ""))

    @property
    def span(self) -> Span | None:
        """Return the term, or None while its days are not understood."""
        starts_on, ends_on = self.values.get("starts_on"), self.values.get("ends_on")
        return Span(starts_on, ends_on) if starts_on and ends_on and ends_on > starts_on else None


def read_lines(grid: Grid, mapping: Mapping[str, int], setting: Setting) -> list[Line]:
    """Return the rows of the table, each cell read by itself and each line looked at by itself."""
    lines = []
    for number, row in grid.rows:
        written = {code: row[place] for code, place in mapping.items() if place < len(row) and row[place]}
        if not written:
            continue
        line = Line(number, written)
        _read_cells(line, setting)
        _look_at(line, setting)
        lines.append(line)
    return lines


READERS: dict[str, Callable[[str], Any]] = {
    "name": cells.name,
    "born_on": cells.day,
    "sex": cells.sex,
    "phone": cells.phone,
    "email": cells.email,
    "appointed_on": cells.day,
    "starts_on": cells.day,
    "last_day": cells.day,
    "training_hours": cells.hours,
    "training_on": cells.day,
}


def _read_cells(line: Line, setting: Setting) -> None:
    for code, text in line.written.items():
        if text.startswith("="):
            line.complain(code, str(cells.WRONG["formula"]), code="formula")
        elif text.startswith("#") and text.rstrip("!?").isupper():
            line.complain(code, str(cells.WRONG["broken"]), code="broken")
        elif code in READERS:
            try:
                line.values[code] = READERS[code](text)
            except ValueError as error:
                line.complain(code, str(cells.WRONG[str(error)]), code=str(error))
        elif code in LONGEST:
            try:
                line.values[code] = cells.words(text, LONGEST[code])
            except ValueError:
                line.complain(code, _("%(n)d자까지 쓸 수 있습니다.") % {"n": LONGEST[code]}, code="long")
        else:
            _read_choice(line, code, text, setting)


def _read_choice(line: Line, code: str, text: str, setting: Setting) -> None:
    """Read a word that must be one of the council's own: 자격, 선정 경로, 분과, 직책."""
    if code in ("eligibility", "track"):
        choices = setting.kinds if code == "eligibility" else setting.tracks
        found = find_choice(text, choices)
        if found is None:
            what = {"eligibility": _("자격"), "track": _("선정 경로")}[code]
            line.complain(code, _("이 조례에 없는 %(what)s입니다.") % {"what": what} + _one_of(choices), code="unknown")
        else:
            line.values[code] = found
    elif code == "committee":
        line.values["committees"] = []
        for word in filter(None, (part.strip() for part in text.replace("\n", ",").replace(";", ",").split(","))):
            committee = find_committee(word, setting)
            if committee is None:
                line.complain(
                    code, _("‘%(name)s’은(는) 이 주민자치회에 없는 분과입니다.") % {"name": word}, code="unknown"
                )
            elif committee not in line.values["committees"]:
                line.values["committees"].append(committee)
    elif code == "office":
        _read_office(line, text, setting)


def find_choice(text: str, choices: Mapping[str, str]) -> str | None:
    """Return what the word means: as the rules say it, or a part that only one of them has (‘주민등록’)."""
    word = plain(text)
    if word in choices:
        return choices[word]
    meant = {value for known, value in choices.items() if len(word) > 1 and word in known}
    return meant.pop() if len(meant) == 1 else None


def _one_of(choices: Mapping[str, str]) -> str:
    return " " + _("템플릿의 목록에서 골라 주십시오.") if choices else ""


def find_committee(word: str, setting: Setting) -> KnownCommittee | None:
    """Return the 분과 that the word names, with or without ‘분과’ at its end."""
    name = plain(word)
    return setting.committees.get(name) or setting.committees.get(name.removesuffix("위원회").removesuffix("분과"))


def _read_office(line: Line, text: str, setting: Setting) -> None:
    word = plain(text)
    if word in ("위원", "없음", "일반위원"):
        return
    numbered = word[:-1] if word[-1:].isdigit() else word
    kind = setting.office_words.get(word) or setting.office_words.get(numbered)
    if kind is None and word.endswith("장") and (committee := find_committee(word[:-1], setting)):
        kind, line.values["heads"] = "COMMITTEE_HEAD", committee
    if kind is None:
        line.complain(
            "office",
            _("알 수 없는 직책입니다. 회장, 부회장, 간사, 감사, 분과장 가운데 하나를 써 주십시오."),
            code="unknown",
        )
        return
    if kind == "COMMITTEE_HEAD" and "heads" not in line.values:
        # Read after the 분과 of the same line, whichever column comes first.
        line.values["heads"] = None
    line.values["office"] = kind


def _look_at(line: Line, setting: Setting) -> None:
    """Look at the line as a whole: what is missing, and days that do not fit together."""
    values = line.values
    for code in ("name", "starts_on"):
        if code not in values and code not in _complained(line):
            line.complain(code, _("비어 있습니다. 꼭 써 주십시오."), code="required")
    _look_at_term(line, setting)
    born_on = values.get("born_on")
    if born_on and born_on > setting.today:
        line.complain("born_on", _("아직 오지 않은 날입니다."), code="future")
    elif born_on and setting.today.year - born_on.year < 10:
        line.complain("born_on", _("열 살이 되지 않은 사람입니다. 날짜를 살펴 주십시오."), WARNING, "young")
    if ("training_hours" in values) != ("training_on" in values):
        code = "training_on" if "training_hours" in values else "training_hours"
        if code not in _complained(line):
            line.complain(code, _("교육 시간과 교육일을 함께 써 주십시오."), code="half")
    if values.get("training_on") and values["training_on"] > setting.today:
        line.complain("training_on", _("아직 오지 않은 날입니다."), code="future")
    if values.get("office") == "COMMITTEE_HEAD" and values.get("heads") is None:
        own = values.get("committees") or []
        if len(own) == 1:
            values["heads"] = own[0]
        else:
            line.complain(
                "office", _("어느 분과의 분과장인지 알 수 없습니다. ‘교육분과장’처럼 써 주십시오."), code="which"
            )


def _look_at_term(line: Line, setting: Setting) -> None:
    values = line.values
    starts_on, last_day = values.get("starts_on"), values.get("last_day")
    if starts_on and last_day:
        if last_day < starts_on:
            line.complain("last_day", _("임기의 끝이 시작보다 앞섭니다."), code="order")
            return
        values["ends_on"] = last_day + ONE_DAY
        if setting.term and values["ends_on"] > setting.term.next_day(starts_on):
            text = _("조례의 임기(%(length)s)보다 깁니다.") % {"length": setting.term.words}
            line.complain("last_day", text, WARNING, "long_term")
    elif starts_on and "last_day" not in _complained(line):
        if setting.term is None:
            line.complain("last_day", _("비어 있습니다. 꼭 써 주십시오."), code="required")
        else:
            values["ends_on"] = setting.term.next_day(starts_on)
            text = _("비어 있어 조례의 임기(%(length)s)로 채웁니다.") % {"length": setting.term.words}
            line.complain("last_day", text, NOTE, "filled")
    if values.get("ends_on") and values["ends_on"] <= setting.today:
        line.complain("last_day", _("이미 끝난 임기입니다. 지난 기록으로 들어갑니다."), NOTE, "past")
    appointed_on = values.get("appointed_on")
    if appointed_on and appointed_on > setting.today and starts_on and starts_on <= setting.today:
        line.complain("appointed_on", _("임기는 시작했는데 위촉일이 아직 오지 않았습니다."), code="future")
    elif appointed_on and starts_on and appointed_on > starts_on:
        line.complain(
            "appointed_on", _("위촉일이 임기 시작보다 늦습니다. 위촉한 날이나 그 뒤에 임기가 시작합니다."), code="late"
        )


def _complained(line: Line) -> set[str]:
    return {problem.column for problem in line.problems}
