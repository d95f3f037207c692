"""Background jobs of the roll: long files, forgotten files, and terms that are over. Each may run twice."""

from __future__ import annotations

import datetime as dt

from django.db import OperationalError
from django.db.models import Q
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from council.common.actor import Actor
from council.common.errors import Refused
from council.common.scope import council_scope
from council.models import Council
from council.rulebook import rulebook
from members.models import User
from members.models.imports import RollImport
from members.selectors import actor_for
from members.services import imports
from members.services.imports.writing import stop
from members.services.term_ends import close_terms

AGAIN = RetryStrategy(max_attempts=3, wait=5, retry_exceptions=[OperationalError])


@app.task(name="members.check_roll_import", queue="members", retry=AGAIN)
def check_roll_import(council_id: int, pk: int, at: str) -> None:
    """Look a long file over."""
    with council_scope(council_id):
        row = RollImport.objects.select_related("council").get(pk=pk)
        if row.status == RollImport.Status.CHECKING:
            imports.check(row, at=dt.datetime.fromisoformat(at))


@app.task(name="members.apply_roll_import", queue="members", retry=AGAIN)
def apply_roll_import(council_id: int, pk: int, user_id: int | None, at: str) -> None:
    """Write a long file, committing now and then so that the page can show how far it is."""
    moment = dt.datetime.fromisoformat(at)
    with council_scope(council_id):
        row = RollImport.objects.select_related("council__region__parent").get(pk=pk)
        by = _actor(row.council, user_id, moment)
    if row.status != RollImport.Status.APPLYING:
        return
    chunks = imports.apply(row, by=by, at=moment)
    try:
        while True:
            with council_scope(council_id):
                if next(chunks, None) is None:
                    return
    except Refused as refused:
        with council_scope(council_id):
            stop(row, refused.message)


@app.periodic(cron="40 18 * * *", periodic_id="members.forget_roll_imports")
@app.task(name="members.forget_roll_imports", queue="members")
def forget_roll_imports(timestamp: int) -> None:
    """Give up files that nobody confirmed: people's data does not wait for ever."""
    at = dt.datetime.fromtimestamp(timestamp, tz=dt.UTC)
    for council in Council.objects.select_related("region__parent"):
        with council_scope(council.pk):
            days = rulebook(council, timezone.localdate(at)).days("people.import_days")
            imports.forget_old(council, before=at - dt.timedelta(days=days), by=Actor.system(council.pk), at=at)


def _actor(council: Council, user_id: int | None, at: dt.datetime) -> Actor:
    """Return the person who confirmed, as history is to name them."""
    if user_id is None:
        return Actor.system(council.pk)
    return actor_for(User.objects.get(pk=user_id), council, timezone.localdate(at))


@app.periodic(cron="10 15 * * *", periodic_id="members.close_terms")
@app.task(name="members.close_terms", queue="members")
def close_all_terms(timestamp: int) -> None:
    """Begin the day in every open council: 15:10 UTC is ten past midnight in Korea."""
    on = timezone.localdate(dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))
    open_now = Council.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
    for council_id in open_now.values_list("pk", flat=True):
        close_terms_of.defer(council_id=council_id, timestamp=timestamp)


@app.task(name="members.close_terms_of", queue="members")
def close_terms_of(council_id: int, timestamp: int) -> None:
    """Tell one council's people whose terms ended on their date, and end what hangs on their seats."""
    with council_scope(council_id):
        close_terms(Council.objects.get(pk=council_id), at=dt.datetime.fromtimestamp(timestamp, tz=dt.UTC))
