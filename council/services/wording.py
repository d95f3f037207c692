"""What entering rules is made of: whose they are, what they say, and what is written and ended together."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from council.common.errors import Refused
from council.models import Council, Region, Rule, RuleLevel

#: Whose act a rule of each level is.
PERMISSIONS = {
    Rule.Level.PLATFORM: "council.set_default",
    Rule.Level.REGION: "council.set_ordinance",
    Rule.Level.COUNCIL: "council.set_bylaw",
}


class RuleRefused(Refused):
    """The rule cannot stand; the message says why, and which article is in the way."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose rules: the platform's (neither given), a 시군구's 조례 or a council's 운영세칙."""

    region: Region | None = None
    council: Council | None = None

    @property
    def level(self) -> RuleLevel:
        if self.council is not None:
            return Rule.Level.COUNCIL
        return Rule.Level.REGION if self.region is not None else Rule.Level.PLATFORM

    @property
    def rules(self) -> Q:
        return Q(level=self.level, council=self.council, region=self.region)

    @property
    def above(self) -> Q:
        """The rules of the levels over this one."""
        platform = Q(level=Rule.Level.PLATFORM)
        if self.council is None:
            return platform if self.region is not None else Q(pk__in=[])
        over = Region.objects.filter(children=self.council.region_id).values("pk", "parent_id")
        regions = Q(region__in=over.values("pk")) | Q(region__in=over.values("parent_id"))
        return platform | Q(region=self.council.region_id) | regions

    def columns(self) -> dict[str, Any]:
        return {"level": self.level, "council": self.council, "region": self.region}


@dataclass(frozen=True, slots=True)
class Wording:
    """What a rule says, without whose it is and from when."""

    key: str
    value: Any = None
    answer: str = Rule.Answer.VALUE
    article: str = ""
    text: str = ""
    clause: str = ""
    conditions: Mapping[str, Any] = field(default_factory=dict)
    cohort: Mapping[str, Any] = field(default_factory=dict)
    begun_old: bool = False
    strength: str = Rule.Strength.BLOCKS
    locked: bool = False
    rank: int | None = None
    checked: bool = False
    reason: str = ""

    @property
    def circumstance(self) -> dict[str, Any]:
        """Return what tells it from other rules of the same key and owner."""
        return {"key": self.key, "clause": self.clause, "conditions": self.conditions, "cohort": self.cohort}

    def columns(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "answer": self.answer,
            "value": self.value,
            "article": self.article.strip()[:120],
            "text": self.text.strip(),
            "clause": self.clause.strip()[:80],
            "conditions": dict(self.conditions),
            "cohort": dict(self.cohort),
            "begun_old": self.begun_old,
            "strength": self.strength,
            "locked": self.locked,
            "rank": self.rank,
            "checked": self.checked,
            "reason": self.reason.strip()[:200],
        }


@dataclass(frozen=True, slots=True)
class Edit:
    """Rules to be written (not saved yet), and the day on which others are to end; None: they go on."""

    added: Sequence[Rule]
    ends: Mapping[int, dt.date | None] = field(default_factory=dict)

    def applied_to(self, rows: Iterable[Rule]) -> list[Rule]:
        """Return the rows as they would be."""
        after = []
        for row in rows:
            if row.pk in self.ends:
                row = copy.copy(row)
                row.valid_until = self.ends[row.pk]
            after.append(row)
        return [*after, *self.added]

    @property
    def keys(self) -> set[str]:
        return {row.key for row in self.added}
