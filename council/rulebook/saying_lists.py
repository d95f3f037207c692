"""Records and lists of an ordinance as people say them, short enough for a table's cell."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from council.rulebook import fractions, lists, people, saying
from council.rulebook.fact_names import label
from council.rulebook.quotas import IN_TOTAL, Quota
from council.rulebook.spans import Span
from council.rulebook.tracks import Track
from council.rulebook.words import said


def joined(parts: Sequence[str]) -> str:
    return ", ".join(part for part in parts if part)


def labelled(items: Sequence[Any]) -> str:
    """Return the labels of kinds, grounds or losses."""
    return joined([item.label for item in items])


def validity(value: Span | people.Until) -> str:
    if isinstance(value, people.Until):
        return _("%(event)s까지") % {"event": label(value.event)}
    return value.words


def quotas(items: Sequence[Quota]) -> str:
    return joined([quota(item) for item in items])


def quota(item: Quota) -> str:
    """Return one quota: 성별마다 정원의 5분의 3 이하."""
    if item.group.of == IN_TOTAL:
        who = _("모두")
    elif item.each:
        who = _("%(attribute)s마다") % {"attribute": label(item.group.of)}
    elif item.group.comparisons:
        words = {"at_least": _("이상"), "more_than": _("초과"), "at_most": _("이하"), "less_than": _("미만")}
        compared = joined([f"{comparison.right} {words[comparison.op]}" for comparison in item.group.comparisons])
        who = f"{label(item.group.of)} {compared}"
    elif item.group.values and all(isinstance(value, bool) for value in item.group.values):
        who = label(item.group.of)
    else:
        who = joined([said(str(value)) for value in item.group.values])
    return f"{who} {saying.bound(item.bound)}"


def voters(value: people.Voters) -> str:
    if value.as_:
        return _("위원 자격과 같음")
    return joined([label(name) for name in sorted(value.when.facts())])


def trainings(value: people.Training | tuple[people.Training, ...]) -> str:
    """Return one training, or several courses by their labels."""
    if isinstance(value, people.Training):
        return training(value)
    return " / ".join(f"{one.label} {training(one)}" for one in value)


def training(value: people.Training) -> str:
    parts = [_("%(n)s시간") % {"n": value.hours}]
    if value.due is not None:
        parts.append(saying.deadline(value.due))
    if value.valid is not None:
        parts.append(_("%(span)s 동안 인정") % {"span": value.valid.words})
    return joined(parts)


def vacancy(value: people.Vacancy) -> str:
    if not value.fill:
        return _("채우지 않음")
    return _("채움: %(from)s") % {"from": joined([said(way) for way in value.from_])} if value.from_ else _("채움")


def term(value: people.Term) -> str:
    return value.length.words


def reappointment(value: people.Reappointment) -> str:
    if value.limit is None:
        return _("횟수를 제한하지 않음")
    times = _("이어서 %(n)s번") if value.counting == "consecutive" else _("모두 %(n)s번")
    way = value.gap.words if value.gap is not None else said(value.then)
    return _("%(times)s, 그 뒤 %(way)s") % {"times": times % {"n": value.limit}, "way": way}


def deemed(items: Sequence[people.Deemed]) -> str:
    return _("따로 세는 임기 %(n)s가지") % {"n": len(items)}


def tracks(items: Sequence[Track]) -> str:
    """Return the ways to a seat with their shares: 공개모집 60%, 추천 40%."""
    parts = []
    for item in items:
        if isinstance(item.seats, Fraction):
            share = fractions.percent(item.seats)
        elif isinstance(item.seats, int):
            share = _("%(n)s명") % {"n": item.seats}
        elif not isinstance(item.seats, str):
            share = saying.threshold(item.seats)
        else:
            share = said(item.seats) if len(items) > 1 else ""
        parts.append(f"{item.label} {share}".strip())
    return joined(parts)


def officers(items: Sequence[lists.Officer]) -> str:
    """Return the offices with how many and how they are chosen: 회장 1명(무기명 투표)."""
    parts = []
    for item in items:
        known = item.seats.min is not None or item.seats.max is not None
        words = f"{item.label} {item.seats.words(_('명'))}" if known else item.label
        parts.append(f"{words}({said(item.by)})" if item.by else words)
    return joined(parts)


def body(value: lists.Body) -> str:
    known = value.seats.min is not None or value.seats.max is not None
    parts = [value.seats.words(_("명")) if known else ""]
    if value.named_by:
        parts.append(_("%(who)s이(가) 정함") % {"who": said(value.named_by)})
    return joined(parts) or _("따로 정한 수 없음")


def allowances(items: Sequence[lists.Allowance]) -> str:
    return joined([f"{item.label or said(item.what)} {item.won:,}{_('원')}" for item in items])


def regular(value: lists.Regular) -> str:
    return _("한 %(per)s에 %(n)s번") % {"per": said(value.per), "n": value.times}


def online(value: lists.Online) -> str:
    if not value.allowed:
        return _("할 수 없음")
    return _("할 수 있음, 출석으로 셈") if value.counts else _("할 수 있음")


def recusal(value: lists.Recusal) -> str:
    kinds = joined(value.kinds)
    return _("%(kinds)s, 의결 정족수에서 뺌") % {"kinds": kinds} if value.leaves_base else kinds


def target(value: lists.Target) -> str:
    speaks = {True: _("말할 수 있음"), False: _("말할 수 없음"), None: ""}[value.speaks]
    votes = {True: _("표결할 수 있음"), False: _("표결할 수 없음"), None: ""}[value.votes]
    hearing = {True: _("먼저 말할 기회를 줌"), False: "", None: ""}[value.hearing]
    return joined([hearing, speaks, votes])


def outsiders(value: lists.Outsiders) -> str:
    if not value.join:
        return _("함께할 수 없음")
    votes = {True: _("표결함"), False: _("표결하지 않음"), None: ""}[value.vote]
    return joined([_("함께함"), votes, saying.threshold(value.share) if value.share is not None else ""])


def early(value: lists.Early) -> str:
    if not value.allowed:
        return _("하지 않음")
    weight = "" if value.weight == 1 else _("한 표를 %(weight)s로 셈") % {"weight": fractions.words(value.weight)}
    return joined([_("할 수 있음"), weight])
