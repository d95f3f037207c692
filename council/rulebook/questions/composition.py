"""Composition: shares of sex, age, residence … among the 위원, and whether all of them can hold at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.rulebook import consistency, fact_names, quotas
from council.rulebook.fact_names import COUNTS
from council.rulebook.facts import Facts, Missing
from council.rulebook.keys import KEYS
from council.rulebook.questions import wording
from council.rulebook.questions.ruling import (
    Part,
    Ruled,
    Undetermined,
    answer_to,
    lacking,
    nothing_required,
    question,
    settled,
    together,
    without,
)
from council.rulebook.questions.seats import shares_of
from council.rulebook.quotas import IN_TOTAL, Group, Quota
from council.rulebook.verdict import Because, Verdict
from council.rulebook.words import said

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook

_COMPARED = {
    "at_least": gettext_lazy("%(n)s 이상"),
    "more_than": gettext_lazy("%(n)s 초과"),
    "at_most": gettext_lazy("%(n)s 이하"),
    "less_than": gettext_lazy("%(n)s 미만"),
}


@question("composition")
def composition(book: RuleBook, facts: Facts) -> Verdict:
    """Do the shares hold among the 위원?"""
    key = str(facts.maybe("key", "composition"))
    if key not in KEYS or KEYS[key].shape != "quotas":
        raise Undetermined(Because.NOT_LOADED, _("‘%(key)s’은(는) 구성을 정한 항목이 아닙니다.") % {"key": said(key)})
    ruled = answer_to(book, key, facts)
    if ruled.nothing:
        return nothing_required(ruled)
    return judge(ruled, quotas.single(ruled.value, facts), facts)


def with_person(book: RuleBook, facts: Facts) -> Verdict:
    """Return whether the ceilings still hold when the person asked about is added to those already there.

    Floors are not looked at: they cannot be reached one by one.
    """
    ruled = answer_to(book, "composition", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    ceilings = [quota for quota in ruled.value if not quota.bound.op.is_floor]
    named = {quota.group.of for quota in ceilings} | {quota.within.of for quota in ceilings if quota.within}
    attributes = sorted(named - {IN_TOTAL})
    missing = [name for name in attributes if name not in facts]
    if missing:
        raise without(missing, **ruled.lines)
    person = {name: facts[name] for name in attributes}
    more: dict[str, Any] = {}
    for name, value in person.items():
        counts = facts.maybe(name + COUNTS)
        if isinstance(counts, Mapping):
            own = next(
                (each for each in counts if quotas.written(each) == quotas.written(value)), quotas.written(value)
            )
            more[name + COUNTS] = {**counts, own: whole(counts.get(own, 0), name + COUNTS) + 1}
    if isinstance(facts.maybe("members"), list):
        more["members"] = [*facts["members"], person]
    if "enrolled" in facts:
        more["enrolled"] = int(facts.number("enrolled")) + 1
    after = facts.plus(**more)
    return judge(ruled, quotas.single(ceilings, after), after)


def judge(ruled: Ruled, every: Sequence[Quota], facts: Facts) -> Verdict:
    """Return the verdict on every single quota, with each group's figure as the result."""
    counts_agree(facts, {quota.group.of for quota in every})
    parts: list[Part] = []
    result: dict[str, Any] = {}
    figures: dict[str, Any] = {}
    for quota in every:
        verdict = _one(quota, ruled, facts)
        name = name_of(quota)
        parts.append(Part(name, verdict, label_of(quota)))
        figure = verdict.needed if verdict.needed is not None else verdict.allowed
        if figure is not None:
            _add_figure(result, quota, figure)
        figures |= dict(verdict.figures)
    if not parts:
        return Verdict("", True, **ruled.lines, sentence=_("맞추어야 할 비율이 없습니다."))
    return together(parts, _("구성 비율이 모두 맞습니다."), result=result or None, figures=figures)


def whole(value: Any, fact: str) -> int:
    """Return a count of people. Raises Missing for what is no number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Missing(fact)
    return value


def counts_agree(facts: Facts, attributes: set[str]) -> None:
    """Raise Undetermined when more people are counted by an attribute than are enrolled."""
    enrolled = facts.maybe("enrolled")
    for attribute in sorted(attributes):
        counts = facts.maybe(attribute + COUNTS)
        if isinstance(counts, Mapping) and isinstance(enrolled, int):
            counted = sum(whole(number, attribute + COUNTS) for number in counts.values())
            if counted > enrolled:
                values = {"enrolled": enrolled, "counted": counted}
                sentence = _("재적 %(enrolled)s명인데 %(counted)s명을 세었습니다. 앞뒤가 맞지 않는 수입니다.") % values
                raise Undetermined(Because.FACTS_DISAGREE, sentence)


def _one(quota: Quota, ruled: Ruled, facts: Facts) -> Verdict:
    """Return the verdict on one group."""
    truth, number, figure = quotas.test(quota, facts)
    is_floor = quota.bound.op.is_floor
    lines: dict[str, Any] = {
        "article": quota.article or ruled.article,
        "strength": quota.strength,
        "checked": ruled.checked,
        "needed" if is_floor else "allowed": figure,
    }
    if number is not None:
        lines["figures"] = {name_of(quota): number}
    number, open_ = _with_uncounted(quota, truth.holds, number, figure, facts)
    if truth.holds is None or figure is None or number is None:
        return Verdict("", None, **{**lines, **lacking(truth.missing)})
    if open_:
        return Verdict("", None, **{**lines, **lacking((quota.group.of + COUNTS,))})
    return Verdict("", truth.holds, **lines, sentence=_sentence(quota, number, figure))


def _with_uncounted(
    quota: Quota, holds: bool | None, number: int | None, figure: int | None, facts: Facts
) -> tuple[int | None, bool]:
    """Return the number, and whether those enrolled of whom the attribute was not counted leave the matter open."""
    counts, enrolled = facts.maybe(quota.group.of + COUNTS), facts.maybe("enrolled")
    if number is None or figure is None or not isinstance(counts, Mapping) or not isinstance(enrolled, int):
        return number, False
    if isinstance(facts.maybe("members"), list):
        return number, False
    most = number + enrolled - sum(whole(n, quota.group.of + COUNTS) for n in counts.values())
    return number, quota.bound.passes(most, figure) is not holds


def name_of(quota: Quota) -> str:
    """Return the name of a quota's group in results: female; within a part open/female."""
    return f"{quota.within.name}/{quota.group.name}" if quota.within else quota.group.name


def label_of(quota: Quota) -> str:
    """Return a group as people say it: 여성, 나이 39 이하."""
    own = _group_label(quota.group)
    return f"{_group_label(quota.within)} {own}" if quota.within else own


def _group_label(group: Group) -> str:
    if group.comparisons:
        unit = wording.unit_of(group.of) if group.of == "age" else ""
        compared = " ".join(str(_COMPARED[each.op]) % {"n": f"{each.right}{unit}"} for each in group.comparisons)
        return f"{fact_names.label(group.of)} {compared}"
    if group.values == (True,) or group.values == (False,):
        label = fact_names.label(group.of)
        return label if group.values[0] else _("%(label)s 아님") % {"label": label}
    if group.values:
        return "·".join(said(str(value)) for value in group.values)
    return _("모두") if group.of == IN_TOTAL else fact_names.label(group.of)


def _add_figure(result: dict[str, Any], quota: Quota, figure: int) -> None:
    """Note a group's figure: a number; where a group has a floor and a ceiling, both by name."""
    name, side = name_of(quota), "needed" if quota.bound.op.is_floor else "allowed"
    before = result.get(name)
    if before is None:
        result[name] = figure
    elif isinstance(before, Mapping):
        result[name] = {**before, side: figure}
    else:
        result[name] = {"allowed" if side == "needed" else "needed": before, side: figure}


def _sentence(quota: Quota, number: int, figure: int) -> str:
    values = {
        "label": label_of(quota),
        "count": wording.amount(number),
        "figure": wording.amount(figure),
        "gap": wording.amount(abs(number - figure)),
    }
    if quota.bound.op.is_floor:
        if number < figure:
            return _("%(label)s %(count)s으로 필요한 %(figure)s보다 %(gap)s 적습니다.") % values
        return _("%(label)s %(count)s으로 필요한 %(figure)s을 채웠습니다.") % values
    if number > figure:
        return _("%(label)s %(count)s으로 둘 수 있는 %(figure)s보다 %(gap)s 많습니다.") % values
    return _("%(label)s %(count)s으로 둘 수 있는 %(figure)s 안입니다.") % values


# --- Together -------------------------------------------------------------------------------------------------------


@question("consistent")
def consistent(book: RuleBook, facts: Facts) -> Verdict:
    """Can all quotas hold at once in a council of so many seats, all of them taken?"""
    total = int(facts.number("seats"))
    ruled = answer_to(book, "composition", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    lines: dict[str, Any] = {**ruled.lines, "figures": {"seats": total}}
    found = consistency.consistent(ruled.value, facts, total, _parts(book, facts))
    if found.truth.holds is None:
        raise without(found.truth.missing, **lines)
    if found.truth.holds:
        sentence = _("정원 %(seats)s명에서 모두 함께 지킬 수 있습니다.") % {"seats": total}
        return Verdict("", True, **lines, sentence=sentence)
    names = tuple(dict.fromkeys(name_of(quota) for quota in found.quotas))
    labels = ", ".join(dict.fromkeys(label_of(quota) for quota in found.quotas))
    sentence = _("정원 %(seats)s명에서 함께 지킬 수 없습니다: %(labels)s.") % {"seats": total, "labels": labels}
    lines["article"] = ", ".join(dict.fromkeys(quota.article or ruled.article for quota in found.quotas))
    return Verdict("", False, **lines, failed=names, sentence=sentence)


def _parts(book: RuleBook, facts: Facts) -> dict[str, dict[Any, int]]:
    """Return how many seats each track has, for quotas within a track; nothing where that is not determined."""
    tracks = settled(lambda: shares_of(book, facts))
    if not tracks.holds or not isinstance(tracks.result, Mapping):
        return {}
    whole_ = {track: number for track, number in tracks.result.items() if isinstance(number, int)}
    return {"track": whole_} if len(whole_) == len(tracks.result) else {}
