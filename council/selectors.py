"""What the office workspace shows: one place where every app's waiting work meets."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from council.audit.models import Entry
from council.audit.registry import SENTENCES
from council.common.access import may
from council.common.actor import Actor, Role
from council.models import Council
from council.notices.models import Delivery
from members.models import Residency
from projects.choices import ProposalState, Status
from projects.models import Project, Proposal, StatusChange
from projects.selectors import inbox as inboxes
from projects.selectors import projects as project_list
from projects.selectors import proposals as proposal_list

RETURNED_SHOWN = 5
RECENT_SHOWN = 10
SOON_DAYS = 30
DATES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came in and waits for the secretary; None where the person has nothing to do with it."""

    unassigned: int | None = None
    held: int | None = None
    residents: int | None = None
    failed_mails: int | None = None

    @property
    def any(self) -> bool:
        return any((self.unassigned, self.held, self.residents, self.failed_mails))


@dataclass(frozen=True, slots=True)
class Returned:
    """A paper that came back: whose, why, and until when it is to be handed in again."""

    project: Project
    reason: str
    by_label: str


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything on the workspace of one person."""

    inbox: inboxes.Inbox
    waiting: list[inboxes.WaitingItem]
    returned: list[Returned]
    decided: list[StatusChange]
    arrivals: Arrivals
    dates: list[Project] = field(default_factory=list)


def workspace(actor: Actor, council: Council, on: dt.date, *, page: int = 1) -> Workspace:
    """Return what waits for the person and for others (a fixed number of queries, whatever waits)."""
    return Workspace(
        inbox=inboxes.inbox(actor, on, council, page=page),
        waiting=inboxes.waiting_for_others(actor, on, council),
        returned=returned_to(actor, council, on),
        decided=inboxes.recent_decisions(actor),
        arrivals=arrivals(actor),
        dates=next_dates(on),
    )


def returned_to(actor: Actor, council: Council, on: dt.date) -> list[Returned]:
    """Return the papers that this person's side has to hand in again, the earliest due first (one query)."""
    sent_back = StatusChange.objects.filter(project=OuterRef("pk"), to_status=Status.RETURNED).order_by("-pk")
    rows = (
        project_list.listed()
        .filter(inboxes.waiting_for(inboxes.my_roles(actor, council, on), actor.led), status=Status.RETURNED)
        .annotate(why=Subquery(sent_back.values("comment")[:1]), who=Subquery(sent_back.values("by_label")[:1]))
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )
    return [
        Returned(row, getattr(row, "why", None) or "", getattr(row, "who", None) or "") for row in rows[:RETURNED_SHOWN]
    ]


def arrivals(actor: Actor) -> Arrivals:
    """Return the counts of what came in, as far as the person works with it (one query)."""
    asked: dict[str, QuerySet[Any]] = {}
    if may(actor, "projects.assign_proposal") and may(actor, "projects.release"):
        open_ones = Proposal.objects.open()
        asked["unassigned"] = open_ones.filter(state=ProposalState.RECEIVED, assigned_at__isnull=True, held=False)
        asked["held"] = open_ones.filter(held=True)
    if may(actor, "members.verify_resident"):
        asked["residents"] = Residency.objects.pending()
    if may(actor, "notices.deliveries"):
        asked["failed_mails"] = Delivery.objects.failed()
    if not asked:
        return Arrivals()
    parts = [
        rows.order_by().values("council_id").annotate(what=Value(name), n=Count("pk")).values_list("what", "n")
        for name, rows in asked.items()
    ]
    found: dict[str, int] = dict(parts[0].union(*parts[1:], all=True))
    return Arrivals(**{name: found.get(name, 0) for name in asked})


def next_dates(on: dt.date) -> list[Project]:
    """Return the projects whose next step is due within a month, the earliest first."""
    soon = project_list.listed().filter(due_on__gte=on, due_on__lte=on + dt.timedelta(days=SOON_DAYS))
    return list(soon.order_by("due_on", "pk")[:DATES_SHOWN])


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody sees who reads the council's work without a turn in it."""

    late_projects: list[Project]
    late_projects_total: int
    late_proposals: list[Proposal]
    late_proposals_total: int
    decided: list[StatusChange]


def reading(on: dt.date) -> Reading:
    """Return what is late and what was decided last (five queries)."""
    late = project_list.listed().late(on)
    late_proposals = proposal_list.public().late(on).order_by("answer_by", "pk")
    decided = StatusChange.objects.select_related("project__council").order_by("-at", "-pk")
    return Reading(
        list(late[:RECENT_SHOWN]),
        late.count(),
        list(late_proposals[:RECENT_SHOWN]),
        late_proposals.count(),
        list(decided[:RECENT_SHOWN]),
    )


# --- The council's whole history --------------------------------------------------------------------------------

#: Kinds of record that a council's history tells of, in the order of the filter.
RECORDS: tuple[tuple[str, Any], ...] = (
    ("projects.project", _("사업")),
    ("projects.proposal", _("제안")),
    ("members.residency", _("주민 확인")),
    ("members.membership", _("위원")),
    ("members.office", _("임원")),
    ("members.committeemembership", _("분과 자리")),
    ("members.officialpost", _("담당 공무원")),
    ("members.invitation", _("초대")),
    ("council.council", _("주민자치회")),
    ("notices.delivery", _("메일")),
)


@dataclass(frozen=True, slots=True)
class Record:
    """What an entry is about, as a person calls it, with its page if it has one."""

    name: str
    url: str = ""


def entries(council: Council, *, about: str = "", words: str = "") -> QuerySet[Entry]:
    """Return the council's entries, newest first, of one kind of record and with the words in them."""
    rows = Entry.objects.filter(council=council).order_by("-at", "-pk")
    if about:
        rows = rows.filter(target_type=about)
    for word in words.split()[:6]:
        codes = [code for code, sentence in SENTENCES.items() if word in str(sentence)]
        rows = rows.annotate(told=Cast("data", TextField())).filter(
            Q(why__icontains=word) | Q(actor_label__icontains=word) | Q(told__icontains=word) | Q(action__in=codes)
        )
    return rows


def records_of(rows: list[Entry]) -> dict[tuple[str, int], Record]:
    """Return what the entries are about by (kind, number): two queries, for projects and proposals."""
    names = dict(RECORDS)
    found: dict[tuple[str, int], Record] = {}
    for entry in rows:
        found[entry.target_type, entry.target_id] = Record(_kind(entry.target_type, names))
    projects = [pk for kind, pk in found if kind == "projects.project"]
    proposals = [pk for kind, pk in found if kind == "projects.proposal"]
    for project in Project.objects.filter(pk__in=projects).select_related("council").only("title", "council__slug"):
        found["projects.project", project.pk] = Record(project.title, project.get_absolute_url())
    public = Proposal.objects.public().filter(pk__in=proposals)
    for proposal in public.select_related("council").only("title", "council__slug"):
        found["projects.proposal", proposal.pk] = Record(proposal.title, proposal.get_absolute_url())
    return found


def _kind(target_type: str, names: dict[str, Any]) -> str:
    if target_type in names:
        return str(names[target_type])
    try:
        return str(apps.get_model(target_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return target_type


def side_of(actor: Actor) -> str:
    """Return which layout of the workspace fits the person: council, office, or reading."""
    if actor.has(Role.SECRETARY, Role.CHAIR, Role.VICE_CHAIR, Role.COMMITTEE_HEAD):
        return "council"
    return "office" if actor.has(Role.HEAD, Role.OFFICIAL) else "reading"
