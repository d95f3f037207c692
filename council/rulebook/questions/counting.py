"""Holding counts against thresholds: the part that quorum, votes and motions share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from council.rulebook.facts import Facts
from council.rulebook.questions import wording
from council.rulebook.questions.ruling import Ruled, Undetermined, lacking, nothing_required
from council.rulebook.thresholds import Bound, Doors, Outcome, Threshold
from council.rulebook.verdict import Because, Verdict
from council.rulebook.words import said

#: Pairs of counts of which the first can never be larger than the second.
WITHIN = (
    ("present", "enrolled"),
    ("online", "present"),
    ("recused", "present"),
    ("in_favour", "present"),
    ("in_favour", "present_unrecused"),
    ("in_favour", "enrolled"),
    ("in_favour", "votes_cast"),
    ("votes_cast", "present"),
    ("callers", "enrolled"),
    ("proposers", "enrolled"),
    ("attended", "held"),
)


def agree(facts: Facts, *names: str) -> None:
    """Raise Undetermined when the facts named cannot all be true: more in favour than were there."""
    for small, large in WITHIN:
        if small in names and large in names:
            few, many = facts.maybe(small), facts.maybe(large)
            if _is_number(few) and _is_number(many) and few > many:
                sentence = _("%(small)s %(few)s, %(large)s %(many)s: 앞뒤가 맞지 않는 수입니다.") % {
                    "small": wording.name_of(small),
                    "few": wording.amount(few, wording.unit_of(small)),
                    "large": wording.name_of(large),
                    "many": wording.amount(many, wording.unit_of(large)),
                }
                raise Undetermined(Because.FACTS_DISAGREE, sentence)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def by_threshold(
    ruled: Ruled, facts: Facts, threshold: Threshold | None = None, *, at_least_one: bool = False
) -> Verdict:
    """Return the verdict of a threshold on the counts given; without the count only the figure.

    ``at_least_one``: a meeting, a vote or a motion of nobody is none, even where a share of nothing is nothing.
    """
    if ruled.nothing:
        return nothing_required(ruled)
    return of_outcome((threshold or ruled.value).test(facts), ruled, facts, at_least_one=at_least_one)


def of_outcome(outcome: Outcome, ruled: Ruled, facts: Facts, *, at_least_one: bool = False) -> Verdict:
    """Return an outcome as a verdict with its sentence."""
    if at_least_one and outcome.needed == 0 and outcome.base == 0:
        holds = False if outcome.holds else outcome.holds
        outcome = replace(outcome, needed=1, holds=holds)
    lines: dict[str, Any] = {
        **ruled.lines,
        "needed": outcome.needed,
        "allowed": outcome.allowed,
        "figures": figures(outcome, facts),
    }
    if outcome.holds is None:
        reason = lacking(outcome.missing)
        sentence = _figure_words(outcome, reason["missing"]) or reason["sentence"]
        return Verdict("", None, **{**lines, **reason, "sentence": sentence})
    return Verdict("", outcome.holds, **lines, sentence=_sentence(outcome, facts))


def figures(outcome: Outcome, facts: Facts) -> Mapping[str, Any]:
    """Return the counts that the verdict was made of, by the names of the facts."""
    found: dict[str, Any] = {}
    if outcome.base_name and outcome.base is not None:
        given = facts.maybe(outcome.base_name)
        if isinstance(given, Mapping):
            given = outcome.base
        found[outcome.base_name] = given
        for name in getattr(outcome.door, "base_less", ()):
            found[name] = facts.maybe(name)
    if outcome.count and outcome.count in facts:
        found[outcome.count] = facts[outcome.count]
    return found


def _figure_words(outcome: Outcome, missing: tuple[str, ...]) -> str:
    """Return the figure with what is not known yet; nothing where there is no figure."""
    values = {
        "facts": wording.facts_listed(missing),
        "figure": wording.amount(outcome.figure or 0, wording.unit_of(outcome.count)),
    }
    values["what"] = wording.name_of(outcome.count)
    if outcome.needed is not None:
        return _("%(what)s %(figure)s 이상이 필요한데, 알아야 할 것이 빠졌습니다: %(facts)s.") % values
    if outcome.allowed is not None:
        return _("%(what)s %(figure)s까지 둘 수 있는데, 알아야 할 것이 빠졌습니다: %(facts)s.") % values
    return ""


def _sentence(outcome: Outcome, facts: Facts) -> str:
    count = facts.maybe(outcome.count)
    if isinstance(count, Mapping):
        count = facts.number(outcome.count)
    consulted = getattr(outcome.door, "consulted", ())
    if outcome.figure is None or isinstance(count, str) or count is None:
        if outcome.holds:
            return _("%(who)s의 요구로 요건을 갖추었습니다.") % {"who": said(str(count or ""))}
        return _unheard(consulted) or _("요구할 수 있는 사람의 요구가 아닙니다.")
    if outcome.needed is not None:
        if not outcome.holds and count >= outcome.needed:
            return _unheard(consulted) or _("필요한 수를 모두 갖추지는 못했습니다.")
        return wording.reaches(outcome.count, count, outcome.needed)
    return wording.stays_within(outcome.count, count, outcome.figure)


def _unheard(consulted: tuple[str, ...]) -> str:
    if not consulted:
        return ""
    return _("먼저 협의해야 할 상대와 협의하지 않았습니다: %(who)s.") % {
        "who": wording.listed(said(who) for who in consulted)
    }


def map_bounds(threshold: Threshold, change: Any) -> Threshold:
    """Return the threshold with every single bound changed."""
    if isinstance(threshold, Doors):
        return replace(threshold, doors=tuple(map_bounds(door, change) for door in threshold.doors))
    return change(threshold) if isinstance(threshold, Bound) else threshold
