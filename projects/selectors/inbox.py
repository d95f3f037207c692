"""What waits for whom: the office's inbox, and the others' turn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, DateField, F, Q, QuerySet, When
from django.utils.translation import gettext as _

from council.common.actor import Actor, Role
from council.common.dates import SOON_DAYS
from council.models import Council
from council.rulebook import rulebook
from projects.choices import OPEN_STATES, AffairsClass, ProposalState, Status
from projects.models import Project, Proposal, StatusChange
from projects.selectors.projects import HEAVY, SHOWN_WITH
from projects.selectors.proposals import SHOWN_WITH as PROPOSAL_SHOWN_WITH
from projects.workflows import WORKFLOWS
from projects.workflows.table import GRANT_DECIDES

#: An inbox longer than this is shown page by page.
PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One thing that waits for me: the act first, then what it is about and what follows."""

    kind_of: str
    act: str
    title: str
    sentence: str
    url: str
    act_url: str
    verb: str
    due_on: dt.date | None
    late: bool
    soon: bool
    pk: int
    affairs_class: str = ""
    status: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of what waits, grouped by due day; the numbers count all pages."""

    overdue: list[InboxItem] = field(default_factory=list)
    this_week: list[InboxItem] = field(default_factory=list)
    later: list[InboxItem] = field(default_factory=list)
    total: int = 0
    overdue_total: int = 0
    week_total: int = 0

    @property
    def later_total(self) -> int:
        return self.total - self.overdue_total - self.week_total

    @property
    def items(self) -> list[InboxItem]:
        return [*self.overdue, *self.this_week, *self.later]


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """One thing that waits for somebody else."""

    title: str
    act: str
    who: str
    due_on: dt.date | None
    late: bool
    url: str


def waiting_for(roles: frozenset[str], led: frozenset[int]) -> Q:
    """Return the condition: it is the turn of one of these roles (a 분과장 only for the own 분과)."""
    others = roles - {Role.COMMITTEE_HEAD}
    found = Q(pk__in=[])
    for flow in WORKFLOWS.values():
        for state in flow.states:
            if state.final:
                continue
            for where, waited in _turns(str(flow.affairs_class), str(state.status)):
                if not others.isdisjoint(waited):
                    found |= where
                elif Role.COMMITTEE_HEAD in waited and led:
                    found |= where & Q(committee_id__in=led)
    return found


def _turns(affairs_class: str, status: str) -> list[tuple[Q, tuple[str, ...]]]:
    """Return the conditions under which a status waits, each with the roles it waits for."""
    flow = WORKFLOWS[affairs_class]
    here = Q(affairs_class=affairs_class, status=status)
    if status == Status.RETURNED:
        special = [(here & Q(resume_status=code), roles) for code, roles in flow.returned_to.items()]
        return [*special, (here & ~Q(resume_status__in=list(flow.returned_to)), flow.state(status).waits_for)]
    if affairs_class == AffairsClass.AUTONOMOUS and status in GRANT_DECIDES:
        return [
            (here & Q(grant_funded=granted), flow.waits_for(status, grant_funded=granted)) for granted in (True, False)
        ]
    return [(here, flow.state(status).waits_for)]


def my_roles(actor: Actor, council: Council, on: dt.date) -> frozenset[str]:
    """Return the roles whose work comes to this person: 담당 also 읍면동장's, where the rule says so."""
    roles = actor.roles
    if Role.OFFICIAL in roles and rulebook(council, on).value("entrusted.official_may_act"):
        roles |= {Role.HEAD}
    return frozenset(roles)


def inbox(actor: Actor, on: dt.date, council: Council, *, page: int = 1, per_page: int = PER_PAGE) -> Inbox:
    """Return a page of what waits for this person, oldest due first, in the groups of the inbox page.

    Three queries, one more for a 담당, whatever waits. A page beyond the last shows the last.
    """
    projects = _my_projects(actor, on, council)
    proposals = _my_proposals(actor)
    sunday = on + dt.timedelta(days=6 - on.weekday())
    total, overdue, week = _counts(projects, proposals, on, sunday)
    last = max(1, -(-total // per_page))
    end = min(max(page, 1), last) * per_page
    items = [_project_item(row, on) for row in projects.order_by(F("due_on").asc(nulls_last=True), "pk")[:end]]
    items += [_proposal_item(row, on) for row in proposals.order_by(F("turn_on").asc(nulls_last=True), "pk")[:end]]
    items.sort(key=lambda item: (item.due_on or dt.date.max, item.kind_of, item.pk))
    items = items[end - per_page : end]
    return Inbox(
        overdue=[item for item in items if item.late],
        this_week=[item for item in items if not item.late and item.due_on and item.due_on <= sunday],
        later=[item for item in items if not item.late and not (item.due_on and item.due_on <= sunday)],
        total=total,
        overdue_total=overdue,
        week_total=week,
    )


def _counts(projects: QuerySet[Any], proposals: QuerySet[Any], on: dt.date, sunday: dt.date) -> tuple[int, int, int]:
    """Return how many rows there are in both, how many are overdue, and how many fall due this week (one query)."""
    kinds = [
        rows.order_by()
        .values("council_id")
        .annotate(
            total=Count("pk"),
            overdue=Count("pk", filter=Q(**{f"{due}__lt": on})),
            week=Count("pk", filter=Q(**{f"{due}__gte": on, f"{due}__lte": sunday})),
        )
        .values_list("total", "overdue", "week")
        for rows, due in ((projects, "due_on"), (proposals, "turn_on"))
    ]
    found = list(kinds[0].union(kinds[1], all=True))
    return sum(row[0] for row in found), sum(row[1] for row in found), sum(row[2] for row in found)


def _my_projects(actor: Actor, on: dt.date, council: Council) -> QuerySet[Project]:
    rows = Project.objects.select_related(*SHOWN_WITH).defer(*HEAVY)
    return rows.filter(waiting_for(my_roles(actor, council, on), actor.led))


def _project_item(project: Project, on: dt.date) -> InboxItem:
    url = project.get_absolute_url()
    return InboxItem(
        kind_of="project",
        act=str(project.state_info.act or project.status_title),
        title=project.title,
        sentence=project.waiting_sentence,
        url=url,
        act_url=f"/c/{project.council.slug}/office/projects/{project.pk}/decide/",
        verb=_("살펴보고 정하기"),
        due_on=project.due_on,
        late=project.is_late(on),
        soon=_soon(project.due_on, on),
        pk=project.pk,
        affairs_class=project.affairs_class,
        status=project.status,
        note=project.progress_note,
    )


def _soon(due: dt.date | None, on: dt.date) -> bool:
    return due is not None and 0 <= (due - on).days <= SOON_DAYS


def _my_proposals(actor: Actor) -> QuerySet[Proposal]:
    """Return the proposals that wait for this person; ``turn_on`` is the day by which, as ``_proposal_act`` says."""
    wanted = Q(pk__in=[])
    if actor.has(Role.SECRETARY):
        wanted |= Q(state=ProposalState.RECEIVED, assigned_at__isnull=True)
        wanted |= Q(held=True, state__in=OPEN_STATES)
        wanted |= Q(state__in=OPEN_STATES, assigned_at__isnull=False, committee__isnull=True)
        wanted |= Q(state=ProposalState.ADOPTED, project__isnull=True)
    if actor.led:
        wanted |= Q(state__in=OPEN_STATES, committee_id__in=actor.led)
        wanted |= Q(state=ProposalState.ADOPTED, project__isnull=True, committee_id__in=actor.led)
    if actor.is_staff:
        wanted |= Q(state__in=OPEN_STATES, assigned_at__isnull=False, owner_id=actor.user_id)
    turn_on = Case(
        When(state=ProposalState.ADOPTED, then=None),
        When(Q(held=True) | Q(assigned_at__isnull=True), then=F("assign_by")),
        default=F("answer_by"),
        output_field=DateField(),
    )
    rows = Proposal.objects.filter(wanted).select_related(*PROPOSAL_SHOWN_WITH).defer("search")
    return rows.annotate(turn_on=turn_on)


def _proposal_item(proposal: Proposal, on: dt.date) -> InboxItem:
    act, verb, path, due, sentence = _proposal_act(proposal)
    return InboxItem(
        kind_of="proposal",
        act=act,
        title=proposal.title,
        sentence=sentence,
        url=proposal.get_absolute_url(),
        act_url=f"/c/{proposal.council.slug}/office/{path}",
        verb=verb,
        due_on=due,
        late=due is not None and due < on,
        soon=_soon(due, on),
        pk=proposal.pk,
        status=proposal.state,
        note=proposal.number_label,
    )


def _proposal_act(proposal: Proposal) -> tuple[str, str, str, dt.date | None, str]:
    """Return the act, its verb, its page under the office, its due day, and what follows from it."""
    pk = proposal.pk
    if proposal.state == ProposalState.ADOPTED:
        return (
            _("사업으로 만들기"),
            _("갈래 정하기"),
            f"classify/{pk}/",
            None,
            _("채택한 제안입니다. 갈래를 정하면 사업이 됩니다."),
        )
    if proposal.held:
        text = _("주민 확인 전인 사람의 제안입니다. 보고 나서 공개합니다.")
        return _("공개 정하기"), _("살펴보기"), f"proposals/{pk}/", proposal.assign_by, text
    if proposal.assigned_at is None:
        text = _("담당을 정하면 제안한 분께 알려 드립니다.")
        return _("담당 정하기"), _("나누기"), f"proposals/{pk}/assign/", proposal.assign_by, text
    text = _("답과 까닭을 쓰면 제안한 분과 지켜보는 분께 갑니다.")
    return _("제안에 답하기"), _("살펴보고 답하기"), f"proposals/{pk}/", proposal.answer_by, text


def waiting_for_others(actor: Actor, on: dt.date, council: Council, limit: int = 10) -> list[WaitingItem]:
    """Return the projects and proposals on which somebody else has the next word, oldest due first."""
    mine = waiting_for(my_roles(actor, council, on), actor.led)
    rows = Project.objects.running().exclude(pk__in=Project.objects.filter(mine).values("pk"))
    rows = rows.select_related(*SHOWN_WITH).defer(*HEAVY).order_by(F("due_on").asc(nulls_last=True), "pk")
    items = [
        WaitingItem(
            row.title,
            str(row.state_info.act or row.status_title),
            row.waits_for_label,
            row.due_on,
            row.is_late(on),
            row.get_absolute_url(),
        )
        for row in rows[:limit]
    ]
    given = Proposal.objects.filter(state__in=OPEN_STATES, assigned_at__isnull=False, committee__isnull=False)
    given = given.exclude(owner_id=actor.user_id).exclude(committee_id__in=actor.led)
    items += [
        WaitingItem(
            row.title,
            _("제안에 답하기"),
            _("%(committee)s장") % {"committee": row.committee.name} if row.committee else "",
            row.answer_by,
            row.is_late(on),
            row.get_absolute_url(),
        )
        for row in given.select_related(*PROPOSAL_SHOWN_WITH).defer("search").order_by("answer_by", "pk")[:limit]
    ]
    items.sort(key=lambda item: item.due_on or dt.date.max)
    return items[:limit]


def recent_decisions(actor: Actor, limit: int = 5) -> list[StatusChange]:
    """Return the moves this person made last, newest first, each with its project."""
    rows = StatusChange.objects.filter(by_id=actor.user_id).select_related("project__council")
    return list(rows.order_by("-at", "-pk")[:limit])
