"""What the accounts library does is history too: sign-up and second factors."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import email_changed, password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver
from django.utils import timezone

from council.audit.services import record
from council.common.actor import Actor
from members.models import User

# The two domain signals of the project are its own; these only listen to the library, which offers no verb to call.


@receiver(authenticator_added, dispatch_uid="members.second_factor_added")
def second_factor_added(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _record("members.second_factor.added", user, authenticator)


@receiver(authenticator_removed, dispatch_uid="members.second_factor_removed")
def second_factor_removed(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    _record("members.second_factor.removed", user, authenticator)


@receiver(password_changed, dispatch_uid="members.password_changed")
@receiver(password_set, dispatch_uid="members.password_set")
@receiver(password_reset, dispatch_uid="members.password_reset")
def password_renewed(sender: Any, user: User, **kwargs: Any) -> None:
    _record("members.password.changed", user)


@receiver(email_changed, dispatch_uid="members.email_changed")
def address_renewed(sender: Any, user: User, **kwargs: Any) -> None:
    _record("members.email.changed", user)


def _record(action: str, user: User, authenticator: Authenticator | None = None) -> None:
    by = Actor(user_id=user.pk, council_id=None, name=user.name)
    data = {"method": str(authenticator.get_type_display())} if authenticator else {}
    record(action, user, by=by, at=timezone.now(), council_id=None, **data)
