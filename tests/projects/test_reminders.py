"""Deadlines are told before, and again after, once a day."""

from __future__ import annotations

import datetime as dt

import pytest
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from council.notices.models import Notice
from projects.models import Reminder
from projects.services import answers
from projects.services.reminders import remind
from projects.tasks import remind_all
from tests.projects.conftest import AT, TODAY, World, noon
from tests.projects.ways import at_approval

DUE = TODAY + dt.timedelta(days=10)


def test_the_daily_job_reaches_every_open_council(world: World, next_door: World) -> None:
    world.council.closed_on = TODAY
    world.council.save()
    kept = InMemoryConnector()
    with app.replace_connector(kept):
        remind_all(int(AT.timestamp()))
    assert [job["args"]["council_id"] for job in kept.jobs.values()] == [next_door.council.pk]


def told(kind: str) -> set[int]:
    return set(Notice.objects.filter(kind=f"projects.duty.{kind}").values_list("recipient_id", flat=True))


def test_it_works(world: World) -> None:
    at_approval(world)
    assert remind(world.council, at=noon(DUE - dt.timedelta(days=2))) == 1
    assert world.choi.user_id in told("soon")
    assert remind(world.council, at=noon(DUE + dt.timedelta(days=1))) == 1
    assert world.choi.user_id in told("late")


@pytest.mark.parametrize("day", [DUE - dt.timedelta(days=1), DUE + dt.timedelta(days=1)])
def test_a_second_run_on_the_day_tells_nothing_again(world: World, day: dt.date) -> None:
    at_approval(world)
    assert remind(world.council, at=noon(day)) == 1
    notices = Notice.objects.count()
    assert remind(world.council, at=noon(day)) == 0
    assert Notice.objects.count() == notices


def test_far_from_the_day_nothing_is_told(world: World) -> None:
    at_approval(world)
    assert remind(world.council, at=noon(DUE - dt.timedelta(days=3))) == 0


def test_what_stays_late_is_told_again_after_the_days_of_the_rule(world: World) -> None:
    at_approval(world)
    days = [n for n in range(1, 20) if remind(world.council, at=noon(DUE + dt.timedelta(days=n)))]
    assert days == [1, 8, 15]
    assert Reminder.objects.count() == 3


def test_proposals_are_reminded_of_too(world: World) -> None:
    sent = world.proposal()
    assert remind(world.council, at=noon(TODAY + dt.timedelta(days=1))) == 1
    assert told("soon") == {world.park.user_id}
    assigned = answers.assign(sent, by=world.park, at=AT, committee_id=world.committee.pk)
    assert remind(world.council, at=noon(TODAY + dt.timedelta(days=2))) == 0
    assert remind(world.council, at=noon(TODAY + dt.timedelta(days=31))) == 1
    assert told("late") == {world.lee.user_id}
    answers.adopt(assigned, by=world.lee, at=AT, answer="하겠습니다.")
    assert remind(world.council, at=noon(TODAY + dt.timedelta(days=38))) == 0
