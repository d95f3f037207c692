"""Writing history."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.functional import Promise

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
    # History is kept in the portal's language, whichever the person acting reads.
    with translation.override(settings.LANGUAGE_CODE):
        label = by.label
        told = {name: str(value) if isinstance(value, Promise) else value for name, value in data.items()}
    return Entry.objects.create(
        council_id=council_id,
        at=at,
        actor_id=by.user_id,
        actor_label=label,
        action=action,
        target_type=target._meta.label_lower,
        target_id=target.pk,
        why=why,
        data=told,
    )
