"""What the rules say to a recruitment: each question is asked with the day its procedure began.

A verdict that is not determined stays so: services then want a person's decision with a reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from council.models import Council
from council.rulebook import Answer, Facts, Kind, NotDetermined, Verdict, rulebook
from council.rulebook.asking import undetermined
from members.models import Recruitment
from members.selection import Limit

SEXES = ("female", "male")


@dataclass(frozen=True, slots=True)
class TrackPlan:
    """One way to a seat as the rules describe it, with the seats they give it (None: not determined)."""

    track: str
    label: str
    by: str
    seats: int | None
    article: str = ""


@dataclass(frozen=True, slots=True)
class ReserveTerms:
    """How long the reserve list is, whether each track has its own, and its last day."""

    size: int | None
    by_track: bool
    last_day: dt.date | None


class Rulings:
    """The rules of a council, asked for one recruitment on one day (one query, however many questions)."""

    def __init__(
        self, council: Council, on: dt.date, recruitment: Recruitment | None = None, *, kind: str = ""
    ) -> None:
        self.book = rulebook(council, on)
        self.recruitment = recruitment
        kind = recruitment.kind if recruitment else kind
        self.anchors: dict[str, Any] = {
            "on": on,
            "begun_on": recruitment.begun_on if recruitment else on,
            "first_council": kind == Recruitment.Kind.FIRST,
            "vacancy": kind == Recruitment.Kind.VACANCY,
        }
        if recruitment is not None:
            self.anchors |= {"seats": recruitment.seats, "term_end": recruitment.last_day}

    def ask(self, question: str, **facts: Any) -> Verdict:
        return self.book.ask(question, **{**self.anchors, **facts})

    def written(self, key: str, **facts: Any) -> tuple[Any, Verdict]:
        """Return the rule's value as it was written (None: none), and the verdict that it stands on."""
        answer = self.book.answer(key, Facts({**self.anchors, **facts}))
        return _raw(answer), _verdict(key, answer)

    def tracks(self, places: int, **facts: Any) -> tuple[list[TrackPlan], Verdict]:
        """Return the tracks and their seats for that many places, with the verdict that gave them."""
        verdict = self.ask("tracks", **{**facts, "seats": places})
        raw, written = self.written("tracks", **{**facts, "seats": places})
        given = verdict.result if isinstance(verdict.result, Mapping) else {}
        plans = [
            TrackPlan(
                track=str(one["track"]),
                label=str(one.get("label", one["track"])),
                by=str(one.get("by", "draw")),
                seats=_fixed(given.get(one["track"])),
                article=str(one.get("article", "") or written.article),
            )
            for one in _mappings(raw)
            if "track" in one
        ]
        return plans, verdict

    def kinds(self) -> list[Mapping[str, Any]]:
        """Return the kinds of eligibility as the rules write them; [] where they do not say."""
        return [one for one in _mappings(self.written("eligibility")[0]) if "kind" in one]

    def grounds(self) -> list[Mapping[str, Any]]:
        """Return the grounds of disqualification as the rules write them."""
        return [one for one in _mappings(self.written("disqualification")[0]) if "ground" in one]

    def limits(self, sitting: Mapping[str, int]) -> tuple[list[Limit] | None, Verdict]:
        """Return the most of each sex that may sit after the draw (key ``composition``); None: not determined.

        A floor for one sex is a ceiling for the other. Other groups are looked at after the draw.
        """
        assert self.recruitment is not None
        raw, verdict = self.written("composition")
        if verdict.holds is None:
            return None, verdict
        seats = self.recruitment.seats
        shares: dict[str, Fraction] = {}
        for one in _mappings(raw):
            for sex, share in _shares(one, seats) if one.get("of") == "sex" else ():
                shares[sex] = min(shares.get(sex, Fraction(1)), share)
        return [Limit(sex, str(share), seats, sitting.get(sex, 0)) for sex, share in sorted(shares.items())], verdict

    def reserve(self, on: dt.date) -> tuple[ReserveTerms | None, Verdict]:
        """Return the reserve list's terms (``reserve.size``, ``reserve.valid``); None: not determined."""
        raw, written = self.written("reserve.size")
        if written.holds is None:
            return None, written
        verdict = self.ask("reserve", listed_on=on)
        if raw is not None and verdict.allowed is None:
            return None, verdict
        by_track = isinstance(raw, Mapping) and raw.get("per") == "track"
        return ReserveTerms(verdict.allowed, by_track, verdict.last_day), verdict

    def household(self) -> tuple[int | None, Verdict]:
        """Return how many of one household may sit (``household.limit``); None where nothing limits them."""
        raw, verdict = self.written("household.limit")
        most = raw.get("at_most") if isinstance(raw, Mapping) else None
        return (most if isinstance(most, int) else None), verdict


def _raw(answer: Answer) -> Any:
    return answer.clause.value if answer.kind is Kind.VALUE and answer.clause is not None else None


def _verdict(key: str, answer: Answer) -> Verdict:
    if not answer.determined:
        return undetermined(key, NotDetermined(answer))
    words = answer.clause.words if answer.kind is Kind.VALUE and answer.clause is not None else ""
    return Verdict(key, True, article=answer.article, sentence=words, checked=answer.checked)


def _shares(quota: Mapping[str, Any], seats: int) -> list[tuple[str, Fraction]]:
    named = quota.get("is")
    of = SEXES if quota.get("each") or named is None else tuple(named) if isinstance(named, list | tuple) else (named,)
    found = []
    for sex in of:
        if (most := _fraction(quota.get("at_most"), seats)) is not None:
            found.append((sex, most))
        if (less := _fraction(quota.get("less_than"), seats)) is not None:
            # The largest whole number below the product, as a share of the seats again.
            people = -(-less.numerator * seats // less.denominator) - 1
            found.append((sex, Fraction(max(people, 0), seats)))
        other = SEXES[1 - SEXES.index(sex)] if sex in SEXES else None
        if other and (least := _fraction(quota.get("at_least"), seats)) is not None:
            # Whole people of this sex, rounded up; what is left is the most of the other.
            people = -(-least.numerator * seats // least.denominator)
            found.append((other, Fraction(max(seats - people, 0), seats)))
    return found


def _fraction(value: Any, seats: int) -> Fraction | None:
    if value is None or isinstance(value, bool):
        return None
    text = str(value)
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    found = Fraction(text)
    # A whole number of people, as a share of the seats.
    return found if "/" in text or found == 0 else min(found / seats, Fraction(1))


def _fixed(seats: Any) -> int | None:
    """Return a track's seats where the rule fixes them; within bounds a person plans them."""
    return seats if isinstance(seats, int) else None


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    items: Sequence[Any] = value if isinstance(value, list | tuple) else []
    return [one for one in items if isinstance(one, Mapping)]
