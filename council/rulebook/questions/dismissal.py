"""Dismissal and loss of seat: who moves it, how it is decided, from when, for how long barred; absences."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.rulebook.clauses import Kind
from council.rulebook.daycount import ONE_DAY
from council.rulebook.facts import Facts
from council.rulebook.people import Ground, Loss
from council.rulebook.questions import wording
from council.rulebook.questions.counting import agree, by_threshold
from council.rulebook.questions.grounds import Found, first_ground, open_ground, test
from council.rulebook.questions.meetings import asked_by_those_named, vote
from council.rulebook.questions.ruling import Ruled, answer_to, is_loaded, lacking, question
from council.rulebook.truth import YES
from council.rulebook.verdict import Verdict

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook


# --- Dismissal ------------------------------------------------------------------------------------------------------


@question("dismissal_proposal")
def dismissal_proposal(book: RuleBook, facts: Facts) -> Verdict:
    """Is the motion to dismiss moved by enough?"""
    agree(facts, "proposers", "enrolled")
    ruled = answer_to(book, "dismissal.propose", facts)
    return by_threshold(ruled, asked_by_those_named(ruled, facts), at_least_one=True)


@question("dismissal")
def dismissal(book: RuleBook, facts: Facts) -> Verdict:
    """Is the dismissal carried? May the one concerned speak and vote?"""
    verdict = vote(book, facts, "dismissal.decide")
    found = book.answer("dismissal.target", facts)
    if found.kind is not Kind.VALUE:
        return verdict
    verdict = replace(verdict, result={"speaks": found.value.speaks, "votes": found.value.votes})
    return _heard(verdict, facts, found.article) if found.value.hearing else verdict


def _heard(verdict: Verdict, facts: Facts, article: str) -> Verdict:
    """Return the verdict where the one concerned must have been heard first; unheard, it cannot be carried."""
    articles = ", ".join(dict.fromkeys((*verdict.article.split(", "), article)))
    if "hearing_held" not in facts:
        if verdict.holds is False:
            return verdict
        missing = tuple(sorted({*verdict.missing, "hearing_held"}))
        return replace(verdict, holds=None, article=articles, **lacking(missing))
    if facts.flag("hearing_held"):
        return verdict
    sentence = _("말할 기회를 주지 않아 정할 수 없습니다.")
    failed = (*verdict.failed, "hearing")
    return replace(verdict, holds=False, because="", missing=(), article=articles, failed=failed, sentence=sentence)


# --- Loss of seat ---------------------------------------------------------------------------------------------------


@question("loss")
def loss(book: RuleBook, facts: Facts) -> Verdict:
    """Is the seat lost, or may it be taken, and on which ground? From when, and for how long barred?"""
    losses, ruled = _losses(book, facts)
    named = facts.maybe("ground")
    if isinstance(named, str):
        chosen = [one for one in losses if one.ground == named]
        if not chosen:
            sentence = _("‘%(ground)s’은(는) 자리를 잃는 사유로 적혀 있지 않습니다.") % {"ground": named}
            return Verdict("", False, **ruled.lines, sentence=sentence)
        # The ground named was found by whoever asks; only facts given to the contrary speak against it.
        truth = test(chosen[0], facts)
        judged = chosen[0].when is None
        found = (
            Found(chosen[0], YES)
            if truth.holds or (truth.holds is None and not judged)
            else Found(None, truth, chosen[0] if judged else None)
        )
    else:
        found = first_ground(losses, facts)
    if found.truth.holds is None:
        raise open_ground(found, ruled)
    if found.ground is None:
        return Verdict("", False, **ruled.lines, sentence=_("자리를 잃는 사유가 없습니다."))
    return _lost(found.ground, ruled, facts)


def _losses(book: RuleBook, facts: Facts) -> tuple[list[Loss], Ruled]:
    """Return the losses, and after them the grounds of dismissal that are not among them (lost by a vote)."""
    every: list[Loss] = []
    ruled: Ruled | None = None
    if is_loaded(book, "loss", facts) or not is_loaded(book, "dismissal.grounds", facts):
        ruled = answer_to(book, "loss", facts)
        every = list(ruled.value or ())
    if ruled is None or book.answer("dismissal.grounds", facts).kind is Kind.VALUE:
        grounds = answer_to(book, "dismissal.grounds", facts)
        known = {one.ground for one in every}
        every += [_by_vote(ground, grounds) for ground in grounds.value or () if ground.ground not in known]
        ruled = ruled or grounds
    return every, ruled


def _by_vote(ground: Ground, ruled: Ruled) -> Loss:
    return Loss(
        ground.ground,
        ground.label,
        "vote",
        "on_decision",
        when=ground.when,
        judged=ground.judged,
        article=ground.article or ruled.article,
        strength=ground.strength,
    )


_HOW = {"automatic": gettext_lazy("저절로"), "vote": gettext_lazy("의결로"), "head": gettext_lazy("단체장의 결정으로")}


def _lost(one: Loss, ruled: Ruled, facts: Facts) -> Verdict:
    effective, missing = _effective(one, facts)
    barred_until = one.barred.after(effective) if one.barred is not None and effective is not None else None
    result = {"ground": one.ground, "how": one.how, "effective_on": effective, "barred_until": barred_until}
    values = {"label": one.label, "how": _HOW.get(one.how, one.how)}
    sentence = _("%(label)s: %(how)s 자리를 잃습니다.")
    if effective is not None:
        values["day"] = wording.day(effective)
        sentence = _("%(label)s: %(day)s에 %(how)s 자리를 잃습니다.")
    if barred_until is not None:
        values["until"] = wording.day(barred_until)
        sentence = _("%(label)s: %(day)s에 %(how)s 자리를 잃고, %(until)s부터 다시 위원이 될 수 있습니다.")
    lines = {**ruled.lines, "article": one.article or ruled.article, "strength": one.strength}
    return Verdict("", True, **lines, missing=missing, result=result, sentence=sentence % values)


_EFFECT_FACTS = {"on_event": "event_on", "next_day": "event_on", "on_notice": "notice", "on_decision": "decision"}


def _effective(one: Loss, facts: Facts) -> tuple[dt.date | None, tuple[str, ...]]:
    """Return the first day without the seat, or the fact that it would take."""
    name = one.effect_on or _EFFECT_FACTS.get(one.effect, "event_on")
    day = facts.maybe(name)
    if not isinstance(day, dt.date):
        return None, (name,)
    return (day + ONE_DAY if one.effect == "next_day" else day), ()


# --- Absence and attendance -----------------------------------------------------------------------------------------


@question("absence")
def absence(book: RuleBook, facts: Facts) -> Verdict:
    """Are there so many absences that they are a ground?"""
    ruled = answer_to(book, "absence", facts)
    if ruled.nothing:
        sentence = _("결석을 까닭으로 하는 것이 없다고 적혀 있습니다.")
        return Verdict("", False, **ruled.lines, sentence=sentence)
    return by_threshold(ruled, facts)


@question("attendance")
def attendance(book: RuleBook, facts: Facts) -> Verdict:
    """Has the 위원 attended as often as there must be?"""
    agree(facts, "attended", "held")
    return by_threshold(answer_to(book, "attendance.least", facts), facts)
