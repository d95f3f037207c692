"""The way of a project or a proposal as steps: done, now, skipped, still to come (mockups 03 and 05)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from council.common.dates import kdate, kdatetime, kperiod
from projects.choices import Opinion, Outcome, ProposalState, Reply, Status, StepKind
from projects.models import Project, Proposal, ProposalStep, StatusChange


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One step, in the shape of ``components/_timeline.html``: state is done, now, skip or todo."""

    state: str
    name: str
    word: str
    meta: str = ""
    text: str = ""
    url: str = ""
    url_label: str = ""
    due_on: dt.date | None = None
    late: bool = False
    change: StatusChange | None = None


def timeline(project: Project, changes: Sequence[StatusChange], on: dt.date) -> list[TimelineStep]:
    """Return the project's way: the stations of its class in order, with who, when, why and until when.

    A station is done when the project last left it forwards; one that was passed by stays, marked as skipped.
    """
    path = project.workflow.path
    here = project.resume_status or project.status
    if project.is_final and not any(state.status == here for state in path):
        return _ended(project, changes, on)
    at = next((index for index, state in enumerate(path) if state.status == here), len(path) - 1)
    left = _last_left(changes)
    steps = []
    for index, state in enumerate(path):
        if index == at:
            steps.append(_now(project, changes, on))
        elif index < at:
            steps.append(_past(project, str(state.status), str(state.title), left.get(str(state.status)), on))
        else:
            steps.append(_todo(project, str(state.status), str(state.title)))
    return steps


def _last_left(changes: Sequence[StatusChange]) -> dict[str, StatusChange]:
    """Return, for each status, the move by which it was last left forwards."""
    forwards = (Outcome.PASS, Outcome.SKIP, Outcome.STOP)
    return {change.from_status: change for change in changes if change.outcome in forwards and change.from_status}


def _past(project: Project, status: str, title: str, change: StatusChange | None, on: dt.date) -> TimelineStep:
    if change is None:
        return TimelineStep("skip", title, _("건너뜀"), text=_passed_by(project, status))
    state = "skip" if change.outcome == Outcome.SKIP else "done"
    return TimelineStep(state, title, change.word, _meta(change, on), _told(change), change=change)


def _passed_by(project: Project, status: str) -> str:
    if status == Status.ASSEMBLY:
        return _("자치계획에 넣지 않은 사업이라 주민총회를 거치지 않습니다.")
    return ""


def _meta(change: StatusChange, on: dt.date) -> str:
    parts = [kdate(change.basis_on or change.at, today=on), change.basis_reference, change.by_label]
    early = _earliness(change, on)
    return " · ".join(part for part in (*parts, *_votes(change.facts), early) if part)


def _earliness(change: StatusChange, on: dt.date) -> str:
    """Return how the day compares with the deadline of that time."""
    if change.was_due_on is None:
        return ""
    days = (change.was_due_on - _day(change)).days
    due = kdate(change.was_due_on, today=on, weekday=False)
    if days > 0:
        return _("기한 %(due)s보다 %(days)s일 먼저") % {"due": due, "days": days}
    return _("기한 %(due)s보다 %(days)s일 늦게") % {"due": due, "days": -days} if days < 0 else ""


def _day(change: StatusChange) -> dt.date:
    return change.basis_on or timezone.localdate(change.at)


def _votes(facts: dict[str, Any]) -> list[str]:
    """Return the counted votes as one phrase."""
    yes, no = facts.get("yes"), facts.get("no")
    people = facts.get("present", facts.get("attended"))
    if yes is None:
        return []
    if people is not None:
        return [_("출석 %(present)s명 가운데 찬성 %(yes)s명") % {"present": people, "yes": yes}]
    return [_("찬성 %(yes)s, 반대 %(no)s") % {"yes": yes, "no": no or 0}]


def _told(change: StatusChange) -> str:
    """Return the words of a step: opinion or reply first, then the reason given."""
    facts, parts = change.facts, []
    if change.move == "vote_opinion" and facts.get("opinion") in Opinion.values:
        parts.append(_("의견: %(opinion)s.") % {"opinion": Opinion(facts["opinion"]).label})
    if facts.get("reply") in Reply.values:
        parts.append(_("답: %(reply)s.") % {"reply": Reply(facts["reply"]).label})
    parts += [str(facts[name]) for name in ("opinion_text", "reply_text", "result") if facts.get(name)]
    return " ".join(part for part in (*parts, change.comment) if part)


def _now(project: Project, changes: Sequence[StatusChange], on: dt.date) -> TimelineStep:
    state = project.workflow.state(project.resume_status or project.status)
    if project.is_final:
        last = changes[-1] if changes else None
        meta = _meta(last, on) if last else ""
        return TimelineStep("done", str(state.title), _("마침"), meta, project.waiting_sentence, change=last)
    if project.status in (Status.RETURNED, Status.CHANGING):
        word, last = str(project.status_title), changes[-1] if changes else None
        meta = _meta(last, on) if last else ""
        return TimelineStep(
            "now", str(state.title), word, meta, last.comment if last else "", due_on=project.due_on,
            late=project.is_late(on), change=last,
        )  # fmt: skip
    if project.status == Status.RUNNING:
        who = project.labels()["committee"]
        meta = " · ".join(part for part in (kperiod(project.starts_on, project.ends_on, today=on), who) if part)
        text = project.progress_note or project.waiting_sentence
    else:
        meta, text = project.waits_for_label, project.waiting_sentence
    return TimelineStep(
        "now", str(state.title), _("지금 여기"), meta, text, due_on=project.due_on, late=project.is_late(on)
    )


def _todo(project: Project, status: str, title: str) -> TimelineStep:
    if status == Status.ASSEMBLY and not project.in_annual_plan:
        return TimelineStep("skip", title, _("건너뜀"), text=_passed_by(project, status))
    roles = project.workflow.waits_for(status, grant_funded=project.grant_funded)
    who = ", ".join(dict.fromkeys(project.role_label(role) for role in roles[:1]))
    return TimelineStep("todo", title, _("남음"), who)


def _ended(project: Project, changes: Sequence[StatusChange], on: dt.date) -> list[TimelineStep]:
    """Return the way of a project that ended before its goal: what was done, and how it ended."""
    left = _last_left(changes)
    end = changes[-1] if changes else None
    steps = [
        _past(project, str(state.status), str(state.title), left[str(state.status)], on)
        for state in project.workflow.path
        if str(state.status) in left and left[str(state.status)] is not end
    ]
    meta = _meta(end, on) if end else ""
    word = end.word if end else str(project.status_title)
    text = _told(end) if end else ""
    return [*steps, TimelineStep("now", str(project.status_title), word, meta, text, change=end)]


def proposal_path(proposal: Proposal, steps: Sequence[ProposalStep], on: dt.date) -> list[TimelineStep]:
    """Return the proposal's own way, then where its project stands, if it has become one."""
    path = [_proposal_step(step, on) for step in steps]
    if proposal.is_open:
        path += _still_to_come(proposal, on)
    if proposal.project is not None:
        path.append(_project_step(proposal.project, on))
    return path


def _proposal_step(step: ProposalStep, on: dt.date) -> TimelineStep:
    word = str(step.get_state_display()) if step.kind in (StepKind.ANSWERED, StepKind.SENT) else _("마침")
    meta = f"{kdatetime(step.at, today=on)} · {step.by_label}"
    text = step.text
    if step.kind == StepKind.ASSIGNED:
        text = _("담당: %(who)s. 답변 기한: %(due)s") % {"who": step.text, "due": kdate(step.due_on, today=on)}
    return TimelineStep("done", str(step.get_kind_display()), word, meta, text)


def _still_to_come(proposal: Proposal, on: dt.date) -> list[TimelineStep]:
    """Return the steps an open proposal still has before it, the next of them as now."""
    names = []
    if proposal.assigned_at is None:
        names.append((StepKind.ASSIGNED, proposal.assign_by))
    if proposal.state == ProposalState.RECEIVED:
        names.append((StepKind.REVIEWING, None))
    names.append((StepKind.ANSWERED, proposal.answer_by))
    found = []
    for index, (kind, due) in enumerate(names):
        late = due is not None and due < on
        until = _("%(day)s까지") % {"day": kdate(due, today=on)} if due else _("남음")
        state = "now" if index == 0 else "todo"
        found.append(TimelineStep(state, str(kind.label), until, due_on=due, late=late))
    return found


def _project_step(project: Project, on: dt.date) -> TimelineStep:
    state = "done" if project.is_final else "now"
    word = _("마침") if project.is_final else _("지금 여기")
    return TimelineStep(
        state,
        _("사업: %(status)s") % {"status": project.status_title},
        word,
        project.title,
        project.progress_note or project.waiting_sentence,
        project.get_absolute_url(),
        _("사업 보기"),
        project.due_on,
        project.is_late(on),
    )
