"""An ordinance or 세칙 as one YAML or JSON file, read with every mistake and its line (docs/ordinances.md §1)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import yaml
from django.utils.translation import gettext as _

from council.rulebook.clauses import Clause, Kind
from council.rulebook.document import FileProblems, Problem, load
from council.rulebook.fact_names import is_fact
from council.rulebook.keys import Level
from council.rulebook.records import Record
from council.rulebook.rules import overlaps, read_rule
from council.rulebook.spots import Reading, Spot

FORMAT = 1
LEVELS = {"platform": Level.PLATFORM, "ordinance": Level.REGION, "bylaw": Level.COUNCIL}
WRITTEN = {level: word for word, level in LEVELS.items()}
FACT_TYPES = ("yes_no", "number", "date", "word")

_TOP = (
    *("format", "level", "region", "council", "title", "number", "in_force", "source", "checked"),
    *("facts", "replaces", "resolution", "rules"),
)
_REGION = re.compile(r"\d{10}")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_FACT_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


@dataclass(frozen=True, slots=True)
class OwnFact:
    """A fact that only this ordinance knows."""

    label: str
    type: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What adopted a 세칙."""

    on: dt.date
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class OrdinanceFile:
    """One file: whose rules they are, since when, and the rules as clauses."""

    level: str
    title: str
    in_force: dt.date
    region: str = ""
    council: str = ""
    number: str = ""
    source: str = ""
    checked: bool = False
    facts: Mapping[str, OwnFact] = field(default_factory=dict)
    replaces_all: bool = False
    resolution: Resolution | None = None
    clauses: tuple[Clause, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Return the keys that it names."""
        return frozenset(clause.key for clause in self.clauses)

    @property
    def place(self) -> tuple[str, str, str]:
        """Return whose rules these are; amendments are of the same place."""
        return (self.level, self.region, self.council)


def read_file(text: str | bytes, name: str = "") -> OrdinanceFile:
    """Return the ordinance that a file holds. Raises FileProblems with every mistake, and nothing else."""
    document = load(text, name)
    reading = Reading()
    found = _read(Spot(document.data, (), reading))
    if reading.mistakes or found is None:
        problems = [document.problem(mistake) for mistake in reading.mistakes]
        raise FileProblems(problems or [Problem(1, 1, "", _("읽을 것이 없습니다."))], name)
    return found


def _read(spot: Spot) -> OrdinanceFile | None:
    top = Record(spot, _TOP, required=("format", "level", "title", "in_force", "rules"))
    if not top.fields:
        return None
    if "format" in top and top["format"].raw != FORMAT:
        top["format"].wrong(_("이 포털이 읽는 형식은 %(n)s입니다.") % {"n": FORMAT})
    level = LEVELS.get(top.word("level", tuple(LEVELS)), Level.REGION)
    facts = _facts(top)
    spot.reading.facts = tuple(facts)
    in_force = (top["in_force"].date() if "in_force" in top else None) or dt.date(2000, 1, 1)
    ordinance = OrdinanceFile(
        level=level,
        title=top.text("title"),
        in_force=in_force,
        region=_region(top, level),
        council=_council(top, level),
        number=top.text("number"),
        source=top.text("source"),
        checked=bool(top.flag("checked")),
        facts=facts,
        replaces_all=top.word("replaces", ("all",)) == "all",
        resolution=_resolution(top, level),
    )
    rules = [read_rule(item, level, in_force) for item in top["rules"].items()] if "rules" in top else []
    if "rules" in top:
        overlaps(top["rules"], rules)
    clauses = tuple(
        replace(clause, source=ordinance.title, checked=clause.checked or ordinance.checked)
        for clause in rules
        if clause is not None
    )
    return replace(ordinance, clauses=clauses)


def _region(top: Record, level: str) -> str:
    if level != Level.REGION:
        if "region" in top:
            top["region"].wrong(_("region은 level: ordinance에만 적습니다."))
        return ""
    if "region" not in top:
        top.spot.wrong(_("‘%(name)s’을(를) 적어야 합니다.") % {"name": "region"})
        return ""
    raw = top["region"].raw
    code = str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw
    if not isinstance(code, str) or not _REGION.fullmatch(code):
        top["region"].wrong(_('행정구역 코드는 숫자 열 자리입니다. 예: "1120000000"'))
        return ""
    return code


def _council(top: Record, level: str) -> str:
    if level != Level.COUNCIL:
        if "council" in top:
            top["council"].wrong(_("council은 level: bylaw에만 적습니다."))
        return ""
    if "council" not in top:
        top.spot.wrong(_("‘%(name)s’을(를) 적어야 합니다.") % {"name": "council"})
        return ""
    slug = top.word("council")
    if slug and not _SLUG.fullmatch(slug):
        top["council"].wrong(_("주민자치회의 주소 이름을 적습니다. 예: majang"))
    return slug


def _resolution(top: Record, level: str) -> Resolution | None:
    if "resolution" not in top:
        if level == Level.COUNCIL:
            top.spot.wrong(_("운영세칙을 정한 의결(resolution)을 적어야 합니다."))
        return None
    record = Record(top["resolution"], ("on", "meeting"), required=("on",))
    on = record["on"].date() if "on" in record else None
    return Resolution(on, record.text("meeting")) if on else None


def _facts(top: Record) -> dict[str, OwnFact]:
    if "facts" not in top:
        return {}
    found: dict[str, OwnFact] = {}
    for name, spot in top["facts"].fields(None).items():
        if not _FACT_NAME.fullmatch(name):
            spot.wrong(_("사실의 이름은 영문 소문자와 밑줄로 짓습니다."))
        elif is_fact(name):
            spot.wrong(_("‘%(name)s’은(는) 포털이 이미 아는 사실입니다.") % {"name": name})
        record = Record(spot, ("label", "type"), required=("label", "type"))
        found[name] = OwnFact(record.text("label"), record.word("type", FACT_TYPES))
    return found


# --- Writing --------------------------------------------------------------------------------------------------------


def dump_file(ordinance: OrdinanceFile) -> str:
    """Return the file's text; reading it gives the same ordinance again."""
    top: dict[str, Any] = {"format": FORMAT, "level": WRITTEN[Level(ordinance.level)]}
    for name in ("region", "council", "title", "number"):
        if getattr(ordinance, name):
            top[name] = getattr(ordinance, name)
    top["in_force"] = ordinance.in_force
    if ordinance.source:
        top["source"] = ordinance.source
    if ordinance.checked:
        top["checked"] = True
    if ordinance.replaces_all:
        top["replaces"] = "all"
    if ordinance.resolution is not None:
        top["resolution"] = {"on": ordinance.resolution.on, "meeting": ordinance.resolution.meeting}
        if not ordinance.resolution.meeting:
            del top["resolution"]["meeting"]
    if ordinance.facts:
        top["facts"] = {name: {"label": own.label, "type": own.type} for name, own in ordinance.facts.items()}
    top["rules"] = [rule_of(clause, ordinance) for clause in ordinance.clauses]
    return yaml.dump(top, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def rule_of(clause: Clause, ordinance: OrdinanceFile) -> dict[str, Any]:
    """Return a clause as a rule of the file."""
    rule: dict[str, Any] = {"key": clause.key}
    if clause.article:
        rule["article"] = clause.article
    for name in ("clause", "text"):
        if getattr(clause, name):
            rule[name] = getattr(clause, name)
    if clause.when:
        rule["when"] = dict(clause.when)
    if clause.cohort:
        rule["for"] = dict(clause.cohort)
    if clause.valid_from is not None and clause.valid_from != ordinance.in_force:
        rule["from"] = clause.valid_from
    if clause.valid_until is not None:
        rule["until"] = clause.valid_until
    if clause.begun_old:
        rule["begun"] = "old"
    if clause.strength != "blocks":
        rule["strength"] = str(clause.strength)
    if clause.locked != (clause.level == Level.REGION and clause.answer in (Kind.VALUE, Kind.JUDGED)):
        rule["locked"] = clause.locked
    if clause.rank is not None:
        rule["rank"] = clause.rank
    if clause.reason:
        rule["reason"] = clause.reason
    if clause.checked and not ordinance.checked:
        rule["checked"] = True
    answer = {Kind.NONE: "none", Kind.BYLAW: "bylaw", Kind.JUDGED: "judged"}.get(Kind(clause.answer), "value")
    rule[answer] = True if answer in ("none", "bylaw") else clause.value
    return rule


# --- Amendments -----------------------------------------------------------------------------------------------------


def in_sequence(files: list[OrdinanceFile]) -> list[Clause]:
    """Return the clauses of all files, those of older files ended where a newer one of the same place replaces them.

    A newer file ends every older rule of a key that it names on the first day of its own rules of that key, or, with
    ``replaces: all``, every older rule on the day it comes into force.
    """
    ordered = sorted(files, key=lambda file: file.in_force)
    clauses: list[Clause] = []
    for position, file in enumerate(ordered):
        newer = [other for other in ordered[position + 1 :] if other.place == file.place]
        for clause in file.clauses:
            ended = _ended(clause, newer)
            if ended is not None:
                clauses.append(ended)
    return clauses


def _ended(clause: Clause, newer: list[OrdinanceFile]) -> Clause | None:
    for file in newer:
        starts = [other.valid_from for other in file.clauses if other.key == clause.key and other.valid_from]
        if file.replaces_all:
            starts.append(file.in_force)
        if not starts:
            continue
        end = min(starts)
        if clause.valid_until is None or clause.valid_until > end:
            if clause.valid_from is not None and clause.valid_from >= end:
                return None
            clause = replace(clause, valid_until=end)
    return clause
