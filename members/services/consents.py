"""Giving and withdrawing consent."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.errors import Refused
from members.consent_texts import current_text, required_kinds
from members.models import Consent, User
from members.personal_data import HIDERS
from members.services.guard import guard_self


def record_consent(user: User, kind: str, *, by: Actor, at: dt.datetime) -> Consent:
    """Record that the person agreed to the text in force that day; a standing consent to it is returned as it is."""
    guard_self(by, user)
    return write_consent(user, kind, by=by, at=at)


def write_consent(user: User, kind: str, *, by: Actor, at: dt.datetime) -> Consent:
    """Write a consent without asking whose it is: the caller has seen the person's word or signature."""
    text = current_text(kind, timezone.localdate(at))
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        last = Consent.latest_of(user.pk).get(kind)
        if last is not None and last.given and last.version == text.version:
            return last
        consent = Consent.objects.create(user=user, kind=kind, answer=Consent.Answer.GIVEN, version=text.version, at=at)
        label = Consent.Kind(kind).label
        record("members.consent.given", user, by=by, at=at, council_id=None, kind=label, version=text.version)
    return consent


def withdraw_consent(user: User, kind: str, *, by: Actor, at: dt.datetime) -> Consent:
    """Record that the person takes back an optional consent.

    Refused for the required ones: they end with the account (PIPA §37 leaves the way out open, close_account).
    """
    guard_self(by, user)
    if kind in required_kinds(timezone.localdate(at)):
        raise Refused(
            _("꼭 필요한 동의입니다. 거두려면 ‘계정 닫기’에서 계정을 닫아 주십시오."), code="required_consent"
        )
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        last = Consent.latest_of(user.pk).get(kind)
        if last is None or not last.given:
            raise Refused(_("동의한 적이 없거나 이미 거둔 것입니다."), code="not_given")
        consent = Consent.objects.create(
            user=user, kind=kind, answer=Consent.Answer.WITHDRAWN, version=last.version, at=at
        )
        label = Consent.Kind(kind).label
        record("members.consent.withdrawn", user, by=by, at=at, council_id=None, kind=label)
        if kind == Consent.Kind.SHOW_NAME:
            for hide in HIDERS:
                hide(user.pk, by, at)
    return consent
