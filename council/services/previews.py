"""What a change of rules would do, before it is made: for which councils, and whether it can stand at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from council.common.scope import current_scope, wide_scope
from council.models import Council, Rule
from council.rule_pages import KeyLines, lines_by_key, title_of
from council.rulebook import KEYS, RuleBook
from council.rulebook.clauses import Clause, Kind
from council.rulebook.db import book_of
from council.rulebook.verdict import Because
from council.services.wording import Edit, Owner
from members.models import Membership

#: More different numbers of seats than this are not tried out one by one.
MOST_SEATS = 200


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes of one key, and for which councils it does."""

    topic: str
    label: str
    before: list[str]
    after: list[str]
    councils: list[str]


@dataclass(frozen=True, slots=True)
class Preview:
    """All effects of an edit on a day, and what speaks against it."""

    on: dt.date
    effects: list[Effect]
    #: Rules that cannot hold together, so that nothing could be determined by them.
    warnings: list[str]
    #: What will not come out by itself: seats that do not divide, more 위원 than seats.
    notes: list[str]
    councils: int
    added: int
    ended: int


def councils_under(owner: Owner) -> list[Council]:
    """Return the councils that live by the owner's rules, by name (one query)."""
    if owner.council is not None:
        return [owner.council]
    found = Council.objects.filter(closed_on__isnull=True).select_related("region__parent").order_by("short_name", "pk")
    if owner.region is not None:
        inside = Q(region=owner.region) | Q(region__parent=owner.region) | Q(region__parent__parent=owner.region)
        found = found.filter(inside)
    return list(found)


def preview(edit: Edit, councils: Sequence[Council], on: dt.date, labels: Mapping[str, str]) -> Preview:
    """Return what the edit would do to the councils as of the day (two queries, whatever their number)."""
    rows = list(_bearing(councils))
    over = {council.pk: _regions_over(council) for council in councils}
    touched = edit.keys | {row.key for row in rows if row.pk in edit.ends}
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    warnings: dict[str, list[str]] = {}
    notes: dict[str, list[str]] = {}
    seen: dict[tuple[int, ...], tuple[list[str], list[str]]] = {}
    seated = _seated(councils, on) if touched & {"seats"} else {}
    for council in councils:
        own = [row for row in rows if _bears(row, council, over[council.pk])]
        after = edit.applied_to(own)
        old, new = lines_by_key(own, on, labels), lines_by_key(after, on, labels)
        for key in sorted(touched & KEYS.keys()):
            before_after = (key, _said(old.get(key)), _said(new.get(key)))
            if before_after[1] != before_after[2]:
                found.setdefault(before_after, []).append(council.short_name)
        # Councils without a 세칙 of their own live by the same rules: asked once for all of them.
        same = tuple(sorted(row.pk or 0 for row in after))
        book = book_of(after, on, council)
        if same not in seen:
            seen[same] = contradictions(book, on, touched), _undivided(book, touched)
        for told, about in zip((warnings, notes), seen[same], strict=True):
            for sentence in about:
                told.setdefault(sentence, []).append(council.short_name)
        for sentence in _overfull(book, seated.get(council.pk, 0)):
            notes.setdefault(sentence, []).append(council.short_name)
    effects = [
        Effect(title_of(KEYS[key]), str(KEYS[key].label), list(old), list(new), names)
        for (key, old, new), names in found.items()
    ]
    many = len(councils)
    return Preview(on, effects, _named(warnings, many), _named(notes, many), many, len(edit.added), len(edit.ends))


def _said(lines: KeyLines | None) -> tuple[str, ...]:
    return tuple(lines.said) if lines else ()


def _named(warnings: Mapping[str, list[str]], councils: int) -> list[str]:
    """Return the warnings, those that concern only some councils with their names."""
    return [
        warning if len(names) == councils else f"{warning} ({', '.join(names)})" for warning, names in warnings.items()
    ]


def _bearing(councils: Sequence[Council]) -> Iterable[Rule]:
    regions = {pk for council in councils for pk in _regions_over(council)}
    mine = Q(council__in=[council.pk for council in councils]) | Q(region__in=regions) | Q(level=Rule.Level.PLATFORM)
    return (
        Rule.objects.filter(mine)
        .standing()
        .select_related("ordinance", "region", "council")
        .order_by("key", "valid_from", "pk")
    )


def _regions_over(council: Council) -> set[int]:
    here = council.region
    above = here.parent
    return {here.pk, *({above.pk, above.parent_id} - {None} if above else ())}


def _bears(row: Rule, council: Council, regions: set[int]) -> bool:
    return row.level == Rule.Level.PLATFORM or row.council_id == council.pk or row.region_id in regions


# --- What speaks against it -----------------------------------------------------------------------------------


def contradictions(book: RuleBook, on: dt.date, touched: Iterable[str]) -> list[str]:
    """Return why the rules could not all hold: quotas that exclude each other, or two articles that disagree."""
    return [*_impossible(book), *(sentence for key in sorted(touched) for sentence in _disagreeing(book, key, on))]


def _impossible(book: RuleBook) -> list[str]:
    """Try every number of seats that is allowed against the quotas and the tracks."""
    if not (book.loaded("composition") or book.loaded("tracks")):
        return []
    problems: dict[str, list[int]] = {}
    for number in _allowed_seats(book):
        verdict = book.ask("consistent", seats=number)
        if verdict.holds is False or verdict.because == Because.CONTRADICTION:
            problems.setdefault(_without_seats(verdict.sentence, number), []).append(number)
    return [_("%(why)s 정원 %(seats)s일 때입니다.") % {"why": why, "seats": _spans(n)} for why, n in problems.items()]


def _allowed_seats(book: RuleBook) -> list[int]:
    """Return the numbers of seats that are allowed, as far as they are bounded."""
    seats = book.answer("seats")
    if seats.kind is not Kind.VALUE:
        return []
    low, high = seats.value.min, seats.value.max
    first, last = low if low is not None else high, high if high is not None else low
    return list(range(first, last + 1))[:MOST_SEATS] if first is not None and last is not None else []


def _undivided(book: RuleBook, touched: set[str]) -> list[str]:
    """Return for which numbers of seats the tracks do not come out whole; nothing unless either is touched."""
    if not touched & {"seats", "tracks"} or not book.loaded("tracks"):
        return []
    numbers = [n for n in _allowed_seats(book) if book.ask("tracks", seats=n).because == Because.NOT_WHOLE]
    if not numbers:
        return []
    told = {"seats": _spans(numbers)}
    return [_("정원이 %(seats)s이면 선정 방법별 자리가 나누어떨어지지 않아 몇 자리인지 정해지지 않습니다.") % told]


def _seated(councils: Sequence[Council], on: dt.date) -> dict[int, int]:
    """Return how many 위원 sit in each council that day (one query)."""
    scope = nullcontext() if len(councils) == 1 and current_scope() else wide_scope(one.pk for one in councils)
    with scope:
        rows = Membership.objects.filter(starts_on__lte=on, ends_on__gt=on).values_list("council_id")
        return dict(rows.annotate(n=Count("pk")).order_by())


def _overfull(book: RuleBook, seated: int) -> list[str]:
    seats = book.answer("seats")
    if seats.kind is not Kind.VALUE or seats.value.max is None or seated <= seats.value.max:
        return []
    return [_("지금 위원 %(n)d명이 정원 %(max)d명보다 많습니다.") % {"n": seated, "max": seats.value.max}]


def _without_seats(sentence: str, number: int) -> str:
    """Return the sentence without the number that was tried, so that equal reasons meet."""
    return sentence.replace(_("정원 %(seats)s명에서 ") % {"seats": number}, "")


def _spans(numbers: list[int]) -> str:
    """Return 30~32, 35명."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    shown = ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}~{part[-1]}" for part in parts)
    return _("%(numbers)s명") % {"numbers": shown}


def _disagreeing(book: RuleBook, key: str, on: dt.date) -> Iterable[str]:
    """Find two rules of one level and rank that apply in the same circumstances and say different things."""
    current = book.clauses(key, on=on)
    for place, one in enumerate(current):
        for other in current[place + 1 :]:
            if _same_circumstance(one, other) and not one.says(other):
                yield _(
                    "%(label)s: %(one)s와(과) %(other)s이(가) 같은 경우에 서로 다르게 정합니다. 어느 쪽도 쓸 수 없습니다."
                ) % {
                    "label": KEYS[key].label,
                    "one": one.article or one.clause,
                    "other": other.article or other.clause,
                }


def _same_circumstance(one: Clause, other: Clause) -> bool:
    return (one.level, one.specificity, dict(one.when), dict(one.cohort)) == (
        other.level,
        other.specificity,
        dict(other.when),
        dict(other.cohort),
    )
