"""Committees (분과): how many there are, who may join one and vote there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from council.rulebook.facts import Facts
from council.rulebook.questions import wording
from council.rulebook.questions.composition import whole
from council.rulebook.questions.counting import by_threshold
from council.rulebook.questions.ranges import in_range, old_enough, within_range
from council.rulebook.questions.ruling import (
    Part,
    Undetermined,
    answer_to,
    is_loaded,
    nothing_required,
    part,
    question,
    together,
    without,
)
from council.rulebook.ranges import Range
from council.rulebook.verdict import Because, Verdict

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook


@question("committees")
def committees(book: RuleBook, facts: Facts) -> Verdict:
    """Are there as many 분과, with as many 위원 each, as there may be? What is not given is not asked about."""
    loaded = [key for key in ("committees", "committee.places") if is_loaded(book, key, facts)]
    if not loaded:
        raise Undetermined(Because.NOT_LOADED, _("분과의 수를 적은 조례가 없어 정하지 못합니다."))
    asked = [key for key in loaded if key.removeprefix("committee.") in facts] or loaded
    parts: list[Part] = []
    if "committees" in asked:
        parts.append(part("committees", _("분과 수"), lambda: in_range(book, "committees", facts, "committees")))
    if "committee.places" in asked:
        parts.append(part("places", _("분과의 위원 수"), lambda: _places(book, facts)))
    first = parts[0].verdict
    several = _("분과의 수와 분과의 위원 수가 정한 범위 안입니다.")
    verdict = together(parts, first.sentence if len(parts) == 1 else several)
    return replace(verdict, needed=first.needed, allowed=first.allowed, figures=first.figures)


def _places(book: RuleBook, facts: Facts) -> Verdict:
    """Return whether the number of 위원 in one 분과, or in each of several, is allowed."""
    several = facts.maybe("places")
    if not isinstance(several, list):
        return in_range(book, "committee.places", facts, "places")
    ruled = answer_to(book, "committee.places", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    ruled = replace(ruled, value=ruled.value.at(facts))
    verdicts = [within_range(ruled, whole(number, "places"), "places") for number in several]
    return next((one for one in verdicts if not one.holds), verdicts[0] if verdicts else nothing_required(ruled))


@question("committee_place")
def committee_place(book: RuleBook, facts: Facts) -> Verdict:
    """May the person join a 분과, and vote there?"""
    parts: list[Part] = [part("outsiders", _("위원이 아닌 사람"), lambda: _outsider(book, facts))]
    if is_loaded(book, "age.committee", facts):
        parts.append(part("age", _("나이"), lambda: old_enough(book, "age.committee", facts)))
    if is_loaded(book, "committee.membership", facts):
        parts.append(part("membership", _("분과 수"), lambda: _one_more(book, facts)))
    first = parts[0].verdict
    holding = first.sentence if first.holds else ""
    return together(parts, holding, result=first.result)


def _outsider(book: RuleBook, facts: Facts) -> Verdict:
    """Return whether somebody joins: a 위원 does and votes; others as the rule on outsiders says."""
    if facts.flag("is_member"):
        return Verdict("", True, result={"votes": True}, sentence=_("위원은 분과에 들어가 표결합니다."))
    ruled = answer_to(book, "committee.outsiders", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    rule = ruled.value
    if not rule.join:
        return Verdict(
            "", False, **ruled.lines, result={"votes": False}, sentence=_("위원만 분과에 들어갈 수 있습니다.")
        )
    lines: dict[str, Any] = {**ruled.lines, "result": {"votes": rule.vote}}
    if rule.share is not None and "outsiders" in facts:
        verdict = by_threshold(ruled, facts, rule.share)
        if verdict.holds is not True:
            return replace(verdict, result={"votes": rule.vote})
    sentence = _("위원이 아니어도 분과에 들어갈 수 있습니다.")
    if rule.vote is not None:
        sentence = (
            _("위원이 아니어도 분과에 들어가 표결할 수 있습니다.")
            if rule.vote
            else _("위원이 아니어도 분과에 들어갈 수 있지만 표결하지는 않습니다.")
        )
    return Verdict("", True, **lines, sentence=sentence)


def _one_more(book: RuleBook, facts: Facts) -> Verdict:
    """Return whether one more 분과 is allowed beside those the person sits in."""
    ruled = answer_to(book, "committee.membership", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    limits: Range = ruled.value.at(facts)
    if limits.max is None:
        return Verdict("", True, **ruled.lines, sentence=_("들어갈 수 있는 분과의 수를 제한하지 않습니다."))
    if "committees_joined" not in facts:
        raise without(("committees_joined",), **ruled.lines, allowed=limits.max)
    joined = int(facts.number("committees_joined"))
    values = {"joined": wording.amount(joined, "개"), "most": wording.amount(limits.max, "개")}
    lines: dict[str, Any] = {**ruled.lines, "allowed": limits.max, "figures": {"committees_joined": joined}}
    if joined + 1 > limits.max:
        sentence = _("분과 %(joined)s에 있어, 들어갈 수 있는 %(most)s를 다 채웠습니다.") % values
        return Verdict("", False, **lines, sentence=sentence)
    return Verdict("", True, **lines, sentence=_("들어갈 수 있는 분과 %(most)s 안입니다.") % values)
