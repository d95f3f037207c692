"""Terms: when they start and end, and whether another may follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from council.rulebook.clauses import Kind
from council.rulebook.daycount import ONE_DAY, month_end, months_between
from council.rulebook.facts import Facts, Missing
from council.rulebook.people import Reappointment, Term
from council.rulebook.questions import wording
from council.rulebook.questions.ruling import (
    Ruled,
    Undetermined,
    answer_to,
    lacking,
    nothing_required,
    open_because,
    question,
    without,
)
from council.rulebook.verdict import Because, Verdict

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook


@question("term")
def term(book: RuleBook, facts: Facts) -> Verdict:
    """When does the term start, and what is its last day?"""
    ruled = answer_to(book, "term", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    if "vacancy" in facts and facts.flag("vacancy"):
        gets = answer_to(book, "term.successor", facts)
        if gets.value == "remaining":
            return _remaining(facts, ruled, gets)
    starts = first_day(ruled.value, facts)
    last = last_day(ruled.value, starts)
    values = {"starts": wording.day(starts), "last": wording.day(last)}
    sentence = _("임기는 %(starts)s부터 %(last)s까지입니다.") % values
    return Verdict("", True, **ruled.lines, starts=starts, last_day=last, sentence=sentence)


def _remaining(facts: Facts, ruled: Ruled, gets: Ruled) -> Verdict:
    """Return what is left of the predecessor's term for a successor."""
    missing = [name for name in ("appointment",) if name not in facts]
    end = next((name for name in ("predecessor_end", "term_end") if name in facts), None)
    if missing or end is None:
        raise without([*missing, *(() if end else ("predecessor_end",))], **gets.lines)
    starts, last = facts.date("appointment"), facts.date(end)
    if last < starts:
        sentence = _("위촉일 %(starts)s이 앞사람의 임기 끝 %(last)s보다 늦습니다.")
        raise Undetermined(
            Because.FACTS_DISAGREE,
            sentence % {"starts": wording.day(starts), "last": wording.day(last)},
            article=gets.article,
        )
    sentence = _("앞사람의 남은 임기인 %(starts)s부터 %(last)s까지입니다.")
    values = {"starts": wording.day(starts), "last": wording.day(last)}
    return Verdict("", True, **gets.lines, starts=starts, last_day=last, sentence=sentence % values)


def first_day(rule: Term, facts: Facts) -> dt.date:
    """Return the day a term starts. Raises Missing."""
    if rule.starts == "predecessor_end":
        return facts.date("predecessor_end") + ONE_DAY
    appointed = facts.date("appointment")
    if rule.starts == "first_of_month":
        return appointed if appointed.day == 1 else month_end(appointed.year, appointed.month) + ONE_DAY
    if rule.starts == "first_of_next_month":
        return month_end(appointed.year, appointed.month) + ONE_DAY
    if rule.starts == "date" and rule.starts_on is not None:
        found = _in_year(appointed.year, rule.starts_on)
        return found if found >= appointed else _in_year(appointed.year + 1, rule.starts_on)
    return appointed


def last_day(rule: Term, starts: dt.date) -> dt.date:
    """Return the last day of a term: its first day counts (초일 산입), and a day of the year may cut it."""
    last = rule.length.last_day(starts)
    if rule.ends_on is None:
        return last
    cut = _in_year(last.year, rule.ends_on)
    cut = cut if cut <= last else _in_year(last.year - 1, rule.ends_on)
    return cut if cut >= starts else last


def _in_year(year: int, month_day: tuple[int, int]) -> dt.date:
    month, day = month_day
    return dt.date(year, month, min(day, month_end(year, month).day))


# --- Reappointment --------------------------------------------------------------------------------------------------


@question("reappointment")
def reappointment(book: RuleBook, facts: Facts) -> Verdict:
    """May another term follow, and which way is open?"""
    return may_follow(book, facts)


def may_follow(book: RuleBook, facts: Facts) -> Verdict:
    """Return whether another term may follow; the result is the way: free, or what stands beyond the limit."""
    ruled = answer_to(book, "reappointment", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    rule: Reappointment = ruled.value
    if rule.limit is None:
        return Verdict("", True, **ruled.lines, result=rule.by, sentence=_("연임을 제한하지 않습니다."))
    lines: dict[str, Any] = {**ruled.lines, "allowed": rule.limit}
    try:
        served = terms_served(book, facts, rule)
    except Missing as missing:
        return Verdict("", None, **{**lines, **lacking(missing.names)})
    values = {"served": served, "limit": rule.limit}
    lines["figures"] = {"terms_served": served}
    if served <= rule.limit:
        sentence = _("지낸 임기 %(served)s번으로, 이어서 할 수 있는 %(limit)s번 안입니다.") % values
        return Verdict("", True, **lines, result=rule.by, sentence=sentence)
    return _beyond(facts, rule, lines, values)


_WAYS = {"draw": "추첨", "open_call": "공개모집", "committee": "선정위원회"}


def _beyond(facts: Facts, rule: Reappointment, lines: dict[str, Any], values: dict[str, Any]) -> Verdict:
    """Return what is open beyond the limit."""
    if rule.then == "none":
        sentence = _("지낸 임기 %(served)s번으로, 이어서 할 수 있는 %(limit)s번을 다 썼습니다.") % values
        return Verdict("", False, **lines, result="none", sentence=sentence)
    if rule.then == "gap" and rule.gap is not None:
        ended = facts.maybe("last_ended_on")
        if not isinstance(ended, dt.date):
            terms = facts.maybe("terms")
            ended = _ends(terms[-1]) if isinstance(terms, list) and terms else None
        if not isinstance(ended, dt.date):
            raise without(("last_ended_on",), **lines, result=None)
        free = rule.gap.after(ended)
        values |= {"free": wording.day(free), "gap": rule.gap.words}
        if facts.on >= free:
            sentence = _("마지막 임기가 끝나고 %(gap)s이 지나 다시 할 수 있습니다.") % values
            return Verdict("", True, **lines, starts=free, result="gap", sentence=sentence)
        sentence = _("마지막 임기가 끝나고 %(gap)s이 지나는 %(free)s부터 다시 할 수 있습니다.") % values
        return Verdict("", False, **lines, starts=free, result="gap", sentence=sentence)
    values["way"] = _(_WAYS.get(rule.then, rule.then))
    sentence = _(
        "지낸 임기 %(served)s번으로 이어서 할 수 있는 %(limit)s번을 다 써서, %(way)s으로만 다시 할 수 있습니다."
    )
    return Verdict("", True, **lines, result=rule.then, sentence=sentence % values)


def terms_served(book: RuleBook, facts: Facts, rule: Reappointment) -> int:
    """Return how many terms count against the limit. Raises Missing, or Undetermined for want of a rule.

    A list of terms is counted by this portal: each counts once, or as ``term.deemed`` says; of consecutive ones
    only the last unbroken row counts, and nothing once a break lies before the new term. A number is taken as it is.
    """
    terms = facts.maybe("terms")
    if not isinstance(terms, list):
        return int(facts.number("terms_served"))
    row = _unbroken(terms, _new_start(facts)) if rule.counting == "consecutive" else terms
    return sum(_deemed(book, facts, one) for one in row)


def _new_start(facts: Facts) -> dt.date:
    start = facts.maybe("appointment")
    return start if isinstance(start, dt.date) else facts.on


def _unbroken(terms: Sequence[Any], start: dt.date) -> list[Any]:
    """Return the last terms that follow each other without a day between them, up to the new one's start."""
    row: list[Any] = []
    following = start
    for one in reversed(terms):
        if _ends(one) + ONE_DAY < following:
            break
        row.append(one)
        following = _starts(one)
    return row


def _starts(one: Any) -> dt.date:
    return _day_of(one, "starts_on")


def _ends(one: Any) -> dt.date:
    return _day_of(one, "ends_on")


def _day_of(one: Any, name: str) -> dt.date:
    value = one.get(name) if isinstance(one, Mapping) else None
    if not isinstance(value, dt.date):
        raise Missing("terms")
    return value


def _deemed(book: RuleBook, facts: Facts, one: Any) -> int:
    """Return how many terms a past one counts: the first line of term.deemed that fits it, otherwise one."""
    found = book.answer("term.deemed", facts)
    if found.kind is Kind.NONE or found.because == Because.NOT_LOADED:
        return 1
    if found.kind is not Kind.VALUE:
        raise open_because(found)
    own = dict(one) if isinstance(one, Mapping) else {}
    if isinstance(own.get("starts_on"), dt.date) and isinstance(own.get("ends_on"), dt.date):
        own.setdefault("served_months", months_between(own["starts_on"] - ONE_DAY, own["ends_on"]))
    of_term = Facts({**own, "on": facts.on})
    for line in found.value:
        truth = line.when.test(of_term)
        if truth.holds is None:
            raise Missing(*truth.missing)
        if truth.holds:
            return int(line.counts)
    return 1
