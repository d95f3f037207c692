"""Tracks of selection: the ways to a seat, and how many seats each fills."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from council.rulebook.people import each
from council.rulebook.readers import read_threshold
from council.rulebook.records import Record
from council.rulebook.spots import Spot
from council.rulebook.thresholds import Op, Round, Threshold

REST = "rest"


@dataclass(frozen=True, slots=True)
class Track:
    """One way to a seat, and how many seats it fills: a number, a fraction of all, what is left, or within bounds."""

    track: str
    label: str
    by: str
    seats: int | Fraction | str | Threshold  # REST
    round: str = ""
    recommended_by: str = ""
    article: str = ""


def read_tracks(spot: Spot) -> tuple[Track, ...]:
    tracks = each(spot, _read_track, name="track")
    if not tracks:
        return ()
    rests = [item for item in spot.items() if isinstance(item.raw, dict) and item.raw.get("seats") == REST]
    for second in rests[1:]:
        second.at("seats", REST).wrong(_("seats: rest는 한 번만 씁니다."))
    shares = sum((track.seats for track in tracks if isinstance(track.seats, Fraction)), Fraction(0))
    if shares > 1:
        spot.wrong(_("선정 방법들의 몫을 더하면 1보다 큽니다."))
    elif shares and shares != 1 and not rests and all(isinstance(track.seats, Fraction) for track in tracks):
        spot.wrong(_("선정 방법들의 몫을 더하면 1이 되어야 합니다. 나머지는 seats: rest로 적습니다."))
    return tracks


def _read_track(spot: Spot) -> Track | None:
    allowed = ("track", "label", "by", "seats", "round", "recommended_by", "article")
    record = Record(spot, allowed, required=("track", "by", "seats"))
    seats: int | Fraction | str | Threshold | None = None
    if "seats" in record:
        raw = record["seats"].raw
        if isinstance(raw, dict):
            seats = read_threshold(_of_seats(record["seats"]), "track_seats")
        elif raw == REST:
            seats = REST
        elif isinstance(raw, int) and not isinstance(raw, bool):
            seats = record.whole("seats")
        else:
            seats = record.fraction("seats")
    return Track(
        record.word("track"),
        record.text("label") or record.word("track"),
        record.word("by", ("draw", "committee", "recommendation", "appointment")),
        seats if seats is not None else 0,
        record.word("round", tuple(Round)),
        record.text("recommended_by"),
        record.text("article"),
    )


def _of_seats(spot: Spot) -> Spot:
    """Return a bound on a track's seats with 정원 as the base of its fractions."""
    raw = spot.raw
    if not isinstance(raw, dict):
        return spot
    for doors in ("all", "any"):
        if isinstance(raw.get(doors), list):
            own = [_of_seats(spot.at(doors, one)).raw for one in raw[doors]]
            return Spot({**raw, doors: own}, spot.path, spot.reading)
    fractional = any(isinstance(raw.get(op), str) for op in Op)
    return Spot({**raw, "of": "seats"}, spot.path, spot.reading) if fractional and "of" not in raw else spot
