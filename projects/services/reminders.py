"""Deadlines told before they pass, and again when they have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from council.common.dates import due_words, kdate
from council.models import Council
from council.notices.services import notify
from council.rulebook import RuleBook, rulebook
from projects.choices import OPEN_STATES
from projects.models import Project, Proposal, Reminder
from projects.services.people import holders


def remind(council: Council, *, at: dt.datetime) -> int:
    """Tell those whose turn it is of deadlines near and past; return how many deadlines were told.

    Call inside the council's scope. Each deadline is told when it is near (rule ``deadline.remind_days``), on
    the day after it, and then every so many days (``deadline.repeat_days``); a second run on the same day tells
    nothing again.
    """
    on = timezone.localdate(at)
    book = rulebook(council, on)
    until = on + dt.timedelta(days=book.days("deadline.remind_days"))
    told = 0
    for project in Project.objects.running().filter(due_on__lte=until).select_related("council", "committee"):
        assert project.due_on is not None
        people = [*holders(project, project.waits_for, on), project.owner_id]
        told += _remind(project, project.due_on, people, book, on, at)
    proposals = Proposal.objects.filter(state__in=OPEN_STATES).filter(
        Q(answer_by__lte=until) | Q(assigned_at__isnull=True, assign_by__lte=until)
    )
    for proposal in proposals.select_related("council"):
        unassigned = proposal.assigned_at is None
        due = proposal.assign_by if unassigned else proposal.answer_by
        assert due is not None
        told += _remind(proposal, due, [proposal.owner_id], book, on, at)
    return told


def _remind(
    thing: Project | Proposal, due: dt.date, people: Iterable[int | None], book: RuleBook, on: dt.date, at: dt.datetime
) -> int:
    late = due < on
    if late and ((on - due).days - 1) % book.days("deadline.repeat_days"):
        return 0
    about = {"project": thing} if isinstance(thing, Project) else {"proposal": thing}
    kind = Reminder.Kind.LATE if late else Reminder.Kind.SOON
    if not late and Reminder.objects.filter(kind=kind, due_on=due, **about).exists():
        return 0
    with transaction.atomic():
        _row, created = Reminder.objects.get_or_create(
            council_id=thing.council_id, kind=kind, due_on=due, sent_on=on, **about
        )
        if not created:
            return 0
        words = format_lazy("{day} · {words}", day=kdate(due, today=on), words=due_words(due, on))
        title = _("기한이 지났습니다: {title}") if late else _("기한이 다가옵니다: {title}")
        notify(
            "projects.duty.late" if late else "projects.duty.soon",
            people,
            council_id=thing.council_id,
            title=format_lazy(title, title=thing.title),
            body=words,
            path=thing.get_absolute_url(),
            at=at,
            about=thing,
            event=f"projects.due|{thing._meta.model_name}:{thing.pk}|{kind}|{on.isoformat()}",
        )
    return 1
