"""Values about who may be a member and for how long: kinds, grounds, training, terms, vacancies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from council.rulebook.conditions import ALWAYS, Condition, read_condition
from council.rulebook.deadlines import Deadline
from council.rulebook.records import Record
from council.rulebook.spans import Span, read_span
from council.rulebook.spots import Spot
from council.rulebook.verdict import Strength

T = TypeVar("T")


def each(spot: Spot, read: Callable[[Spot], T | None], *, name: str = "") -> tuple[T, ...]:
    """Return every item of a list that could be read; with ``name``, noting items of the same name."""
    found: list[T] = []
    seen: set[str] = set()
    for item in spot.items():
        value = read(item)
        if value is None:
            continue
        own = getattr(value, name) if name else ""
        if own and own in seen:
            item.wrong(_("‘%(name)s’이(가) 두 번 있습니다.") % {"name": own})
        seen.add(own)
        found.append(value)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person judges, and who."""

    by: str
    what: str


def read_judgement(spot: Spot) -> Judgement:
    record = Record(spot, ("by", "what"), required=("by", "what"))
    return Judgement(record.word("by"), record.text("what"))


@dataclass(frozen=True, slots=True)
class Eligible:
    """A kind of people who may be members."""

    kind: str
    label: str
    requires: Condition
    article: str = ""
    strength: str = Strength.BLOCKS


def read_eligible(spot: Spot) -> Eligible | None:
    record = Record(spot, ("kind", "label", "requires", "article", "text", "strength"), required=("kind", "requires"))
    return Eligible(
        record.word("kind"),
        record.text("label") or record.word("kind"),
        record.condition("requires") or ALWAYS,
        record.text("article"),
        record.word("strength", tuple(Strength)) or Strength.BLOCKS,
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """Why somebody may not be a member, or may be dismissed: a condition, or a person's judgement."""

    ground: str
    label: str
    when: Condition | None = None
    judged: Judgement | None = None
    article: str = ""
    strength: str = Strength.BLOCKS


_GROUND = ("ground", "label", "when", "judged", "article", "text", "strength")


def read_ground(spot: Spot) -> Ground | None:
    record = Record(spot, _GROUND, required=("ground",))
    check_how_found(record)
    return Ground(
        record.word("ground"),
        record.text("label") or record.word("ground"),
        record.condition("when"),
        read_judgement(record["judged"]) if "judged" in record else None,
        record.text("article"),
        record.word("strength", tuple(Strength)) or Strength.BLOCKS,
    )


def check_how_found(record: Record) -> None:
    """Note a ground that says neither or both of when it holds and who judges."""
    if ("when" in record) == ("judged" in record) and record.fields:
        record.spot.wrong(_("when과 judged 가운데 하나를 적어야 합니다."))


@dataclass(frozen=True, slots=True)
class Training:
    """How many hours, by when, for how long they count, and what follows when they are missed."""

    hours: int
    due: Deadline | None = None
    valid: Span | None = None
    missed: str = ""
    course: str = ""
    label: str = ""
    article: str = ""


def read_trainings(spot: Spot) -> Training | tuple[Training, ...] | None:
    """Return one training, or several courses that are all required."""
    if isinstance(spot.raw, list):
        return each(spot, lambda one: _read_training(one, required=("course", "hours")), name="course")
    return _read_training(spot, required=("hours",))


def _read_training(spot: Spot, *, required: tuple[str, ...]) -> Training | None:
    record = Record(spot, ("course", "label", "hours", "due", "valid", "missed", "article"), required=required)
    return Training(
        record.whole("hours") or 0,
        record.deadline("due", "appointment"),
        record.span("valid"),
        record.word("missed", ("loss", "warning", "none")),
        record.word("course"),
        record.text("label") or record.word("course"),
        record.text("article"),
    )


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Whether an empty seat is filled, from where, in which order, by when; ``unless`` it need not be."""

    fill: bool
    from_: tuple[str, ...] = ()
    order: str = ""
    unless: Condition | None = None
    within: Deadline | None = None


def read_vacancy(spot: Spot) -> Vacancy | None:
    record = Record(spot, ("fill", "from", "order", "unless", "within"), required=("fill",))
    return Vacancy(
        bool(record.flag("fill")),
        record.words("from"),
        record.word("order"),
        record.condition("unless"),
        record.deadline("within", "vacancy"),
    )


STARTS = ("appointment", "predecessor_end", "first_of_month", "first_of_next_month")


@dataclass(frozen=True, slots=True)
class Term:
    """How long a term is, what day it starts on, and a day of the year that cuts its end."""

    length: Span
    starts: str = "appointment"  # one of STARTS, or "date"
    starts_on: tuple[int, int] | None = None  # month and day
    ends_on: tuple[int, int] | None = None


def read_term(spot: Spot) -> Term | None:
    record = Record(spot, ("years", "months", "starts", "ends"))
    if not {"years", "months"} & record.fields.keys() and record.fields:
        spot.wrong(_("임기의 길이(years나 months)를 적어야 합니다."))
    length = Span((record.whole("years") or 0) * 12 + (record.whole("months") or 0))
    starts, on = "appointment", None
    if "starts" in record:
        if isinstance(record["starts"].raw, dict):
            starts, on = "date", Record(record["starts"], ("date",), required=("date",)).month_day("date")
        else:
            starts = record.word("starts", STARTS)
    ends = Record(record["ends"], ("date",), required=("date",)).month_day("date") if "ends" in record else None
    return Term(length, starts, on, ends)


@dataclass(frozen=True, slots=True)
class Deemed:
    """How many terms a past one counts when it was of this sort."""

    when: Condition
    counts: int


def read_deemed(spot: Spot) -> Deemed | None:
    record = Record(spot, ("when", "counts", "article"), required=("when", "counts"))
    return Deemed(record.condition("when") or ALWAYS, record.whole("counts") or 0)


WAYS = ("none", "draw", "open_call", "committee", "gap")


@dataclass(frozen=True, slots=True)
class Reappointment:
    """How often a term may follow another, and the way that is open beyond that; no limit is None."""

    limit: int | None
    counting: str = "consecutive"
    then: str = "none"
    gap: Span | None = None
    by: str = "free"  # the way within the limit


def read_reappointment(spot: Spot) -> Reappointment | None:
    record = Record(spot, ("limit", "counting", "then", "by"), required=("limit",))
    limit = None if "limit" in record and record["limit"].raw is None else record.whole("limit")
    then, gap = "none", None
    if "then" in record:
        if isinstance(record["then"].raw, dict):
            then, gap = "gap", Record(record["then"], ("gap",), required=("gap",)).span("gap")
        else:
            then = record.word("then", WAYS[:-1])
    counting = record.word("counting", ("consecutive", "total")) or "consecutive"
    by = record.word("by", ("free", "draw", "open_call", "committee")) or "free"
    return Reappointment(limit, counting, then, gap, by)


@dataclass(frozen=True, slots=True)
class Until:
    """Until an event: a reserve list that holds to the end of the term."""

    event: str


def read_validity(spot: Spot) -> Span | Until | None:
    if isinstance(spot.raw, dict) and "until" in spot.raw:
        event = Record(spot, ("until",)).fact("until")
        return Until(event) if event else None
    return read_span(spot)


@dataclass(frozen=True, slots=True)
class Loss:
    """A ground that ends a membership: how, from when, and for how long the person is barred."""

    ground: str
    label: str
    how: str
    effect: str = "on_event"  # one of EFFECTS, or "date"
    effect_on: str = ""  # the event, where effect is "date"
    when: Condition | None = None
    judged: Judgement | None = None
    barred: Span | None = None
    article: str = ""
    strength: str = Strength.BLOCKS


HOW = ("automatic", "vote", "head")
EFFECTS = ("on_event", "on_notice", "on_decision", "next_day")
_LOSS = (*_GROUND, "how", "effect", "barred")


def read_loss(spot: Spot) -> Loss | None:
    record = Record(spot, _LOSS, required=("ground", "how"))
    check_how_found(record)
    effect, on = "on_event", ""
    if "effect" in record:
        if isinstance(record["effect"].raw, dict):
            effect, on = "date", Record(record["effect"], ("date",), required=("date",)).fact("date")
        else:
            effect = record.word("effect", EFFECTS)
    return Loss(
        record.word("ground"),
        record.text("label") or record.word("ground"),
        record.word("how", HOW),
        effect,
        on,
        record.condition("when"),
        read_judgement(record["judged"]) if "judged" in record else None,
        record.span("barred"),
        record.text("article"),
        record.word("strength", tuple(Strength)) or Strength.BLOCKS,
    )


@dataclass(frozen=True, slots=True)
class Voters:
    """Who votes in the assembly: as another key says, by a condition of its own, or both."""

    as_: str = ""
    when: Condition = ALWAYS


def read_voters(spot: Spot) -> Voters | None:
    if isinstance(spot.raw, dict) and "as" in spot.raw:
        record = Record(spot, ("as", "when"))
        return Voters(
            record.word("as", ("eligibility", "age.member", "age.committee")), record.condition("when") or ALWAYS
        )
    return Voters(when=read_condition(spot))
