"""Everything the portal knows of a person, for that person."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string

from council.audit.services import record
from council.common.actor import Actor
from council.common.scope import wide_scope
from council.models import Council
from members.models import User
from members.personal_data import SOURCES
from members.services.guard import guard_self


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of the download with its rows."""

    code: str
    label: str
    rows: list[dict[str, Any]]


def my_data(user: User, *, by: Actor) -> list[Part]:
    """Return all of one's own data across councils, part by part; call it outside any scope."""
    guard_self(by, user)
    with wide_scope(Council.objects.values_list("pk", flat=True)):
        return [Part(source.code, str(source.label), source.collect(user.pk)) for source in SOURCES.values()]


def export_my_data(user: User, *, by: Actor, at: dt.datetime) -> bytes:
    """Return a zip with the data as JSON for machines and as one page for people; the download is recorded."""
    parts = my_data(user, by=by)
    with transaction.atomic():
        record("members.account.exported", user, by=by, at=at, council_id=None)
    machine = {part.code: part.rows for part in parts} | {"made_at": at}
    page = render_to_string("members/my_data_file.html", {"parts": parts, "person": user, "at": at})
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        text = json.dumps(machine, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
        bundle.writestr("my-data.json", text)
        bundle.writestr("my-data.html", page)
    return file.getvalue()
