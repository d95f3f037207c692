"""What a line is checked against: the council's people, 분과, offices and rules of the day, as plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from council.rulebook.spans import Span as Length


@dataclass(frozen=True, slots=True)
class Span:
    """A term, half-open: ends_on is the day after its last day."""

    starts_on: dt.date
    ends_on: dt.date | None

    @property
    def lasts(self) -> bool:
        """Whether it has any day; one withdrawn before it began has none."""
        return self.ends_on is None or self.ends_on > self.starts_on

    def overlaps(self, other: Span) -> bool:
        if not self.lasts or not other.lasts:
            return False
        return (other.ends_on is None or self.starts_on < other.ends_on) and (
            self.ends_on is None or other.starts_on < self.ends_on
        )

    @property
    def last_day(self) -> dt.date | None:
        return self.ends_on - dt.timedelta(days=1) if self.ends_on else None


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one person from another."""

    name: str
    born_on: dt.date | None = None
    phone: str = ""
    email: str = ""

    def same(self, other: Identity) -> bool | None:
        """Return whether both are one person; None when that cannot be told.

        A day of birth decides; then an address of one's own; a telephone is shared by a household, so it
        only joins equal names.
        """
        if self.email and self.email == other.email:
            return self.name == other.name or None
        if self.name != other.name:
            return False
        if self.born_on and other.born_on:
            return self.born_on == other.born_on
        if self.phone and other.phone:
            return True if self.phone == other.phone else None
        return None


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who is on the roll, or whose account has an address that the file names."""

    user_id: int
    identity: Identity
    terms: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownOffice:
    """An office held or to be held."""

    kind: str
    seat: int
    committee_id: int | None
    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class KnownCommittee:
    """A 분과 and since when it is there."""

    pk: int
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything around a file; words are compared forms (``columns.plain``)."""

    today: dt.date
    people: Sequence[KnownPerson] = ()
    offices: Sequence[KnownOffice] = ()
    committees: Mapping[str, KnownCommittee] = field(default_factory=dict)
    tracks: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    office_words: Mapping[str, str] = field(default_factory=dict)
    #: How many hold each office at a time.
    office_seats: Mapping[str, int] = field(default_factory=dict)
    seats_max: int | None = None
    seats_article: str = ""
    #: How long a term is, where the rules say; an empty last day is counted from it.
    term: Length | None = None
