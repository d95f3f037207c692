"""Taking a project from one state to the next: the one way its status ever changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.access import Forbidden
from council.common.actor import Actor, Role
from council.common.dates import kdate, kdatetime
from council.common.errors import Conflict, Refused
from council.rulebook import RuleBook, rulebook
from projects.choices import Outcome, RefusalReason, Status
from projects.models import Project, StatusChange
from projects.rule_keys import ASKED_BY_MOVES
from projects.services import telling
from projects.services.people import acting_label, followers_of_project, holders, proposers_of
from projects.wording import particles
from projects.workflows import Move, Situation
from projects.workflows.due import due_on
from projects.workflows.inputs import as_facts, clean

LONGEST_COMMENT = 4000


def roles_for(move: Move, project: Project, book: RuleBook) -> frozenset[str]:
    """Return the roles that may make the move on that day.

    The 읍면동 담당 stands in for the 읍면동장 only where rule ``entrusted.official_may_act`` says so.
    """
    roles = {str(who) for who in move.who}
    if Role.HEAD in roles and book.value("entrusted.official_may_act"):
        roles.add(Role.OFFICIAL)
    return frozenset(roles)


def _acts_as(move: Move, project: Project, actor: Actor, book: RuleBook) -> frozenset[str]:
    """Return the roles under which the actor may make the move; empty means not."""
    if actor.council_id != project.council_id:
        return frozenset()
    roles = roles_for(move, project, book) & actor.roles
    if Role.COMMITTEE_HEAD in roles and not actor.leads(project.committee_id):
        roles -= {Role.COMMITTEE_HEAD}
    return roles


def open_moves(project: Project) -> list[Move]:
    """Return the moves that exist where the project stands, whoever may make them."""
    return project.workflow.open_moves(project)


def available_moves(project: Project, actor: Actor, on: dt.date) -> list[Move]:
    """Return what this actor may do with the project now, in the order of the table (one query)."""
    moves = open_moves(project)
    if not moves or not actor.is_staff:
        return []
    book = rulebook(project.council, on)
    return [move for move in moves if _acts_as(move, project, actor, book)]


def advance(
    project: Project,
    move_code: str,
    *,
    by: Actor,
    at: dt.datetime,
    inputs: Mapping[str, Any],
    comment: str = "",
    reason_code: str = "",
    expected_status: str,
    expected_version: int | None = None,
    resolved: bool = False,
) -> Project:
    """Make the move and return the project where it now stands.

    ``expected_status`` (and ``expected_version``, if given) is what the actor saw: when somebody has moved
    the project since, Conflict tells who, when and to what, and nothing changes. A move that the table does
    not know raises KeyError; a condition that does not hold, Refused naming the input. ``resolved``: a resolution
    of a meeting decides (projects.resolutions), so the move is not written by hand and its vote is not judged again.
    """
    on = timezone.localdate(at)
    with transaction.atomic():
        current = Project.objects.select_related("council", "committee").get(pk=project.pk)
        move = current.workflow.move(move_code)
        stale = expected_version is not None and expected_version != current.version
        if current.status != expected_status or stale:
            raise moved_first(current)
        book = rulebook(current.council, on)
        acts_as = _acts_as(move, current, by, book)
        if not acts_as:
            raise _not_yours(move, current, book)
        if not move.open_for(current):
            raise Refused(_("지금은 할 수 없는 일입니다. 사업이 어디에 있는지 다시 살펴봐 주십시오."))
        situation = Situation(current, clean(move.inputs, inputs, on=on), on, _numbers(book), resolved)
        text = _checked(move, situation, comment, reason_code)
        change = _plan_change(current, move, situation, book)
        _move_once(current, change)
        row = _write_change(current, move, situation, text, reason_code, change, by=by, at=at, acts_as=acts_as)
        after = Project.objects.select_related("council", "committee").get(pk=current.pk)
        record(
            "projects.project.moved",
            after,
            by=by,
            at=at,
            why=text,
            move=move.label,
            before=current.status_title,
            after=after.status_title,
        )
        _tell(after, move, row, by=by, at=at)
        status_is_told()
    return after


def _numbers(book: RuleBook) -> dict[str, int]:
    return {key: int(book.value(key)) for key in ASKED_BY_MOVES}


def _checked(move: Move, situation: Situation, comment: str, reason_code: str) -> str:
    text = comment.strip()
    if move.reason_required and not text:
        raise Refused(_("까닭을 써 주십시오. 사업 페이지에 그대로 공개됩니다."), field="comment")
    if len(text) > LONGEST_COMMENT:
        raise Refused(_("%(most)s자까지 쓸 수 있습니다.") % {"most": f"{LONGEST_COMMENT:,}"}, field="comment")
    if reason_code and reason_code not in RefusalReason.values:
        raise Refused(_("까닭을 보기에서 골라 주십시오."), field="reason_code")
    refused = move.check(situation) if move.check else None
    if refused is not None:
        raise refused
    return text


def _plan_change(project: Project, move: Move, situation: Situation, book: RuleBook) -> dict[str, Any]:
    """Return the columns that the move sets, the deadline of the next state among them."""
    target = str(move.target_for(project))
    columns: dict[str, Any] = {
        name: situation.get(asked) for name, asked in move.sets.items() if situation.get(asked) is not None
    }
    if move.effect is not None:
        columns.update(move.effect(situation))
    columns["status"] = target
    columns["version"] = project.version + 1
    if move.outcome == Outcome.LOG:
        return columns
    columns["resume_status"] = project.status if target in (Status.RETURNED, Status.CHANGING) else ""
    state = project.workflow.state(target)
    for name in ("starts_on", "ends_on"):
        if name in columns:
            setattr(project, name, columns[name])
    given = situation.get("due_on")
    due = given or due_on(state.due, project, situation.on, situation.rules)
    columns["due_on"] = due
    by_rule = due is not None and given is None and state.due is not None and state.due.key
    columns["due_article"] = book.rule(state.due.key).basis[:160] if by_rule and state.due else ""
    return columns


def _move_once(project: Project, columns: Mapping[str, Any]) -> None:
    """Change the row only if it still stands where it stood: of two at once, one wins."""
    same = Project.objects.filter(pk=project.pk, status=project.status, version=project.version)
    if same.update(**columns) != 1:
        raise moved_first(project)


def _write_change(
    project: Project,
    move: Move,
    situation: Situation,
    text: str,
    reason_code: str,
    columns: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    acts_as: frozenset[str],
) -> StatusChange:
    committee = project.committee.name if project.committee else ""
    facts = as_facts(situation.inputs)
    return StatusChange.objects.create(
        council_id=project.council_id,
        project=project,
        affairs_class=project.affairs_class,
        from_status=project.status,
        to_status=columns["status"],
        move=move.code,
        outcome=move.outcome,
        by_id=by.user_id,
        by_label=acting_label(by, project.council, committee_name=committee, roles=acts_as),
        at=at,
        comment=text,
        reason_code=reason_code,
        basis_on=situation.get("basis_on"),
        basis_reference=situation.get("basis_reference") or "",
        facts=facts,
        by_hand=bool(move.by_hand) and not situation.resolved,
        was_due_on=project.due_on,
        due_on=columns.get("due_on", project.due_on),
    )


def moved_first(project: Project) -> Conflict:
    """Return the conflict that tells who moved the project in the meantime, when, and to what."""
    last = StatusChange.objects.filter(project_id=project.pk).order_by("-pk").first()
    if last is None:
        return Conflict(_("그사이 사업이 바뀌었습니다. 새로 연 뒤 다시 해 주십시오."))
    sentence = _("%(who)s{이/가} %(when)s에 먼저 ‘%(what)s’(으)로 옮겼습니다. 바뀐 사업을 보고 다시 정해 주십시오.")
    values = {"who": last.by_label, "when": kdatetime(last.at), "what": last.get_to_status_display()}
    return Conflict(particles(sentence % values))


def _not_yours(move: Move, project: Project, book: RuleBook) -> Forbidden:
    roles = sorted(roles_for(move, project, book))
    who = ", ".join(dict.fromkeys(project.role_label(role) for role in roles))
    if project.due_on:
        text = _("이 일은 %(who)s{이/가} 합니다. %(due)s까지입니다.")
        return Forbidden(particles(text % {"who": who, "due": kdate(project.due_on)}))
    return Forbidden(particles(_("이 일은 %(who)s{이/가} 합니다.") % {"who": who}))


def _tell(project: Project, move: Move, change: StatusChange, *, by: Actor, at: dt.datetime) -> None:
    if move.outcome == Outcome.LOG:
        telling.project_moved(project, (), followers_of_project(project), move.label, at=at, by=by)
        return
    turn = holders(project, project.waits_for, timezone.localdate(at))
    telling.duty_of_project(project, turn, at=at, by=by)
    proposers = proposers_of(project)
    followers = [*followers_of_project(project), project.owner_id]
    told = [user for user in followers if user not in set(turn)]
    telling.project_moved(project, proposers, told, project.state_info.title, at=at, by=by)


def status_is_told() -> None:
    """Ask the database now whether each status change has its record, not only at the end of the request."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS project_status_told, project_opening_told IMMEDIATE")
        cursor.execute("SET CONSTRAINTS project_status_told, project_opening_told DEFERRED")
