"""Opening projects, from proposals or without, and writing their plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record
from council.common.access import require
from council.common.actor import Actor, Role
from council.common.errors import Refused
from council.common.language import recorded
from council.common.scope import current_council_id
from council.models import Committee, Council
from council.rulebook import rulebook
from members.selectors import who_leads
from projects.choices import AffairsClass, Origin, Outcome, ProposalState, Status, StepKind
from projects.models import Project, Proposal, StatusChange
from projects.rule_keys import ASKED_BY_MOVES
from projects.services import telling
from projects.services.moves import moved_first, status_is_told
from projects.services.numbering import next_number
from projects.services.people import (
    acting_label,
    default_owner,
    followers_of_proposal,
    holders,
    must_be_someone,
)
from projects.services.steps import decided_first, locked, write_step
from projects.workflows import WORKFLOWS
from projects.workflows.due import due_on

PLAN_FIELDS = frozenset(
    {
        "title",
        "summary",
        "place",
        "background",
        "target",
        "content",
        "schedule",
        "effect",
        "risk",
        "planned_cost",
        "starts_on",
        "ends_on",
        "committee_id",
        "owner_id",
        "grant_funded",
        "in_annual_plan",
    }
)

#: The class may be put right until the council has voted.
RECLASSIFIABLE = (Status.PLANNING, Status.REQUESTED, Status.COMMITTEE, Status.OFFICE_CHECK)


def make_project(
    proposals: Sequence[Proposal],
    *,
    by: Actor,
    at: dt.datetime,
    affairs_class: str,
    class_reason: str,
    title: str,
    summary: str = "",
    committee_id: int | None = None,
    owner_id: int | None = None,
    grant_funded: bool = False,
    in_annual_plan: bool = False,
) -> Project:
    """Make one project of adopted proposals (and those merged into them), and return it.

    Each proposer and follower is told what became of it.
    """
    for proposal in proposals:
        require(by, "projects.make_project", proposal)
    if not proposals:
        raise Refused(_("사업으로 만들 제안을 골라 주십시오."), field="proposals")
    with transaction.atomic():
        rows = [locked(Proposal(pk=pk)) for pk in sorted(_with_merged(proposals))]
        for row in rows:
            if row.project_id is not None:
                raise decided_first(row)
            if row.state not in (ProposalState.ADOPTED, ProposalState.MERGED):
                raise Refused(
                    _("제안 %(number)s에 먼저 답을 써 주십시오. 답이 있어야 사업이 됩니다.")
                    % {"number": row.number_label},
                    field="proposals",
                )
        first = rows[0]
        project = _open(
            by=by,
            at=at,
            origin=Origin.RESIDENT,
            affairs_class=affairs_class,
            class_reason=class_reason,
            title=title,
            summary=summary,
            place=first.place,
            background=first.body,
            committee_id=committee_id if committee_id is not None else first.committee_id,
            owner_id=owner_id,
            grant_funded=grant_funded,
            in_annual_plan=in_annual_plan,
        )
        for row in rows:
            row.project = project
            row.save(update_fields=["project"])
            write_step(row, StepKind.MADE_PROJECT, by=by, at=at, text=project.title)
            record("projects.proposal.made_project", row, by=by, at=at, project=project.number_label)
            news = format_lazy(gettext_lazy("제안 ‘{title}’이(가) 사업이 되었습니다"), title=row.title)
            telling.proposal_moved(row, followers_of_proposal(row), news, project.title, at=at, by=by)
    return project


def _with_merged(proposals: Sequence[Proposal]) -> set[int]:
    """Return the given proposals and whatever was merged into them: one answer, one project."""
    given = {proposal.pk for proposal in proposals}
    merged = Proposal.objects.filter(merged_into__in=given, project__isnull=True).values_list("pk", flat=True)
    return given | set(merged)


def start_project(
    *,
    by: Actor,
    at: dt.datetime,
    affairs_class: str,
    class_reason: str,
    title: str,
    origin: str = Origin.COUNCIL,
    summary: str = "",
    committee_id: int | None = None,
    owner_id: int | None = None,
    grant_funded: bool = False,
    in_annual_plan: bool = False,
) -> Project:
    """Open a project without a proposal and return it; the office may only ask for 위탁 or 협의."""
    require(by, "projects.start_project")
    council_side = by.has(Role.SECRETARY, Role.COMMITTEE_HEAD)
    if not council_side:
        origin = Origin.OFFICE
    if affairs_class == AffairsClass.AUTONOMOUS and not council_side:
        raise Refused(_("주민자치 사무는 주민자치회가 엽니다. 위탁이나 협의를 골라 주십시오."), field="affairs_class")
    if by.has(Role.COMMITTEE_HEAD) and not by.has(Role.SECRETARY) and not by.leads(committee_id):
        raise Refused(_("맡고 계신 분과를 골라 주십시오."), field="committee_id")
    return _open(
        by=by,
        at=at,
        origin=origin,
        affairs_class=affairs_class,
        class_reason=class_reason,
        title=title,
        summary=summary,
        committee_id=committee_id,
        owner_id=owner_id,
        grant_funded=grant_funded,
        in_annual_plan=in_annual_plan,
    )


def _open(*, by: Actor, at: dt.datetime, affairs_class: str, **fields: Any) -> Project:
    on = timezone.localdate(at)
    if affairs_class not in AffairsClass.values:
        raise Refused(_("사무의 갈래를 골라 주십시오."), field="affairs_class")
    for name in ("title", "class_reason"):
        fields[name] = fields[name].strip()
        if not fields[name]:
            label = Project.field_label(name)
            raise Refused(_("‘%(label)s’ 칸을 써 주십시오.") % {"label": label}, field=name)
    with transaction.atomic():
        council = Council.objects.get(pk=current_council_id())
        flow = WORKFLOWS[affairs_class]
        book = rulebook(council, on)
        state = flow.state(flow.initial)
        heads = who_leads(fields["committee_id"], on) if fields["committee_id"] else []
        owner_id = fields.pop("owner_id") or next(iter(heads), None) or default_owner(council, on)
        project = Project(
            council=council,
            year=on.year,
            number=next_number(Project, council_id=council.pk, year=on.year),
            affairs_class=affairs_class,
            status=flow.initial,
            owner_id=must_be_someone(owner_id).pk,
            created_at=at,
            **fields,
        )
        rules = {key: int(book.value(key)) for key in ASKED_BY_MOVES}
        project.due_on = due_on(state.due, project, on, rules)
        project.due_article = book.rule(state.due.key).basis[:160] if state.due and state.due.key else ""
        project.save()
        _told(project, "opened", "", by=by, at=at, comment=project.class_reason)
        kind = AffairsClass(affairs_class).label
        record("projects.project.opened", project, by=by, at=at, why=project.class_reason, affairs_class=kind)
        telling.duty_of_project(project, holders(project, project.waits_for, on), at=at, by=by)
        status_is_told()
    return project


def _told(
    project: Project, move: str, before: str, *, by: Actor, at: dt.datetime, comment: str, outcome: str = Outcome.PASS
) -> StatusChange:
    """Write the record of a status that no workflow move set: the opening, or a new class."""
    committee = project.committee.name if project.committee else ""
    return StatusChange.objects.create(
        council_id=project.council_id,
        project=project,
        affairs_class=project.affairs_class,
        from_status=before,
        to_status=project.status,
        move=move,
        outcome=outcome,
        by_id=by.user_id,
        by_label=acting_label(by, project.council, committee_name=committee),
        at=at,
        comment=comment,
        due_on=project.due_on,
    )


def edit_plan(project: Project, *, by: Actor, at: dt.datetime, **fields: Any) -> Project:
    """Write the plan (PLAN_FIELDS) while it is still open, and return the project.

    Once the plan is decided on, only a change request alters it.
    """
    require(by, "projects.edit_plan", project)
    unknown = set(fields) - PLAN_FIELDS
    if unknown:
        raise TypeError(f"not part of a plan: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        current = (
            Project.objects.select_related("council", "committee").select_for_update(of=("self",)).get(pk=project.pk)
        )
        if not current.plan_open:
            raise Refused(_("이미 정한 계획입니다. 사업을 하는 동안에는 변경 신청으로 고쳐 주십시오."))
        changed = [name for name, value in fields.items() if getattr(current, name) != value]
        if not changed:
            return current
        for name in changed:
            setattr(current, name, fields[name])
        _must_fit(current)
        current.save(update_fields=changed)
        record("projects.project.planned", current, by=by, at=at, fields=recorded(Project.field_labels, changed))
    return current


def hand_over(project: Project, *, by: Actor, at: dt.datetime, committee_id: int | None, owner_id: int) -> Project:
    """Give the project to another 분과 or person, whatever its state, and return it; both are told."""
    require(by, "projects.edit_plan", project)
    with transaction.atomic():
        current = (
            Project.objects.select_related("council", "committee").select_for_update(of=("self",)).get(pk=project.pk)
        )
        wanted = {"committee_id": committee_id, "owner_id": owner_id}
        changed = [name for name, value in wanted.items() if getattr(current, name) != value]
        if not changed:
            return current
        if current.is_final:
            raise Refused(_("이미 끝난 사업입니다. 맡은 사람은 그대로 남깁니다."))
        before = current.owner_id
        for name in changed:
            setattr(current, name, wanted[name])
        _must_fit(current)
        current.save(update_fields=changed)
        record("projects.project.planned", current, by=by, at=at, fields=recorded(Project.field_labels, changed))
        telling.project_moved(current, (), [before, owner_id], gettext_lazy("맡은 사람이 바뀌었습니다"), at=at, by=by)
    return current


def _must_fit(project: Project) -> None:
    if not project.title:
        raise Refused(_("사업 이름을 써 주십시오."), field="title")
    if project.starts_on and project.ends_on and project.ends_on < project.starts_on:
        raise Refused(_("끝나는 날이 시작하는 날보다 빠릅니다."), field="ends_on")
    if project.committee_id and not Committee.objects.filter(pk=project.committee_id).exists():
        raise Refused(_("지금 없는 분과입니다. 다른 분과를 골라 주십시오."), field="committee_id")
    must_be_someone(project.owner_id)


def reclassify(project: Project, *, by: Actor, at: dt.datetime, affairs_class: str, class_reason: str) -> Project:
    """Put the class right before the council has voted: the project starts its new way from the beginning.

    The reason is public and goes to the proposers.
    """
    require(by, "projects.classify", project)
    reason = class_reason.strip()
    if not reason:
        raise Refused(_("바꾸는 까닭을 써 주십시오. 제안한 분께도 알려 드립니다."), field="class_reason")
    if affairs_class not in AffairsClass.values or affairs_class == project.affairs_class:
        raise Refused(_("지금과 다른 갈래를 골라 주십시오."), field="affairs_class")
    on = timezone.localdate(at)
    with transaction.atomic():
        current = (
            Project.objects.select_related("council", "committee").select_for_update(of=("self",)).get(pk=project.pk)
        )
        if current.status not in RECLASSIFIABLE or current.affairs_class != project.affairs_class:
            raise moved_first(current)
        before, label = current.status, AffairsClass(current.affairs_class).label
        flow = WORKFLOWS[affairs_class]
        book = rulebook(current.council, on)
        state = flow.state(flow.initial)
        rules = {key: int(book.value(key)) for key in ASKED_BY_MOVES}
        current.affairs_class, current.class_reason = affairs_class, reason
        current.status, current.version = flow.initial, current.version + 1
        current.due_on = due_on(state.due, current, on, rules)
        current.due_article = book.rule(state.due.key).basis[:160] if state.due and state.due.key else ""
        current.save(update_fields=["affairs_class", "class_reason", "status", "version", "due_on", "due_article"])
        _told(current, "reclassified", before, by=by, at=at, comment=reason, outcome=Outcome.CHANGE)
        after = AffairsClass(affairs_class).label
        record("projects.project.reclassified", current, by=by, at=at, why=reason, before=label, after=after)
        authors = list(current.proposals.values_list("author_id", flat=True))
        news = format_lazy(gettext_lazy("갈래가 {after}(으)로 바뀌었습니다"), after=after)
        telling.project_moved(current, authors, [current.owner_id], news, at=at, by=by)
        telling.duty_of_project(current, holders(current, current.waits_for, on), at=at, by=by)
        status_is_told()
    return current
