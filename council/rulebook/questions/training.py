"""Training: the hours, in time, and still valid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from council.rulebook.deadlines import AtOnce, events_of, is_before
from council.rulebook.facts import NEVER, Facts, Missing
from council.rulebook.people import Training
from council.rulebook.questions import wording
from council.rulebook.questions.ruling import (
    Ruled,
    Undetermined,
    answer_to,
    lacking,
    nothing_required,
    part,
    question,
    together,
    without,
)
from council.rulebook.verdict import Because, Strength, Verdict

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
    return _every_course(ruled, facts, lambda own, of_course: _trained(book, of_course, own))


def training_at_appointment(book: RuleBook, facts: Facts) -> Verdict:
    """Return whether training stands in the way of an appointment: what is due later does not."""
    ruled = answer_to(book, "training", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    return _every_course(ruled, facts, lambda own, of_course: _before_appointment(book, of_course, own), _stands_before)


def _before_appointment(book: RuleBook, facts: Facts, ruled: Ruled) -> Verdict:
    if not _stands_before(ruled.value):
        sentence = _("교육은 위촉한 뒤에 받아도 됩니다.")
        return Verdict("", True, **ruled.lines, needed=ruled.value.hours, sentence=sentence)
    return _trained(book, facts, ruled)


def _stands_before(rule: Training) -> bool:
    return rule.due is None or _due_by_then(rule.due)


def _every_course(
    ruled: Ruled,
    facts: Facts,
    judge: Callable[[Ruled, Facts], Verdict],
    matters: Callable[[Training], bool] = lambda one: True,
) -> Verdict:
    """Return the verdict on the only training; of several courses on the one named (``course``), or on all."""
    if isinstance(ruled.value, Training):
        return judge(ruled, facts)
    named = facts.maybe("course")
    wanted = [one for one in ruled.value if named is None or one.course == named]
    if not wanted:
        sentence = _("‘%(course)s’(이)라는 교육을 적은 조례가 없어 정하지 못합니다.") % {"course": named}
        raise Undetermined(Because.NOT_LOADED, sentence, article=ruled.article)
    owns = [(one, replace(ruled, value=one, article=one.article or ruled.article)) for one in wanted]
    if len(owns) == 1:
        return judge(owns[0][1], _of_course(facts, owns[0][0].course))
    if sum(map(matters, wanted)) > 1:
        facts = _by_course_only(facts)
    parts = [
        part(one.course, one.label, lambda own=own, one=one: judge(own, _of_course(facts, one.course)))  # type: ignore[misc]
        for one, own in owns
    ]
    result = {each.name: {"needed": each.verdict.needed, "due": each.verdict.due} for each in parts}
    return together(parts, _("교육을 모두 마쳤습니다."), result=result)


def _by_course_only(facts: Facts) -> Facts:
    """Leave out hours and days that do not say which of several courses they are of."""
    loose = [name for name in ("training_hours", "trained_on", "trained") if not isinstance(facts.maybe(name), Mapping)]
    return Facts({name: facts[name] for name in facts if name not in loose}, facts.on)


def _of_course(facts: Facts, course: str) -> Facts:
    """Return the facts with hours and days given by course cut down to one; a course not named has no hours."""
    own: dict[str, Any] = {}
    hours, days = facts.maybe("training_hours"), facts.maybe("trained_on")
    if isinstance(hours, Mapping):
        own["training_hours"] = hours.get(course, 0)
    if isinstance(days, Mapping):
        own["trained_on"] = days.get(course)
    return facts.plus(**own) if own else facts


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
