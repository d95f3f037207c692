"""Personal data of the people on the roll: each look is on record, and the person sees who looked."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.errors import Refused
from council.common.language import recorded
from council.models import Council
from members.models import Consent, PersonalRecord, User
from members.services.consents import write_consent
from members.services.guard import guard

FIELDS = ("born_on", "sex", "phone", "address", "eligibility", "occupation", "residence", "household")


def see(council: Council, user: User, *, why: str, by: Actor, at: dt.datetime, origin: str) -> PersonalRecord | None:
    """Return the person's data once who, when, whose, from where and why are on record; None when there is none.

    The person reads it on the own page (selectors.looks_at). (개인정보의 안전성 확보조치 기준 §8)
    """
    guard(by, "members.see_personal", council)
    if not why.strip():
        raise Refused(_("왜 보는지 써 주십시오. 본인이 자기 쪽에서 읽습니다."), field="why", code="no_reason")
    row = PersonalRecord.objects.filter(user=user).first()
    target = row if row is not None else user
    record(
        "members.personal.seen", target, by=by, at=at, why=why.strip(), council_id=council.pk,
        person=user.pk, origin=origin,
    )  # fmt: skip
    return row


def write(council: Council, user: User, *, by: Actor, at: dt.datetime, **values: Any) -> PersonalRecord:
    """Write the person's data (any of FIELDS) and return the row; history names the fields, never their contents."""
    guard(by, "members.write_personal", council)
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"no personal data: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        row, _made = PersonalRecord.objects.select_for_update().get_or_create(council=council, user=user)
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, values[name])
        if changed:
            row.save(update_fields=changed)
            record("members.personal.written", row, by=by, at=at, person=user.pk, fields=recorded(_labels, changed))
    return row


def consent(
    council: Council,
    user: User,
    *,
    version: str,
    signed_on: dt.date | None = None,
    named: bool = False,
    by: Actor,
    at: dt.datetime,
) -> PersonalRecord:
    """Keep that the person agreed to the text of that version, on paper signed that day or just now.

    With ``named`` the person also agreed to stand on the public roll with the whole name.
    """
    guard(by, "members.write_personal", council)
    if signed_on is not None and signed_on > timezone.localdate(at):
        raise Refused(_("아직 오지 않은 날입니다. 서명한 날을 써 주십시오."), field="signed_on", code="future")
    given_at = at if signed_on is None else min(at, timezone.make_aware(dt.datetime.combine(signed_on, dt.time(12))))
    with transaction.atomic():
        row, _made = PersonalRecord.objects.select_for_update().get_or_create(council=council, user=user)
        row.consent_version, row.consented_at = version, given_at
        row.save(update_fields=["consent_version", "consented_at"])
        record("members.personal.consented", row, by=by, at=at, person=user.pk, version=version)
        if named:
            write_consent(user, Consent.Kind.ROLL_NAME, by=by, at=at)
    return row


def empty(user: User, *, by: Actor, at: dt.datetime) -> None:
    """Empty the person's data in the council in scope, when the account is closed; the row tells that it was there."""
    for row in PersonalRecord.objects.select_for_update().filter(user=user):
        for name in FIELDS:
            setattr(row, name, None if name == "born_on" else "")
        row.consent_version, row.consented_at = "", None
        row.save()
        record("members.personal.emptied", row, by=by, at=at, person=user.pk)


def _labels(names: list[str]) -> str:
    return ", ".join(str(PersonalRecord._meta.get_field(name).verbose_name) for name in names)  # type: ignore[union-attr]
