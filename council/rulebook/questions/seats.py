"""Seats: how the tracks share them, the reserve list, and filling a vacancy."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from council.rulebook.deadlines import events_of
from council.rulebook.facts import Facts
from council.rulebook.people import Until
from council.rulebook.questions import wording
from council.rulebook.questions.counting import by_threshold
from council.rulebook.questions.ruling import (
    Part,
    Ruled,
    Undetermined,
    answer_to,
    is_loaded,
    lacking,
    nothing_required,
    part,
    question,
    together,
)
from council.rulebook.thresholds import rounded
from council.rulebook.verdict import Because, Verdict
from council.rulebook.words import said

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook

REST = "rest"


@question("tracks")
def tracks(book: RuleBook, facts: Facts) -> Verdict:
    """How many seats does each track fill?"""
    return shares_of(book, facts)


def shares_of(book: RuleBook, facts: Facts) -> Verdict:
    """Return the seats of each track. Raises Undetermined where they do not come out whole."""
    ruled = answer_to(book, "tracks", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    total = int(facts.number("seats"))
    fixed: dict[str, int] = {}
    open_track = ""
    for track in ruled.value:
        share = track.seats
        if share is None or share == REST:
            open_track = track.track
            continue
        figure = rounded(share * total, track.round or "exact") if isinstance(share, Fraction) else Fraction(share)
        if figure.denominator != 1:
            sentence = _(
                "%(label)s: 정원 %(seats)s명의 %(share)s은 나누어떨어지지 않고, 올림이나 내림을 정한 것이 없습니다."
            ) % {
                "label": track.label or track.track,
                "seats": total,
                "share": wording.share(share),
            }
            raise Undetermined(Because.NOT_WHOLE, sentence, article=_article(track, ruled))
        fixed[track.track] = int(figure)
    left = total - sum(fixed.values())
    if left < 0 or (left and not open_track):
        values = {"sum": sum(fixed.values()), "seats": total}
        sentence = _("선정 방법별 자리를 더하면 %(sum)s명으로, 정원 %(seats)s명과 다릅니다.") % values
        raise Undetermined(Because.CONTRADICTION, sentence, article=ruled.article)
    result = {track.track: fixed.get(track.track, left) for track in ruled.value}
    named = ", ".join(f"{track.label or track.track} {result[track.track]}명" for track in ruled.value)
    sentence = _("정원 %(seats)s명: %(shares)s.") % {"seats": total, "shares": named}
    return Verdict("", True, **ruled.lines, result=result, figures={"seats": total}, sentence=sentence)


def _article(item: Any, ruled: Ruled) -> str:
    return getattr(item, "article", "") or ruled.article


# --- Reserve list ---------------------------------------------------------------------------------------------------


@question("reserve")
def reserve(book: RuleBook, facts: Facts) -> Verdict:
    """Is the reserve list no longer than allowed, and does it still hold?"""
    parts: list[Part] = []
    if is_loaded(book, "reserve.size", facts):
        parts.append(part("size", _("예비후보 수"), lambda: _size(book, facts)))
    validity: Verdict | None = None
    if is_loaded(book, "reserve.valid", facts) and ("listed_on" in facts or not parts or _may_say(book, facts)):
        checked = part("valid", _("예비후보 기간"), lambda: reserve_valid(book, facts))
        validity = checked.verdict
        parts.append(checked)
    if not parts:
        raise Undetermined(Because.NOT_LOADED, _("예비후보를 적은 조례가 없습니다."))
    verdict = together(parts, parts[0].verdict.sentence)
    size = parts[0].verdict
    last_day = validity.last_day if validity is not None else None
    return replace(
        verdict,
        allowed=size.allowed,
        needed=size.needed,
        last_day=last_day,
        result=size.result,
        figures=size.figures,
    )


def _may_say(book: RuleBook, facts: Facts) -> bool:
    """Return whether the facts tell how long the list holds."""
    value = book.answer("reserve.valid", facts).value
    return isinstance(value, Until) and value.event in facts


def _size(book: RuleBook, facts: Facts) -> Verdict:
    ruled = answer_to(book, "reserve.size", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    threshold = getattr(ruled.value, "threshold", ruled.value)
    by_track = facts.maybe("reserves")
    if not isinstance(by_track, Mapping):
        return by_threshold(ruled, facts, threshold)
    parts = []
    for track, number in by_track.items():
        of_track = facts.plus(reserves=number, track=track)
        seats = facts.maybe("track_seats")
        if isinstance(seats, Mapping) and track in seats:
            of_track = of_track.plus(track_seats=seats[track])
        parts.append(part(str(track), str(track), lambda own=of_track: by_threshold(ruled, own, threshold)))  # type: ignore[misc]
    return together(
        parts, _("예비후보 수가 모두 맞습니다."), result={each.name: each.verdict.allowed for each in parts}
    )


def reserve_valid(book: RuleBook, facts: Facts) -> Verdict:
    """Return whether the reserve list still holds on the day asked about, and its last day."""
    ruled = answer_to(book, "reserve.valid", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    if isinstance(ruled.value, Until):
        last = facts.date(ruled.value.event)
    else:
        last = ruled.value.after(facts.date("listed_on"))
    values = {"last": wording.day(last)}
    holds = facts.on <= last
    sentence = (
        _("예비후보 명부는 %(last)s까지 씁니다.")
        if holds
        else _("예비후보 명부는 %(last)s까지여서 더는 쓸 수 없습니다.")
    )
    return Verdict("", holds, **ruled.lines, last_day=last, sentence=sentence % values)


# --- Vacancy --------------------------------------------------------------------------------------------------------


@question("vacancy")
def vacancy(book: RuleBook, facts: Facts) -> Verdict:
    """Is the vacant seat to be filled, from where, by when?"""
    ruled = answer_to(book, "vacancy", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    rule = ruled.value
    left = facts.maybe("remaining_months")
    figures = {"remaining_months": left} if left is not None else {}
    if not rule.fill:
        return Verdict("", False, **ruled.lines, figures=figures, sentence=_("결원을 채우지 않습니다."))
    if rule.unless is not None:
        truth = rule.unless.test(facts)
        if truth.holds is None:
            return Verdict("", None, **{**ruled.lines, **lacking(truth.missing)}, figures=figures)
        if truth.holds:
            sentence = _("결원을 채우지 않아도 되는 때에 해당합니다.")
            if rule.unless.facts() == {"remaining_months"} and left is not None:
                sentence = _("남은 임기가 %(left)s개월이어서 결원을 채우지 않습니다.") % {"left": math.floor(left)}
            return Verdict("", False, **ruled.lines, figures=figures, sentence=sentence)
    due = None
    if rule.within is not None and all(name in facts for name in events_of(rule.within)):
        due = rule.within.on(facts, book.counting(facts))
    source, missing = _source(book, facts, rule)
    sentence = _filled_from(source, due)
    return Verdict("", True, **ruled.lines, due=due, result=source, missing=missing, figures=figures, sentence=sentence)


def _source(book: RuleBook, facts: Facts, rule: Any) -> tuple[str | None, tuple[str, ...]]:
    """Return from where the seat is filled first: the reserve list only while somebody stands on it and it holds."""
    for source in rule.from_:
        if source != "reserve":
            return source, ()
        if "reserves" not in facts:
            return None, ("reserves",)
        reserves = facts["reserves"]
        track = facts.maybe("track")
        number = reserves.get(track, 0) if isinstance(reserves, Mapping) else reserves
        if number and not _run_out(book, facts):
            return source, ()
    return None, ()


def _run_out(book: RuleBook, facts: Facts) -> bool:
    """Return whether the reserve list is known to hold no longer."""
    return part("", "", lambda: reserve_valid(book, facts)).verdict.holds is False


def _filled_from(source: str | None, due: dt.date | None) -> str:
    values = {"source": said(source or ""), "due": wording.day(due) if due is not None else ""}
    if source is None:
        return _("%(due)s까지 결원을 채웁니다.") % values if due else _("결원을 채웁니다.")
    if source == "reserve":
        sentence = (
            _("%(due)s까지 예비후보 가운데 순위대로 결원을 채웁니다.")
            if due
            else _("예비후보 가운데 순위대로 결원을 채웁니다.")
        )
        return sentence % values
    sentence = _("%(due)s까지 결원을 채웁니다. 방법: %(source)s.") if due else _("결원을 채웁니다. 방법: %(source)s.")
    return sentence % values
