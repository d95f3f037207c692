"""True, false, or not known for want of facts: conditions and thresholds answer in these three."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Truth:
    """Whether something holds; None with the facts that were not given when that cannot be said."""

    holds: bool | None
    missing: frozenset[str] = NOTHING


YES = Truth(True)
NO = Truth(False)


def known(holds: bool) -> Truth:
    return YES if holds else NO


def unknown(*facts: str) -> Truth:
    return Truth(None, frozenset(facts))


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return whether all hold: one that does not settles it, whatever is unknown."""
    missing: frozenset[str] = NOTHING
    open_ = False
    for truth in truths:
        if truth.holds is False:
            return NO
        if truth.holds is None:
            open_, missing = True, missing | truth.missing
    return Truth(None, missing) if open_ else YES


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return whether one holds: one that does settles it, whatever is unknown."""
    missing: frozenset[str] = NOTHING
    open_ = False
    for truth in truths:
        if truth.holds:
            return YES
        if truth.holds is None:
            open_, missing = True, missing | truth.missing
    return Truth(None, missing) if open_ else NO


def negation(truth: Truth) -> Truth:
    return truth if truth.holds is None else known(not truth.holds)
