"""The roll taken out as a file: without personal data for whoever reads it, with it for a reason on record."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record, record_many
from council.common.actor import Actor
from council.common.dates import kdate
from council.common.errors import Refused
from council.common.sheets import SheetColumn, comma_separated, xlsx
from council.models import Council
from members.models import CommitteeMembership, Membership, Office, PersonalRecord, Training
from members.selectors import CLOSED_NAME, office_label
from members.services.guard import guard


@dataclass(frozen=True, slots=True)
class RollFile:
    """A file to be handed out, with its Korean name."""

    name: str
    data: bytes


def export_roll(
    council: Council, *, kind: str, personal: bool = False, why: str = "", by: Actor, at: dt.datetime, origin: str
) -> RollFile:
    """Return the roll of the day as XLSX or CSV (a fixed number of queries, however many people).

    With personal data a reason is asked for, and each person's history tells who took it and why
    (개인정보의 안전성 확보조치 기준 §8). Refused without the reason.
    """
    guard(by, "members.see_people", council)
    on = timezone.localdate(at)
    seats = list(Membership.objects.current(on).select_related("user", "appointment").order_by("user__name", "pk"))
    records: dict[int, PersonalRecord] = {}
    if personal:
        guard(by, "members.see_personal", council)
        if not why.strip():
            raise Refused(_("왜 받는지 써 주십시오. 기록에 남습니다."), field="why", code="no_reason")
        people = [seat.user_id for seat in seats]
        records = {row.user_id: row for row in PersonalRecord.objects.filter(user_id__in=people)}
        seen = [(records.get(seat.user_id) or seat.user, {"person": seat.user_id, "origin": origin}) for seat in seats]
        record_many("members.personal.seen", seen, by=by, at=at, why=why.strip(), council_id=council.pk)
    what = gettext_lazy("개인정보 포함") if personal else gettext_lazy("개인정보 없이")
    record("members.roll.exported", council, by=by, at=at, why=why.strip(), count=len(seats), what=what, origin=origin)
    columns = _columns(personal)
    rows = _rows(council, on, seats, records, personal)
    name = _("%(council)s 명부 %(day)s") % {"council": council.name, "day": on.isoformat()}
    if kind == "csv":
        return RollFile(f"{name}.csv", comma_separated(columns, rows))
    note = _("%(day)s에 재직하는 위원 %(n)d명") % {"day": kdate(on), "n": len(seats)}
    return RollFile(f"{name}.xlsx", xlsx(_("%(council)s 명부") % {"council": council.name}, columns, rows, note=note))


def _columns(personal: bool) -> list[SheetColumn]:
    columns = [
        SheetColumn(_("성명"), width=12),
        SheetColumn(_("직책"), width=16),
        SheetColumn(_("분과"), width=20),
        SheetColumn(_("선정 경로"), width=12),
        SheetColumn(_("위촉번호"), width=14),
        SheetColumn(_("위촉일"), "day", 12),
        SheetColumn(_("임기 시작"), "day", 12),
        SheetColumn(_("임기 끝"), "day", 12),
        SheetColumn(_("몇 번째 임기"), "number", 8),
        SheetColumn(_("교육 시간"), "number", 8),
    ]
    if personal:
        columns += [
            SheetColumn(_("생년월일"), "day", 12),
            SheetColumn(_("성별"), width=7),
            SheetColumn(_("전화"), width=16),
            SheetColumn(_("전자우편"), width=26),
            SheetColumn(_("주소"), width=34),
            SheetColumn(_("통·리·마을"), width=12),
            SheetColumn(_("직업"), width=14),
        ]
    return columns


def _rows(
    council: Council,
    on: dt.date,
    seats: Sequence[Membership],
    records: dict[int, PersonalRecord],
    personal: bool,
) -> list[list[Any]]:
    offices: defaultdict[int, list[str]] = defaultdict(list)
    for office in Office.objects.current(on).select_related("committee").order_by("kind", "seat"):
        offices[office.user_id].append(office_label(council, office))
    places: defaultdict[int, list[str]] = defaultdict(list)
    for place in CommitteeMembership.objects.current(on).select_related("committee").order_by("committee__number"):
        places[place.user_id].append(place.committee.name)
    hours = dict(Training.objects.counted().values_list("user_id").annotate(sum=Sum("hours")))
    rows: list[list[Any]] = []
    for seat in seats:
        user = seat.user
        row: list[Any] = [
            CLOSED_NAME if user.is_closed else user.name,
            ", ".join(offices[user.pk]) or _("위원"),
            ", ".join(places[user.pk]),
            seat.get_track_display(),
            seat.number_label,
            seat.appointment.appointed_on,
            seat.starts_on,
            seat.last_day,
            seat.nth,
            hours.get(user.pk, 0),
        ]
        if personal:
            own = records.get(user.pk) or PersonalRecord()
            phone = own.phone or user.phone
            row += [
                own.born_on,
                own.get_sex_display(),
                phone,
                user.email or "",
                own.address,
                own.residence,
                own.occupation,
            ]
        rows.append(row)
    return rows
