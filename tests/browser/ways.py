"""The way of a project to where a test begins, found in the tables themselves, and the facts that each move asks."""

from __future__ import annotations

import datetime as dt
from collections import deque
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from council.common.actor import Role
from projects.choices import Outcome, Status
from projects.models import Project
from projects.workflows import Move, Workflow
from projects.workflows.inputs import Input, Kind
from projects.workflows.table import RESUME
from tests.projects_pages.office import Office

#: Who of the cast acts in a role.
ACTS_AS = {
    Role.COMMITTEE_HEAD: "committee_head",
    Role.SECRETARY: "secretary",
    Role.CHAIR: "chair",
    Role.OFFICIAL: "official",
    Role.HEAD: "head",
    Role.DISTRICT: "district",
}
#: What decides which moves a class offers.
FORKS: tuple[dict[str, bool], ...] = (
    {},
    {"grant_funded": True},
    {"in_annual_plan": True},
    {"grant_funded": True, "in_annual_plan": True},
)
AGAINST = {"yes": 5, "no": 20}
FOR = {"yes": 24, "no": 1}
NUMBERS = {
    "seated": 36,
    "present": 27,
    "recused": 0,
    "abstain": 2,
    "attended": 40,
    "returned": 0,
    "planned_cost": 4_000_000,
}
WORDS = {
    "basis_reference": "제9차 정기회의 회의록",
    "grant_reference": "마을과-1234",
    "result": "계획한 대로 열두 골목을 모두 살폈습니다.",
    "change": "비가 와서 두 주 미룹니다.",
    "opinion_text": "어린이 보호구역은 남겨 두는 조건입니다.",
    "reply_text": "올해 안에 선을 다시 긋겠습니다.",
}
CHOICES = {"evaluation": "ADEQUATE", "exemption": "SHORT_TERM", "renewal": "CLOSE", "cause": "BREACH", "reply": "TAKEN"}
REASON = "안전 계획이 빠져 있습니다. 비 오는 날의 대비를 적어 주십시오."


def who_makes(move: Move) -> str:
    return ACTS_AS[Role(move.who[0])]


def facts_for(move: Move) -> dict[str, Any]:
    """Return what a person would fill in: everything required, and the counts that the outcome needs."""
    today = timezone.localdate()
    days = {
        "starts_on": today + dt.timedelta(days=40),
        "ends_on": today + dt.timedelta(days=240),
        "effective_on": today + dt.timedelta(days=30),
    }
    votes = AGAINST if move.outcome == Outcome.REJECT else FOR
    also = ("recused", "no", "yes", "heard_on", "late_reason")

    def fact(asked: Input) -> Any:
        match asked.kind:
            case Kind.CHECK:
                return True
            case Kind.DATE:
                return days.get(asked.name, today)
            case Kind.COUNT | Kind.WON:
                return (NUMBERS | votes)[asked.name]
            case Kind.CHOICE:
                codes = [code for code, _label in asked.choices]
                return CHOICES[asked.name] if CHOICES.get(asked.name) in codes else codes[0]
            case _:
                return WORDS.get(asked.name, "살펴보았습니다.")

    return {asked.name: fact(asked) for asked in move.inputs if asked.required or asked.name in also}


def subject_at(place: tuple[str, str], **fork: bool) -> Any:
    """Return a project as the tables see it: its status, and where it would go on from there."""
    status, resume_status = place
    plain = {"grant_funded": False, "in_annual_plan": False, "renewals": 0, "plan_missing": ()}
    dates = {"starts_on": None, "ends_on": None}
    return SimpleNamespace(**{"status": status, "resume_status": resume_status, **plain, **dates, **fork})


def ways_of(flow: Workflow, **fork: bool) -> dict[tuple[str, str], list[Move]]:
    """Return the shortest way to each place a project can come to: its status, and where it would go on from there."""
    start = (flow.initial, "")
    ways: dict[tuple[str, str], list[Move]] = {start: []}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        subject = subject_at(here, **fork)
        for step in flow.open_moves(subject):
            aside = step.target in (Status.RETURNED, Status.CHANGING)
            there = (subject.resume_status, "") if step.target == RESUME else (step.target, here[0] if aside else "")
            if there not in ways:
                ways[there] = [*ways[here], step]
                queue.append(there)
    return ways


def way_to(flow: Workflow, move: Move, **fork: bool) -> list[Move] | None:
    """Return the shortest way from the beginning to where the move is open, None when there is none."""
    return next((way for here, way in ways_of(flow, **fork).items() if move.open_for(subject_at(here, **fork))), None)


def brought_to(office: Office, flow: Workflow, move: Move, title: str) -> Project:
    """Return a project, its plan written, that stands where the move is open."""
    for fork in FORKS:
        way = way_to(flow, move, **fork)
        if way is not None:
            break
    assert way is not None, f"no way to {move.code}"
    project = office.project(flow.affairs_class, title, **fork)
    for step in way:
        project = made(office, project, step)
    return project


def made(office: Office, project: Project, move: Move) -> Project:
    """Make the move by the service, in the name of whoever is the first to do it."""
    return office.go(
        project,
        move.code,
        who_makes(move),
        comment=REASON if move.reason_required else "",
        reason_code=move.reasons[0] if move.reasons else "",
        **facts_for(move),
    )
