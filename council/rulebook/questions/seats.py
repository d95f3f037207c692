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
from council.rulebook.ranges import Range
from council.rulebook.thresholds import rounded
from council.rulebook.tracks import Track
from council.rulebook.verdict import Because, Verdict
from council.rulebook.words import said

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook

REST = "rest"


#: From the least to the most seats of a track; None is open.
Ends = tuple[int, int]


@question("tracks")
def tracks(book: RuleBook, facts: Facts) -> Verdict:
    """How many seats does each track fill? With ``track_counts``, do the seats planned keep to it?"""
    return shares_of(book, facts)


def shares_of(book: RuleBook, facts: Facts) -> Verdict:
    """Return the seats of each track. Raises Undetermined where they do not come out whole."""
    ruled = answer_to(book, "tracks", facts)
    if ruled.nothing:
        return nothing_required(ruled)
    total = int(facts.number("seats"))
    ends = _with_rest(ruled, {track.track: _ends(track, total, ruled) for track in ruled.value}, total)
    result = {track.track: _told(track, ends[track.track]) for track in ruled.value}
    named = ", ".join(f"{track.label or track.track} {_words(result[track.track])}" for track in ruled.value)
    sentence = _("정원 %(seats)s명: %(shares)s.") % {"seats": total, "shares": named}
    lines: dict[str, Any] = {**ruled.lines, "result": result, "figures": {"seats": total}}
    planned = facts.maybe("track_counts")
    if isinstance(planned, Mapping):
        return _planned(ruled, planned, ends, total, lines, sentence)
    return Verdict("", True, **lines, sentence=sentence)


def _ends(track: Track, total: int, ruled: Ruled) -> Ends | None:
    """Return the least and most seats of a track, None for the one that takes the rest."""
    share = track.seats
    if share is None or share == REST:
        return None
    if not isinstance(share, int | Fraction | str):
        outcome = share.test(Facts({"on": "2000-01-01", "seats": total}))
        return max(outcome.needed or 0, 0), total if outcome.allowed is None else min(outcome.allowed, total)
    figure = rounded(share * total, track.round or "exact") if isinstance(share, Fraction) else Fraction(share)
    if figure.denominator != 1:
        sentence = _(
            "%(label)s: 정원 %(seats)s명의 %(share)s은 나누어떨어지지 않고, 올림이나 내림을 정한 것이 없습니다."
        ) % {
            "label": track.label or track.track,
            "seats": total,
            "share": wording.share(Fraction(share)),
        }
        raise Undetermined(Because.NOT_WHOLE, sentence, article=_article(track, ruled))
    return int(figure), int(figure)


def _with_rest(ruled: Ruled, ends: dict[str, Ends | None], total: int) -> dict[str, Ends]:
    """Return every track's ends, the rest's included. Raises Undetermined where they cannot fill the seats."""
    known = [one for one in ends.values() if one is not None]
    least, most = sum(low for low, _high in known), sum(high for _low, high in known)
    open_ = len(known) < len(ends)
    if least > total or (most < total and not open_):
        values = {"sum": least if least > total else most, "seats": total}
        sentence = _("선정 방법별 자리를 더하면 %(sum)s명으로, 정원 %(seats)s명과 다릅니다.") % values
        raise Undetermined(Because.CONTRADICTION, sentence, article=ruled.article)
    rest = (max(total - most, 0), total - least)
    return {name: rest if one is None else one for name, one in ends.items()}


def _told(track: Track, ends: Ends) -> int | dict[str, int]:
    """Return a track's seats as the result has them: a number, or the ends that the rule sets."""
    low, high = ends
    if low == high:
        return low
    bound = track.seats
    if isinstance(bound, int | Fraction | str):
        return {"min": low, "max": high}
    outcome = bound.test(Facts({"on": "2000-01-01", "seats": high}))
    own = {"min": low if outcome.needed is not None else None, "max": high if outcome.allowed is not None else None}
    return {name: number for name, number in own.items() if number is not None}


def _words(seats: int | dict[str, int]) -> str:
    if isinstance(seats, int):
        return wording.amount(seats)
    return Range(seats.get("min"), seats.get("max")).words(_("명"))


def _planned(
    ruled: Ruled, planned: Mapping[Any, Any], ends: Mapping[str, Ends], total: int, lines: dict[str, Any], holding: str
) -> Verdict:
    """Return whether the seats planned for each track keep to the rule and add up to the 정원."""
    numbers = {str(name): int(number) for name, number in planned.items()}
    failed = tuple(name for name, (low, high) in ends.items() if not low <= numbers.get(name, 0) <= high)
    failed += tuple(name for name in numbers if name not in ends)
    lines["figures"] = {"seats": total, **numbers}
    if failed:
        labels = {track.track: track.label for track in ruled.value}
        names = wording.listed(labels.get(name, name) for name in failed)
        sentence = _("정한 자리를 벗어난 선정 방법이 있습니다: %(names)s.") % {"names": names}
        return Verdict("", False, **lines, failed=failed, sentence=sentence)
    if sum(numbers.values()) != total:
        values = {"sum": sum(numbers.values()), "seats": total}
        sentence = _("선정 방법별 자리를 더하면 %(sum)s명으로, 정원 %(seats)s명과 다릅니다.") % values
        return Verdict("", False, **lines, failed=("seats",), sentence=sentence)
    return Verdict("", True, **lines, sentence=holding)


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
