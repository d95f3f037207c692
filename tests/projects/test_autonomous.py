"""주민자치 사무: from the plan to the end; the office advises, grant money changes that."""

from __future__ import annotations

import datetime as dt

import pytest

from council.common.access import Forbidden, may
from council.common.errors import Refused
from projects.choices import RefusalReason, Status
from projects.services import moves
from tests.projects.conftest import BASIS, TODAY, VOTES, World
from tests.projects.ways import END, TERM, voted


def test_it_works(world: World) -> None:
    project = voted(world)
    project = world.go(project, "confirm", world.han, **TERM)
    assert project.due_on == END
    project = world.go(project, "finish", world.lee, finished_on=TODAY)
    project = world.go(project, "report", world.lee, result="1,240명이 함께했습니다.", participants=1240)
    project = world.go(project, "settle", world.han, **BASIS)
    assert project.status == Status.CLOSED


def test_the_assembly_decides_what_is_in_the_annual_plan(world: World) -> None:
    project = voted(world, in_annual_plan=True)
    assert project.status == Status.ASSEMBLY
    with pytest.raises(Refused) as refused:
        world.go(project, "assembly_pass", world.park, **BASIS, attended=99, yes=49, no=40)
    assert refused.value.field == "yes"
    project = world.go(project, "assembly_pass", world.park, **BASIS, attended=99, yes=50, no=40)
    assert project.status == Status.CONFIRMING


def test_the_office_s_opinion_is_no_veto(world: World) -> None:
    project = world.go(world.project(), "submit_plan", world.lee)
    project = world.go(project, "committee_pass", world.lee, **BASIS)
    with pytest.raises(Refused):
        world.go(project, "office_reject", world.choi, comment="반대합니다.", reason_code=RefusalReason.OVERLAP)
    project = world.go(project, "office_opinion", world.oh, opinion="UNFIT", overlap="구청 축제와 겹칩니다.")
    assert project.status == Status.COUNCIL_VOTE


def test_with_grant_money_the_office_may_hold_it(world: World) -> None:
    project = world.go(world.project(grant_funded=True), "submit_plan", world.lee)
    project = world.go(project, "committee_pass", world.lee, **BASIS)
    with pytest.raises(Refused) as refused:
        world.go(project, "office_opinion", world.oh, opinion="UNFIT")
    assert refused.value.field == "opinion"
    project = world.go(
        project, "office_reject", world.choi, comment="이미 하고 있습니다.", reason_code=RefusalReason.OVERLAP
    )
    assert project.status == Status.REJECTED


def test_grant_money_is_granted_before_and_settled_by_the_head_after(world: World) -> None:
    project = voted(world, grant_funded=True)
    codes = [move.code for move in moves.available_moves(project, world.han, TODAY)]
    assert "confirm_grant" in codes
    assert "confirm" not in codes
    project = world.go(project, "confirm_grant", world.han, granted_on=TODAY, grant_reference="자치행정과-123", **TERM)
    project = world.go(project, "finish", world.lee, finished_on=TODAY)
    project = world.go(project, "report", world.lee, result="마쳤습니다.", grant_spent=3_000_000)
    assert project.waits_for_label == "마장동장"
    with pytest.raises(Forbidden):
        world.go(project, "settle_grant", world.han, **BASIS, returned=0)
    assert world.go(project, "settle_grant", world.choi, **BASIS, returned=1_000_000).status == Status.CLOSED


def test_without_grant_money_the_chair_settles(world: World) -> None:
    project = world.go(voted(world), "confirm", world.han, **TERM)
    project = world.go(project, "finish", world.lee, finished_on=TODAY)
    project = world.go(project, "report", world.lee, result="마쳤습니다.")
    assert project.waits_for_label == "회장"
    assert moves.available_moves(project, world.choi, TODAY) == []


def test_a_stopped_grant_is_settled_first(world: World) -> None:
    project = voted(world, grant_funded=True)
    project = world.go(
        project, "confirm_grant", world.han, granted_on=TODAY, grant_reference="자치행정과-123",
        **{**TERM, "starts_on": TODAY},
    )  # fmt: skip
    assert "stop" not in [move.code for move in moves.open_moves(project)]
    project = world.go(project, "stop_and_settle", world.han, **BASIS, comment="비가 와서 그만둡니다.")
    assert (project.status, project.ends_on) == (Status.REPORTING, TODAY)
    assert project.due_on == dt.date(2026, 11, 16)


def test_a_vote_that_fails_is_recorded_as_failed(world: World) -> None:
    project = world.go(world.project(), "submit_plan", world.lee)
    project = world.go(project, "committee_pass", world.lee, **BASIS)
    project = world.go(project, "office_opinion", world.oh, opinion="FIT")
    lost = {**VOTES, "yes": 10, "no": 17, "abstain": 0}
    with pytest.raises(Refused) as refused:
        world.go(project, "vote_to_confirm", world.park, **BASIS, **lost)
    assert refused.value.field == "yes"
    project = world.go(
        project, "vote_down", world.park, **BASIS, **lost, comment="부결", reason_code=RefusalReason.VOTED_DOWN
    )
    assert project.status == Status.REJECTED


def test_the_head_of_another_committee_does_not_decide(world: World) -> None:
    project = world.go(world.project(), "submit_plan", world.lee)
    assert moves.available_moves(project, world.cho, TODAY) == []
    assert not may(world.cho, "projects.advance", project)
    assert may(world.lee, "projects.advance", project)
    with pytest.raises(Forbidden):
        world.go(project, "committee_pass", world.cho, **BASIS)
