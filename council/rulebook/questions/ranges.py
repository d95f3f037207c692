"""Numbers and ages held against a range."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from council.rulebook.daycount import full_years
from council.rulebook.facts import Facts, Missing
from council.rulebook.questions import wording
from council.rulebook.questions.ruling import Ruled, answer_to, nothing_required, question, without
from council.rulebook.ranges import Range
from council.rulebook.verdict import Verdict

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook


def within_range(ruled: Ruled, number: int, fact: str) -> Verdict:
    """Return whether a number lies in the range, and the end that it passes."""
    limits: Range = ruled.value
    unit = wording.unit_of(fact)
    values = {"what": wording.name_of(fact), "number": wording.amount(number, unit)}
    lines: dict[str, Any] = {
        **ruled.lines,
        "needed": limits.min,
        "allowed": limits.max,
        "figures": {fact: number},
    }
    if limits.min is not None and number < limits.min:
        values |= {"least": wording.amount(limits.min, unit), "gap": wording.amount(limits.min - number, unit)}
        sentence = _("%(what)s %(number)s, %(least)s 이상이어야 하는데 %(gap)s 모자랍니다.") % values
        return Verdict("", False, **lines, sentence=sentence)
    if limits.max is not None and number > limits.max:
        values |= {"most": wording.amount(limits.max, unit), "gap": wording.amount(number - limits.max, unit)}
        sentence = _("%(what)s %(number)s, %(most)s 이하여야 하는데 %(gap)s 많습니다.") % values
        return Verdict("", False, **lines, sentence=sentence)
    return Verdict("", True, **lines, sentence=_("%(what)s %(number)s, 정한 범위 안입니다.") % values)


def in_range(book: RuleBook, key: str, facts: Facts, fact: str) -> Verdict:
    """Return whether a counted fact lies in the range of a key."""
    ruled = answer_to(book, key, facts)
    if ruled.nothing:
        return nothing_required(ruled)
    own = replace(ruled, value=ruled.value.at(facts))
    if fact not in facts:
        raise without((fact,), **ruled.lines, needed=own.value.min, allowed=own.value.max)
    return within_range(own, int(facts.number(fact)), fact)


@question("seats")
def seats(book: RuleBook, facts: Facts) -> Verdict:
    """May the council have so many seats?"""
    return in_range(book, "seats", facts, "seats")


def old_enough(book: RuleBook, key: str, facts: Facts) -> Verdict:
    """Return whether the person's age lies in the range, on the day that the range names."""
    ruled = answer_to(book, key, facts)
    if ruled.nothing:
        return nothing_required(ruled)
    return within_range(ruled, age_on(facts, ruled.value.as_of), "age")


def age_on(facts: Facts, event: str) -> int:
    """Return the age in full years, on an event's day where one is named. Raises Missing."""
    if facts.given("age"):
        return int(facts.number("age"))
    if "born_on" not in facts:
        raise Missing("age")
    return full_years(facts.date("born_on"), facts.date(event) if event else facts.on)
