"""The three workflows of 사무, one table each, side by side."""

from __future__ import annotations

from projects.choices import AffairsClass, Stage
from projects.workflows import autonomous, consultative, entrusted
from projects.workflows.table import RESUME, Due, Move, Situation, State, Subject, Workflow

WORKFLOWS: dict[str, Workflow] = {
    AffairsClass.AUTONOMOUS: autonomous.WORKFLOW,
    AffairsClass.ENTRUSTED: entrusted.WORKFLOW,
    AffairsClass.CONSULTATIVE: consultative.WORKFLOW,
}


def statuses_of(affairs_class: str) -> tuple[str, ...]:
    """Return the statuses a class knows, for the CHECK constraint."""
    return tuple(sorted(str(state.status) for state in WORKFLOWS[affairs_class].states))


def final_statuses() -> tuple[str, ...]:
    found = {str(state.status) for flow in WORKFLOWS.values() for state in flow.states if state.final}
    return tuple(sorted(found))


def stations(stage: str) -> list[tuple[str, str]]:
    """Return (class, status) of every state in the stage."""
    return [
        (str(flow.affairs_class), str(state.status))
        for flow in WORKFLOWS.values()
        for state in flow.states
        if state.stage == Stage(stage)
    ]


__all__ = [
    "RESUME",
    "WORKFLOWS",
    "Due",
    "Move",
    "Situation",
    "State",
    "Subject",
    "Workflow",
    "final_statuses",
    "stations",
    "statuses_of",
]
