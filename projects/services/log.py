"""The project's log: what happened on a day."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record
from council.common.access import require
from council.common.actor import Actor
from council.common.errors import Refused
from projects.models import ProgressUpdate, Project
from projects.services import telling
from projects.services.people import acting_label, followers_of_project, person

LONGEST = 2000


def add_update(
    project: Project, *, by: Actor, at: dt.datetime, on: dt.date, text: str, token: uuid.UUID
) -> ProgressUpdate:
    """Write what happened on a day into the project's log and return the line.

    Its first line becomes what the lists show as ‘지금’. The same token twice is the same line.
    """
    require(by, "projects.log_progress", project)
    words = text.strip()
    if not words:
        raise Refused(_("있었던 일을 써 주십시오."), field="text")
    if len(words) > LONGEST:
        raise Refused(_("%(most)s자까지 쓸 수 있습니다.") % {"most": f"{LONGEST:,}"}, field="text")
    if on > timezone.localdate(at):
        raise Refused(_("아직 오지 않은 날입니다. 있었던 날을 골라 주십시오."), field="on")
    with transaction.atomic():
        current = (
            Project.objects.select_related("council", "committee").select_for_update(of=("self",)).get(pk=project.pk)
        )
        before = ProgressUpdate.objects.filter(by_id=by.user_id, token=token).first()
        if before is not None:
            return before
        committee = current.committee.name if current.committee else ""
        update = ProgressUpdate.objects.create(
            council_id=current.council_id,
            project=current,
            on=on,
            text=words,
            by_id=person(by),
            by_label=acting_label(by, current.council, committee_name=committee),
            at=at,
            token=token,
        )
        current.progress_note = words.splitlines()[0][:200]
        current.save(update_fields=["progress_note"])
        record("projects.project.logged", current, by=by, at=at)
        authors = list(current.proposals.values_list("author_id", flat=True))
        telling.project_moved(
            current, authors, followers_of_project(current), gettext_lazy("새 소식이 있습니다"), at=at, by=by
        )
    return update
