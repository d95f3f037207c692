"""Days by which something is due: the notice of a meeting, and every deadline that others ask about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from council.rulebook.asking import why_open
from council.rulebook.deadlines import AtOnce
from council.rulebook.facts import Facts
from council.rulebook.questions import wording
from council.rulebook.questions.ruling import Ruled, Undetermined, answer_to, nothing_required, question, without
from council.rulebook.verdict import Because, Verdict

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook


@question("notice")
def notice(book: RuleBook, facts: Facts) -> Verdict:
    """Was the notice in time? By when must it be given?"""
    key = "meeting.notice"
    if facts.maybe("kind") == "assembly":
        key = "assembly.notice"
        if "assembly" not in facts and "meeting" in facts:
            facts = facts.plus(assembly=facts["meeting"])
    ruled = answer_to(book, key, facts)
    return in_time(book, facts, ruled, done="notice")


def in_time(book: RuleBook, facts: Facts, ruled: Ruled, *, done: str, asked: bool = True, **lines: Any) -> Verdict:
    """Return the last day in time and, where it is known when it was done, whether that was in time.

    ``asked``: whether a yes or no is wanted; otherwise a day that can be computed holds by itself.
    """
    label = ruled.label
    if ruled.nothing:
        return nothing_required(ruled)
    return deadline_verdict(book, facts, ruled, ruled.value, label, done=done, asked=asked, **lines)


def deadline_verdict(
    book: RuleBook, facts: Facts, ruled: Ruled, deadline: Any, label: str, *, done: str, asked: bool, **lines: Any
) -> Verdict:
    """Return the verdict of one deadline."""
    try:
        due = deadline.on(facts, book.counting(facts))
    except AtOnce:
        raise Undetermined(Because.AT_ONCE, why_open(Because.AT_ONCE), **{**ruled.lines, **lines}) from None
    figures = {name: value for name, value in (("owed_by", deadline.owed.by), ("owed_to", deadline.owed.to)) if value}
    kept: dict[str, Any] = {**ruled.lines, "due": due, "figures": figures, **lines}
    values = {"label": label, "due": wording.day(due)}
    if done not in facts:
        if asked:
            raise without((done,), **kept)
        return Verdict("", True, **kept, sentence=_("%(label)s: %(due)s까지입니다.") % values)
    day = facts.date(done)
    late = (day - due).days
    values |= {"day": wording.day(day), "days": abs(late)}
    if late > 0:
        sentence = _("%(day)s은 기한 %(due)s보다 %(days)s일 늦습니다.") % values
    elif late < 0:
        sentence = _("%(day)s은 기한 %(due)s보다 %(days)s일 이릅니다.") % values
    else:
        sentence = _("%(day)s은 기한 마지막 날입니다.") % values
    kept["figures"] = {**figures, done: day}
    return Verdict("", late <= 0, **kept, sentence=sentence)
