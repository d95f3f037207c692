"""The background jobs: what is due again, and what a worker left behind."""

from __future__ import annotations

import datetime as dt

import pytest
from asgiref.sync import async_to_sync
from django.core import mail as django_mail
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from council.models import Council
from council.notices import tasks
from council.notices.models import Delivery
from tests.notices.conftest import People


def job() -> ProcrastinateJob:
    return ProcrastinateJob.objects.filter(task_name="notices.send_deliveries").latest("id")


def leave_behind(attempts: int = 0) -> None:
    """Make the job look as after kill -9: doing, and its worker gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL, attempts = %s WHERE id = %s",
            [attempts, job().id],
        )


def test_the_job_sends(here: Council, mail: Delivery) -> None:
    tasks.send_deliveries.func(here.pk)

    assert [message.to for message in django_mail.outbox] == [["kim@majang.example"]]


def test_the_sweep_finds_what_is_due_in_every_council(council: Council, people: People, mail: Delivery) -> None:
    before = job().id
    tasks.sweep.func(0)

    assert job().id > before
    assert job().args == {"council_id": council.pk}


def test_the_sweep_leaves_what_is_not_due(here: Council, mail: Delivery) -> None:
    Delivery.objects.waiting().update(next_try_at=timezone.now() + dt.timedelta(minutes=1))

    assert tasks.councils_with_due() == []


def test_the_sweep_finds_claims_of_vanished_workers(here: Council, mail: Delivery) -> None:
    Delivery.objects.waiting().update(status=Delivery.Status.SENDING)

    assert tasks.councils_with_due() == [here.pk]


@pytest.mark.parametrize(("attempts", "status"), [(0, "todo"), (2, "todo"), (3, "failed")])
def test_a_stalled_job_is_put_back_a_few_times(here: Council, mail: Delivery, attempts: int, status: str) -> None:
    leave_behind(attempts)

    async_to_sync(tasks.retry_stalled_jobs.func)(0)

    assert job().status == status


def test_a_job_whose_worker_lives_is_left_alone(here: Council, mail: Delivery) -> None:
    leave_behind()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()) RETURNING id")
        cursor.execute("UPDATE procrastinate_jobs SET worker_id = %s WHERE id = %s", [cursor.fetchone()[0], job().id])

    async_to_sync(tasks.retry_stalled_jobs.func)(0)

    assert job().status == "doing"
