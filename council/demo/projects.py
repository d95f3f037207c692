"""The projects: each a story of plan, moves, log and photos, on the days that its route takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone

from council.common.actor import Actor, Role
from council.demo import photos, voices
from council.demo.facts import Scene, facts
from council.demo.routes import ALTERNATIVES, GAPS, ROUTES, USUAL_GAP, Cue
from council.demo.stage import Stage
from council.demo.texts import load
from council.models import Committee
from projects.choices import AffairsClass, Origin, Status
from projects.models import Project, Proposal
from projects.services import log, moves, plans
from projects.workflows import WORKFLOWS, Move
from projects.workflows.due import add_months

#: How long a project of either class runs when nothing of its route says so.
USUAL_DAYS = 120
PLAN = ("place", "background", "target", "content", "schedule", "effect", "risk")


@dataclass
class Script:
    """One project's story worked out beforehand: texts, days of each step, and the term that it runs."""

    cue: Cue
    texts: dict[str, Any]
    steps: list[str]
    #: Days ago of the opening and then of each step.
    days: list[int]
    terms: dict[int, tuple[dt.date, dt.date]] = field(default_factory=dict)

    @property
    def affairs_class(self) -> str:
        return str(self.texts["class"])

    @property
    def opens_ago(self) -> int:
        return self.days[0]


def script(stage: Stage, cue: Cue, times: int = 0) -> Script:
    """Work out a cue: the later steps fix the days of the earlier ones.

    ``times`` tells how often the edition has come before, so that no two projects have the same name.
    """
    edition = load("editions")[cue.edition]
    texts = {**load("tasks")[edition["task"]], **edition}
    if times:
        texts["title"] = f"{texts['title']}({times + 1}차)"
    steps = ROUTES[texts["class"]][cue.route].split()
    status = arrives_at(texts["class"], steps, annual=bool(texts.get("annual")))
    ago = _age(stage, texts["class"], status, cue.left)
    days = [ago]
    for step in reversed(steps):
        days.insert(0, days[0] + max(1, GAPS.get(step, USUAL_GAP) + stage.dice.randint(-2, 2)))
    made = Script(cue, texts, steps, days)
    for number, step in enumerate(steps):
        if step in ("confirm", "sign", "apply"):
            made.terms[number] = _term(stage, made, number, status)
    return made


def arrives_at(affairs_class: str, steps: list[str], *, annual: bool) -> str:
    """Return the status at the end of a route, read from the table."""
    flow = WORKFLOWS[affairs_class]
    status, resume = str(flow.initial), ""
    for step in steps:
        move = next(
            move
            for move in flow.moves
            if move.code in ALTERNATIVES.get(step, (step,))
            and status in move.source
            and not (move.code == "vote_to_confirm" and annual)
            and not (move.code == "vote_to_assembly" and not annual)
        )
        target = resume if move.target == "RESUME" else str(move.target)
        resume = status if target in (Status.RETURNED, Status.CHANGING) else ""
        status = target
    return status


def _age(stage: Stage, affairs_class: str, status: str, left: int) -> int:
    """Return how many days ago the project came where it stands, so that so many days are left."""
    state = WORKFLOWS[affairs_class].state(status)
    if state.due is None:
        return left
    if state.due.since == "ends_on":
        # The end of its term decides, not the day of arriving; see _term.
        if status != Status.REPORTING:
            return 25
        ended = stage.book.days("project.report_months") * 31 - left
        return ended if affairs_class == AffairsClass.AUTONOMOUS else ended + 15
    return max(1, stage.book.days(state.due.key) - left)


def _term(stage: Stage, made: Script, number: int, status: str) -> tuple[dt.date, dt.date]:
    """Return first and last day of the term that begins with this step (or is applied for by it)."""
    starts = stage.day(made.days[number + 1]) + dt.timedelta(days=3)
    later = dict(zip(made.steps[number + 1 :], made.days[number + 2 :], strict=True))
    if made.steps[number] == "apply":
        starts += dt.timedelta(days=30)
        if "sign" in later:
            starts = stage.day(later["sign"]) + dt.timedelta(days=3)
    left, today = made.cue.left, stage.today
    ends = max(today, starts) + dt.timedelta(days=USUAL_DAYS)
    if status == Status.RUNNING and "renew" not in later:
        lead = stage.book.days("entrusted.evaluation_lead_days") if made.affairs_class == AffairsClass.ENTRUSTED else 0
        ends = today + dt.timedelta(days=left + lead)
    elif status == Status.REPORTING:
        ends = add_months(today + dt.timedelta(days=left), -stage.book.days("project.report_months"))
    for step, before in (("finish", 0), ("report", 6)):
        if step in later and status != Status.REPORTING:
            ends = stage.day(later[step] + before)
    return starts, max(ends, starts + dt.timedelta(days=7))


def story(stage: Stage, made: Script, proposals: list[Proposal] | None = None) -> Iterator[dt.datetime]:
    """Tell the project from its opening to where it stands; ``proposals`` are those it is made of, answered before."""
    committee = stage.committee(made.texts["theme"])
    yield stage.office_hours(made.opens_ago)
    project = _open(stage, made, committee, proposals)
    stage.add(voices.about_project(stage, project, made.days[-1]))
    if made.affairs_class != AffairsClass.CONSULTATIVE:
        yield stage.office_hours(max(made.opens_ago - 3, made.days[min(1, len(made.days) - 1)]))
        _write_plan(stage, made, project)
    else:
        _write_plan(stage, made, project)
    for number, step in enumerate(made.steps):
        yield stage.office_hours(made.days[number + 1])
        project = _advance(stage, made, project, number, step)
        if step in ("confirm", "sign", "accept") and made.texts["log"]:
            until = made.days[number + 2] if number + 2 < len(made.days) else 0
            if project.status != Status.COMMITTEE or made.affairs_class == AffairsClass.CONSULTATIVE:
                stage.add(_log(stage, made, project, made.days[number + 1], until))


def _open(stage: Stage, made: Script, committee: Committee, proposals: list[Proposal] | None) -> Project:
    texts, words = made.texts, stage.words
    common: dict[str, Any] = {
        "at": stage.clock,
        "affairs_class": made.affairs_class,
        "class_reason": words(texts["reason"]),
        "title": words(texts["title"]),
        "summary": words(texts["summary"]),
        "committee_id": committee.pk,
        "grant_funded": bool(texts["grant"]),
        "in_annual_plan": bool(texts.get("annual")),
    }
    if proposals:
        return plans.make_project(proposals, by=stage.head_of(committee), **common)
    by = stage.head_of(committee)
    if made.affairs_class != AffairsClass.AUTONOMOUS and stage.dice.random() < 0.4:
        by = stage.actor(Role.OFFICIAL)
    elif stage.dice.random() < 0.3:
        by = stage.actor(Role.SECRETARY)
    return plans.start_project(by=by, origin=Origin.COUNCIL, **common)


def _write_plan(stage: Stage, made: Script, project: Project) -> None:
    fields: dict[str, Any] = {name: stage.words(made.texts[name]) for name in PLAN}
    fields["place"] = fields["place"][:100]
    if made.texts["cost"] is not None:
        fields["planned_cost"] = made.texts["cost"]
    if made.affairs_class == AffairsClass.AUTONOMOUS and not made.steps and made.cue.left > 10:
        # Somebody has begun to write and will go on tomorrow.
        fields = {name: fields[name] for name in ("place", "background", "target")}
    plans.edit_plan(project, by=_planner(stage, project), at=stage.clock, **fields)


def _planner(stage: Stage, project: Project) -> Actor:
    return stage.head_of(project.committee) if project.committee else stage.actor(Role.SECRETARY)


def _advance(stage: Stage, made: Script, project: Project, number: int, step: str) -> Project:
    codes = ALTERNATIVES.get(step, (step,))
    move = next(move for move in moves.open_moves(project) if move.code in codes)
    by = stage.one_of(tuple(str(role) for role in move.who), project)
    scene = _scene(stage, made, project, move, number)
    comment, reason = _words(stage, made, project, move)
    return moves.advance(
        project,
        move.code,
        by=by,
        at=stage.clock,
        inputs=facts(scene),
        comment=comment,
        reason_code=reason,
        expected_status=project.status,
        expected_version=project.version,
    )


def _scene(stage: Stage, made: Script, project: Project, move: Move, number: int) -> Scene:
    on = timezone.localdate(stage.clock)
    known = [term for at, term in made.terms.items() if at <= number]
    starts, ends = known[-1] if known else (on, on + dt.timedelta(days=USUAL_DAYS))
    scene = Scene(stage, project, move, on, starts, ends, stage.words(made.texts["result"]))
    return replace(scene, starts_on=max(starts, on)) if move.code == "sign" else scene


def _words(stage: Stage, made: Script, project: Project, move: Move) -> tuple[str, str]:
    """Return what is said with the move and, for a return or a refusal, the code of the reason."""
    texts = load("moves")
    own = f"{made.affairs_class}.{move.code}"
    if move.reasons:
        code, text = texts["refusals"].get(own) or texts["refusals"][move.code]
        return text, code
    if move.code == "exempt" and project.renewals:
        return texts["comments"]["exempt.RENEWAL"][0], ""
    return stage.dice.choice(texts["comments"].get(own) or texts["comments"].get(move.code) or [""]), ""


def _log(stage: Stage, made: Script, project: Project, since: int, until: int) -> Iterator[dt.datetime]:
    """Write the lines of the log between two steps, the last of them not long ago."""
    lines = made.texts["log"]
    room = max(since - until, len(lines) + 1)
    for number, text in enumerate(lines, 1):
        yield stage.office_hours(max(until, since - room * number // (len(lines) + 1)))
        update = log.add_update(
            project,
            by=_planner(stage, project),
            at=stage.clock,
            on=timezone.localdate(stage.clock),
            text=stage.words(text),
            token=stage.token(),
        )
        photos.illustrate(stage, update, made.cue.edition, number)
