"""Training: the hours, in time, and still valid."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from council.rulebook.deadlines import AtOnce, events_of, is_before
from council.rulebook.facts import NEVER, Facts, Missing
from council.rulebook.questions import wording
from council.rulebook.questions.ruling import Ruled, answer_to, lacking, nothing_required, question, without
from council.rulebook.verdict import Strength, Verdict

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook

#: What a missed training means for the strength of the verdict.
MISSED = {"loss": Strength.BLOCKS, "warning": Strength.WARNS, "none": Strength.NOTES}


@question("training")
def training(book: RuleBook, facts: Facts) -> Verdict:
    """Are the hours there, in time and still valid? Before the due day a "no" says what is still to come."""
    ruled = answer_to(book, "training", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    return _trained(book, facts, ruled)


def training_at_appointment(book: RuleBook, facts: Facts) -> Verdict:
    """Return whether training stands in the way of an appointment: what is due later does not."""
    ruled = answer_to(book, "training", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    due = ruled.value.due
    if due is not None and not _due_by_then(due):
        sentence = _("교육은 위촉한 뒤에 받아도 됩니다.")
        return Verdict("", True, **ruled.lines, needed=ruled.value.hours, sentence=sentence)
    return _trained(book, facts, ruled)


def _due_by_then(due: Any) -> bool:
    """Return whether the training is due by the appointment: before or on an event that comes no later."""
    later = {"term_end", "year_end", "vacancy"}
    if set(events_of(due)) & later:
        return False
    return is_before(due) or set(events_of(due)) <= {"draw", "application_end", "announcement", "list"}


def _trained(book: RuleBook, facts: Facts, ruled: Ruled) -> Verdict:
    """Return the verdict on hours, time and validity."""
    needed = ruled.value.hours
    due, unknown = _due_day(book, facts, ruled)
    lines: dict[str, Any] = {**ruled.lines, "needed": needed, "due": due}
    missed = getattr(ruled.value, "missed", None) or ""
    if missed:
        lines["result"] = {"missed": missed}
        if ruled.strength == Strength.BLOCKS:
            lines["strength"] = MISSED.get(missed, Strength.BLOCKS)
    if facts.maybe("trained") is True and "training_hours" not in facts:
        return Verdict("", True, **lines, sentence=_("교육을 마쳤습니다."))
    if "training_hours" not in facts:
        raise without(("training_hours",), **lines)
    hours = facts.number("training_hours")
    lines["figures"] = {"training_hours": hours}
    if hours < needed:
        return Verdict("", False, **lines, sentence=wording.reaches("training_hours", hours, needed))
    return _in_time(facts, ruled, lines, due, unknown, wording.reaches("training_hours", hours, needed))


def _in_time(
    facts: Facts, ruled: Ruled, lines: dict[str, Any], due: dt.date | None, unknown: set[str], enough: str
) -> Verdict:
    valid = ruled.value.valid
    trained_on = facts["trained_on"] if facts.given("trained_on") else None
    if trained_on is NEVER:
        return Verdict("", False, **lines, sentence=_("교육을 마친 날이 없습니다."))
    if (ruled.value.due is not None or valid is not None) and not isinstance(trained_on, dt.date):
        unknown = unknown | {"trained_on"}
    if unknown or not isinstance(trained_on, dt.date):
        if unknown:
            return Verdict("", None, **{**lines, **lacking(unknown)})
        return Verdict("", True, **lines, sentence=enough)
    values = {"day": wording.day(trained_on)}
    if due is not None and trained_on > due:
        values["due"] = wording.day(due)
        return Verdict("", False, **lines, sentence=_("교육을 마친 %(day)s은 기한 %(due)s을 지났습니다.") % values)
    if valid is not None:
        last = valid.after(trained_on)
        lines["last_day"] = last
        if last < _needed_on(facts, ruled):
            values["last"] = wording.day(last)
            return Verdict(
                "", False, **lines, sentence=_("%(day)s에 마친 교육은 %(last)s까지만 쓸 수 있습니다.") % values
            )
    return Verdict("", True, **lines, sentence=enough)


def _needed_on(facts: Facts, ruled: Ruled) -> dt.date:
    """Return the day on which the training must be valid: that of the event it is due for, else the day asked about."""
    if ruled.value.due is not None:
        for event in events_of(ruled.value.due):
            day = facts.maybe(event)
            if isinstance(day, dt.date):
                return day
    return facts.on


def _due_day(book: RuleBook, facts: Facts, ruled: Ruled) -> tuple[dt.date | None, set[str]]:
    """Return the day the training is due, or the facts that it would take to say."""
    if ruled.value.due is None:
        return None, set()
    try:
        return ruled.value.due.on(facts, book.counting(facts)), set()
    except Missing as missing:
        return None, set(missing.names)
    except AtOnce:
        return None, set()


@question("training_yearly")
def training_yearly(book: RuleBook, facts: Facts) -> Verdict:
    """Are this year's hours there?"""
    ruled = answer_to(book, "training.yearly", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    needed = int(ruled.value)
    lines: dict[str, Any] = {**ruled.lines, "needed": needed}
    if "training_hours" not in facts:
        raise without(("training_hours",), **lines)
    hours = facts.number("training_hours")
    sentence = wording.reaches("training_hours", hours, needed)
    return Verdict("", hours >= needed, **lines, figures={"training_hours": hours}, sentence=sentence)
