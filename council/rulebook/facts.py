"""What a question is asked with. A fact that was not given is unknown: never zero, never "no"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from council.rulebook.daycount import full_years, months_between
from council.rulebook.fact_names import DATES
from council.rulebook.spots import DATE

Number: TypeAlias = int | Fraction


class Missing(LookupError):
    """A fact was asked for that nobody gave."""

    def __init__(self, *names: str) -> None:
        self.names = names
        super().__init__(", ".join(names))


class Facts(Mapping[str, Any]):
    """Facts by name, with those that follow from others; reading one that is not there raises Missing.

    Dates may be given as text. A fact that is given as ``None`` (a day also as "never") is known not to be:
    comparisons with it do not hold. One that is left out is unknown.
    """

    __slots__ = ("_given", "on")

    def __init__(self, given: Mapping[str, Any], on: dt.date | None = None) -> None:
        self._given: dict[str, Any] = {}
        for name, value in given.items():
            read = _read(value)
            self._given[name] = NEVER if read is None or (read == "never" and name in DATES) else read
        day = on if on is not None else self._given.get("on")
        if not isinstance(day, dt.date):
            raise Missing("on")
        self.on = day
        self._given["on"] = day

    def __getitem__(self, name: str) -> Any:
        """Return a fact, computed where it follows from others. Raises Missing."""
        if name in self._given:
            return self._given[name]
        rule = COMPUTED.get(name)
        if rule is None:
            raise Missing(name)
        return rule(self)

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    def __contains__(self, name: object) -> bool:
        """Return whether the fact is there: given, or following from what was given."""
        try:
            return self[str(name)] is not NEVER
        except Missing:
            return False

    def given(self, name: str) -> bool:
        """Return whether the fact itself was given."""
        return name in self._given

    def number(self, name: str, day: dt.date | None = None) -> Number:
        """Return a number; of a mapping of days to numbers that of ``day``, else the latest before. Raises Missing."""
        value = self[name]
        if isinstance(value, Mapping):
            value = _as_of(value, day if day is not None else self.on)
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            raise Missing(name)
        return value

    def date(self, name: str) -> dt.date:
        """Return a day. Raises Missing, also for one that is known never to have been."""
        value = self[name]
        if not isinstance(value, dt.date):
            raise Missing(name)
        return value

    def flag(self, name: str) -> bool:
        """Return a yes/no; a fact that is a day counts as yes. Raises Missing."""
        value = self[name]
        if isinstance(value, bool):
            return value
        if isinstance(value, dt.date):
            return True
        if value is NEVER:
            return False
        raise Missing(name)

    def word(self, name: str) -> str:
        value = self[name]
        if not isinstance(value, str):
            raise Missing(name)
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """Return one or several words. Raises Missing."""
        value = self[name]
        if isinstance(value, str):
            return (value,)
        if isinstance(value, list | tuple):
            return tuple(str(item) for item in value)
        raise Missing(name)

    def maybe(self, name: str, otherwise: Any = None) -> Any:
        """Return the fact, or ``otherwise`` when it is not known."""
        try:
            value = self[name]
        except Missing:
            return otherwise
        return otherwise if value is NEVER else value

    def plus(self, **more: Any) -> Facts:
        """Return these facts with others added or put in their place."""
        return Facts({**self._given, **more}, self.on if "on" not in more else None)

    def __repr__(self) -> str:
        return f"Facts({self._given!r})"


class Never:
    """What is known not to be: a day that never was."""

    def __repr__(self) -> str:
        return "never"


NEVER = Never()


def _as_of(numbers: Mapping[Any, Any], day: dt.date) -> Any:
    known = [each for each in numbers if isinstance(each, dt.date) and each <= day]
    return numbers[max(known)] if known else None


def _read(value: Any) -> Any:
    if isinstance(value, str):
        if DATE.fullmatch(value):
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                return value
        return value
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, Mapping):
        return {_read(name): _read(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_read(item) for item in value]
    return value


# --- What follows from other facts --------------------------------------------------------------------------------


def _present_unrecused(facts: Facts) -> Number:
    return facts.number("present") - facts.number("recused")


def _valid_votes(facts: Facts) -> Number:
    if facts.given("votes_cast"):
        return facts.number("votes_cast") - facts.number("invalid")
    return _sum(facts, "in_favour", "against", "abstained")


def _votes_cast(facts: Facts) -> Number:
    return _sum(facts, "in_favour", "against", "abstained", "invalid")


def _sum(facts: Facts, *names: str) -> Number:
    absent = [name for name in names if name not in facts]
    if absent:
        raise Missing(*absent)
    return sum((facts.number(name) for name in names), 0)


def _age(facts: Facts) -> int:
    return full_years(facts.date("born_on"), facts.on)


def _remaining_months(facts: Facts) -> Number:
    emptied = facts["vacancy"]
    if not isinstance(emptied, dt.date):
        raise Missing("remaining_months")
    return months_between(emptied, facts.date("term_end"))


def _all_participants(facts: Facts) -> Number:
    return _sum(facts, "participants", "early_participants")


COMPUTED: dict[str, Callable[[Facts], Any]] = {
    "present_unrecused": _present_unrecused,
    "valid_votes": _valid_votes,
    "votes_cast": _votes_cast,
    "age": _age,
    "remaining_months": _remaining_months,
    "all_participants": _all_participants,
}
