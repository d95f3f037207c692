"""Writing history."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models

from council.audit.models import Entry
from council.audit.registry import SENTENCES, UnregisteredAction
from council.common.actor import Actor
from council.models import Council

_FROM_TARGET = object()


def record(
    action: str,
    target: models.Model,
    *,
    by: Actor,
    at: dt.datetime,
    why: str = "",
    council_id: Any = _FROM_TARGET,
    **data: Any,
) -> Entry:
    """Write one entry of history and return it; called by every service that changes a record.

    ``data`` fills the action's sentence and must hold no personal data, only references to it.
    Raises UnregisteredAction for a code without a sentence.
    """
    if action not in SENTENCES:
        raise UnregisteredAction(action)
    if council_id is _FROM_TARGET:
        council_id = target.pk if isinstance(target, Council) else getattr(target, "council_id", None)
    return Entry.objects.create(
        council_id=council_id,
        at=at,
        actor_id=by.user_id,
        actor_label=by.label,
        action=action,
        target_type=target._meta.label_lower,
        target_id=target.pk,
        why=why,
        data=data,
    )
