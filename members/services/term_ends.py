"""Terms end by themselves on their date; this tells the people, and ends what hangs on the seat."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.models import Entry
from council.audit.services import record
from council.common.actor import Actor, Role
from council.common.dates import kdate
from council.common.language import recorded
from council.models import Council
from council.notices.services import notify
from members.models import Membership
from members.selectors import who
from members.services.endings import end_what_hangs_on

#: How far back a missed day is made up for, should the jobs have stood still.
LOOK_BACK = dt.timedelta(days=31)


def close_terms(council: Council, *, at: dt.datetime) -> int:
    """See to the terms that ended on their date, and return how many; a second call does nothing.

    Who begins a new term on the very next day goes on: offices and places stay, and nobody is told of an end.
    """
    on = timezone.localdate(at)
    done = 0
    for seat in _over(on).select_related("user", "council").order_by("pk"):
        with transaction.atomic():
            Membership.objects.select_for_update().get(pk=seat.pk)
            if _is_told(seat):
                continue
            _close(seat, at=at)
            done += 1
    return done


def _over(on: dt.date) -> QuerySet[Membership]:
    """Terms that ended on their own date lately and were not gone on with."""
    person = {"council_id": OuterRef("council_id"), "user_id": OuterRef("user_id")}
    next_term = Membership.objects.filter(**person, starts_on=OuterRef("ends_on"), ends_on__gt=OuterRef("ends_on"))
    ended = Membership.objects.filter(ends_on__lte=on, ends_on__gt=on - LOOK_BACK, end_reason="")
    rows: QuerySet[Membership] = ended.filter(~Exists(next_term))
    return rows


def _is_told(seat: Membership) -> bool:
    kind = seat._meta.label_lower
    return Entry.objects.filter(
        council_id=seat.council_id, target_type=kind, target_id=seat.pk, action="members.membership.over"
    ).exists()


def _close(seat: Membership, *, at: dt.datetime) -> None:
    by = Actor.system(seat.council_id)
    council, ends_on = seat.council, seat.ends_on
    assert ends_on is not None
    record("members.membership.over", seat, by=by, at=at)
    end_what_hangs_on(seat, ends_on, recorded(lambda: _("위원 임기가 끝남")), by=by, at=at)
    day = kdate(seat.last_day)
    notify(
        "members.term.over",
        [seat.user_id],
        council_id=council.pk,
        title=format_lazy(gettext_lazy("{council} 위원 임기가 {day}에 끝났습니다"), council=council.name, day=day),
        body=gettext_lazy("그동안 동네 일을 맡아 주셔서 고맙습니다. 주민으로 제안하고 분과에 들어갈 수 있습니다."),
        path=reverse("members:roll", args=[council.slug]),
        about=seat,
        at=at,
        by=by,
    )
    notify(
        "members.term.over",
        who(council.pk, Role.SECRETARY, timezone.localdate(at)),
        council_id=council.pk,
        title=format_lazy(gettext_lazy("위원 한 사람의 임기가 {day}에 끝났습니다"), day=day),
        body=gettext_lazy("빈자리를 채울지 조례와 예비후보 명부를 보아 주십시오."),
        path=reverse("members:office_roll", args=[council.slug]),
        about=seat,
        event=f"members.term.over|office|{seat.pk}",
        at=at,
        by=by,
    )
