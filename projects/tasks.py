"""Daily reminders of deadlines. Each may run twice without harm: what was told is kept in Reminder rows."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app

from council.common.scope import council_scope
from council.models import Council
from projects.services.reminders import remind


@app.periodic(cron="0 23 * * *", periodic_id="projects.remind")
@app.task(name="projects.remind", queue="projects")
def remind_all(timestamp: int) -> None:
    """Start the day's reminders in every open council: 23:00 UTC is eight in the morning in Korea."""
    on = timezone.localdate(dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))
    open_now = Council.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
    for council_id in open_now.values_list("pk", flat=True):
        remind_council.defer(council_id=council_id, timestamp=timestamp)


@app.task(name="projects.remind_council", queue="projects")
def remind_council(council_id: int, timestamp: int) -> None:
    """Remind one council's people of what is due."""
    at = dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)
    with council_scope(council_id):
        remind(Council.objects.get(pk=council_id), at=at)
