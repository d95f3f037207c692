"""Questions by name, and what every one of them needs: a key's answer, or a clear reason why there is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext as _

from council.rulebook.clauses import Answer, Kind
from council.rulebook.deadlines import AtOnce, Counting
from council.rulebook.facts import Facts, Missing
from council.rulebook.keys import KEYS
from council.rulebook.questions import wording
from council.rulebook.verdict import Because, Strength, Verdict

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook

Question: TypeAlias = "Callable[[RuleBook, Facts], Verdict]"

QUESTIONS: dict[str, Question] = {}


def question(name: str) -> Callable[[Question], Question]:
    """Register the function that answers a question."""

    def register(function: Question) -> Question:
        if name in QUESTIONS:
            raise ValueError(f"question {name} is registered twice")
        QUESTIONS[name] = function
        return function

    return register


class Undetermined(Exception):
    """The rules, or the facts, do not say. Carries the verdict's lines."""

    def __init__(self, because: str, sentence: str, **lines: Any) -> None:
        super().__init__(sentence)
        self.lines = {"because": because, "sentence": sentence, **lines}


def ask(book: RuleBook, name: str, given: Mapping[str, Any]) -> Verdict:
    """Return the verdict on a question. Pure: the same rules and facts always give the same verdict.

    ``holds`` is None with ``because`` where rules or facts do not suffice; it never guesses. Raises KeyError for a
    question that nobody registered.
    """
    answer = QUESTIONS[name]
    try:
        verdict = answer(book, Facts(given))
    except Undetermined as reason:
        verdict = Verdict(name, None, **reason.lines)
    except Missing as missing:
        verdict = Verdict(name, None, **lacking(missing.names))
    except AtOnce:
        verdict = Verdict(
            name, None, because=Because.AT_ONCE, sentence=_("‘지체 없이’라고만 정해, 날짜를 셈할 수 없습니다.")
        )
    return replace(verdict, question=name, sentence=verdict.sentence)


def lacking(names: Iterable[str], **lines: Any) -> dict[str, Any]:
    """Return the lines of a verdict that facts are missing for."""
    wanted = tuple(sorted(set(names)))
    sentence = _("판정하려면 다음을 알아야 합니다: %(facts)s.") % {"facts": wording.facts_listed(wanted)}
    return {"because": Because.MISSING_FACT, "missing": wanted, "sentence": sentence, **lines}


def without(names: Iterable[str], **lines: Any) -> Undetermined:
    """Return the reason that facts are missing, to be raised."""
    return Undetermined(**lacking(names, **lines))


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules say of one key: its value, or expressly nothing."""

    key: str
    value: Any
    article: str
    strength: str
    checked: bool
    #: The rules expressly set nothing here.
    nothing: bool
    source: str = ""

    @property
    def lines(self) -> dict[str, Any]:
        """Return the verdict's lines that name the rule."""
        return {"article": self.article, "strength": self.strength, "checked": self.checked}


def key_label(key: str) -> str:
    return str(KEYS[key].label) if key in KEYS else key


def answer_to(book: RuleBook, key: str, facts: Facts) -> Ruled:
    """Return what the rules say of a key. Raises Undetermined when they do not, or not to these facts."""
    found = book.answer(key, facts)
    if found.kind is Kind.JUDGED:
        return _judged(found, facts)
    if not found.determined:
        raise not_determined(found)
    source = found.clause.source if found.clause else ""
    return Ruled(key, found.value, found.article, found.strength, found.checked, found.kind is Kind.NONE, source)


def is_loaded(book: RuleBook, key: str, facts: Facts) -> bool:
    """Return whether any rule in force names the key, whatever it says."""
    return book.answer(key, facts).because != Because.NOT_LOADED


def not_determined(found: Answer) -> Undetermined:
    """Return why the rules do not answer, in words."""
    values = {"label": key_label(found.key), "article": found.article}
    if found.because == Because.NOT_LOADED:
        sentence = _("%(label)s: 이 항목을 적은 조례가 없습니다.") % values
    elif found.because == Because.LEFT_TO_BYLAW:
        sentence = _("%(label)s: 운영세칙에 맡겼는데, 세칙에서 정한 것이 아직 없습니다.") % values
    elif found.because == Because.CONTRADICTION:
        sentence = _("%(label)s: %(article)s의 내용이 서로 달라 어느 쪽인지 정할 수 없습니다.") % values
    else:
        return without(found.missing, article=found.article, strength=found.strength)
    return Undetermined(found.because, sentence, article=found.article, strength=found.strength)


class Judged(Exception):
    """A person judged what the rule leaves to a person; carries the verdict."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.sentence)
        self.verdict = verdict


def _judged(found: Answer, facts: Facts) -> Ruled:
    raise needs_judgement(found.article, found.clause.value if found.clause else {}, facts)


def needs_judgement(article: str, asked: Any, facts: Facts) -> Exception:
    """Return that a person judges, or what the person judged with who and why; to be raised."""
    given = facts.maybe("judgement")
    what = asked.get("what", "") if isinstance(asked, Mapping) else ""
    by = asked.get("by", "") if isinstance(asked, Mapping) else ""
    if not isinstance(given, Mapping) or not isinstance(given.get("holds"), bool):
        sentence = _("사람이 판단할 일입니다: %(what)s.") % {"what": what or article}
        return Undetermined(
            Because.NEEDS_JUDGEMENT,
            sentence,
            article=article,
            missing=("judgement",),
            figures={"by": by, "what": what},
        )
    who, reason = str(given.get("by", by)), str(given.get("reason", ""))
    words = _("해당한다고") if given["holds"] else _("해당하지 않는다고")
    sentence = _("%(who)s 판단: %(words)s 보았습니다. 까닭: %(reason)s") % {
        "who": who,
        "words": words,
        "reason": reason or _("적지 않음"),
    }
    figures = {"by": who, "reason": reason, "what": what}
    return Judged(Verdict("", given["holds"], article=article, sentence=sentence, figures=figures))


# --- Several parts --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a question: it holds, does not, or is not determined."""

    name: str
    verdict: Verdict
    label: str = ""


_WEIGHT = {Strength.NOTES: 0, Strength.WARNS: 1, Strength.BLOCKS: 2}


def part(name: str, label: str, answer: Callable[[], Verdict]) -> Part:
    """Return one part of a question, its want of rules or facts included."""
    try:
        verdict = answer()
    except Undetermined as reason:
        verdict = Verdict(name, None, **reason.lines)
    except Missing as missing:
        verdict = Verdict(name, None, **lacking(missing.names))
    except Judged as judged:
        verdict = judged.verdict
    except AtOnce:
        verdict = Verdict(
            name, None, because=Because.AT_ONCE, sentence=_("‘지체 없이’라고만 정해, 날짜를 셈할 수 없습니다.")
        )
    return Part(name, verdict, label)


def together(parts: Iterable[Part], holding: str, **lines: Any) -> Verdict:
    """Return the verdict on all parts: one that fails settles it, one that is not determined leaves it open.

    A part that only warns or notes settles nothing while another is not determined.
    """
    every = list(parts)
    failed = [each for each in every if each.verdict.holds is False]
    opened = [each for each in every if each.verdict.holds is None]
    names = tuple(each.name for each in failed)
    strength = max((each.verdict.strength for each in failed), key=lambda s: _WEIGHT[Strength(s)], default="blocks")
    if failed and (strength == Strength.BLOCKS or not opened):
        sentence = _said(failed)
        return Verdict(
            "", False, strength=strength, failed=names, **_articles(failed), **{"sentence": sentence, **lines}
        )
    if opened:
        missing = tuple(sorted({name for each in opened for name in each.verdict.missing}))
        because = _reason(opened)
        return Verdict(
            "",
            None,
            because=because,
            missing=missing,
            failed=names,
            **_articles(opened),
            **{**lines, "sentence": _said(opened)},
        )
    return Verdict("", True, **_articles(every), **{"sentence": holding, **lines})


def _reason(opened: list[Part]) -> str:
    """Return the reason that more facts would not remove, if there is one."""
    reasons = [each.verdict.because for each in opened]
    return next((reason for reason in reasons if reason != Because.MISSING_FACT), Because.MISSING_FACT)


def _articles(parts: list[Part]) -> dict[str, Any]:
    articles = [article for each in parts for article in each.verdict.article.split(", ") if article]
    return {
        "article": ", ".join(dict.fromkeys(articles)),
        "checked": bool(parts) and all(each.verdict.checked for each in parts),
    }


def _said(parts: list[Part]) -> str:
    """Return the sentence of the only part, or all of them in one line."""
    return " ".join(dict.fromkeys(each.verdict.sentence for each in parts))


# --- Days -----------------------------------------------------------------------------------------------------------


def counting_of(book: RuleBook, facts: Facts) -> Counting:
    """Return how days are counted here: the keys counting.first_day and counting.roll, else the usual way."""
    return book.counting(facts)


def day_or_none(facts: Facts, name: str) -> dt.date | None:
    """Return a day if it is known."""
    value = facts.maybe(name)
    return value if isinstance(value, dt.date) else None
