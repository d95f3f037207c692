"""Grounds: lists of reasons of which one suffices, by a condition or by a person's judgement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from council.rulebook.facts import Facts
from council.rulebook.people import Ground, Loss
from council.rulebook.questions.ruling import Ruled, Undetermined, without
from council.rulebook.truth import Truth, any_of, known, unknown
from council.rulebook.verdict import Because

JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class Found:
    """The first ground that holds, or whether any may."""

    ground: Any
    truth: Truth
    #: The ground that only a person's judgement would settle.
    judged: Any = None


def first_ground(grounds: Iterable[Ground | Loss], facts: Facts) -> Found:
    """Return the first ground that holds; one that does settles it, whatever of the others is unknown."""
    truths: list[Truth] = []
    open_judged: Any = None
    for ground in grounds:
        truth = test(ground, facts)
        if truth.holds:
            return Found(ground, truth)
        if truth.holds is None and ground.when is None:
            open_judged = open_judged or ground
        truths.append(truth)
    return Found(None, any_of(truths), open_judged)


def test(ground: Ground | Loss, facts: Facts) -> Truth:
    """Return whether a ground holds: as its condition says, or as a person judged of this very ground."""
    if ground.when is not None:
        return ground.when.test(facts)
    given = facts.maybe(JUDGEMENT)
    if isinstance(given, Mapping) and isinstance(given.get("holds"), bool):
        about = given.get("ground", facts.maybe("ground", ground.ground))
        if about == ground.ground:
            return known(given["holds"])
    return unknown(JUDGEMENT)


def open_ground(found: Found, ruled: Ruled) -> Undetermined:
    """Return why it is not known whether a ground holds, to be raised."""
    if found.judged is not None and found.truth.missing == {JUDGEMENT}:
        judged = found.judged.judged
        sentence = _("사람이 판단할 일이라 셈하지 않습니다: %(what)s.") % {"what": judged.what or found.judged.label}
        article = found.judged.article or ruled.article
        return Undetermined(
            Because.NEEDS_JUDGEMENT,
            sentence,
            **{**ruled.lines, "article": article},
            missing=(JUDGEMENT,),
            figures={"by": judged.by, "what": judged.what},
        )
    return without(found.truth.missing, **ruled.lines)


def lines_of(item: Any, ruled: Ruled) -> dict[str, Any]:
    """Return the lines that name the rule, as the one item that decided has them."""
    return {**ruled.lines, "article": item.article or ruled.article, "strength": item.strength}
