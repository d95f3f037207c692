"""What every question needs: a key's answer, or a clear reason why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext as _

from council.rulebook import asking
from council.rulebook.asking import NotDetermined, why_open
from council.rulebook.clauses import Answer, Kind
from council.rulebook.deadlines import AtOnce
from council.rulebook.facts import Facts, Missing
from council.rulebook.keys import KEYS
from council.rulebook.verdict import Because, Strength, Verdict

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook

Answering: TypeAlias = "Callable[[RuleBook, Facts], Verdict]"


class Undetermined(Exception):
    """The rules, or the facts, do not say. Carries the verdict's lines."""

    def __init__(self, because: str, sentence: str, **lines: Any) -> None:
        super().__init__(sentence)
        self.lines: dict[str, Any] = {"because": because, "sentence": sentence, **lines}


class Judged(Exception):
    """A person judged what the rule leaves to a person; carries the verdict."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.sentence)
        self.verdict = verdict


def question(name: str) -> Callable[[Answering], Answering]:
    """Register what answers a question; whatever stops it becomes the verdict "not determined" with its reason."""

    def register(answering: Answering) -> Answering:
        @wraps(answering)
        def complete(book: RuleBook, facts: Facts) -> Verdict:
            return replace(settled(lambda: answering(book, facts)), question=name)

        asking.question(name)(complete)
        return complete

    return register


def settled(answer: Callable[[], Verdict]) -> Verdict:
    """Return a verdict, or why there is none as a verdict."""
    try:
        return answer()
    except Undetermined as reason:
        return Verdict("", None, **reason.lines)
    except Judged as judged:
        return judged.verdict
    except NotDetermined as reason:
        return asking.undetermined("", reason)
    except Missing as missing:
        return Verdict("", None, **lacking(missing.names))
    except AtOnce:
        return Verdict("", None, because=Because.AT_ONCE, sentence=why_open(Because.AT_ONCE))


def lacking(names: Iterable[str], **lines: Any) -> dict[str, Any]:
    """Return the lines of a verdict that facts are missing for."""
    wanted = tuple(sorted(set(names)))
    sentence = why_open(Because.MISSING_FACT, missing=wanted)
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

    @property
    def lines(self) -> dict[str, Any]:
        """Return the verdict's lines that name the rule."""
        return {"article": self.article, "strength": self.strength, "checked": self.checked}

    @property
    def label(self) -> str:
        return key_label(self.key)


def key_label(key: str) -> str:
    return str(KEYS[key].label) if key in KEYS else key


def answer_to(book: RuleBook, key: str, facts: Facts) -> Ruled:
    """Return what the rules say of a key. Raises Undetermined when they do not, or not to these facts."""
    found = book.answer(key, facts)
    if found.kind is Kind.JUDGED:
        raise left_to_a_person(found.article, found.clause.value if found.clause else {}, facts)
    if not found.determined:
        raise open_because(found)
    return Ruled(key, found.value, found.article, found.strength, found.checked, found.kind is Kind.NONE)


def is_loaded(book: RuleBook, key: str, facts: Facts) -> bool:
    """Return whether any rule may answer for the key, whatever it says."""
    return book.answer(key, facts).because != Because.NOT_LOADED


def open_because(found: Answer, **lines: Any) -> Undetermined:
    """Return why the rules do not answer, to be raised."""
    missing = tuple(sorted(found.missing))
    sentence = why_open(found.because, found, missing)
    own = {"article": found.article, "strength": found.strength, "missing": missing}
    return Undetermined(found.because, sentence, **{**own, **lines})


def nothing_required(ruled: Ruled) -> Verdict:
    """Return that the rules expressly require nothing: it holds, and there is no number."""
    sentence = _("%(label)s: 따로 정한 것이 없다고 적혀 있어, 갖출 것이 없습니다.") % {"label": ruled.label}
    return Verdict("", True, **ruled.lines, sentence=sentence)


def left_to_a_person(article: str, asked: Any, facts: Facts) -> Exception:
    """Return that a person judges, or what the person judged with who and why; to be raised."""
    given = facts.maybe("judgement")
    asked = asked if isinstance(asked, Mapping) else {}
    by, what = str(asked.get("by", "")), str(asked.get("what", ""))
    if not isinstance(given, Mapping) or not isinstance(given.get("holds"), bool):
        sentence = _("사람이 판단할 일이라 셈하지 않습니다: %(what)s.") % {"what": what or article}
        figures = {"by": by, "what": what}
        return Undetermined(Because.NEEDS_JUDGEMENT, sentence, article=article, missing=("judgement",), figures=figures)
    who, reason = str(given.get("by", by)), str(given.get("reason", ""))
    sentence = _("해당한다고 판단했습니다.") if given["holds"] else _("해당하지 않는다고 판단했습니다.")
    if reason:
        sentence = f"{sentence} " + _("까닭: %(reason)s.") % {"reason": reason.rstrip(".")}
    figures = {"by": who, "what": what, "reason": reason}
    return Judged(Verdict("", given["holds"], article=article, sentence=sentence, figures=figures))


# --- Several parts --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a question: it holds, does not, or is not determined."""

    name: str
    verdict: Verdict
    label: str = ""


_WEIGHT: dict[str, int] = {Strength.NOTES: 0, Strength.WARNS: 1, Strength.BLOCKS: 2}


def part(name: str, label: str, answer: Callable[[], Verdict]) -> Part:
    """Return one part of a question, its want of rules or facts included."""
    return Part(name, settled(answer), label)


def together(parts: Iterable[Part], holding: str, **lines: Any) -> Verdict:
    """Return the verdict on all parts: one that fails settles it, one that is not determined leaves it open.

    A part that only warns or notes settles nothing while another is not determined.
    """
    every = list(parts)
    failed = [each for each in every if each.verdict.holds is False]
    opened = [each for each in every if each.verdict.holds is None]
    lines["failed"] = tuple(dict.fromkeys(each.name for each in failed))
    strength = max((str(each.verdict.strength) for each in failed), key=_WEIGHT.__getitem__, default="blocks")
    if failed and (strength == Strength.BLOCKS or not opened):
        return Verdict("", False, strength=strength, sentence=_said(failed), **_articles(failed), **lines)
    if opened:
        lines["missing"] = tuple(sorted({name for each in opened for name in each.verdict.missing}))
        because = reason_of([each.verdict.because for each in opened])
        return Verdict("", None, because=because, sentence=_said(opened), **_articles(opened), **lines)
    return Verdict("", True, sentence=holding, **_articles(every), **lines)


def reason_of(reasons: list[str]) -> str:
    """Return the reason that more facts would not remove, if there is one."""
    return next((reason for reason in reasons if reason != Because.MISSING_FACT), Because.MISSING_FACT)


def _articles(parts: list[Part]) -> dict[str, Any]:
    articles = [article for each in parts for article in each.verdict.article.split(", ") if article]
    return {
        "article": ", ".join(dict.fromkeys(articles)),
        "checked": bool(parts) and all(each.verdict.checked for each in parts),
    }


def _said(parts: list[Part]) -> str:
    """Return the sentence of the only part; of several, their names in one sentence."""
    if len(parts) == 1:
        return parts[0].verdict.sentence
    names = ", ".join(dict.fromkeys(each.label or each.name for each in parts))
    if parts[0].verdict.holds is None:
        missing = tuple(sorted({name for each in parts for name in each.verdict.missing}))
        if missing and all(each.verdict.because == Because.MISSING_FACT for each in parts):
            return why_open(Because.MISSING_FACT, missing=missing)
        return _("%(n)s가지를 정하지 못합니다: %(names)s.") % {"n": len(parts), "names": names}
    return _("%(n)s가지가 맞지 않습니다: %(names)s.") % {"n": len(parts), "names": names}
