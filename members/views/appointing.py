"""What the form of one 위촉 starts from, and what it says to the rules."""

from __future__ import annotations

import datetime as dt
from typing import Any

from council.common.http import PortalRequest
from council.rulebook import RuleBook
from members.judging import inquired
from members.models import Membership, User
from members.services import personal


def usual_tracks(ruled: dict[str, str]) -> dict[str, str]:
    """Return the usual tracks that the rules do not name."""
    return {track.value: str(track.label) for track in Membership.Track if track.value not in ruled}


def term_by_rule(book: RuleBook, on: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last day that the rules give a term beginning now; else so many years from today."""
    verdict = book.ask("term", appointment=on, on=on)
    if verdict.starts is not None and verdict.last_day is not None:
        return verdict.starts, verdict.last_day
    return on, _years_on(on, book.days("people.term_years")) - dt.timedelta(days=1)


def keep_what_was_said(request: PortalRequest, user: User, data: dict[str, Any]) -> None:
    """Write down what the list says of the person: birth and sex decide on the appointment."""
    said = {name: data[name] for name in ("born_on", "sex", "eligibility") if data[name]}
    if said:
        personal.write(request.council, user, by=request.actor, at=request.now, **said)


def found_out(data: dict[str, Any]) -> dict[str, Any]:
    """Return the facts that the form states, under the names of docs/ordinances.md §6."""
    facts: dict[str, Any] = inquired() if data["clear"] else {}
    stated = {name: data[name] for name in ("training_hours", "trained_on", "draw")}
    return facts | {name: value for name, value in stated.items() if value is not None}


def _years_on(day: dt.date, years: int) -> dt.date:
    """Return the same day years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)
