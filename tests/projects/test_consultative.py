"""협의사무: opinion, reply, and what happens then."""

from __future__ import annotations

import datetime as dt

import pytest

from council.common.errors import Refused
from projects.choices import AffairsClass, Opinion, RefusalReason, Reply, Status
from projects.models import Project
from tests.projects.conftest import BASIS, TODAY, VOTES, World


def at_vote(world: World) -> Project:
    project = world.project(AffairsClass.CONSULTATIVE, title="불법 주·정차구역 선정 협의")
    project = world.go(project, "accept", world.park)
    return world.go(project, "committee_pass", world.lee, **BASIS)


def at_reply(world: World) -> Project:
    project = world.go(
        at_vote(world), "vote_opinion", world.park, opinion=Opinion.CONDITIONAL, opinion_text="학교 앞부터",
        **BASIS, **VOTES,
    )  # fmt: skip
    return world.go(project, "send", world.park, **BASIS)


def test_it_works(world: World) -> None:
    project = at_reply(world)
    assert project.due_on == TODAY + dt.timedelta(days=30)
    project = world.go(project, "reply", world.choi, reply=Reply.PARTLY, reply_text="학교 앞만 먼저 합니다.")
    project = world.go(project, "confirm_done", world.lee, checked_on=TODAY, comment="선이 그려졌습니다.")
    assert project.status == Status.CLOSED


@pytest.mark.parametrize("opinion", [Opinion.CONDITIONAL, Opinion.AMEND, Opinion.OPPOSE, Opinion.HOLD])
def test_an_opinion_with_a_but_says_it(world: World, opinion: str) -> None:
    with pytest.raises(Refused) as refused:
        world.go(at_vote(world), "vote_opinion", world.park, opinion=opinion, **BASIS, **VOTES)
    assert refused.value.field == "opinion_text"


@pytest.mark.parametrize("opinion", [Opinion.AGREE, Opinion.NONE])
def test_a_plain_opinion_needs_no_words(world: World, opinion: str) -> None:
    project = world.go(at_vote(world), "vote_opinion", world.park, opinion=opinion, **BASIS, **VOTES)
    assert project.status == Status.SENDING


@pytest.mark.parametrize(
    ("reply", "field"), [(Reply.NOT_TAKEN, "reply_text"), (Reply.PARTLY, "reply_text"), (Reply.LATER, "due_on")]
)
def test_a_reply_that_does_not_take_it_up_says_why_or_when(world: World, reply: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        world.go(at_reply(world), "reply", world.choi, reply=reply)
    assert refused.value.field == field


def test_later_names_the_day(world: World) -> None:
    day = TODAY + dt.timedelta(days=200)
    project = world.go(at_reply(world), "reply", world.choi, reply=Reply.LATER, due_on=day)
    assert (project.status, project.due_on) == (Status.FOLLOW_UP, day)


def test_what_is_not_carried_out_is_asked_again(world: World) -> None:
    project = world.go(at_reply(world), "reply", world.choi, reply=Reply.TAKEN)
    project = world.go(project, "ask_again", world.lee, comment="아직 선이 없습니다.")
    assert project.status == Status.REPLY


def test_the_office_is_asked_for_more_before_the_opinion(world: World) -> None:
    project = world.go(
        at_vote(world), "council_ask_office", world.park, comment="도면이 없습니다.",
        reason_code=RefusalReason.PAPERS,
    )  # fmt: skip
    assert project.waits_for_label == "마장동 담당"
    with pytest.raises(Refused):
        world.go(project, "resubmit", world.park, comment="간사가 대신 냅니다.")
    assert world.go(project, "resubmit_office", world.oh, comment="도면입니다.").status == Status.COUNCIL_VOTE
