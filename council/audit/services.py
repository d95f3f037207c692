"""Writing history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
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
    entry = _entry(action, target, by=by, at=at, why=why, council_id=council_id, data=data)
    entry.save(force_insert=True)
    return entry


def record_many(
    action: str,
    told: Iterable[tuple[models.Model, dict[str, Any]]],
    *,
    by: Actor,
    at: dt.datetime,
    why: str = "",
    council_id: Any = _FROM_TARGET,
) -> int:
    """Write an entry for each (target, data), as ``record`` does but with one insert; return how many."""
    entries = [_entry(action, target, by=by, at=at, why=why, council_id=council_id, data=data) for target, data in told]
    Entry.objects.bulk_create(entries, batch_size=500)
    return len(entries)


def _entry(
    action: str, target: models.Model, *, by: Actor, at: dt.datetime, why: str, council_id: Any, data: dict[str, Any]
) -> Entry:
    if action not in SENTENCES:
        raise UnregisteredAction(action)
    if council_id is _FROM_TARGET:
        council_id = target.pk if isinstance(target, Council) else getattr(target, "council_id", None)
    # History is kept in the portal's language, whichever the person acting reads.
    with translation.override(settings.LANGUAGE_CODE):
        label = by.label
        told = {name: str(value) if isinstance(value, Promise) else value for name, value in data.items()}
    return Entry(
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
