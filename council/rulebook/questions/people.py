"""People: who may be appointed, who may vote in the assembly, who may join a committee, training."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from council.rulebook.conditions import Condition
from council.rulebook.facts import Facts
from council.rulebook.questions.composition import with_person
from council.rulebook.questions.counting import by_threshold
from council.rulebook.questions.grounds import first_ground, lines_of, open_ground
from council.rulebook.questions.ranges import old_enough, within_range
from council.rulebook.questions.ruling import (
    Part,
    Undetermined,
    answer_to,
    is_loaded,
    lacking,
    nothing_required,
    part,
    question,
    together,
    without,
)
from council.rulebook.questions.terms import may_follow
from council.rulebook.questions.training import training_at_appointment
from council.rulebook.truth import Truth, all_of, any_of
from council.rulebook.verdict import Because, Verdict

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook


# --- Kinds and grounds ----------------------------------------------------------------------------------------------


def first_known(items: Iterable[tuple[Any, Condition]], facts: Facts) -> tuple[Any, Truth]:
    """Return the first item whose condition holds, and whether any does."""
    truths: list[Truth] = []
    for item, condition in items:
        truth = condition.test(facts)
        if truth.holds:
            return item, truth
        truths.append(truth)
    return None, any_of(truths)


def eligible(book: RuleBook, facts: Facts, key: str = "eligibility") -> Verdict:
    """Return whether the person is of any kind that may be a 위원."""
    ruled = answer_to(book, key, facts)
    if ruled.nothing:
        return nothing_required(ruled)
    kind, truth = first_known(((kind, kind.requires) for kind in ruled.value), facts)
    if truth.holds is None:
        raise without(truth.missing, **ruled.lines)
    if kind is None:
        return Verdict("", False, **ruled.lines, sentence=_("정한 자격 가운데 어느 것에도 해당하지 않습니다."))
    sentence = _("자격에 해당합니다: %(label)s.") % {"label": kind.label}
    return Verdict("", True, **lines_of(kind, ruled), result=kind.kind, sentence=sentence)


def not_barred(book: RuleBook, facts: Facts) -> Verdict:
    """Return whether no ground bars the person."""
    ruled = answer_to(book, "disqualification", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    found = first_ground(ruled.value, facts)
    if found.truth.holds is None:
        raise open_ground(found, ruled)
    if found.ground is None:
        return Verdict("", True, **ruled.lines, sentence=_("위원이 될 수 없는 사유가 없습니다."))
    ground = found.ground
    sentence = _("위원이 될 수 없는 사유가 있습니다: %(label)s.") % {"label": ground.label}
    return Verdict("", False, **lines_of(ground, ruled), result=ground.ground, sentence=sentence)


# --- Appointment ----------------------------------------------------------------------------------------------------


def _household(book: RuleBook, facts: Facts) -> Verdict:
    return by_threshold(answer_to(book, "household.limit", facts), facts)


def _room(book: RuleBook, facts: Facts) -> Verdict:
    """Return whether a seat is free: one more than are seated, within the council's own seats and the range."""
    ruled = answer_to(book, "seats", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    if "seats" in facts:
        allowed = within_range(ruled, int(facts.number("seats")), "seats")
        if allowed.holds is False:
            return allowed
    most, limit = facts.maybe("seats"), ruled.value.max
    if "enrolled" not in facts:
        raise without(("enrolled",) if most is not None else ("enrolled", "seats"), **ruled.lines, allowed=most)
    after = int(facts.number("enrolled")) + 1
    if most is None and (limit is None or after <= limit):
        raise without(("seats",), **ruled.lines, allowed=limit)
    bound = most if most is not None else limit
    values = {"seats": bound, "enrolled": after - 1}
    lines: dict[str, Any] = {**ruled.lines, "allowed": bound, "figures": values}
    if after > bound:
        return Verdict(
            "", False, **lines, sentence=_("정원 %(seats)s명에 %(enrolled)s명이 있어 빈자리가 없습니다.") % values
        )
    return Verdict(
        "", True, **lines, sentence=_("정원 %(seats)s명에 %(enrolled)s명이 있어 빈자리가 있습니다.") % values
    )


Parts: TypeAlias = "tuple[tuple[str, str, Any, Callable[[RuleBook, Facts], Verdict]], ...]"

#: Part → its key, label and answer, in the order in which they are named.
APPOINTMENT: Parts = (
    ("age", "age.member", lazy("나이"), lambda book, facts: old_enough(book, "age.member", facts)),
    ("eligibility", "eligibility", lazy("자격"), eligible),
    ("disqualification", "disqualification", lazy("결격"), not_barred),
    ("training", "training", lazy("교육"), training_at_appointment),
    ("reappointment", "reappointment", lazy("연임"), may_follow),
    ("household", "household.limit", lazy("한 가구"), _household),
    ("composition", "composition", lazy("구성 비율"), with_person),
    ("seats", "seats", lazy("정원"), _room),
)


@question("appoint")
def appoint(book: RuleBook, facts: Facts) -> Verdict:
    """May the person be appointed (위촉)? Every part whose key is loaded is looked at, or those named in ``parts``."""
    wanted = facts.words("parts") if "parts" in facts else None
    parts: list[Part] = []
    for name, key, label, answer in APPOINTMENT:
        if (wanted is None or name in wanted) and is_loaded(book, key, facts):
            parts.append(part(name, str(label), partial(answer, book, facts)))
    if not parts:
        raise Undetermined(Because.NOT_LOADED, _("위원의 자격을 적은 조례가 없습니다."))
    return together(parts, _("위촉할 수 있습니다."))


# --- Voters and committees ------------------------------------------------------------------------------------------


@question("voter")
def voter(book: RuleBook, facts: Facts) -> Verdict:
    """May the person vote in the 주민총회?"""
    parts = [part("voters", _("투표 자격"), lambda: _voters(book, facts))]
    if is_loaded(book, "age.assembly", facts):
        parts.insert(0, part("age", _("나이"), lambda: old_enough(book, "age.assembly", facts)))
    return together(parts, _("주민총회에서 투표할 수 있습니다."))


def _voters(book: RuleBook, facts: Facts) -> Verdict:
    ruled = answer_to(book, "assembly.voters", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    rule = ruled.value
    truth = rule.when.test(facts)
    if rule.as_ and truth.holds is not False:
        referred = old_enough(book, rule.as_, facts) if rule.as_.startswith("age.") else eligible(book, facts, rule.as_)
        truth = all_of((truth, Truth(referred.holds, frozenset(referred.missing))))
    if truth.holds is None:
        return Verdict("", None, **{**ruled.lines, **lacking(truth.missing)})
    sentence = _("투표할 수 있는 사람에 해당합니다.") if truth.holds else _("투표할 수 있는 사람에 해당하지 않습니다.")
    return Verdict("", truth.holds, **ruled.lines, sentence=sentence)


@question("published")
def published(book: RuleBook, facts: Facts) -> Verdict:
    """May this field of the 위원 be published?"""
    ruled = answer_to(book, "publication.members", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    fields = ruled.value.fields
    if fields is None:
        sentence = _("무엇을 공개하는지 정한 것이 없습니다.")
        raise Undetermined(Because.NOT_LOADED, sentence, article=ruled.article)
    holds = facts.word("field") in fields
    sentence = _("공개하는 칸입니다.") if holds else _("공개하는 칸이 아닙니다.")
    return Verdict("", holds, **ruled.lines, result=list(fields), sentence=sentence)
