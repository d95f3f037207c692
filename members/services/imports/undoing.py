"""A whole import is taken back: its terms become empty, its persons and their data leave, unless work stands on them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from council.audit.models import Entry
from council.audit.services import record, record_many
from council.common.actor import Actor
from council.common.errors import Refused
from council.common.language import recorded
from council.common.scope import wide_scope
from council.models import Council
from members.models import CommitteeMembership, Ending, Membership, Office, PersonalRecord, Training, User
from members.models.imports import RollImport, RollImportRow
from members.selectors import CLOSED_NAME, office_label
from members.services.endings import ending_is_told
from members.services.guard import guard
from members.services.imports.uploading import locked

KINDS: dict[str, type[models.Model]] = {
    "user": User,
    "record": PersonalRecord,
    "membership": Membership,
    "place": CommitteeMembership,
    "office": Office,
    "training": Training,
}
#: Having been looked at or told something is nothing that anybody built.
LOOKS = ("members.personal.seen", "members.contact.seen", "members.residents.listed")
PASSING = ("audit", "notices", "sessions")


def undo(row: RollImport, *, why: str, by: Actor, at: dt.datetime) -> RollImport:
    """Take back everything that the import made. Refused, with what is in the way, when something stands on it since.

    Seats stay in the history as withdrawn before they began; persons whom the import brought lose name and data.
    """
    guard(by, "members.appoint", row)
    if not why.strip():
        raise Refused(_("까닭을 써 주십시오. 이력에 남습니다."), field="why", code="no_reason")
    with transaction.atomic():
        row = locked(row, RollImport.Status.DONE, RollImport.Status.STOPPED)
        made = made_by(row)
        if standing := what_stands_on(row, made):
            raise Refused(
                _("들여온 뒤에 이루어진 일이 있어 통째로 되돌릴 수 없습니다: %(what)s. 틀린 사람만 따로 끝내 주십시오.")
                % {"what": ", ".join(standing)},
                code="built_upon",
            )
        _withdraw(row.council, made, why.strip(), by=by, at=at)
        row.rows.update(cells=[], problems=[])
        row.status, row.undone_at, row.undone_why = RollImport.Status.UNDONE, at, why.strip()
        row.save(update_fields=["status", "undone_at", "undone_why"])
        record("members.import.undone", row, by=by, at=at, why=why.strip(), rows=row.written)
    return row


def made_by(row: RollImport) -> dict[str, list[int]]:
    """Return the numbers of all records that the import made, by kind (one query)."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for made in row.rows.filter(state=RollImportRow.State.WRITTEN).values_list("made", flat=True):
        for kind, numbers in made.items():
            found[kind] += numbers
    return found


def what_stands_on(row: RollImport, made: dict[str, list[int]]) -> list[str]:
    """Return, as words with counts, what was done on the import's records since; in every council."""
    counts: defaultdict[str, int] = defaultdict(int)
    with wide_scope(Council.objects.values_list("pk", flat=True)):
        for model, field, numbers, own in _references(made):
            rows = model._default_manager.filter(**{f"{field}__in": numbers}).exclude(pk__in=own)
            if count := rows.count():
                counts[str(model._meta.verbose_name)] += count
        for kind, model in KINDS.items():
            acts = Entry.objects.filter(
                target_type=model._meta.label_lower,
                target_id__in=made.get(kind, ()),
                at__gt=row.finished_at or timezone.now(),
            )
            if count := acts.exclude(action__in=LOOKS).count():
                counts[_("%(what)s을(를) 고친 일") % {"what": model._meta.verbose_name}] += count
    if came := User.objects.filter(pk__in=made.get("user", ()), last_login__isnull=False).count():
        counts[_("본인의 로그인")] += came
    return [_("%(what)s %(count)d건") % {"what": what, "count": count} for what, count in sorted(counts.items())]


def _references(made: dict[str, list[int]]) -> Iterator[tuple[type[models.Model], str, list[int], list[int]]]:
    """Go through all that may point at the import's records: (model, field, their numbers, those it made itself)."""
    kind_of: dict[Any, str] = {model: kind for kind, model in KINDS.items()}
    for kind, model in KINDS.items():
        if not made.get(kind):
            continue
        for relation in model._meta.get_fields(include_hidden=True):
            if not relation.auto_created or relation.concrete or not (relation.one_to_many or relation.one_to_one):
                continue
            reverse: Any = relation
            pointing: Any = relation.related_model
            if pointing._meta.app_label not in PASSING:
                yield pointing, reverse.field.name, made[kind], made.get(kind_of.get(pointing, ""), [])


def _withdraw(council: Council, made: dict[str, list[int]], why: str, *, by: Actor, at: dt.datetime) -> None:
    on = timezone.localdate(at)
    for kind, action in (("office", "members.office.ended"), ("place", "members.committee.left")):
        rows = list(KINDS[kind]._default_manager.filter(pk__in=made.get(kind, ())).select_related("committee"))
        KINDS[kind]._default_manager.filter(pk__in=made.get(kind, ())).update(ends_on=F("starts_on"), end_reason=why)
        told = [(one, _told(council, one)) for one in rows]
        record_many(action, told, by=by, at=at, why=why)
    seats = list(Membership.objects.filter(pk__in=made.get("membership", ())).select_for_update())
    Ending.objects.bulk_create(
        [
            Ending(
                council=council,
                membership=seat,
                kind=Ending.Kind.WITHDRAWN,
                decided_on=on,
                effective_on=seat.starts_on,
                reason=why,
                recorded_at=at,
                recorded_by_id=by.user_id,
            )
            for seat in seats
        ],
        batch_size=500,
    )
    Membership.objects.filter(pk__in=[seat.pk for seat in seats]).update(ends_on=F("starts_on"), end_reason=why)
    ending_is_told()
    record_many("members.membership.ended", [(seat, {}) for seat in seats], by=by, at=at, why=why)
    trainings = Training.objects.filter(pk__in=made.get("training", ()))
    record_many("members.import.training_withdrawn", [(one, {}) for one in trainings], by=by, at=at, why=why)
    trainings.update(withdrawn_at=at, withdrawn_why=why)
    records = PersonalRecord.objects.filter(pk__in=made.get("record", ()))
    record_many("members.import.record_erased", [(one, {}) for one in records], by=by, at=at, why=why)
    records.delete()
    people = User.objects.filter(pk__in=made.get("user", ()))
    record_many(
        "members.import.person_left", [(one, {}) for one in people], by=by, at=at, why=why, council_id=council.pk
    )
    people.update(name=CLOSED_NAME, email=None, phone="", is_active=False, closed_at=at)


def _told(council: Council, one: Any) -> dict[str, str]:
    return (
        {"office": recorded(office_label, council, one)}
        if isinstance(one, Office)
        else {"committee": one.committee.name}
    )
