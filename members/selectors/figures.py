"""The roll of one council or of many in figures: what warnings and lists look at, read by two queries."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, JSONObject

from council.models import Committee, Council
from members.models import Attendance, Membership, Office, PersonalRecord, Training

#: Absences older than this say nothing of a row of absences any more.
MEMORY = dt.timedelta(days=550)


@dataclass(frozen=True, slots=True)
class Seated:
    """What the warnings look at in one 위원."""

    user_id: int
    starts_on: dt.date
    ends_on: dt.date
    appointed_on: dt.date
    nth: int
    sex: str
    hours: int
    trained_on: dt.date | None
    in_row: int
    in_year: int


@dataclass
class Roll:
    """The roll of one council on one day, in figures."""

    members: list[Seated] = field(default_factory=list)
    #: Offices held, by kind.
    held: Counter[str] = field(default_factory=Counter)
    #: Open 분과 without a head.
    headless: int = 0
    #: The day on which each is followed: people whose next term is appointed already.
    followed: set[int] = field(default_factory=set)


def rolls_of(councils: Iterable[Council], on: dt.date) -> dict[int, Roll]:
    """Return the roll of each council in figures (two queries)."""
    rolls = {council.pk: Roll() for council in councils}
    for row in _rows(on):
        roll = rolls.get(row.pop("council_id"))
        if roll is None:
            continue
        if row.pop("followed"):
            roll.followed.add(row["user_id"])
        in_row, in_year = _absences(row.pop("presences") or [], on)
        roll.members.append(Seated(**row, in_row=in_row, in_year=in_year))
    _offices(rolls, on)
    return rolls


def _rows(on: dt.date) -> Iterable[dict[str, Any]]:
    person = {"council_id": OuterRef("council_id"), "user_id": OuterRef("user_id")}
    trained = Training.objects.counted().filter(**person, held_on__lte=on).order_by().values("user_id")
    noted = Attendance.objects.filter(
        **person, held_on__lte=on, held_on__gt=on - MEMORY, held_on__gte=OuterRef("starts_on")
    )
    next_term = Membership.objects.filter(**person, starts_on=OuterRef("ends_on"), ends_on__gt=OuterRef("ends_on"))
    return (
        Membership.objects.current(on)
        .order_by()
        .annotate(
            appointed_on=F("appointment__appointed_on"),
            sex=Coalesce(Subquery(PersonalRecord.objects.filter(**person).values("sex")[:1]), Value("")),
            hours=Coalesce(Subquery(trained.annotate(sum=Sum("hours")).values("sum")), 0),
            trained_on=Subquery(
                Training.objects.counted().filter(**person, held_on__lte=on).order_by("-held_on").values("held_on")[:1]
            ),
            presences=ArraySubquery(
                noted.order_by("-held_on", "-pk").values(noted=JSONObject(on="held_on", presence="presence"))[:60]
            ),
            followed=Subquery(next_term.values("pk")[:1]),
        )
        .values(
            "council_id", "user_id", "starts_on", "ends_on", "appointed_on", "nth", "sex", "hours", "trained_on",
            "presences", "followed",
        )
    )  # fmt: skip


def _absences(presences: list[dict[str, str]], on: dt.date) -> tuple[int, int]:
    """Return absences in a row (newest first; excused ones are passed over) and those of this year."""
    in_row = 0
    for noted in presences:
        if noted["presence"] in Attendance.THERE:
            break
        in_row += noted["presence"] == Attendance.Presence.ABSENT
    this_year = str(on.year)
    in_year = sum(
        noted["presence"] == Attendance.Presence.ABSENT and noted["on"].startswith(this_year) for noted in presences
    )
    return in_row, in_year


def _offices(rolls: dict[int, Roll], on: dt.date) -> None:
    """Fill in who holds which office, and which open 분과 have no head (one query)."""
    nobody = Value("")
    rows = (
        Office.objects.current(on)
        .order_by()
        .values_list("council_id", "kind", "committee_id")
        .union(
            Committee.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
            .order_by()
            .values_list("council_id", nobody, "pk"),
            all=True,
        )
    )
    led: defaultdict[int, set[int]] = defaultdict(set)
    there: defaultdict[int, set[int]] = defaultdict(set)
    for council_id, kind, committee_id in rows:
        if council_id not in rolls:
            continue
        if kind:
            rolls[council_id].held[kind] += 1
        if committee_id is not None:
            (led if kind else there)[council_id].add(committee_id)
    for council_id, committees in there.items():
        rolls[council_id].headless = len(committees - led[council_id])
