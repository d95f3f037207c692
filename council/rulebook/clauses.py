"""A clause is one dated rule of one level; resolving finds the one that answers (docs/ordinances.md §2 and §3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from council.rulebook.cohorts import cohort_lines
from council.rulebook.conditions import Condition, read_condition
from council.rulebook.daycount import ONE_DAY
from council.rulebook.facts import Facts
from council.rulebook.keys import KEYS, ORDER, RuleKey
from council.rulebook.spots import ANY_FACT, Reading, ShapeError, Spot
from council.rulebook.truth import NOTHING, YES, Truth
from council.rulebook.verdict import Because, Strength


class Kind(StrEnum):
    """What a rule, or a question to the rules, gives; the database's Rule.Answer has the same values."""

    VALUE = "VALUE"
    NONE = "NONE"
    BYLAW = "BYLAW"
    JUDGED = "JUDGED"
    UNDETERMINED = "UNDETERMINED"  # of answers only


@dataclass(frozen=True, eq=False)
class Clause:
    """One rule of one level, as a file or a row holds it. Its value is read when it is first asked for."""

    key: str
    level: str
    answer: str = Kind.VALUE
    value: Any = None  # as written; of JUDGED {by, what}
    article: str = ""
    when: Mapping[str, Any] = field(default_factory=dict)
    cohort: Mapping[str, Any] = field(default_factory=dict)
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    begun_old: bool = False
    strength: str = Strength.BLOCKS
    locked: bool = False
    rank: int | None = None
    clause: str = ""
    text: str = ""
    checked: bool = False
    reason: str = ""
    source: str = ""  # title of the ordinance or 세칙
    pk: int | None = None
    line: int = 0

    @cached_property
    def parsed(self) -> Any:
        """Return the value in its key's shape, None where there is no value. Raises ShapeError for a bad one."""
        if self.answer != Kind.VALUE:
            return None
        return self.rule_key.parse(self.value, facts=ANY_FACT)

    @property
    def rule_key(self) -> RuleKey:
        return KEYS[self.key]

    @cached_property
    def condition(self) -> Condition:
        """Return when it applies, the cohort included."""
        own = self.own_condition
        return Condition((*own.parts, *cohort_lines(self.cohort))) if self.cohort else own

    @cached_property
    def own_condition(self) -> Condition:
        """Return when it applies, the cohort left out."""
        return read_condition(Spot(dict(self.when), (), Reading(facts=ANY_FACT)))

    @cached_property
    def specificity(self) -> int:
        """Return the rank given, or how many conditions there are."""
        if self.rank is not None:
            return self.rank
        if not self.when and not self.cohort:
            return 0
        return self.own_condition.weight + (1 if self.cohort else 0)

    @property
    def is_narrowed(self) -> bool:
        """Return whether it is a range within which a lower level may set its own."""
        if self.answer != Kind.VALUE or not isinstance(self.value, dict) or "narrowed_by" not in self.value:
            return False
        return bool(getattr(self.parsed, "narrowed", False))

    def in_force(self, on: dt.date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on < self.valid_until
        )

    def test(self, facts: Facts) -> Truth:
        return self.condition.test(facts) if self.when or self.cohort else YES

    def says(self, other: Clause) -> bool:
        """Return whether both give the same answer at the same strength."""
        return self is other or (self.answer, self.value, self.strength) == (other.answer, other.value, other.strength)

    @property
    def words(self) -> str:
        """Return what it says as people say it."""
        if self.answer == Kind.NONE:
            return _("정한 것 없음")
        if self.answer == Kind.BYLAW:
            return _("운영세칙이 정함")
        if self.answer == Kind.JUDGED:
            what = self.value.get("what", "") if isinstance(self.value, dict) else ""
            return _("사람이 판단함: %(what)s") % {"what": what} if what else _("사람이 판단함")
        try:
            return self.rule_key.words(self.parsed)
        except ShapeError:
            return str(self.value)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules say of one key to given facts."""

    key: str
    kind: Kind
    clauses: tuple[Clause, ...] = ()
    because: str = ""
    missing: frozenset[str] = NOTHING

    @property
    def value(self) -> Any:
        """Return the value in its shape; None for every other answer."""
        return self.clauses[0].parsed if self.kind is Kind.VALUE else None

    @property
    def clause(self) -> Clause | None:
        return self.clauses[0] if self.clauses else None

    @property
    def article(self) -> str:
        """Return the article or articles that decided."""
        return ", ".join(dict.fromkeys(clause.article for clause in self.clauses if clause.article))

    @property
    def strength(self) -> str:
        return self.clauses[0].strength if self.clauses else Strength.BLOCKS

    @property
    def checked(self) -> bool:
        return bool(self.clauses) and all(clause.checked for clause in self.clauses)

    @property
    def determined(self) -> bool:
        """Return whether there is a value, or expressly none."""
        return self.kind in (Kind.VALUE, Kind.NONE)


# --- Resolving ------------------------------------------------------------------------------------------------------

#: What may answer at one level: clauses that agree, nothing, or clauses that contradict each other.
_Winner: TypeAlias = tuple[Clause, ...]


def resolve(key: str, clauses: Sequence[Clause], facts: Facts) -> Answer:
    """Return what the clauses of a key say to the facts; never raises."""
    begun_on = facts.maybe("begun_on")
    if isinstance(begun_on, dt.date):
        return _resolve(key, _standing(clauses, facts.on, begun_on), facts)
    answer = _resolve(key, _standing(clauses, facts.on, facts.on), facts)
    changes = {
        c.valid_from
        for c in clauses
        if c.valid_from and c.begun_old and c.in_force(facts.on) and _had_older(c, clauses)
    }
    for change in changes:
        before = _resolve(key, _standing(clauses, facts.on, change - ONE_DAY), facts)
        if not _same_answer(answer, before):
            concerned = tuple(dict.fromkeys((*answer.clauses, *before.clauses)))
            missing = answer.missing | before.missing | {"begun_on"}
            return Answer(key, Kind.UNDETERMINED, concerned, Because.MISSING_FACT, missing)
    return answer


def _standing(clauses: Sequence[Clause], on: dt.date, begun_on: dt.date) -> list[Clause]:
    """Return the clauses in force; a procedure already begun keeps what stood when it began, where a clause says so."""
    current = [clause for clause in clauses if clause.in_force(on)]
    if begun_on >= on:
        return current
    for level in {clause.level for clause in current if clause.begun_old and _later(clause, begun_on)}:
        current = [clause for clause in current if clause.level != level]
        current += [clause for clause in clauses if clause.level == level and clause.in_force(begun_on)]
    return current


def _had_older(clause: Clause, clauses: Sequence[Clause]) -> bool:
    """Return whether another rule of its level stood the day before it began."""
    if clause.valid_from is None:
        return False
    eve = clause.valid_from - ONE_DAY
    return any(other is not clause and other.level == clause.level and other.in_force(eve) for other in clauses)


def _same_answer(one: Answer, other: Answer) -> bool:
    return (one.kind, one.because) == (other.kind, other.because) and _agree(one.clauses, other.clauses)


def _resolve(key: str, current: list[Clause], facts: Facts) -> Answer:
    outcomes: list[_Winner] = [()]
    missing: frozenset[str] = NOTHING
    for level in sorted({clause.level for clause in current}, key=lambda level: ORDER[level]):
        winners, lacking = _winners([clause for clause in current if clause.level == level], facts)
        if all(outcome and outcome[0].locked and not outcome[0].is_narrowed for outcome in outcomes):
            break
        missing |= lacking
        outcomes = _distinct(
            winner if winner and _may_answer(outcome, winner) else outcome for outcome in outcomes for winner in winners
        )
    return _answer(key, outcomes, missing)


def _may_answer(above: _Winner, below: _Winner) -> bool:
    """Return whether a lower level may answer: nothing above is fixed, or it only narrows a range left open to it."""
    return not above or not above[0].locked or all(narrows(above[0], clause) for clause in below)


def narrows(above: Clause, below: Clause) -> bool:
    """Return whether a rule only narrows a range that the level above leaves to be narrowed."""
    if not above.is_narrowed or below.answer != Kind.VALUE:
        return False
    return bool(above.parsed.holds(below.parsed))


def _later(clause: Clause, day: dt.date) -> bool:
    return clause.valid_from is not None and clause.valid_from > day


def _winners(clauses: list[Clause], facts: Facts) -> tuple[list[_Winner], frozenset[str]]:
    """Return who may answer at a level, and the facts that would tell which.

    Most specific first; a clause whose conditions are not known may win, so those behind it may too.
    """
    by_rank: dict[int, list[tuple[Clause, Truth]]] = {}
    for clause in clauses:
        truth = clause.test(facts)
        if truth.holds is not False:
            by_rank.setdefault(clause.specificity, []).append((clause, truth))
    winners: list[_Winner] = []
    missing: frozenset[str] = NOTHING
    for rank in sorted(by_rank, reverse=True):
        sure = tuple(clause for clause, truth in by_rank[rank] if truth.holds)
        for clause, truth in by_rank[rank]:
            if truth.holds is None and not any(_agree((clause,), (other,)) for other in sure):
                winners.append((*sure, clause))
                missing |= truth.missing
        if sure:
            return [*winners, sure], missing
    return [*winners, ()], missing


def _distinct(outcomes: Iterable[_Winner]) -> list[_Winner]:
    found: list[_Winner] = []
    for outcome in outcomes:
        if not any(_agree(outcome, other) for other in found):
            found.append(outcome)
    return found


def _agree(one: _Winner, other: _Winner) -> bool:
    """Return whether it makes no difference which of two answers: neither what is said nor the article to quote."""
    if not one or not other:
        return one == other
    first, *others = (*one, *other)
    return all(
        first.says(clause) and (first.locked, first.article) == (clause.locked, clause.article) for clause in others
    )


def _answer(key: str, outcomes: list[_Winner], missing: frozenset[str]) -> Answer:
    if len(outcomes) > 1:
        concerned = tuple(dict.fromkeys(clause for outcome in outcomes for clause in outcome))
        return Answer(key, Kind.UNDETERMINED, concerned, Because.MISSING_FACT, missing)
    chosen = outcomes[0]
    if not chosen:
        return Answer(key, Kind.UNDETERMINED, (), Because.NOT_LOADED)
    if not all(chosen[0].says(clause) for clause in chosen[1:]):
        return Answer(key, Kind.UNDETERMINED, chosen, Because.CONTRADICTION)
    kind = Kind(chosen[0].answer)
    because = {Kind.BYLAW: Because.LEFT_TO_BYLAW, Kind.JUDGED: Because.NEEDS_JUDGEMENT}.get(kind, "")
    return Answer(key, kind, chosen, because)
