"""People on the roll who may have no account: found by address, or written down by name."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.errors import Refused
from council.models import Council
from members.models import User
from members.models.user import normal_email
from members.services.guard import guard
from members.tasks import send_mail


def person_for(council: Council, name: str, *, email: str | None = None, by: Actor, at: dt.datetime) -> User:
    """Return the person with that address, or a new one; without an address always a new one.

    A new person cannot sign in: an address that was given here must first be proved by setting a password with it.
    Refused when the address belongs to a closed account.
    """
    guard(by, "members.write_personal", council)
    address = normal_email(email) if email else None
    if address:
        found = User.objects.filter(email=address).first()
        if found is not None and not found.is_active:
            raise Refused(_("닫은 계정의 전자우편입니다. 다른 주소를 받아 주십시오."), field="email", code="closed")
        if found is not None:
            return found
    with transaction.atomic():
        user = User.objects.create_user(address, None, name=name.strip())
        if address:
            EmailAddress.objects.create(user=user, email=address, verified=False, primary=True)
        record("members.person.written", user, by=by, at=at, council_id=council.pk)
    return user


def give_address(council: Council, user: User, email: str, *, by: Actor, at: dt.datetime) -> User:
    """Give an address to a person who cannot sign in yet, and send there how to set a password.

    Until the person has set one, another address may take its place: it was written wrong. Refused afterwards (only
    the person changes it), or when somebody else has it.
    """
    guard(by, "members.write_personal", council)
    address = normal_email(email)
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        if not may_be_addressed(row):
            raise Refused(
                _("본인이 이미 쓰는 계정입니다. 전자우편을 바꾸는 일은 본인만 할 수 있습니다."),
                field="email",
                code="has_one",
            )
        try:
            with transaction.atomic():
                EmailAddress.objects.filter(user=row).exclude(email=address).delete()
                row.email = address
                row.save(update_fields=["email"])
                EmailAddress.objects.get_or_create(user=row, email=address, defaults={"primary": True})
        except IntegrityError as error:
            raise Refused(_("다른 사람이 쓰는 전자우편입니다."), field="email", code="taken") from error
        record("members.person.addressed", row, by=by, at=at, council_id=council.pk)
        _send_way_in(council, row)
    return row


def may_be_addressed(user: User) -> bool:
    """Return whether the office may write the person's address: nobody has signed in with the account yet."""
    return user.is_active and not user.has_usable_password() and user.last_login is None


def _send_way_in(council: Council, user: User) -> None:
    """Send how the person comes into the portal; a mail is a record, so it is in the portal's language."""
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "council": council,
            "name": user.name,
            "url": settings.PORTAL_URL.rstrip("/") + reverse("account_reset_password"),
            "data_url": settings.PORTAL_URL.rstrip("/") + reverse("members_account:consents"),
        }
        subject = _("%(council)s 누리집에 들어오는 길") % {"council": council.name}
        body = render_to_string("members/mail/way_in.txt", context)
    send_mail.defer(subject=subject, body=body, to=user.email)
