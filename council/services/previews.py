"""What a change of rules would do, before it is made: for which councils, and whether it can stand at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from council.models import Council, Rule
from council.rule_pages import KeyLines, lines_by_key, title_of
from council.rulebook import KEYS, RuleBook
from council.rulebook.clauses import Clause, Kind
from council.rulebook.db import book_of
from council.rulebook.verdict import Because
from council.services.rules import Edit, Owner

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
    warnings: list[str]
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
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    warnings: dict[str, list[str]] = {}
    seen: dict[tuple[int | None, ...], list[str]] = {}
    touched = edit.keys | {row.key for row in rows if row.pk in edit.ends}
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
        if same not in seen:
            seen[same] = contradictions(book_of(after, on, council), on, touched)
        for warning in seen[same]:
            warnings.setdefault(warning, []).append(council.short_name)
    effects = [
        Effect(title_of(KEYS[key]), str(KEYS[key].label), list(old), list(new), names)
        for (key, old, new), names in found.items()
    ]
    return Preview(on, effects, _named(warnings, len(councils)), len(councils), len(edit.added), len(edit.ends))


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
    return {here.pk, *({above.pk, above.parent_id} - {None} if above else ())}  # type: ignore[arg-type]


def _bears(row: Rule, council: Council, regions: set[int]) -> bool:
    return row.level == Rule.Level.PLATFORM or row.council_id == council.pk or row.region_id in regions


# --- What speaks against it -----------------------------------------------------------------------------------


def contradictions(book: RuleBook, on: dt.date, touched: Iterable[str]) -> list[str]:
    """Return why the rules could not all hold: quotas that exclude each other, or two articles that disagree."""
    return [*_impossible(book), *(sentence for key in sorted(touched) for sentence in _disagreeing(book, key, on))]


def _impossible(book: RuleBook) -> list[str]:
    """Try every number of seats that is allowed against the quotas and the tracks."""
    seats = book.answer("seats")
    if seats.kind is not Kind.VALUE or not (book.loaded("composition") or book.loaded("tracks")):
        return []
    low, high = seats.value.min, seats.value.max
    numbers = range(low if low is not None else high or 0, (high if high is not None else low or 0) + 1)
    problems: dict[str, list[int]] = {}
    for number in list(numbers)[:MOST_SEATS]:
        verdict = book.ask("consistent", seats=number)
        if verdict.holds is False or verdict.because in (Because.CONTRADICTION, Because.NOT_WHOLE):
            problems.setdefault(_without_seats(verdict.sentence, number), []).append(number)
    return [_("%(why)s 정원 %(seats)s일 때입니다.") % {"why": why, "seats": _spans(n)} for why, n in problems.items()]


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
