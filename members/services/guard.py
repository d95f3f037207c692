"""What every verb about people begins with."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from council.common.access import Forbidden, require
from council.common.actor import Actor
from members.models import User


def guard(by: Actor, code: str, obj: Any = None) -> None:
    """Raise Forbidden unless the actor may; the portal's own commands may."""
    if not by.is_system:
        require(by, code, obj)


def guard_self(by: Actor, user: User) -> None:
    """Raise Forbidden unless the act is about the actor's own account."""
    if not by.is_system and by.user_id != user.pk:
        raise Forbidden(_("이 일은 계정의 주인만 할 수 있습니다."))
