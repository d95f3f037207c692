"""The roll that every council publishes: names whole or masked, as people agreed and the rules say."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from council.models import Council
from members.models import CommitteeMembership, Consent, Membership, Office, User
from members.selectors.people import CLOSED_NAME, office_label, officers


@dataclass(frozen=True, slots=True)
class RollRow:
    """One line of the published roll (조례: members' key data within a month)."""

    name: str
    offices: tuple[str, ...]
    committees: tuple[str, ...]
    starts_on: dt.date | None
    last_day: dt.date | None
    track: str
    #: The person agreed to be named in full.
    agreed: bool = False

    @property
    def is_named(self) -> bool:
        """Whether the name stands there in full of itself: officers sign in their names."""
        return bool(self.offices) or self.agreed


def roll(council: Council, on: dt.date) -> list[RollRow]:
    """Return the council's officers and 위원 of that day, officers first (four queries)."""
    seats = {seat.user_id: seat for seat in Membership.objects.current(on).select_related("user")}
    places: defaultdict[int, list[str]] = defaultdict(list)
    for place in CommitteeMembership.objects.current(on).select_related("committee").order_by("committee__number"):
        places[place.user_id].append(place.committee.name)
    held: dict[int, list[Office]] = {}
    for office in officers(on):
        held.setdefault(office.user_id, []).append(office)
    agreed = agreed_to_be_named(seats)
    rows = [_row(council, o[0].user, o, seats.get(user_id), places[user_id]) for user_id, o in held.items()]
    rest = sorted((seat for seat in seats.values() if seat.user_id not in held), key=lambda s: (s.user.name, s.pk))
    return rows + [
        _row(council, seat.user, [], seat, places[seat.user_id], agreed=seat.user_id in agreed) for seat in rest
    ]


def agreed_to_be_named(user_ids: Iterable[int]) -> set[int]:
    """Return those whose last answer to being named in full on the roll was yes (one query)."""
    rows = Consent.objects.filter(user_id__in=list(user_ids), kind=Consent.Kind.ROLL_NAME).order_by("at", "pk")
    standing = {row.user_id: row.given for row in rows}
    return {user_id for user_id, given in standing.items() if given}


def _row(
    council: Council,
    user: User,
    offices: list[Office],
    seat: Membership | None,
    committees: Iterable[str],
    *,
    agreed: bool = False,
) -> RollRow:
    return RollRow(
        name=CLOSED_NAME if user.is_closed else user.name,
        offices=tuple(office_label(council, office) for office in offices),
        committees=tuple(committees),
        starts_on=seat.starts_on if seat else offices[0].starts_on,
        last_day=seat.last_day if seat else offices[0].last_day,
        track=seat.get_track_display() if seat else "",
        agreed=agreed,
    )
