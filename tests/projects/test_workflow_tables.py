"""The three tables, held against each other and against the database. No database is touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from council.common.actor import Role
from council.rulebook import KEYS
from projects.choices import AffairsClass, Outcome, Stage, Status
from projects.models import Project
from projects.models.project import FINAL
from projects.rule_keys import ASKED_BY_MOVES
from projects.wording import particles
from projects.workflows import WORKFLOWS, Move, Workflow, statuses_of
from projects.workflows.inputs import Input

FLOWS = list(WORKFLOWS.values())


@dataclass(frozen=True)
class Standing:
    """A project as a table sees it."""

    status: str
    resume_status: str = ""
    grant_funded: bool = False
    in_annual_plan: bool = False
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    renewals: int = 0
    plan_missing: tuple[str, ...] = ()


def walk(flow: Workflow, start: Standing) -> tuple[set[Standing], set[tuple[str, str]]]:
    """Return every standing that moves lead to, and every (status, move) that was possible."""
    seen, open_ends, made = {start}, [start], set()
    while open_ends:
        here = open_ends.pop()
        for move in flow.open_moves(here):
            made.add((str(here.status), move.code))
            target = str(move.target_for(here))
            resume = str(here.status) if target in (Status.RETURNED, Status.CHANGING) else ""
            there = replace(here, status=target, resume_status=resume)
            if there not in seen:
                seen.add(there)
                open_ends.append(there)
    return seen, made


def everything(flow: Workflow) -> Iterator[tuple[set[Standing], set[tuple[str, str]]]]:
    for granted in (False, True):
        for annual in (False, True):
            yield walk(flow, Standing(str(flow.initial), grant_funded=granted, in_annual_plan=annual))


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.affairs_class)
def test_every_state_is_reached_from_the_first(flow: Workflow) -> None:
    reached = {str(standing.status) for seen, _made in everything(flow) for standing in seen}
    assert reached == {str(state.status) for state in flow.states}


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.affairs_class)
def test_every_state_that_is_no_end_has_an_exit_forwards(flow: Workflow) -> None:
    for seen, _made in everything(flow):
        for standing in seen:
            moves = [move for move in flow.open_moves(standing) if move.outcome != Outcome.LOG]
            assert bool(moves) == (not flow.state(standing.status).final), standing


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.affairs_class)
def test_from_everywhere_the_goal_or_another_end_can_be_reached(flow: Workflow) -> None:
    for seen, _made in everything(flow):
        for standing in seen:
            further, _moves = walk(flow, standing)
            ends = {str(one.status) for one in further if flow.state(one.status).final}
            assert ends
            if not flow.state(standing.status).final:
                assert Status.CLOSED in ends, standing


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.affairs_class)
def test_every_move_is_possible_somewhere_and_belongs_to_somebody(flow: Workflow) -> None:
    possible = {code for _seen, made in everything(flow) for _status, code in made}
    for move in flow.moves:
        assert move.who, f"{move.code} belongs to nobody"
        assert set(move.who) <= set(Role.values)
        assert move.code in possible
        assert move.label
        assert move.consequence


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.affairs_class)
def test_codes_and_inputs_are_unique(flow: Workflow) -> None:
    codes = [move.code for move in flow.moves]
    assert len(codes) == len(set(codes))
    for move in flow.moves:
        names = [asked.name for asked in move.inputs]
        assert len(names) == len(set(names)), move.code
        assert set(move.sets.values()) <= set(names), move.code
        assert {"comment", "reason_code"}.isdisjoint(names)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.affairs_class)
def test_everyone_a_state_waits_for_has_something_to_do_there(flow: Workflow) -> None:
    for seen, _made in everything(flow):
        for standing in seen:
            waited = flow.waits_for(standing.status, standing.resume_status, grant_funded=standing.grant_funded)
            doers = {role for move in flow.open_moves(standing) for role in move.who}
            assert set(waited) <= doers, standing
            assert bool(waited) == (not flow.state(standing.status).final)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.affairs_class)
def test_refusals_and_returns_always_say_why(flow: Workflow) -> None:
    for move in flow.moves:
        if move.outcome in (Outcome.RETURN, Outcome.REJECT, Outcome.STOP, Outcome.RESUBMIT):
            assert move.reason_required, move.code


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.affairs_class)
def test_every_deadline_asks_a_registered_rule(flow: Workflow) -> None:
    for state in flow.states:
        if state.due and state.due.key:
            assert state.due.key in KEYS
            assert state.due.key in ASKED_BY_MOVES
        assert state.stage in Stage.values
        assert state.tone in ("primary", "warning", "success", "danger", "gray")
    for move in flow.moves:
        assert not move.rule_key or move.rule_key in ASKED_BY_MOVES


@pytest.mark.parametrize("affairs_class", AffairsClass.values)
def test_the_database_knows_the_same_states(affairs_class: str) -> None:
    constraint = next(one for one in Project._meta.constraints if one.name == "project_status_fits_class")
    told = {dict(child.children)["affairs_class"]: dict(child.children)["status__in"] for child in constraint.condition.children}  # type: ignore[attr-defined]  # fmt: skip
    assert set(told[affairs_class]) == set(statuses_of(affairs_class))


def test_ends_are_the_same_in_all_classes() -> None:
    for flow in FLOWS:
        for state in flow.states:
            assert (str(state.status) in FINAL) == state.final


def test_a_waiting_sentence_reads_well_for_every_council() -> None:
    labels = {
        "head": "마장동장",
        "official": "마장동 담당",
        "secretary": "간사",
        "chair": "회장",
        "committee": "안전·환경분과",
    }
    for flow in FLOWS:
        for state in flow.states:
            sentence = particles(str(state.waiting) % labels)
            assert "{" not in sentence
            assert "%" not in sentence
            assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("마장동장{이/가}", "마장동장이"),
        ("간사{이/가}", "간사가"),
        ("마을{으로/로}", "마을로"),
        ("분과장{으로/로}", "분과장으로"),
        ("3{이/가}", "3이"),
        ("2{은/는}", "2는"),
        ("Kim{을/를}", "Kim을"),
        ("{이/가}", "가"),
    ],
)
def test_particles_follow_the_sound_before_them(text: str, expected: str) -> None:
    assert particles(text) == expected


def test_moves_that_later_acts_replace_say_so() -> None:
    by_hand = {(flow.affairs_class, move.code) for flow in FLOWS for move in flow.moves if move.by_hand}
    for flow in FLOWS:
        for move in flow.moves:
            votes = {"seated", "present"} <= {asked.name for asked in move.inputs}
            if votes:
                assert (flow.affairs_class, move.code) in by_hand


def test_the_office_approves_only_what_is_the_offices() -> None:
    """주민자치 사무 need no outside approval unless grant money is used (DOMAIN §2A)."""
    flow = WORKFLOWS[AffairsClass.AUTONOMOUS]
    seen, made = walk(flow, Standing(str(flow.initial), grant_funded=False))
    codes = {code for _status, code in made}
    outside = {Role.HEAD.value, Role.OFFICIAL.value, Role.DISTRICT.value}
    only_outside = {code for code in codes if set(flow.move(code).who) <= outside}
    assert only_outside == {"office_opinion", "office_return"}
    assert seen


def inputs_of(move: Move) -> dict[str, Input]:
    return {asked.name: asked for asked in move.inputs}


def test_the_agreement_holds_all_contents_of_the_ordinance() -> None:
    asked = inputs_of(WORKFLOWS[AffairsClass.ENTRUSTED].move("sign"))
    contents = [one for name, one in asked.items() if name.startswith("has_")]
    assert len(contents) == 15
    assert all(one.required for one in contents)
    assert asked["signed_head"].required
    assert asked["signed_chair"].required
