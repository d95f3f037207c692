"""Questions by name, and why one may stay open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext as _

from council.rulebook.clauses import Answer
from council.rulebook.fact_names import label
from council.rulebook.keys import KEYS
from council.rulebook.verdict import Because, Strength, Verdict

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook
    from council.rulebook.facts import Facts

Answering: TypeAlias = "Callable[[RuleBook, Facts], Verdict]"

QUESTIONS: dict[str, Answering] = {}


def question(name: str) -> Callable[[Answering], Answering]:
    """Register what answers a question. Raises ValueError when the name is taken."""

    def register(answering: Answering) -> Answering:
        if name in QUESTIONS:
            raise ValueError(f"question {name} is registered twice")
        QUESTIONS[name] = answering
        return answering

    return register


class NotDetermined(Exception):
    """A question cannot be answered: because of an answer, or for want of facts."""

    def __init__(
        self, answer: Answer | None = None, *, because: str = "", missing: tuple[str, ...] = (), sentence: str = ""
    ) -> None:
        self.answer = answer
        self.because = because or (answer.because if answer else Because.MISSING_FACT)
        self.missing = tuple(sorted(missing or (answer.missing if answer else ())))
        self.sentence = sentence or why_open(self.because, answer, self.missing)
        super().__init__(self.sentence)


def why_open(because: str, answer: Answer | None = None, missing: tuple[str, ...] = ()) -> str:
    """Return one Korean sentence on why a question is not determined."""
    name = str(KEYS[answer.key].label) if answer and answer.key in KEYS else ""
    article = answer.article if answer else ""
    if because == Because.NOT_LOADED:
        return _("%(key)s: 이 항목을 적은 조례가 없어 정하지 못합니다.") % {"key": name}
    if because == Because.LEFT_TO_BYLAW:
        return _("%(key)s: 운영세칙에 맡겼는데 그 세칙이 아직 없어 정하지 못합니다.") % {"key": name}
    if because == Because.CONTRADICTION:
        return _("%(key)s: %(article)s의 내용이 서로 달라 정하지 못합니다.") % {"key": name, "article": article}
    if because == Because.NEEDS_JUDGEMENT:
        return _("사람이 판단할 일이라 계산하지 않습니다.")
    if because == Because.AT_ONCE:
        return _("‘지체 없이’라고만 적혀 있어 날을 정하지 못합니다.")
    if because == Because.NOT_WHOLE:
        return _("나눈 수가 맞아떨어지지 않는데 올림이나 내림을 정한 것이 없어 정하지 못합니다.")
    facts = ", ".join(label(fact) for fact in missing)
    return _("정하지 못합니다. 알아야 할 것이 빠졌습니다: %(facts)s.") % {"facts": facts}


def undetermined(name: str, reason: NotDetermined, **more: Any) -> Verdict:
    """Return the verdict of a question that stays open."""
    answer = reason.answer
    return Verdict(
        name,
        holds=None,
        strength=answer.strength if answer else Strength.BLOCKS,
        because=reason.because,
        missing=reason.missing,
        article=answer.article if answer else "",
        sentence=reason.sentence,
        checked=answer.checked if answer else False,
        **more,
    )
