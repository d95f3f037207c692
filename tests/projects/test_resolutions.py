"""A meeting's vote moves the project, in one transaction, or nothing happens."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from council.common.errors import Refused
from council.meetings import services
from council.meetings.acts import acts_of
from council.meetings.models import AgendaItem, Meeting, Resolution
from council.meetings.services import Count
from members.models import Membership
from projects.choices import AffairsClass, Status
from projects.models import Project, StatusChange
from tests.projects.conftest import AT, BASIS, TODAY, World

START = dt.datetime.combine(TODAY, dt.time(11), timezone.get_default_timezone())


@pytest.fixture
def waiting(world: World) -> Project:
    """A 위탁 that waits for the council's vote."""
    world.rule("meeting.quorum", {"of": "enrolled", "more_than": "1/2"})
    world.rule("meeting.decision", {"of": "present", "more_than": "1/2"})
    project = world.go(world.project(AffairsClass.ENTRUSTED), "accept", world.park)
    return world.go(project, "committee_pass", world.lee, **BASIS, yes=7, no=0)


def item_of(world: World, decides: str) -> AgendaItem:
    """Return the item, with the meeting open and the three 위원 there."""
    meeting = Meeting.objects.create(
        kind="REGULAR", year=TODAY.year, number=9, starts_at=START, place="3층", status="NOTICED",
        notice_sent_at=START - dt.timedelta(days=8), created_at=START,
    )  # fmt: skip
    for user in Membership.objects.current(TODAY).values_list("user_id", flat=True):
        services.arrive(meeting, user, by=world.park, at=START)
    services.open_meeting(meeting, by=world.park, at=START)
    return AgendaItem.objects.create(meeting=meeting, number=1, kind="DECIDE", title="수탁", decides=decides)


def decide(world: World, item: AgendaItem, yes: int = 2, no: int = 1, **more: Any) -> Resolution:
    return services.decide(item, Count(in_favour=yes, against=no), by=world.park, at=AT, **more)


def test_it_works(world: World, waiting: Project) -> None:
    resolution = decide(world, item_of(world, f"projects.project:{waiting.pk}:vote"))
    waiting.refresh_from_db()
    change = StatusChange.objects.latest("pk")
    assert waiting.status == Status.APPLYING
    assert (change.move, change.by_hand) == ("vote_pass", False)
    assert resolution.number_label in change.basis_reference
    assert change.facts["yes"] == 2


def test_a_rejected_vote_ends_it(world: World, waiting: Project) -> None:
    decide(world, item_of(world, f"projects.project:{waiting.pk}:vote"), 1, 2)
    waiting.refresh_from_db()
    assert waiting.status == Status.REJECTED


def test_nothing_is_recorded_when_the_project_stands_elsewhere(world: World, waiting: Project) -> None:
    item = item_of(world, f"projects.project:{waiting.pk}:vote")
    world.go(waiting, "council_return", world.park, comment="예산을 더 적어 주십시오.", reason_code="OTHER")
    with pytest.raises(Refused, match="옮길 수 없습니다"):
        decide(world, item)
    item.refresh_from_db()
    assert "옮길 수 없습니다" in item.trouble
    assert not Resolution.objects.exists()


def test_what_waits_for_a_vote_is_offered(world: World, waiting: Project) -> None:
    assert (f"projects.project:{waiting.pk}:vote") in dict(acts_of(world.council))


def test_a_stricter_rule_of_the_council_rejects_what_half_would_carry(world: World, waiting: Project) -> None:
    world.rule("dismissal.decide", {"at_least": "1/1", "of": "enrolled"})
    item = item_of(world, f"projects.project:{waiting.pk}:vote")
    AgendaItem.objects.filter(pk=item.pk).update(matter="dismissal")
    assert not decide(world, item).passed
    waiting.refresh_from_db()
    assert waiting.status == Status.REJECTED


def test_a_correction_does_not_take_a_project_back_unseen(world: World, waiting: Project) -> None:
    resolution = decide(world, item_of(world, f"projects.project:{waiting.pk}:vote"))
    with pytest.raises(Refused, match="이미 넘어갔습니다"):
        services.correct(resolution, Count(in_favour=1, against=2), why="잘못 셈", by=world.park, at=AT)
    same = services.correct(resolution, Count(in_favour=3), why="잘못 셈", by=world.park, at=AT)
    assert same.passed
