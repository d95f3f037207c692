"""The engine behind every move: one wins, the reason is kept, nobody without a role."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from council.common.access import Forbidden
from council.common.errors import Conflict, Refused
from projects.choices import RefusalReason, Status
from projects.models import StatusChange
from projects.selectors import projects as reading
from projects.services import moves
from tests.projects.conftest import BASIS, TODAY, World
from tests.projects.ways import at_approval, running, voted


def test_the_second_to_decide_is_told_who_was_first(world: World) -> None:
    project = at_approval(world)
    world.go(project, "approve", world.choi)
    with pytest.raises(Conflict, match=r"마장동장이 .*먼저 ‘협약 체결’"):
        world.go(project, "refuse", world.choi, comment="안 됩니다.", reason_code=RefusalReason.OTHER)
    assert reading.get(project.pk).status == Status.AGREEMENT


def test_the_same_form_sent_twice_changes_nothing_twice(world: World) -> None:
    project = running(world)
    log: dict[str, Any] = {"inspected_on": TODAY, "result": "ADEQUATE", "comment": "점검"}
    world.go(project, "inspect", world.oh, **log)
    with pytest.raises(Conflict):
        world.go(project, "inspect", world.oh, **log)
    assert StatusChange.objects.filter(move="inspect").count() == 1


def test_an_unknown_move_is_not_found(world: World) -> None:
    with pytest.raises(KeyError):
        world.go(world.project(), "teleport", world.park)


def test_a_move_of_another_state_is_refused(world: World) -> None:
    with pytest.raises(Refused):
        world.go(world.project(), "settle", world.han, **BASIS)


def test_a_day_to_come_is_no_basis(world: World) -> None:
    project = world.go(world.project(), "submit_plan", world.lee)
    tomorrow = TODAY + dt.timedelta(days=1)
    with pytest.raises(Refused) as refused:
        world.go(project, "committee_pass", world.lee, basis_on=tomorrow, basis_reference="분과 회의")
    assert refused.value.field == "basis_on"


@pytest.mark.parametrize("value", ["어제", 3, None, ""])
def test_a_wrong_kind_of_input_is_refused_beside_its_field(world: World, value: object) -> None:
    project = world.go(world.project(), "submit_plan", world.lee)
    with pytest.raises(Refused) as refused:
        world.go(project, "committee_pass", world.lee, basis_on=value, basis_reference="분과 회의")
    assert refused.value.field == "basis_on"


def test_nobody_moves_without_a_role(world: World) -> None:
    project = world.project()
    visitor = type(world.kim).anonymous(world.council.pk)
    system = type(world.kim).system(world.council.pk)
    for nobody in (visitor, system, world.song, world.yoo):
        assert moves.available_moves(project, nobody, TODAY) == []
        with pytest.raises(Forbidden):
            world.go(project, "submit_plan", nobody)


def test_a_return_by_rule_is_due_after_the_rule_s_days(world: World) -> None:
    world.rule("project.resubmit_days", 5)
    project = world.go(world.project(), "submit_plan", world.lee)
    project = world.go(project, "committee_return", world.lee, comment="더 써 주십시오.")
    assert project.due_on == TODAY + dt.timedelta(days=5)
    assert project.due_article


def test_moves_of_a_project_next_door_are_out_of_reach(world: World, next_door: World) -> None:
    project = world.project()
    for stranger in (next_door.kim, next_door.park):
        with pytest.raises(Forbidden):
            world.go(project, "submit_plan", stranger)


def test_what_is_recorded_by_hand_is_marked(world: World) -> None:
    changes = reading.changes(voted(world))
    assert {change.move: change.by_hand for change in changes}["vote_to_confirm"]
    vote = changes[-1]
    assert vote.facts["yes"] == 24
    assert ("찬성", 24, "COUNT") in vote.facts_lines
    assert (vote.basis_on, vote.basis_reference) == (TODAY, "제9차 정기회의")
