"""Two connections at once: each mail goes out once, each event is told once."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any, Self

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from council.common.scope import council_scope
from council.models import Council
from council.notices.channels import Outcome
from council.notices.models import Delivery, Notice
from council.notices.sending import claim, send_due
from council.notices.services import notify
from tests.database import Committed
from tests.notices.conftest import ANSWERED, PATH, People, make_council, make_people


class Together:
    """A channel whose first mails wait for each other, so that both workers are in the middle of sending."""

    def __init__(self, workers: int) -> None:
        self.sent: list[int] = []
        self.barrier = threading.Barrier(workers, timeout=10)
        self.met = threading.local()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        """Nothing to close."""

    def send(self, delivery: Delivery) -> Outcome:
        if not hasattr(self.met, "others"):
            self.met.others = self.barrier.wait()
        self.sent.append(delivery.pk)
        return Outcome()


@pytest.fixture
def majang(committed: Committed) -> Council:
    return make_council("majang")


@pytest.fixture
def people(majang: Council) -> People:
    return make_people(majang)


def test_two_workers_send_each_mail_once(
    committed: Committed, majang: Council, people: People, now: dt.datetime
) -> None:
    for number in range(8):
        notify(ANSWERED, people.everybody, council_id=majang.pk, title="답", path=f"{PATH}{number}/", at=now)
    channel: Any = Together(workers=2)

    def work() -> int:
        return send_due(majang.pk, channel, clock=lambda: now)

    assert sum(committed.together(work, work)) == 24
    assert len(channel.sent) == len(set(channel.sent)) == 24


def test_a_mail_that_is_being_claimed_is_passed_over(
    committed: Committed, majang: Council, people: People, now: dt.datetime
) -> None:
    notify(ANSWERED, [people.kim], council_id=majang.pk, title="답", path=PATH, at=now)

    with council_scope(majang.pk):
        mine = claim(majang.pk, at=now)
        (theirs,) = committed.together(lambda: claim(majang.pk, at=now))
    (after,) = committed.together(lambda: claim(majang.pk, at=now))

    assert mine is not None
    assert (theirs, after) == (None, None)


def test_the_job_is_seen_by_workers_only_after_the_act(
    committed: Committed, majang: Council, people: People, now: dt.datetime
) -> None:
    jobs = ProcrastinateJob.objects.filter(task_name="notices.send_deliveries", args__council_id=majang.pk)

    with council_scope(majang.pk):
        notify(ANSWERED, [people.kim], council_id=majang.pk, title="답", path=PATH, at=now)
        assert committed.together(jobs.count) == [0]

    assert committed.together(jobs.count) == [1]


def test_one_event_noticed_by_two_at_once_is_told_once(
    committed: Committed, majang: Council, people: People, now: dt.datetime
) -> None:
    def remind() -> int:
        with council_scope(majang.pk):
            return notify(
                ANSWERED, people.everybody, council_id=majang.pk, title="내일까지", path=PATH, at=now, event="due:7"
            )

    assert sorted(committed.together(remind, remind)) == [0, 3]
    with council_scope(majang.pk):
        assert (Notice.objects.count(), Delivery.objects.count()) == (3, 6)
