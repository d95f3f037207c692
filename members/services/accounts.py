"""The account itself: made, corrected and closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.errors import Refused, explain
from council.common.language import recorded
from council.common.scope import council_scope, wide_scope
from council.models import Council
from council.notices.models import Notice
from council.notices.services import erase_person
from members.models import (
    Application,
    CommitteeMembership,
    Membership,
    Office,
    OfficialPost,
    PersonalRecord,
    PlatformPost,
    Residency,
    User,
)
from members.selectors import CLOSED_NAME
from members.services import personal
from members.services.consents import record_consent
from members.services.guard import guard_self
from members.services.recruitment.applications import forget_person


def create_account(
    email: str,
    name: str,
    password: str | None,
    *,
    at: dt.datetime,
    consents: Iterable[str] = (),
    verified: bool = False,
    phone: str = "",
) -> User:
    """Make an account outside the sign-up form (demonstration, invitations by command) and return it.

    ``verified`` vouches for the e-mail address, so that signing in asks for no code. Refused when the address
    has an account already.
    """
    with transaction.atomic():
        try:
            with transaction.atomic():
                user = User.objects.create_user(email, password, name=name, phone=phone, joined_at=at)
        except IntegrityError as error:
            raise Refused(explain(error) or _("계정을 만들 수 없습니다."), field="email") from error
        EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
        by = Actor(user_id=user.pk, council_id=None, name=user.name)
        record("members.account.created", user, by=by, at=at, council_id=None)
        for kind in consents:
            record_consent(user, kind, by=by, at=at)
    return user


def update_profile(user: User, *, name: str, phone: str, by: Actor, at: dt.datetime) -> User:
    """Correct one's own name and telephone number."""
    guard_self(by, user)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        if (user.name, user.phone) != (name, phone):
            user.name, user.phone = name, phone
            user.save(update_fields=["name", "phone"])
            record("members.account.updated", user, by=by, at=at, council_id=None)
    return user


def what_holds(user: User, on: dt.date) -> list[str]:
    """Return, as sentences, what keeps the account from being closed; call it outside any scope."""
    holds = []
    with wide_scope(Council.objects.values_list("pk", flat=True)):
        for model, words in ((Office, _("임원")), (Membership, _("위원")), (OfficialPost, _("읍면동 담당"))):
            rows = model._default_manager.filter(user_id=user.pk).filter(_not_over(on)).select_related("council")
            holds += [
                _("%(council)s에서 %(what)s 임기가 남아 있습니다.") % {"council": row.council.name, "what": words}
                for row in rows
            ]
    if PlatformPost.objects.filter(user_id=user.pk).filter(_not_over(on)).exists():
        holds.append(_("시군구 담당이나 운영자의 자리가 남아 있습니다."))
    return holds


def close_account(user: User, *, by: Actor, at: dt.datetime) -> User:
    """Close one's own account: name, address, telephone, sign-in means and notices go; public records stay nameless.

    Refused while a term or an office runs, with whom to ask. Call it outside any council's scope.
    """
    guard_self(by, user)
    on = timezone.localdate(at)
    if holds := what_holds(user, on):
        raise Refused(
            " ".join(holds) + " " + _("간사나 시군구 담당에게 사임을 알리고, 임기가 끝난 뒤에 닫아 주십시오."),
            code="in_office",
        )
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        for council_id in _councils_touched(user.pk):
            with council_scope(council_id):
                _leave_council(user, by=by, at=at)
        EmailAddress.objects.filter(user=user).delete()
        Authenticator.objects.filter(user=user).delete()
        SocialAccount.objects.filter(user=user).delete()
        user.name, user.phone = CLOSED_NAME, ""
        # The column is unique and not null; .invalid can never receive mail (RFC 2606).
        user.email = f"closed-{user.pk}@closed.invalid"
        user.is_active, user.closed_at = False, at
        user.set_unusable_password()
        user.save()
        record("members.account.closed", user, by=by, at=at, council_id=None)
    return user


def _not_over(on: dt.date) -> Q:
    """Terms that run or are still to come; those withdrawn before they began do not count."""
    return (Q(ends_on__isnull=True) | Q(ends_on__gt=on)) & (Q(ends_on__isnull=True) | ~Q(ends_on=F("starts_on")))


def _councils_touched(user_id: int) -> list[int]:
    """Return the councils that keep something of the person which must go."""
    found: set[int] = set()
    with wide_scope(Council.objects.values_list("pk", flat=True)):
        for model in (Residency, CommitteeMembership, PersonalRecord, Application):
            found |= set(model._default_manager.filter(user_id=user_id).values_list("council_id", flat=True))
        found |= set(Notice.objects.to(user_id).order_by().values_list("council_id", flat=True).distinct())
    return sorted(found)


def _leave_council(user: User, *, by: Actor, at: dt.datetime) -> None:
    on = timezone.localdate(at)
    for residency in Residency.objects.open().filter(user=user).select_for_update():
        residency.status, residency.ended_at = Residency.Status.ENDED, at
        residency.code_hash, residency.code_expires_at = "", None
        residency.save(update_fields=["status", "ended_at", "code_hash", "code_expires_at"])
        record("members.residency.ended", residency, by=by, at=at)
    Residency.objects.filter(user=user).update(address_hint="")
    for place in CommitteeMembership.objects.not_over(on).filter(user=user).select_related("committee"):
        place.ends_on, place.end_reason = max(on, place.starts_on), recorded(lambda: _("계정을 닫음"))
        place.save(update_fields=["ends_on", "end_reason"])
        record("members.committee.left", place, by=by, at=at, committee=place.committee.name)
    personal.empty(user, by=by, at=at)
    forget_person(user, by=by, at=at)
    erase_person(user.pk)
