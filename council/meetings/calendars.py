"""Meetings as iCalendar: one file for a meeting, and a feed that calendars ask for again and again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from council.meetings.models import Meeting

#: How long a meeting stands in a calendar while nobody knows when it ends.
USUAL = dt.timedelta(hours=2)


def ics(meetings: Iterable[Meeting], *, name: str, slug: str) -> bytes:
    """Return the meetings as a calendar; a cancelled one says so, a changed one has a higher sequence."""
    calendar = Calendar()
    calendar.add("prodid", "-//portal//meetings//KO")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for meeting in meetings:
        calendar.add_component(_event(meeting, slug))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, slug: str) -> Event:
    path = reverse("meetings:meeting", args=[slug, meeting.pk])
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{slug}")
    event.add("sequence", meeting.version)
    event.add("dtstamp", meeting.notice_sent_at or meeting.created_at)
    event.add("summary", meeting.title)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.closed_at or meeting.starts_at + USUAL)
    if where := meeting.place or meeting.link:
        event.add("location", where)
    event.add("url", f"{settings.PORTAL_URL}{path}")
    event.add("status", "CANCELLED" if meeting.status == Meeting.Status.CANCELLED else "CONFIRMED")
    return event
