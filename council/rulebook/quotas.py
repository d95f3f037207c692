"""Quotas: limits on who there may be, in total, per group, or per group of each part (docs/ordinances.md §4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from council.rulebook.conditions import Comparison, read_right
from council.rulebook.fact_names import COUNTS
from council.rulebook.facts import Facts, Missing, Number
from council.rulebook.readers import BOUND_FIELDS, read_bound
from council.rulebook.records import Record
from council.rulebook.spots import Spot
from council.rulebook.thresholds import Bound
from council.rulebook.truth import YES, Truth, known, unknown
from council.rulebook.verdict import Strength

#: An attribute of which there is one group with everybody in it.
IN_TOTAL = "in_total"

#: Attributes whose values are all known, so that their groups add up to everybody.
CLOSED: Mapping[str, tuple[str, ...]] = {"sex": ("female", "male")}


#: Bases that mean the part's own people in a quota within a part.
OF_THE_PART = ("enrolled", "track_seats")


def written(value: Any) -> str:
    """Return a value as a file writes it; the names of a mapping are always text."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass(frozen=True, slots=True)
class Group:
    """People by one attribute: one value, several, a comparison, or everybody."""

    of: str
    values: tuple[Any, ...] = ()
    comparisons: tuple[Comparison, ...] = ()

    def has(self, value: Any, facts: Facts) -> bool:
        """Return whether a person with this value of the attribute belongs."""
        if self.comparisons:
            # Counts by age are written {39: 4}; the names of a mapping are text.
            number = int(value) if isinstance(value, str) and value.isdecimal() else value
            return all(comparison.holds(number, facts) for comparison in self.comparisons)
        return not self.values or written(value) in {written(own) for own in self.values}

    @property
    def name(self) -> str:
        """Return a short name for results: female, or age:at_most:39."""
        if self.comparisons:
            return ":".join((self.of, *(f"{c.op}:{c.right}" for c in self.comparisons)))
        words = "+".join(written(value) for value in self.values) or self.of
        return f"{self.of}:{words}" if self.values and all(isinstance(v, bool) for v in self.values) else words


@dataclass(frozen=True, slots=True)
class Quota:
    """One limit on one group, or on every group of an attribute by itself."""

    group: Group
    bound: Bound
    each: bool = False
    within: Group | None = None
    per: str = ""  # each value of this attribute by itself: per track
    strength: str = Strength.BLOCKS
    article: str = ""

    def figure(self, facts: Facts, total: Number | None = None) -> int:
        """Return the largest or least number; in a part of ``total`` people shares are of the part. Raises Missing."""
        if total is None or self.bound.of not in OF_THE_PART:
            return self.bound.figure(facts)
        return self.bound.figure_of(total)


def read_quotas(spot: Spot) -> tuple[Quota, ...]:
    return tuple(quota for item in spot.items() if (quota := _read(item)) is not None)


_FIELDS = ("of", "is", "each", "base", "within", "per", "strength", "article", "text")
_BOUND = tuple(name for name in BOUND_FIELDS if name not in ("of", "per"))


def _read(spot: Spot) -> Quota | None:
    record = Record(spot, (*_FIELDS, *_BOUND), required=("of",))
    of = record.word("of")
    if of and of != IN_TOTAL and ("is" in record) == bool(record.flag("each")):
        spot.wrong(_("is와 each: true 가운데 하나를 적어야 합니다."))
    raw: Mapping[str, Any] = spot.raw if isinstance(spot.raw, dict) else {}
    kept = {name: value for name, value in raw.items() if name in _BOUND}
    base = record.fact("base")
    if base or any(isinstance(kept.get(op), str) for op in ("at_least", "more_than", "at_most", "less_than")):
        kept["of"] = base or "enrolled"
    bound = read_bound(Spot(kept, spot.path, spot.reading), of or IN_TOTAL)
    group = read_group(of, record["is"]) if "is" in record else Group(of)
    within = None
    if "within" in record:
        fields = record["within"].fields(None)
        if len(fields) == 1:
            ((name, field),) = fields.items()
            within = read_group(name, field)
        else:
            record["within"].wrong(_("{track: open}처럼 하나를 적습니다."))
    if bound is None:
        return None
    return Quota(
        group,
        bound,
        bool(record.flag("each")),
        within,
        record.word("per"),
        record.word("strength", tuple(Strength)) or Strength.BLOCKS,
        record.text("article"),
    )


def read_group(of: str, spot: Spot) -> Group:
    """Return the group that ``is`` names."""
    if isinstance(spot.raw, dict):
        allowed = ("at_least", "more_than", "at_most", "less_than")
        fields = spot.fields(allowed)
        return Group(of, (), tuple(Comparison(op, field.fraction(most=None)) for op, field in fields.items()))
    spots = spot.items() if isinstance(spot.raw, list) else [spot]
    return Group(of, tuple(value for item in spots if (value := read_right(item)) is not None))


# --- Counting people ------------------------------------------------------------------------------------------------


def values_of(people: Iterable[Mapping[str, Any]], of: str) -> list[Any]:
    """Return every person's value of an attribute, None where it was not given."""
    return [person.get(of) for person in people]


def people_of(facts: Facts) -> list[Mapping[str, Any]] | None:
    """Return the people given one by one, None when they were not."""
    people = facts.maybe("members")
    if isinstance(people, list) and all(isinstance(person, Mapping) for person in people):
        return people
    return None


def count_in(group: Group, facts: Facts, within: Group | None = None) -> tuple[int, Truth]:
    """Return how many of the people given are in a group; unknown when some attribute was not given."""
    people = people_of(facts)
    if people is not None:
        number, lacking = 0, False
        for person in people:
            if within is not None and not _belongs(within, person, facts):
                continue
            if group.of == IN_TOTAL:
                number += 1
                continue
            value = person.get(group.of)
            lacking = lacking or value is None
            number += value is not None and group.has(value, facts)
        return number, unknown("members") if lacking else YES
    counts = facts.maybe(group.of + COUNTS)
    if within is None and isinstance(counts, Mapping):
        return sum(int(n) for value, n in counts.items() if group.has(value, facts)), YES
    return 0, unknown("members" if within is not None else group.of + COUNTS)


def _belongs(group: Group, person: Mapping[str, Any], facts: Facts) -> bool:
    value = person.get(group.of)
    return value is not None and group.has(value, facts)


def groups_present(of: str, facts: Facts) -> list[Any]:
    """Return every value of an attribute among the people given, the known ones of a closed attribute included."""
    people = people_of(facts)
    found: list[Any] = list(CLOSED.get(of, ()))
    given: Iterable[Any] = ()
    if people is not None:
        given = [value for value in values_of(people, of) if isinstance(value, str | int)]
    elif isinstance(facts.maybe(of + COUNTS), Mapping):
        given = facts[of + COUNTS]
    return list(dict.fromkeys([*found, *given]))


def single(quotas: Sequence[Quota], facts: Facts) -> list[Quota]:
    """Return the quotas with ``each`` and ``per`` spelled out for every group there is."""
    found: list[Quota] = []
    for quota in quotas:
        groups = (
            [Group(quota.group.of, (v,)) for v in groups_present(quota.group.of, facts)]
            if quota.each
            else [quota.group]
        )
        parts: list[Group | None] = [quota.within]
        if quota.per:
            parts = [Group(quota.per, (value,)) for value in groups_present(quota.per, facts)]
        found += [Quota(g, quota.bound, False, p, "", quota.strength, quota.article) for g in groups for p in parts]
    return found


def test(quota: Quota, facts: Facts) -> tuple[Truth, int | None, int | None]:
    """Return whether a single quota holds for the people given, their number, and the figure."""
    number, truth = count_in(quota.group, facts, quota.within)
    try:
        figure: int | None = quota.figure(facts, _total(quota, facts))
    except Missing as missing:
        return unknown(*missing.names, *truth.missing), number if truth.holds else None, None
    if truth.holds is None:
        return truth, None, figure
    return known(quota.bound.passes(number, figure)), number, figure  # type: ignore[arg-type]


def _total(quota: Quota, facts: Facts) -> Number | None:
    """Return how many people a part has: of a quota within a part the share is taken of the part."""
    if quota.within is None:
        return None
    number, truth = count_in(Group(IN_TOTAL), facts, quota.within)
    return number if truth.holds else None
