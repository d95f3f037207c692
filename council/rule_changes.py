"""The rules against other rules: what changed when, and how two sets differ."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as now

from council.models import Council, Rule, RuleLoading
from council.rule_pages import KeyLines, words_of
from council.rulebook.keys import KEYS, RuleKey


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the rules: the day from which it holds, what changed, and who wrote it down."""

    on: dt.date
    sentence: str
    by: str
    why: str = ""
    rule: Rule | None = None


def changes(council: Council, rows: Sequence[Rule], *, most: int = 10) -> list[Change]:
    """Return the latest changes, whole files as one (one query)."""
    files = {row.loading_id for row in rows if row.loading_id is not None}
    loadings = RuleLoading.objects.filter(pk__in=files).defer("content", "facts")
    counted: dict[int, int] = defaultdict(int)
    found: list[Change] = []
    for row in rows:
        if row.loading_id is not None:
            counted[row.loading_id] += 1
        elif not row.is_withdrawn and row.key in KEYS:
            found.append(_change(council, row, rows))
    for loading in loadings:
        if loading.undone_at is not None:
            continue
        told = {"title": loading.title, "n": counted[loading.pk]}
        sentence = now("%(title)s을(를) 옮겨 적음, 규칙 %(n)d건") % told
        found.append(Change(loading.in_force_on, sentence, _writer(council, loading.level, loading.by_id)))
    found.sort(key=lambda change: change.on, reverse=True)
    return found[:most]


def _change(council: Council, row: Rule, rows: Sequence[Rule]) -> Change:
    label = KEYS[row.key].label
    before = next(
        (
            other
            for other in rows
            if other.key == row.key
            and other.valid_until == row.valid_from
            and not other.is_withdrawn
            and (other.level, other.clause, other.conditions, other.cohort)
            == (row.level, row.clause, row.conditions, row.cohort)
        ),
        None,
    )
    words = words_of(row)
    if before is not None:
        sentence = now("%(label)s: %(old)s에서 %(new)s(으)로") % {"label": label, "old": words_of(before), "new": words}
    else:
        sentence = now("%(label)s: %(new)s(으)로 정함") % {"label": label, "new": words}
    why = now("%(meeting)s 의결") % {"meeting": row.resolution} if row.resolution else row.reason
    return Change(row.valid_from, sentence, _writer(council, row.level, row.entered_by_id), why, row)


def _writer(council: Council, level: str, user_id: int | None) -> str:
    """Return who wrote it down, by office: names are nobody's business here."""
    if user_id is None:
        return now("포털이 적음")
    if level == Rule.Level.COUNCIL:
        return now("%(who)s이(가) 적음") % {"who": council.secretary_label}
    return now("시군구 담당이 적음") if level == Rule.Level.REGION else now("운영자가 적음")


@dataclass(frozen=True, slots=True)
class Pair:
    """What two sets of rules say of one key."""

    known: RuleKey
    left: list[str]
    right: list[str]

    @property
    def differs(self) -> bool:
        return self.left != self.right


def compare(left: Mapping[str, KeyLines], right: Mapping[str, KeyLines]) -> list[Pair]:
    """Return the keys that either set answers, those on which they differ first."""
    pairs = [
        Pair(
            known,
            left[known.key].said if known.key in left else [],
            right[known.key].said if known.key in right else [],
        )
        for known in KEYS.values()
        if known.key in left or known.key in right
    ]
    return sorted(pairs, key=lambda pair: not pair.differs)
