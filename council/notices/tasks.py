"""Background jobs of the outbox. Each may run twice without harm: the rows decide what is left to do."""

from __future__ import annotations

import logging

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import ProcrastinateException
from procrastinate.jobs import Status

from council.common.scope import wide_scope
from council.models import Council
from council.notices.channels.email import EmailChannel
from council.notices.models import Delivery
from council.notices.sending import send_due

logger = logging.getLogger(__name__)

#: A job whose worker died this often is left alone, or it would take every worker down.
MAX_STALLS = 3


@app.task(name="notices.send_deliveries", queue="notices")
def send_deliveries(council_id: int) -> None:
    """Send what is due in one council."""
    with EmailChannel() as channel:
        send_due(council_id, channel, clock=timezone.now)


@app.periodic(cron="* * * * *", periodic_id="notices.sweep")
@app.task(name="notices.sweep", queue="notices")
def sweep(timestamp: int) -> None:
    """Start sending in the councils where something is due again."""
    for council_id in councils_with_due():
        send_deliveries.defer(council_id=council_id)


def councils_with_due() -> list[int]:
    """Return the councils with a delivery that is due now: new tries, and claims of vanished workers."""
    council_ids = list(Council.objects.values_list("pk", flat=True))
    with wide_scope(council_ids):
        due = Delivery.objects.due(timezone.now())
        return sorted(due.values_list("council_id", flat=True).order_by().distinct())


@app.periodic(cron="* * * * *", periodic_id="notices.retry_stalled_jobs")
@app.task(name="notices.retry_stalled_jobs", queue="notices")
async def retry_stalled_jobs(timestamp: int) -> None:
    """Put back the jobs of workers that stopped without a word; procrastinate leaves them “doing” for ever."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs():
        try:
            if job.attempts < MAX_STALLS:
                await manager.retry_job(job)
            else:
                await manager.finish_job(job, status=Status.FAILED, delete_job=False)
        except ProcrastinateException:
            # Its worker came back, or another one was quicker.
            logger.info("job %s is no longer stalled", job.id)
