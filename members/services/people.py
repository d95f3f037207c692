"""People on the roll who may have no account: found by address, or written down by name."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.errors import Refused
from council.models import Council
from members.models import User
from members.models.user import normal_email
from members.services.guard import guard


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
    """Give an address to a person who has none, so that the person can set a password and sign in.

    Refused when the person has one already (only the person changes it) or when somebody else has it.
    """
    guard(by, "members.write_personal", council)
    address = normal_email(email)
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        if row.email:
            raise Refused(
                _("이미 전자우편이 있습니다. 바꾸는 일은 본인만 할 수 있습니다."), field="email", code="has_one"
            )
        try:
            with transaction.atomic():
                row.email = address
                row.save(update_fields=["email"])
                EmailAddress.objects.create(user=row, email=address, verified=False, primary=True)
        except IntegrityError as error:
            raise Refused(_("다른 사람이 쓰는 전자우편입니다."), field="email", code="taken") from error
        record("members.person.addressed", row, by=by, at=at, council_id=council.pk)
    return row
