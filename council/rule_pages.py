"""The rules as the pages show them: what holds on a day, topic by topic, each with its source."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from council.common.dates import kdate
from council.models import Council, Rule, RuleLoading
from council.rule_keys import GROUPS
from council.rule_words import cohort_lines, condition_lines
from council.rulebook.db import clause_of
from council.rulebook.keys import KEYS, ORDER, RuleKey

#: The topics of the portal's own settings, by what their keys begin with.
AREAS: dict[str, Any] = {
    "proposal": _("제안"),
    "project": _("사업 함께"),
    "autonomous": _("주민자치 사무"),
    "entrusted": _("위탁사무"),
    "consultative": _("협의사무"),
    "residency": _("주민 확인"),
    "people": _("위원과 임원의 포털 설정"),
    "deadline": _("기한 알림"),
}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule, or a setting's default, as a page shows it."""

    known: RuleKey
    words: str
    article: str
    level: str
    level_label: str
    badge: str
    tone: str
    conditions: Sequence[str] = ()
    rule: Rule | None = None
    #: Why it is passed over, where a higher level bars it.
    barred: str = ""

    @property
    def where(self) -> str:
        """Return where it is written, each word once: 성동구 조례 제6조, 마장동 운영세칙 제9조."""
        article = self.article.removeprefix("세칙").strip() if self.level == Rule.Level.COUNCIL else self.article
        return self.level_label if article in ("", self.level_label) else f"{self.level_label} {article}"

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day of a rule that ends."""
        until = self.rule.valid_until if self.rule else None
        return until - dt.timedelta(days=1) if until else None

    @property
    def said(self) -> str:
        """Return the value with its conditions, in one line."""
        return f"{self.words} ({', '.join(self.conditions)})" if self.conditions else self.words


@dataclass(slots=True)
class KeyLines:
    """A key with all its rules in force on a day, the one that answers first."""

    known: RuleKey
    lines: list[RuleLine] = field(default_factory=list)

    @property
    def said(self) -> list[str]:
        """Return what the rules that count say, for comparing."""
        return [line.said for line in self.lines if not line.barred]


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    keys: list[KeyLines]

    @property
    def is_default(self) -> bool:
        """Whether nobody has ruled on any of it: the portal's own settings as they come."""
        return all(line.rule is None for key in self.keys for line in key.lines)


def title_of(known: RuleKey) -> str:
    """Return the topic under which a key stands."""
    if known.group:
        return str(GROUPS.get(known.group, known.group))
    return str(AREAS.get(known.key.split(".", 1)[0], now("그 밖")))


# --- What holds on a day --------------------------------------------------------------------------------------


def rows_of(council: Council) -> list[Rule]:
    """Return every rule that ever bore on the council, withdrawn ones too (one query)."""
    return list(with_source(Rule.objects.bearing_on(council)))


def with_source(rules: QuerySet[Rule]) -> QuerySet[Rule]:
    return rules.select_related("ordinance", "region", "council").order_by("key", "valid_from", "pk")


def own_labels(rows: Iterable[Rule]) -> dict[str, str]:
    """Return the labels of the facts that the rows' files added (one query, none without files)."""
    files = {row.loading_id for row in rows if row.loading_id is not None}
    if not files:
        return {}
    told = RuleLoading.objects.filter(pk__in=files).order_by("pk").values_list("facts", flat=True)
    return {name: str(fact.get("label", name)) for facts in told for name, fact in facts.items()}


def facts_of(rules: Q) -> dict[str, str]:
    """Return the labels of the facts that the files of some levels added (one query)."""
    told = RuleLoading.objects.filter(rules, undone_at__isnull=True).order_by("pk").values_list("facts", flat=True)
    return {name: str(fact.get("label", name)) for facts in told for name, fact in facts.items()}


def groups(rows: Sequence[Rule], on: dt.date, labels: Mapping[str, str]) -> tuple[list[Group], list[RuleKey]]:
    """Return the rules in force on the day by topic, and the keys that nobody has ruled on."""
    lines = lines_by_key(rows, on, labels)
    order = {title: place for place, title in enumerate(dict.fromkeys(map(title_of, KEYS.values())))}
    shown = sorted(lines.values(), key=lambda one: order[title_of(one.known)])
    found = [Group(title, list(keys)) for title, keys in groupby(shown, key=lambda one: title_of(one.known))]
    return found, [known for known in KEYS.values() if known.key not in lines]


@dataclass(slots=True)
class DeskKey:
    """A key at the desk of one level: its own rules, today's and coming ones, and what stands above."""

    known: RuleKey
    mine: list[RuleLine]
    above: list[RuleLine]

    @property
    def fixed(self) -> bool:
        """Whether a higher level bars this one from the key altogether."""
        return any(line.rule is not None and line.rule.locked and not line.conditions for line in self.above)


def desk_groups(
    level: str, rows: Sequence[Rule], on: dt.date, labels: Mapping[str, str]
) -> list[tuple[str, list[DeskKey]]]:
    """Return every key by topic with what is ruled at the level, and above it."""
    by_key: dict[str, DeskKey] = {key: DeskKey(known, [], []) for key, known in KEYS.items()}
    for row in rows:
        over = row.valid_until is not None and row.valid_until <= on
        if over or row.is_withdrawn or row.key not in by_key:
            continue
        lines = by_key[row.key].mine if row.level == level else by_key[row.key].above
        lines.append(line_of(row, labels))
    found: dict[str, list[DeskKey]] = {}
    for known in KEYS.values():
        found.setdefault(title_of(known), []).append(by_key[known.key])
        if known.is_operating and not by_key[known.key].above:
            by_key[known.key].above.append(default_line(known))
    return list(found.items())


def lines_by_key(rows: Iterable[Rule], on: dt.date, labels: Mapping[str, str]) -> dict[str, KeyLines]:
    """Return each key that a rule in force or a default answers, in the order in which keys are registered."""
    current: dict[str, list[Rule]] = defaultdict(list)
    for row in rows:
        if row.valid_from <= on and (row.valid_until is None or on < row.valid_until):
            current[row.key].append(row)
    found: dict[str, KeyLines] = {}
    for known in KEYS.values():
        if known.key in current:
            found[known.key] = KeyLines(known, _ordered(known, current[known.key], labels))
        elif known.is_operating:
            found[known.key] = KeyLines(known, [default_line(known)])
    return found


def _ordered(known: RuleKey, rows: list[Rule], labels: Mapping[str, str]) -> list[RuleLine]:
    """Return the rules of a key: those that a higher level bars last, else the narrower level first."""
    fixed = [row for row in rows if row.locked]
    lines = []
    for row in rows:
        above = next((bar for bar in fixed if ORDER[bar.level] < ORDER[row.level] and _bars(bar, row)), None)
        barred = now("%(article)s이(가) 정해 두어 쓰지 않습니다.") % {"article": above.article} if above else ""
        lines.append(line_of(row, labels, barred=barred))
    lines.sort(key=lambda line: (bool(line.barred), -ORDER[line.level], bool(line.conditions)))
    # Where a narrower level answers without conditions, the broader one is not asked.
    if lines and not lines[0].barred:
        whole = next((line for line in lines if not line.conditions and not line.barred), None)
        if whole is not None:
            lines = [line for line in lines if _still_counts(line, whole)]
    return lines


def _still_counts(line: RuleLine, whole: RuleLine) -> bool:
    """Return whether a rule may answer, or is to be shown, beside one that answers always."""
    locked = line.rule is not None and line.rule.locked
    return bool(line.barred) or locked or ORDER[line.level] >= ORDER[whole.level]


def _bars(bar: Rule, row: Rule) -> bool:
    return not (bar.conditions or bar.cohort) or (bar.conditions, bar.cohort) == (row.conditions, row.cohort)


def line_of(row: Rule, labels: Mapping[str, str], *, barred: str = "") -> RuleLine:
    """Return a rule as a line of a page."""
    known = KEYS[row.key]
    badge, tone = _badge(row)
    return RuleLine(
        known,
        words_of(row),
        row.article,
        row.level,
        source_of(row),
        badge,
        tone,
        [*condition_lines(row.conditions, labels), *cohort_lines(row.cohort)],
        row,
        barred,
    )


def default_line(known: RuleKey) -> RuleLine:
    """Return the platform's default of a setting."""
    words = known.words(known.default)
    label = str(Rule.Level.PLATFORM.label)
    return RuleLine(known, words, str(known.article), Rule.Level.PLATFORM, label, now("조례에 없음"), "gray")


def words_of(row: Rule) -> str:
    """Return what the rule says, in words."""
    return clause_of(row).words


def source_of(row: Rule) -> str:
    """Return whose rule it is, in words: 성동구 조례, 운영세칙, 포털 기본값."""
    if row.level == Rule.Level.REGION and row.region is not None:
        return now("%(place)s 조례") % {"place": row.region.name}
    if row.level == Rule.Level.COUNCIL and row.council is not None:
        return now("%(place)s 운영세칙") % {"place": row.council.short_name}
    return str(Rule.Level(row.level).label)


def _badge(row: Rule) -> tuple[str, str]:
    if not row.checked:
        return now("조문 확인 전"), "warning"
    if row.checked_on is None:
        return now("확인함"), "success"
    return now("확인함 %(day)s") % {"day": kdate(row.checked_on, weekday=False)}, "success"
