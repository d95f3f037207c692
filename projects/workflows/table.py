"""The shape of a workflow: states in order, and the moves between them. Pure data, no models.

A move says from where, to where, who, under which condition, with which facts, and what is still
recorded by hand. No role means nobody (a test holds that no table has such a move).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.functional import Promise

from council.common.errors import Refused
from projects.choices import AffairsClass, Outcome, RefusalReason, Stage, Status
from projects.workflows.inputs import Input

Text = str | Promise

#: Target of a move that goes back to where the project stood before 보완 요구 or 변경 심의.
RESUME = "RESUME"


class Subject(Protocol):
    """What a table may know of a project."""

    @property
    def status(self) -> str: ...
    @property
    def resume_status(self) -> str: ...
    @property
    def grant_funded(self) -> bool: ...
    @property
    def in_annual_plan(self) -> bool: ...
    @property
    def starts_on(self) -> dt.date | None: ...
    @property
    def ends_on(self) -> dt.date | None: ...
    @property
    def renewals(self) -> int: ...
    @property
    def plan_missing(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Situation:
    """What a condition looks at: the project, the checked inputs, the day, and the rules of that day."""

    subject: Subject
    inputs: Mapping[str, Any]
    on: dt.date
    rules: Mapping[str, int]
    #: Whether a recorded resolution decides: its vote was judged by the council's own rules, and is not judged again.
    resolved: bool = False

    def get(self, name: str) -> Any:
        return self.inputs.get(name)


Condition = Callable[[Situation], Refused | None]


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: so many days (or months) of a rule, counted from entering or from the project's end."""

    key: str = ""
    since: str = "entered"
    months: bool = False
    before: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """A station: whom it waits for, until when, and the sentence the public reads.

    ``waiting`` may hold %(head)s, %(official)s, %(secretary)s, %(chair)s, %(committee)s, each followed
    by a particle pair in braces, as in ``%(head)s{이/가}``.
    """

    status: str
    title: Text
    waits_for: tuple[str, ...]
    waiting: Text
    stage: str
    tone: str
    act: Text = ""
    due: Due | None = None
    final: bool = False
    path: bool = True


@dataclass(frozen=True, slots=True)
class Move:
    """One act: who takes the project from where to where."""

    code: str
    source: tuple[str, ...]
    target: str
    label: Text
    who: tuple[str, ...]
    outcome: str = Outcome.PASS
    consequence: Text = ""
    when: Callable[[Subject], bool] | None = None
    check: Condition | None = None
    inputs: tuple[Input, ...] = ()
    sets: Mapping[str, str] = field(default_factory=dict)
    effect: Callable[[Situation], Mapping[str, Any]] | None = None
    reasons: tuple[str, ...] = ()
    reason_required: bool = False
    paper: Text = ""
    by_hand: Text = ""
    rule_key: str = ""
    done_word: Text = ""

    def open_for(self, subject: Subject) -> bool:
        """Return whether the move exists where the project stands now, whoever asks."""
        return subject.status in self.source and (self.when is None or self.when(subject))

    def target_for(self, subject: Subject) -> str:
        return subject.resume_status if self.target == RESUME else self.target


@dataclass(frozen=True, slots=True)
class Workflow:
    """The table of one class."""

    affairs_class: str
    title: Text
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    #: Whose turn a returned project is, by where it was returned from (default: the council).
    returned_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def initial(self) -> str:
        return self.states[0].status

    @property
    def path(self) -> tuple[State, ...]:
        """Return the ordinary stations in order, as the timeline shows them."""
        return tuple(state for state in self.states if state.path)

    def state(self, status: str) -> State:
        return next(state for state in self.states if state.status == status)

    def move(self, code: str) -> Move:
        """Return the move of that code. Raises KeyError when the class knows no such act."""
        for move in self.moves:
            if move.code == code:
                return move
        raise KeyError(code)

    def open_moves(self, subject: Subject) -> list[Move]:
        return [move for move in self.moves if move.open_for(subject)]

    def waits_for(self, status: str, resume_status: str = "", *, grant_funded: bool = False) -> tuple[str, ...]:
        """Return the roles whose turn it is."""
        if status == Status.RETURNED:
            return self.returned_to.get(resume_status, self.state(status).waits_for)
        if status in GRANT_DECIDES and self.affairs_class == AffairsClass.AUTONOMOUS:
            return GRANT_DECIDES[status] if grant_funded else ("CHAIR",)
        return self.state(status).waits_for


#: With grant money the office decides on changes and settlements of the council's own projects.
GRANT_DECIDES: Mapping[str, tuple[str, ...]] = {Status.CHANGING: ("HEAD",), Status.SETTLING: ("HEAD",)}

REFUSALS: tuple[str, ...] = tuple(RefusalReason.values)

STAGE_TONE: Mapping[str, str] = {
    Stage.PREPARING: "gray",
    Stage.WAITING: "warning",
    Stage.DOING: "primary",
    Stage.DONE: "success",
    Stage.HALTED: "gray",
}
