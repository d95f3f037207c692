"""Questions that go with any key: its value, its figure, its due day, who may set it; bodies and allowances."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from council.rulebook.facts import Facts, Missing
from council.rulebook.keys import KEYS, ORDER, Level
from council.rulebook.lists import Body, MadeOf, Publication
from council.rulebook.questions import wording
from council.rulebook.questions.composition import whole
from council.rulebook.questions.counting import by_threshold
from council.rulebook.questions.deadlines import in_time
from council.rulebook.questions.ranges import within_range
from council.rulebook.questions.ruling import (
    Part,
    Ruled,
    Undetermined,
    answer_to,
    key_label,
    nothing_required,
    part,
    question,
    together,
    without,
)
from council.rulebook.ranges import Range
from council.rulebook.thresholds import Asker, Bound, Doors
from council.rulebook.verdict import Because, Verdict
from council.rulebook.words import said

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook


def known_key(facts: Facts) -> str:
    """Return the key asked about. Raises Undetermined for one that does not exist."""
    key = facts.word("key")
    if key not in KEYS:
        raise Undetermined(Because.NOT_LOADED, _("‘%(key)s’(이)라는 항목은 없습니다.") % {"key": key})
    return key


@question("value")
def value(book: RuleBook, facts: Facts) -> Verdict:
    """What do the rules say of a key?"""
    key = known_key(facts)
    ruled = answer_to(book, key, facts)
    if ruled.nothing:
        return nothing_required(ruled)
    clause = book.answer(key, facts).clause
    written = clause.value if clause is not None else None
    words = clause.words if clause is not None else str(written)
    sentence = _("%(label)s: %(words)s.") % {"label": ruled.label, "words": words}
    return Verdict("", True, **ruled.lines, result=written, sentence=sentence)


@question("allowed")
def allowed(book: RuleBook, facts: Facts) -> Verdict:
    """Is it allowed (a key that says yes or no)?"""
    ruled = answer_to(book, known_key(facts), facts)
    if ruled.nothing:
        return nothing_required(ruled)
    if not isinstance(ruled.value, bool):
        sentence = _("‘%(label)s’은(는) 예와 아니오로 정하는 항목이 아닙니다.") % {"label": ruled.label}
        raise Undetermined(Because.NOT_LOADED, sentence, article=ruled.article)
    words = _("할 수 있습니다.") if ruled.value else _("할 수 없습니다.")
    sentence = _("%(label)s: %(words)s") % {"label": ruled.label, "words": words}
    return Verdict("", ruled.value, **ruled.lines, sentence=sentence)


@question("range")
def range_(book: RuleBook, facts: Facts) -> Verdict:
    """Does a number (the fact ``number``) lie in the range, or keep to the number, of a key?"""
    ruled = answer_to(book, known_key(facts), facts)
    if ruled.nothing:
        return nothing_required(ruled)
    limits = ruled.value.at(facts) if isinstance(ruled.value, Range) else ruled.value
    if isinstance(limits, int) and not isinstance(limits, bool):
        limits = Range(min=limits)
    if not isinstance(limits, Range):
        sentence = _("‘%(label)s’은(는) 수의 범위를 정한 항목이 아닙니다.") % {"label": ruled.label}
        raise Undetermined(Because.NOT_LOADED, sentence, article=ruled.article)
    if "number" not in facts:
        raise without(("number",), **ruled.lines, needed=limits.min, allowed=limits.max)
    return within_range(replace(ruled, value=limits), int(facts.number("number")), "number")


@question("threshold")
def threshold(book: RuleBook, facts: Facts) -> Verdict:
    """How many does a key need, or allow, and are there so many?"""
    ruled = answer_to(book, known_key(facts), facts)
    own = getattr(ruled.value, "threshold", ruled.value)
    if not ruled.nothing and not isinstance(own, Bound | Asker | Doors):
        sentence = _("‘%(label)s’은(는) 수를 견주는 항목이 아닙니다.") % {"label": ruled.label}
        raise Undetermined(Because.NOT_LOADED, sentence, article=ruled.article)
    return by_threshold(ruled, facts, own)


@question("due")
def due(book: RuleBook, facts: Facts) -> Verdict:
    """By when is it due, and was it done in time?"""
    ruled = answer_to(book, known_key(facts), facts)
    own = ruled.value.deadline if isinstance(ruled.value, Publication) else ruled.value
    if not ruled.nothing and not hasattr(own, "owed"):
        sentence = _("‘%(label)s’은(는) 기한을 정한 항목이 아닙니다.") % {"label": ruled.label}
        raise Undetermined(Because.NOT_LOADED, sentence, article=ruled.article)
    return in_time(book, facts, replace(ruled, value=own), done="done_on", asked=False)


_LEVELS = {
    "platform": Level.PLATFORM,
    "ordinance": Level.REGION,
    "region": Level.REGION,
    "bylaw": Level.COUNCIL,
    "council": Level.COUNCIL,
}


@question("change")
def change(book: RuleBook, facts: Facts) -> Verdict:
    """May a level set the key, or has a broader one fixed it?"""
    key, word = known_key(facts), facts.word("level")
    if word.lower() not in _LEVELS:
        raise Undetermined(Because.NOT_LOADED, _("‘%(level)s’(이)라는 단계는 없습니다.") % {"level": word})
    level = _LEVELS[word.lower()]
    locked = [
        clause
        for clause in book.clauses(key, on=facts.on)
        if clause.locked
        and not clause.is_narrowed
        and ORDER[clause.level] < ORDER[level]
        and clause.test(facts).holds is not False
    ]
    if locked:
        article = ", ".join(dict.fromkeys(clause.article for clause in locked if clause.article))
        sentence = _("%(label)s: 위 단계에서 정해 두어 바꿀 수 없습니다.") % {"label": key_label(key)}
        checked = all(clause.checked for clause in locked)
        return Verdict("", False, article=article, checked=checked, sentence=sentence)
    found = book.answer(key, facts)
    sentence = _("%(label)s: 정할 수 있습니다.") % {"label": key_label(key)}
    return Verdict("", True, article=found.article, checked=found.checked, sentence=sentence)


# --- Bodies and allowances ------------------------------------------------------------------------------------------


@question("body")
def body(book: RuleBook, facts: Facts) -> Verdict:
    """Is a body made up as it must be? Who names it, publishes and replies?"""
    ruled = answer_to(book, known_key(facts), facts)
    if ruled.nothing:
        return nothing_required(ruled)
    rule = ruled.value
    if not isinstance(rule, Body):
        sentence = _("‘%(label)s’은(는) 기구를 정한 항목이 아닙니다.") % {"label": ruled.label}
        raise Undetermined(Because.NOT_LOADED, sentence, article=ruled.article)
    sorts = _sorts(facts)
    members = facts.maybe("members")
    total = len(members) if isinstance(members, list) else sum(sorts.values())
    parts: list[Part] = []
    if rule.seats.min is not None or rule.seats.max is not None:
        parts.append(
            part("seats", _("위원 수"), lambda: within_range(replace(ruled, value=rule.seats), total, "members"))
        )
    for share in rule.made_of:
        number = sum(sorts.get(who, 0) for who in share.who)
        name = "+".join(share.who)
        parts.append(Part(name, _of_sort(share, ruled, facts.plus(members=total), number), said(name)))
    lines = {"named_by": rule.named_by, "chair": rule.chair, "publishes": rule.publishes, "replies": rule.replies}
    result = {name: word or None for name, word in lines.items()}
    return together(parts, _("정한 대로 꾸려졌습니다."), result=result, figures={"members": total, **sorts})


def _sorts(facts: Facts) -> dict[str, int]:
    """Return how many of each sort there are. Raises Missing."""
    counts = facts.maybe("who_counts")
    if isinstance(counts, dict):
        return {str(who): whole(number, "who_counts") for who, number in counts.items()}
    found: dict[str, int] = {}
    members = facts["members"]
    if not isinstance(members, list):
        raise Missing("members")
    for member in members:
        for who in _words(member.get("who") if isinstance(member, dict) else None):
            found[who] = found.get(who, 0) + 1
    return found


def _words(who: Any) -> list[str]:
    return [str(one) for one in who] if isinstance(who, list) else [str(who)] if who is not None else [""]


def _of_sort(share: MadeOf, ruled: Ruled, facts: Facts, number: int) -> Verdict:
    """Return whether there are enough, or not too many, of one sort; a share is of the whole body."""
    figure = share.bound.figure(facts)
    holds = share.bound.passes(number, figure)
    values = {
        "who": ", ".join(said(who) for who in share.who),
        "number": wording.amount(number),
        "figure": wording.amount(figure),
    }
    if share.bound.op.is_floor:
        sentence = _("%(who)s %(number)s, %(figure)s 이상이어야 합니다.") % values
        return Verdict("", holds, **ruled.lines, needed=figure, sentence=sentence)
    sentence = _("%(who)s %(number)s, %(figure)s 이하여야 합니다.") % values
    return Verdict("", holds, **ruled.lines, allowed=figure, sentence=sentence)


@question("allowance")
def allowance(book: RuleBook, facts: Facts) -> Verdict:
    """How much is paid, in won?"""
    ruled = answer_to(book, "allowance", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    what = facts.word("what")
    for line in ruled.value:
        if line.what == what:
            times = int(facts.number("times"))
            values = {
                "what": line.label or what,
                "won": f"{line.won:,}",
                "times": times,
                "sum": f"{line.won * times:,}",
            }
            sentence = _("%(what)s %(won)s원씩 %(times)s번, 모두 %(sum)s원입니다.") % values
            own = {**ruled.lines, "article": line.article or ruled.article}
            figures = {"won": line.won, "per": line.per, "times": times}
            return Verdict("", True, **own, result=line.won * times, figures=figures, sentence=sentence)
    sentence = _("‘%(what)s’의 실비·수당을 적은 것이 없어 정하지 못합니다.") % {"what": what}
    raise Undetermined(Because.NOT_LOADED, sentence, article=ruled.article)
