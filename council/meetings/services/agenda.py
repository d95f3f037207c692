"""The agenda, before the meeting opens; what was announced is changed with everybody told by the page's history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.errors import Conflict, Refused
from council.meetings.models import AgendaItem, Meeting
from council.meetings.services.guard import guard, locked, locked_item

FIELDS = ("kind", "title", "body", "decides", "decides_with", "matter", "closed_reason")
#: Enough for the longest meeting; a slip of a script does not fill a page.
MOST_ITEMS = 200


def add_item(meeting: Meeting, *, by: Actor, at: dt.datetime, **fields: Any) -> AgendaItem:
    """Put an item at the end of the agenda and return it; while the meeting is held too (긴급 안건)."""
    guard(by, "meetings.prepare", meeting)
    with transaction.atomic():
        current = locked(meeting)
        if current.status not in Meeting.TO_COME:
            raise Conflict(_("마친 회의에는 안건을 넣을 수 없습니다."))
        last = current.items.aggregate(last=Max("number"))["last"] or 0
        if last >= MOST_ITEMS:
            raise Refused(_("안건은 %(most)s개까지 넣을 수 있습니다.") % {"most": MOST_ITEMS})
        item = AgendaItem(council_id=current.council_id, meeting=current, number=last + 1, **_clean(fields))
        item.save()
        record("meetings.item.added", current, by=by, at=at, item=item.title)
    return item


def change_item(item: AgendaItem, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime) -> AgendaItem:
    """Rewrite an item that has not been dealt with and return it."""
    with transaction.atomic():
        meeting, current = locked_item(item)
        guard(by, "meetings.prepare", meeting)
        if not current.is_open:
            raise Conflict(_("이미 다룬 안건입니다: ‘%(state)s’") % {"state": current.get_state_display()})
        for name, value in _clean({name: getattr(current, name) for name in FIELDS} | dict(changes)).items():
            setattr(current, name, value)
        current.save(update_fields=FIELDS)
        record("meetings.item.changed", meeting, by=by, at=at, item=current.title)
    return current


def remove_item(item: AgendaItem, *, by: Actor, at: dt.datetime) -> None:
    """Take an item off the agenda of a meeting nobody was called to yet; the others close up."""
    with transaction.atomic():
        meeting, current = locked_item(item)
        guard(by, "meetings.prepare", meeting)
        if meeting.status != Meeting.Status.PLANNED:
            raise Conflict(_("알린 안건은 뺄 수 없습니다. 회의에서 다음으로 넘기거나 마쳐 주십시오."))
        title = current.title
        current.delete()
        for number, left in enumerate(meeting.items.order_by("number"), 1):
            if left.number != number:
                AgendaItem.objects.filter(pk=left.pk).update(number=number)
        record("meetings.item.removed", meeting, by=by, at=at, item=title)


def _clean(fields: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: fields[name] for name in FIELDS if name in fields}
    values["title"] = str(values.get("title", "")).strip()
    if not values["title"]:
        raise Refused(_("안건의 이름을 써 주십시오."), field="title", code="required")
    if values.get("decides") and values.get("kind") != AgendaItem.Kind.DECIDE:
        raise Refused(_("사업의 단계를 정하는 안건은 ‘의결’이어야 합니다."), field="kind")
    return values
