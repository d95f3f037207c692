"""Background jobs of the papers. Each may run twice without harm: the batch knows how far it is."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from council.common.scope import wide_scope
from council.documents import gathering
from council.documents.models import Batch
from council.models import Council


@app.task(name="documents.make_batch", queue="documents")
def make_batch(council_id: int, batch_id: int) -> None:
    """Make the ZIP of one batch."""
    gathering.make(council_id, batch_id, at=timezone.now())


@app.periodic(cron="20 3 * * *", periodic_id="documents.sweep")
@app.task(name="documents.sweep", queue="documents")
def sweep(timestamp: int) -> None:
    """Delete ZIPs that nobody needs any more."""
    with wide_scope(list(Council.objects.values_list("pk", flat=True))):
        council_ids = sorted(set(Batch.objects.exclude(path="").values_list("council_id", flat=True)))
    for council_id in council_ids:
        gathering.sweep(council_id, at=timezone.now())
