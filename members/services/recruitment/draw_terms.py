"""What a draw is bound by: limits, reserve list and households by the rules, or by a person where they are silent."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from council.rulebook import Verdict
from members.models import Application, Recruitment
from members.rulings import ReserveTerms, Rulings
from members.selection import Candidate, Frozen, Limit, Track
from members.services.recruitment.screening import sitting


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decides where the rules do not: whole people, and the reason."""

    most_of_a_sex: int | None = None
    reserve_size: int | None = None
    reserve_by_track: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the draw is bound by, with the verdicts that say so. ``open`` names what the rules leave undetermined."""

    limits: tuple[Limit, ...]
    reserve: ReserveTerms
    household_most: int | None
    verdicts: dict[str, Verdict]
    open: tuple[str, ...] = field(default=())


def terms(recruitment: Recruitment, on: dt.date, decided: Decided | None = None) -> Terms:
    """Return the limits of the draw: from the rules of the day the procedure began, else from the person's decision."""
    rulings = Rulings(recruitment.council, on, recruitment)
    there = Counter(sitting(recruitment))
    for one in recruitment.applications.accepted().exclude(track__by="draw").only("sex"):
        there[one.sex] += 1
    limits, about_sex = rulings.limits(there)
    reserve, about_reserve = rulings.reserve(on)
    household, about_household = rulings.household()
    left_open = []
    if limits is None:
        left_open.append("composition")
        most = decided.most_of_a_sex if decided else None
        share = f"{min(most, recruitment.seats)}/{recruitment.seats}" if most is not None else "1"
        limits = [Limit(sex, share, recruitment.seats, there.get(sex, 0)) for sex in ("female", "male")]
        limits = limits if most is not None else []
    if reserve is None:
        left_open.append("reserve")
        size, by_track = (decided.reserve_size, decided.reserve_by_track) if decided else (None, False)
        reserve = ReserveTerms(size, by_track, rulings.ask("reserve", listed_on=on).last_day)
    verdicts = {"composition": about_sex, "reserve": about_reserve, "household": about_household}
    return Terms(tuple(limits), reserve, household, verdicts, tuple(left_open))


def listed(recruitment: Recruitment, found: Terms) -> tuple[Frozen, list[Application]]:
    """Return the list as it would be frozen now, and the applications in it."""
    tracks = [track for track in recruitment.tracks.order_by("track") if track.is_drawn]
    people = list(
        recruitment.applications.accepted().filter(track__in=tracks).select_related("track").order_by("number")
    )
    households = _households(people)
    frozen = Frozen(
        name=f"{recruitment.council.name} {recruitment.title}",
        tracks=tuple(Track(track.track, track.label, track.seats) for track in tracks),
        candidates=tuple(
            Candidate(one.number, one.track.track if one.track else "", one.sex, households.get(one.pk, ""))
            for one in people
        ),
        limits=found.limits,
        reserve_size=found.reserve.size,
        reserve_by_track=found.reserve.by_track,
        household_most=found.household_most,
    )
    return frozen, people


def _households(people: Sequence[Application]) -> dict[int, str]:
    """Return a number for each household with several candidates: its name would give the people away."""
    shared = Counter(one.household for one in people if one.household)
    names = sorted(name for name, times in shared.items() if times > 1)
    numbers = {name: f"H{place}" for place, name in enumerate(names, start=1)}
    return {one.pk: numbers[one.household] for one in people if one.household in numbers}
