"""Values that list things: officers, bodies, allowances; and small records of meetings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from council.rulebook.conditions import Condition
from council.rulebook.deadlines import USUAL, Counting, Deadline
from council.rulebook.facts import Facts
from council.rulebook.people import each
from council.rulebook.ranges import ANY_NUMBER, Range, read_range
from council.rulebook.readers import BOUND_FIELDS, read_bound, read_deadline, read_threshold
from council.rulebook.records import Record
from council.rulebook.spots import Spot
from council.rulebook.thresholds import Bound, Threshold
from council.rulebook.verdict import Strength

BY = ("secret_ballot", "mutual", "appointment", "recommendation")


@dataclass(frozen=True, slots=True)
class Officer:
    """An office: how many hold it, how they are chosen and from whom, for how long and how often."""

    office: str
    label: str
    seats: Range = ANY_NUMBER
    by: str = ""
    from_: str = ""
    years: int | None = None
    reelections: int | None = None
    needed: Threshold | None = None
    sole: str | Threshold = ""  # approval, elected, or what a sole candidate needs
    quorum: Threshold | None = None  # of the election; without one that of meetings
    sole_quorum: Threshold | None = None  # the same for a sole candidate
    runoff: str = ""  # how a second ballot decides where nobody had enough
    tie: str = ""  # who goes before on equal votes
    requires: Condition | None = None
    excludes: tuple[str, ...] = ()  # offices that cannot be held beside it
    fill_within: Deadline | None = None
    unless: Condition | None = None
    term: str = ""
    strength: str = Strength.BLOCKS
    article: str = ""


_OFFICER = (
    *("office", "label", "seats", "by", "from", "years", "reelections", "needed", "sole"),
    *("quorum", "sole_quorum", "runoff", "tie", "requires", "excludes"),
    *("fill_within", "unless", "term", "strength", "article"),
)


def read_officer(spot: Spot) -> Officer | None:
    record = Record(spot, _OFFICER, required=("office",))
    return Officer(
        record.word("office"),
        record.text("label") or record.word("office"),
        read_range(record["seats"]) if "seats" in record else ANY_NUMBER,
        record.word("by", BY),
        record.word("from", ("members", "outside", "either")),
        record.whole("years", least=1),
        record.whole("reelections"),
        read_threshold(record["needed"], "in_favour") if "needed" in record else None,
        _sole(record),
        read_threshold(record["quorum"], "present") if "quorum" in record else None,
        read_threshold(record["sole_quorum"], "present") if "sole_quorum" in record else None,
        record.word("runoff", ("most_votes", "needed")),
        record.word("tie", ("elder", "lot", "revote")),
        record.condition("requires"),
        record.words("excludes"),
        record.deadline("fill_within", "vacancy"),
        record.condition("unless"),
        record.word("term", ("remaining", "full", "member")),
        record.word("strength", tuple(Strength)) or Strength.BLOCKS,
        record.text("article"),
    )


def _sole(record: Record) -> str | Threshold:
    if "sole" not in record:
        return ""
    if isinstance(record["sole"].raw, dict):
        return read_threshold(record["sole"], "in_favour") or ""
    return record.word("sole", ("approval", "elected"))


@dataclass(frozen=True, slots=True)
class MadeOf:
    """How many of a body must, or may, be of one sort."""

    who: tuple[str, ...]
    bound: Bound


@dataclass(frozen=True, slots=True)
class Body:
    """A body: its size and make-up, who names it, who chairs, publishes and replies."""

    seats: Range = ANY_NUMBER
    made_of: tuple[MadeOf, ...] = ()
    named_by: str = ""
    chair: str = ""
    publishes: str = ""
    replies: str = ""


def read_body(spot: Spot) -> Body | None:
    record = Record(spot, ("seats", "made_of", "named_by", "chair", "publishes", "replies"))
    return Body(
        read_range(record["seats"]) if "seats" in record else ANY_NUMBER,
        each(record["made_of"], _read_made_of) if "made_of" in record else (),
        record.word("named_by"),
        record.word("chair"),
        record.word("publishes"),
        record.word("replies"),
    )


def _read_made_of(spot: Spot) -> MadeOf | None:
    record = Record(spot, (*BOUND_FIELDS, "who", "article"), required=("who",))
    raw = dict(spot.raw) if isinstance(spot.raw, dict) else {}
    fractional = any(isinstance(value, str) and name not in ("who", "article") for name, value in raw.items())
    kept = {name: value for name, value in raw.items() if name not in ("who", "article")}
    if fractional and "of" not in kept:
        kept["of"] = "members"  # of the body itself
    bound = read_bound(Spot(kept, spot.path, spot.reading), "members")
    return MadeOf(record.words("who"), bound) if bound is not None else None


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is paid, in won, per what."""

    what: str
    won: int
    per: str = "time"
    label: str = ""
    article: str = ""


def read_allowance(spot: Spot) -> Allowance | None:
    record = Record(spot, ("what", "won", "per", "label", "article"), required=("what", "won"))
    return Allowance(
        record.word("what"),
        record.whole("won") or 0,
        record.word("per") or "time",
        record.text("label"),
        record.text("article"),
    )


@dataclass(frozen=True, slots=True)
class Regular:
    """How often there are regular meetings."""

    times: int
    per: str


def read_regular(spot: Spot) -> Regular | None:
    record = Record(spot, ("times", "per"), required=("times", "per"))
    return Regular(record.whole("times") or 0, record.word("per", ("month", "quarter", "half_year", "year")))


@dataclass(frozen=True, slots=True)
class Online:
    """Whether meetings may be online, and whether those online count as present."""

    allowed: bool
    counts: bool | None = None


def read_online(spot: Spot) -> Online | None:
    record = Record(spot, ("allowed", "counts"), required=("allowed",))
    return Online(bool(record.flag("allowed")), record.flag("counts"))


@dataclass(frozen=True, slots=True)
class Recusal:
    """How members come to be recused, and whether they leave the base of decisions."""

    kinds: tuple[str, ...] = ()
    leaves_base: bool = False


def read_recusal(spot: Spot) -> Recusal | None:
    record = Record(spot, ("kinds", "leaves_base"))
    return Recusal(record.words("kinds"), bool(record.flag("leaves_base")))


@dataclass(frozen=True, slots=True)
class Target:
    """What the one whose dismissal is moved may do."""

    speaks: bool | None = None
    votes: bool | None = None
    hearing: bool | None = None  # must have been heard before the vote


def read_target(spot: Spot) -> Target | None:
    record = Record(spot, ("speaks", "votes", "hearing"))
    return Target(record.flag("speaks"), record.flag("votes"), record.flag("hearing"))


@dataclass(frozen=True, slots=True)
class Outsiders:
    """Whether residents who are no members join a 분과, vote there, and how many they may be."""

    join: bool
    vote: bool | None = None
    share: Threshold | None = None


def read_outsiders(spot: Spot) -> Outsiders | None:
    record = Record(spot, ("join", "vote", "share"), required=("join",))
    share = read_threshold(record["share"], "outsiders") if "share" in record else None
    return Outsiders(bool(record.flag("join")), record.flag("vote"), share)


@dataclass(frozen=True, slots=True)
class Early:
    """사전투표: whether it is allowed, what an early vote weighs, and whether it counts for the quorum."""

    allowed: bool
    weight: Fraction = Fraction(1)
    counts: bool | None = None


def read_early(spot: Spot) -> Early | None:
    record = Record(spot, ("allowed", "weight", "counts"), required=("allowed",))
    weight = record.fraction("weight")
    return Early(bool(record.flag("allowed")), Fraction(1) if weight is None else weight, record.flag("counts"))


@dataclass(frozen=True, slots=True)
class Publication:
    """By when what of the members is published."""

    deadline: Deadline
    fields: tuple[str, ...] | None = None

    def on(self, facts: Facts, counting: Counting = USUAL) -> dt.date:
        """Return the last day on which it is in time."""
        return self.deadline.on(facts, counting)


def read_publication(spot: Spot, event: str) -> Publication | None:
    raw = spot.raw if isinstance(spot.raw, dict) else {}
    fields = spot.at("fields", raw["fields"]).words() if "fields" in raw else None
    deadline = read_deadline(spot, event, more=("fields",))
    return Publication(deadline, fields) if deadline is not None else None


def read_labels(spot: Spot) -> dict[str, str]:
    fields = spot.fields(None)
    return {name: field.text(longest=40) or "" for name, field in fields.items()}
