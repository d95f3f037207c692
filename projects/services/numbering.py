"""Gap-free numbers of a council and year."""

from __future__ import annotations

from django.db import connection, models

#: First half of the advisory lock's key, one for each series of numbers.
SERIES = {"proposal": 7_001, "project": 7_002}


def next_number(model: type[models.Model], *, council_id: int, year: int) -> int:
    """Return the next number of the series; call inside the transaction that uses it.

    The lock is held until that transaction ends, and numbered rows are never deleted: so the highest number
    plus one leaves no gap, and a rolled-back number is given again.
    """
    series = SERIES[model._meta.model_name or ""]
    with connection.cursor() as cursor:
        # The key has two 32-bit halves; ids beyond that would only share a lock, never a number.
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [series, council_id % 2_000_000_000])
    rows = model._default_manager.filter(council_id=council_id, year=year)
    highest: int | None = rows.aggregate(highest=models.Max("number"))["highest"]
    return (highest or 0) + 1
