"""Meetings: who may call one, the notice, the quorum, the vote."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from council.rulebook.clauses import Kind
from council.rulebook.facts import Facts
from council.rulebook.questions import wording
from council.rulebook.questions.counting import agree, by_threshold, map_bounds
from council.rulebook.questions.ruling import (
    Ruled,
    Undetermined,
    answer_to,
    is_loaded,
    nothing_required,
    open_because,
    question,
    without,
)
from council.rulebook.thresholds import Bound, Threshold, bounds_of
from council.rulebook.verdict import Because, Verdict

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook

VOTE = ("present", "online", "recused", "present_unrecused", "in_favour", "votes_cast", "enrolled")


# --- Quorum ---------------------------------------------------------------------------------------------------------


@question("quorum")
def quorum(book: RuleBook, facts: Facts) -> Verdict:
    """Is the meeting quorate (개의)? How many are needed?"""
    agree(facts, "present", "enrolled", "online")
    ruled = answer_to(book, "meeting.quorum", facts)
    verdict = by_threshold(ruled, facts, at_least_one=True)
    online = facts.maybe("online", 0)
    if ruled.nothing or verdict.holds is None or not online:
        return verdict
    here = by_threshold(ruled, facts.plus(present=facts.number("present") - online), at_least_one=True)
    if here.holds is verdict.holds:
        return verdict
    counts = _online_counts(book, facts, verdict.needed)
    if counts:
        return verdict
    only = _("온라인 출석 %(online)s은 출석으로 세지 않습니다.") % {"online": wording.amount(online)}
    article = ", ".join((ruled.article, book.answer("meeting.online", facts).article))
    return replace(here, article=article, sentence=f"{here.sentence} {only}")


def _online_counts(book: RuleBook, facts: Facts, needed: int | None) -> bool:
    """Return whether those online count as present. Raises Undetermined when no rule says."""
    found = book.answer("meeting.online", facts)
    if found.kind is Kind.VALUE and not found.value.allowed:
        return False
    if found.kind is Kind.VALUE and found.value.counts is not None:
        return bool(found.value.counts)
    if found.kind in (Kind.VALUE, Kind.NONE) or found.because == Because.NOT_LOADED:
        sentence = _("온라인으로 나온 사람을 출석으로 세는지 정한 조례가 없습니다.")
        raise Undetermined(Because.NOT_LOADED, sentence, article=found.article, needed=needed)
    reason = open_because(found)
    reason.lines["needed"] = needed
    raise reason


# --- Votes ----------------------------------------------------------------------------------------------------------


@question("decision")
def decision(book: RuleBook, facts: Facts) -> Verdict:
    """Is the motion carried? How many in favour are needed?"""
    key = "meeting.decision"
    own = {"bylaw": "bylaw.change", "dismissal": "dismissal.decide"}.get(str(facts.maybe("matter", "")))
    if own and is_loaded(book, own, facts):
        key = own
    return vote(book, facts, key)


def vote(book: RuleBook, facts: Facts, key: str) -> Verdict:
    """Return the verdict of a vote of the council under a key: known want of a quorum first, then the majority."""
    agree(facts, *VOTE)
    ruled = answer_to(book, key, facts)
    if ruled.nothing:
        return nothing_required(ruled)
    verdict = majority(book, facts, ruled)
    opened = _opened(book, facts)
    if opened is not None and opened.holds is False:
        sentence = _("출석이 회의를 여는 데 필요한 %(needed)s명보다 적어 정할 수 없습니다.") % {"needed": opened.needed}
        return replace(
            opened,
            needed=verdict.needed,
            allowed=verdict.allowed,
            failed=("quorum",),
            sentence=sentence,
            strength="blocks",
        )
    return verdict


def _opened(book: RuleBook, facts: Facts) -> Verdict | None:
    """Return the quorum's verdict where the facts tell it; a vote of which they do not is taken as duly opened."""
    if "present" not in facts or "enrolled" not in facts:
        return None
    try:
        return quorum(book, facts)
    except Undetermined:
        return None


def majority(book: RuleBook, facts: Facts, ruled: Ruled) -> Verdict:
    """Return whether those in favour suffice; a tie as the rule on ties says."""
    threshold = without_recused(book, facts, ruled.value)
    verdict = by_threshold(ruled, facts, threshold, at_least_one=True)
    if verdict.holds is not False or not _may_be_tied(facts, threshold):
        return verdict
    return _tied(book, facts, verdict)


def without_recused(book: RuleBook, facts: Facts, threshold: Threshold) -> Threshold:
    """Take the recused off those present where the rule on recusal says so."""
    if not any(isinstance(bound, Bound) and _counts_recused(bound) for bound in bounds_of(threshold)):
        return threshold
    found = book.answer("meeting.recusal", facts)
    if found.kind is Kind.NONE or found.because == Because.NOT_LOADED:
        return threshold
    if found.kind is not Kind.VALUE:
        if facts.maybe("recused") == 0:
            return threshold
        raise open_because(found)
    if not found.value.leaves_base:
        return threshold

    def less(bound: Bound) -> Bound:
        return replace(bound, base_less=(*bound.base_less, "recused")) if _counts_recused(bound) else bound

    return map_bounds(threshold, less)


def _counts_recused(bound: Bound) -> bool:
    return bound.of == "present" and "recused" not in bound.base_less


def _may_be_tied(facts: Facts, threshold: Threshold) -> bool:
    """Return whether those for and against are, or may be, as many.

    Where those against were not given, a tie is looked for only where exactly half of the base are in favour.
    """
    in_favour = facts.maybe("in_favour")
    if not isinstance(in_favour, int) or not in_favour:
        return False
    if "against" in facts:
        return bool(facts.number("against") == in_favour)
    outcome = threshold.test(facts)
    return outcome.base is not None and outcome.base == 2 * in_favour


def _tied(book: RuleBook, facts: Facts, failed: Verdict) -> Verdict:
    """Return what becomes of a tie: rejected, or for the chair to decide."""
    found = book.answer("meeting.tie", facts)
    if found.kind is Kind.NONE or found.because == Because.NOT_LOADED:
        return failed
    if found.kind is not Kind.VALUE:
        reason = open_because(found)
        reason.lines.update(needed=failed.needed)
        raise reason
    article = ", ".join(dict.fromkeys((*failed.article.split(", "), found.article)))
    if found.value == "rejected" and "against" not in facts:
        return failed
    if found.value == "rejected":
        sentence = _("찬성과 반대가 %(votes)s명으로 같아 부결입니다.") % {"votes": facts["in_favour"]}
        return replace(failed, article=article, sentence=sentence)
    if "against" not in facts:
        raise without(("against",), article=article, needed=failed.needed)
    judgement = facts.maybe("judgement")
    if isinstance(judgement, dict) and isinstance(judgement.get("holds"), bool):
        sentence = (
            _("찬성과 반대가 같아 의장이 가결로 정했습니다.")
            if judgement["holds"]
            else _("찬성과 반대가 같아 의장이 부결로 정했습니다.")
        )
        return replace(failed, holds=judgement["holds"], article=article, sentence=sentence)
    sentence = _("찬성과 반대가 같습니다. 의장이 정할 일입니다.")
    return replace(
        failed,
        holds=None,
        because=Because.NEEDS_JUDGEMENT,
        missing=("judgement",),
        article=article,
        sentence=sentence,
    )


# --- Calling and holding ---------------------------------------------------------------------------------------


@question("call")
def call(book: RuleBook, facts: Facts) -> Verdict:
    """May an extraordinary meeting be called?"""
    agree(facts, "callers", "enrolled")
    ruled = answer_to(book, "assembly.call" if facts.maybe("kind") == "assembly" else "meeting.call", facts)
    return by_threshold(ruled, asked_by_those_named(ruled, facts), at_least_one=True)


def asked_by_those_named(ruled: Ruled, facts: Facts) -> Facts:
    """Return the facts with the doors shut that open to one person, where people were counted and nobody was named.

    Who asks is part of the question: where 11 members ask, the chair did not.
    """
    if ruled.nothing or "called_by" in facts:
        return facts
    counted = any(isinstance(bound, Bound) and bound.count in facts for bound in bounds_of(ruled.value))
    return facts.plus(called_by="") if counted else facts


@question("online")
def online(book: RuleBook, facts: Facts) -> Verdict:
    """May the meeting be held online, and do those online count as present?"""
    ruled = answer_to(book, "meeting.online", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    allowed, counts = bool(ruled.value.allowed), ruled.value.counts
    if not allowed:
        return Verdict(
            "", False, **ruled.lines, result={"counts": False}, sentence=_("온라인으로 회의를 열 수 없습니다.")
        )
    sentence = _("온라인으로 회의를 열 수 있습니다.")
    if counts is not None:
        sentence = (
            _("온라인으로 회의를 열 수 있고, 온라인으로 나온 사람도 출석으로 셉니다.")
            if counts
            else _("온라인으로 회의를 열 수 있지만, 온라인으로 나온 사람은 출석으로 세지 않습니다.")
        )
    return Verdict("", True, **ruled.lines, result={"counts": counts}, sentence=sentence)


#: How many months one period lasts.
PERIODS = {"month": 1, "quarter": 3, "half_year": 6, "half": 6, "year": 12}


@question("meeting_frequency")
def meeting_frequency(book: RuleBook, facts: Facts) -> Verdict:
    """Were there as many meetings as there must be? Only periods that are over count."""
    ruled = answer_to(book, "meeting.regular", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    over = int(facts.number("months")) // PERIODS[ruled.value.per]
    needed = ruled.value.times * over
    lines = {**ruled.lines, "needed": needed}
    if "held" not in facts:
        raise without(("held",), **lines)
    held = facts.number("held")
    figures = {"held": held, "months": facts["months"]}
    return Verdict("", held >= needed, **lines, figures=figures, sentence=wording.reaches("held", held, needed))
