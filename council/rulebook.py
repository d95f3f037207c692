"""Reading the rules: platform default → 시군구 조례 → council 운영세칙, on a given day, with the article.

Deciding code never holds a number of its own: it asks ``rulebook(council, on).days("proposal.answer_days")``
and shows the article beside the verdict. Keys are registered by the app that asks for them (``rule_keys.py``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from council.models import Council, Rule

#: What stands in place of an article number that nobody has verified; shown as it is.
UNCHECKED = _("조문 확인 전")


@dataclass(frozen=True, slots=True)
class RuleKey:
    """What may be ruled: label, unit and bounds, and the platform's default with its source."""

    key: str
    label: Any
    unit: Any
    default: Any
    article: Any
    minimum: int | None = None
    maximum: int | None = None

    def problem(self, value: Any) -> str | None:
        """Return why the value cannot stand, or None."""
        if isinstance(self.default, bool):
            return None if isinstance(value, bool) else str(_("예 또는 아니오여야 합니다."))
        if isinstance(self.default, int):
            if isinstance(value, bool) or not isinstance(value, int):
                return str(_("정수여야 합니다."))
            if self.minimum is not None and value < self.minimum:
                return str(_("%(n)s보다 작을 수 없습니다.") % {"n": self.minimum})
            if self.maximum is not None and value > self.maximum:
                return str(_("%(n)s보다 클 수 없습니다.") % {"n": self.maximum})
        return None


@dataclass(frozen=True, slots=True)
class RuleValue:
    """A rule as it stands on a day: its value, and where that comes from."""

    key: RuleKey
    value: Any
    level: str
    article: str
    checked: bool
    valid_from: dt.date | None = None

    @property
    def basis(self) -> str:
        """Return the article as printed beside a verdict, saying so when nobody has verified it."""
        article = self.article or self.level_label
        return article if self.checked else f"{article} ({UNCHECKED})"

    @property
    def level_label(self) -> str:
        """Return who set it: 포털 기본값, 조례 or 운영세칙."""
        return str(Rule.Level(self.level).label)

    @property
    def shown(self) -> str:
        """Return the value with its unit, as a person reads it."""
        if isinstance(self.value, bool):
            return str(_("예") if self.value else _("아니오"))
        return f"{self.value}{self.key.unit}"


KEYS: dict[str, RuleKey] = {}


def register_key(
    key: str,
    *,
    label: Any,
    default: Any,
    unit: Any = "",
    article: Any = "",
    minimum: int | None = None,
    maximum: int | None = None,
) -> RuleKey:
    """Register a rule key with its platform default. Raises ValueError when it is registered twice."""
    if key in KEYS:
        raise ValueError(f"rule key {key} is registered twice")
    KEYS[key] = RuleKey(key, label, unit, default, article, minimum, maximum)
    return KEYS[key]


#: The narrower level wins.
ORDER = {Rule.Level.PLATFORM: 0, Rule.Level.REGION: 1, Rule.Level.COUNCIL: 2}


class RuleBook:
    """All rules of one council on one day."""

    def __init__(self, council: Council, on: dt.date, rules: dict[str, RuleValue]) -> None:
        self.council = council
        self.on = on
        self._rules = rules

    def rule(self, key: str) -> RuleValue:
        """Return the rule with value and article. Raises KeyError for a key nobody registered."""
        found = self._rules.get(key)
        if found is not None:
            return found
        known = KEYS[key]
        return RuleValue(known, known.default, Rule.Level.PLATFORM, str(known.article), checked=False)

    def value(self, key: str) -> Any:
        return self.rule(key).value

    def days(self, key: str) -> int:
        """Return a number of days."""
        return int(self.value(key))

    def __iter__(self) -> Iterator[RuleValue]:
        return (self.rule(key) for key in sorted(KEYS))


def rulebook(council: Council, on: dt.date) -> RuleBook:
    """Return the rules in force for the council on that day (one query)."""
    rules: dict[str, RuleValue] = {}
    rank: dict[str, int] = {}
    for row in Rule.objects.for_council(council, on):
        if row.key in KEYS and ORDER[Rule.Level(row.level)] >= rank.get(row.key, -1):
            rank[row.key] = ORDER[Rule.Level(row.level)]
            rules[row.key] = RuleValue(KEYS[row.key], row.value, row.level, row.article, row.checked, row.valid_from)
    return RuleBook(council, on, rules)
