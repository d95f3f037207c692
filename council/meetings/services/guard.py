"""What every verb of a meeting begins with."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from council.common.access import require
from council.common.actor import Actor
from council.common.errors import Conflict, Refused
from council.meetings.models import AgendaItem, Meeting
from council.rulebook import Strength, Verdict


def guard(by: Actor, code: str, obj: Any = None) -> None:
    """Raise Forbidden unless the actor may; the portal's own commands may."""
    if not by.is_system:
        require(by, code, obj)


def locked(meeting: Meeting) -> Meeting:
    """Return the meeting as it now stands, held until the end of the transaction.

    Every act of the room takes this lock first: two screens act one after the other, never on the same numbers.
    """
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("council__region__parent", "committee")
    return rows.get(pk=meeting.pk)


def locked_item(item: AgendaItem) -> tuple[Meeting, AgendaItem]:
    """Return the item's meeting, held, and the item as it now stands."""
    meeting = locked(Meeting(pk=item.meeting_id))
    current = AgendaItem.objects.get(pk=item.pk)
    current.meeting = meeting
    return meeting, current


def expect_open(meeting: Meeting) -> None:
    """Refuse what only happens while the meeting is held."""
    if meeting.status != Meeting.Status.OPEN:
        words = {"meeting": meeting.title, "status": meeting.get_status_display()}
        raise Conflict(_("%(meeting)s: 지금 ‘%(status)s’입니다. 회의를 연 동안에만 할 수 있습니다.") % words)


def weigh(verdict: Verdict, reason: str, *, field: str, always: bool = False) -> None:
    """Refuse what the rules refuse at full strength; want a reason where they warn or cannot say.

    ``always``: a reason is enough even where the verdict blocks (a late notice is said so and explained).
    """
    if verdict.holds is True:
        return
    article = f" ({verdict.article})" if verdict.article else ""
    if verdict.holds is False and verdict.strength == Strength.BLOCKS and not always:
        raise Refused(f"{verdict.sentence}{article}", code="rule")
    if not reason.strip():
        words = _("그래도 하려면 까닭을 써 주십시오. 기록에 남습니다.")
        raise Refused(f"{verdict.sentence}{article} {words}", field=field, code="reason_needed")
