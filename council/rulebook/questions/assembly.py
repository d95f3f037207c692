"""The 주민총회: is it quorate, is a matter carried, with those who voted early."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from council.rulebook.clauses import Kind
from council.rulebook.facts import Facts, Number
from council.rulebook.questions.counting import by_threshold
from council.rulebook.questions.ruling import (
    Undetermined,
    answer_to,
    nothing_required,
    open_because,
    question,
    settled,
)
from council.rulebook.thresholds import counts_of
from council.rulebook.verdict import Because, Strength, Verdict

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook


@question("assembly_quorum")
def assembly_quorum(book: RuleBook, facts: Facts) -> Verdict:
    """Do enough take part? Without ``early_participants`` the participants are everybody."""
    ruled = answer_to(book, "assembly.quorum", facts)
    if ruled.nothing or not facts.maybe("early_participants"):
        return by_threshold(ruled, facts, at_least_one=True)
    here = by_threshold(ruled, facts, at_least_one=True)
    if here.holds is not False or "participants" not in counts_of(ruled.value):
        return here
    early = facts.number("early_participants")
    if not by_threshold(ruled, facts.plus(participants=facts.number("participants") + early)).holds:
        return here
    try:
        weight = early_weight(book, facts)
    except Undetermined as reason:
        reason.lines.setdefault("needed", here.needed)
        raise
    weighed = facts.number("participants") + weight * early
    verdict = by_threshold(ruled, facts.plus(participants=weighed), at_least_one=True)
    figures = {**verdict.figures, "participants": facts["participants"], "early_participants": early}
    article = ", ".join(dict.fromkeys((ruled.article, book.answer("assembly.early", facts).article)))
    return replace(verdict, figures=figures, article=article)


def early_weight(book: RuleBook, facts: Facts) -> Number:
    """Return what one who voted early counts for the quorum. Raises Undetermined when no rule says."""
    found = book.answer("assembly.early", facts)
    if found.kind is Kind.VALUE:
        if not found.value.allowed or found.value.counts is False:
            return 0
        if found.value.counts:
            return found.value.weight
    elif found.kind is not Kind.NONE and found.because != Because.NOT_LOADED:
        raise open_because(found)
    sentence = _("사전투표한 사람을 참가한 사람으로 세는지 정한 조례가 없어 정하지 못합니다.")
    raise Undetermined(Because.NOT_LOADED, sentence, article=found.article)


@question("assembly_decision")
def assembly_decision(book: RuleBook, facts: Facts) -> Verdict:
    """Is the matter carried in the 주민총회?"""
    ruled = answer_to(book, "assembly.decision", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    disagree = _more_than_there_are(facts)
    if disagree is not None:
        raise disagree
    verdict = by_threshold(ruled, facts, at_least_one=True)
    opened = _opened(book, facts)
    if opened is not None and opened.holds is False and opened.strength == Strength.BLOCKS:
        sentence = _("참가가 주민총회에 필요한 %(needed)s명보다 적어 정할 수 없습니다.") % {"needed": opened.needed}
        return replace(opened, needed=verdict.needed, allowed=verdict.allowed, failed=("quorum",), sentence=sentence)
    return verdict


def _more_than_there_are(facts: Facts) -> Undetermined | None:
    """Return the disagreement of facts when more are in favour than took part in any way."""
    if "in_favour" not in facts or "participants" not in facts:
        return None
    everybody = facts.number("participants") + facts.maybe("early_participants", 0)
    if facts.number("in_favour") <= everybody:
        return None
    values = {"in_favour": facts["in_favour"], "participants": everybody}
    sentence = _("찬성 %(in_favour)s명, 참가 %(participants)s명: 앞뒤가 맞지 않는 수입니다.") % values
    return Undetermined(Because.FACTS_DISAGREE, sentence)


def _opened(book: RuleBook, facts: Facts) -> Verdict | None:
    """Return the quorum's verdict where the facts tell it; otherwise the assembly is taken as duly opened."""
    return settled(lambda: assembly_quorum(book, facts)) if "participants" in facts else None
