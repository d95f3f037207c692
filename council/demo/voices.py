"""What neighbours add to proposals and projects: support, comments, following."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from council.common.actor import Role
from council.demo.stage import Stage
from council.demo.texts import load
from members.models import User
from projects.models import Project, Proposal
from projects.services import voices


def about_proposal(stage: Stage, proposal: Proposal, since: int, *, until: int = 0, liked: int = 10) -> None:
    """Let neighbours support, follow and comment on a proposal sent so many days ago, ``until`` days ago."""
    dice = stage.dice
    neighbours = [user for user in stage.people.residents + stage.people.members if user.pk != proposal.author_id]
    for user in dice.sample(neighbours, dice.randint(0, liked)):
        _once(stage, dice.randint(until, since), partial(_support, stage, proposal, user))
    for user in dice.sample(neighbours, dice.randint(0, 2)):
        _once(stage, dice.randint(until, since), partial(_follow, stage, proposal, user))
    for text in dice.sample(load("voices")["proposal"], dice.choice([0, 0, 1, 1, 2, 3])):
        user = dice.choice(neighbours)
        _once(stage, dice.randint(until, since), partial(_comment, stage, proposal, user, text))


def about_project(stage: Stage, project: Project, since: int) -> Iterator[dt.datetime]:
    """Tell of a few comments and followers of a project since so many days ago."""
    yield stage.clock
    dice = stage.dice
    people = stage.people.residents + stage.people.members
    for user in dice.sample(people, dice.randint(0, 3)):
        _once(stage, dice.randint(0, since), partial(_follow, stage, project, user))
    for text in dice.sample(load("voices")["project"], dice.choice([0, 0, 1, 2])):
        user = dice.choice(people)
        _once(stage, dice.randint(0, since), partial(_comment, stage, project, user, text))
    if dice.random() < 0.2:
        text = dice.choice(load("voices")["office"])
        official = stage.user(Role.OFFICIAL)
        _once(stage, dice.randint(0, since), partial(_comment, stage, project, official, text))


def advertisement(stage: Stage, proposal: Proposal) -> Iterator[dt.datetime]:
    """Tell of a comment that the secretary hides with a reason."""
    hidden = load("voices")["hidden"]
    author = stage.people.residents[7]
    yield stage.any_hour(6)
    comment = voices.comment(
        proposal, by=stage.people.actor(author), at=stage.clock, body=hidden["body"], token=stage.token()
    )
    yield stage.office_hours(5)
    voices.hide(comment, by=stage.actor(Role.SECRETARY), at=stage.clock, reason=hidden["reason"])


def _once(stage: Stage, ago: int, act: Callable[[], Any]) -> None:
    def story() -> Iterator[dt.datetime]:
        yield stage.any_hour(ago)
        act()

    stage.add(story())


def _support(stage: Stage, proposal: Proposal, user: User) -> None:
    voices.support(proposal, by=stage.people.actor(user), at=stage.clock)


def _follow(stage: Stage, thing: Proposal | Project, user: User) -> None:
    voices.follow(thing, by=stage.people.actor(user), at=stage.clock)


def _comment(stage: Stage, thing: Proposal | Project, user: User, text: str) -> None:
    voices.comment(thing, by=stage.people.actor(user), at=stage.clock, body=text, token=stage.token())
