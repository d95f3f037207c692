"""Writing the rules of a level as a file that can be loaded again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from council.models import Ordinance, Rule
from council.rulebook.db import clause_of
from council.rulebook.file import OrdinanceFile, OwnFact, Resolution, dump_file
from council.rulebook.keys import KEYS
from council.services.wording import Owner


def export_text(owner: Owner, on: dt.date) -> str:
    """Return what is in force at this level on the day, and what is to come, as a file that can be loaded."""
    rows = list(
        Rule.objects.standing()
        .filter(owner.rules, key__in=KEYS)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))
        .select_related("ordinance", "loading")
        .order_by("pk")
    )
    in_force = min((row.valid_from for row in rows), default=on)
    adopted = next((row for row in reversed(rows) if row.resolved_on), None)
    ordinances = [row.ordinance for row in rows if row.ordinance is not None]
    latest = max(ordinances, key=lambda one: one.in_force_on, default=None)
    clauses = tuple(clause_of(row) for row in rows)
    return dump_file(
        OrdinanceFile(
            level=owner.level,
            title=_title(owner, latest),
            in_force=in_force,
            region=owner.region.code if owner.region else "",
            council=owner.council.slug if owner.council else "",
            number=latest.number if latest else "",
            source=latest.source if latest else "",
            checked=bool(rows) and all(row.checked for row in rows),
            facts=_facts(rows),
            resolution=_resolution(adopted, owner, in_force),
            clauses=clauses,
        )
    )


def _title(owner: Owner, latest: Ordinance | None) -> str:
    if latest is not None:
        return latest.title
    if owner.council is not None:
        return _("%(name)s 운영세칙") % {"name": owner.council.name}
    return _("%(name)s 주민자치회 조례") % {"name": owner.region.name} if owner.region else _("포털 기본값")


def _resolution(adopted: Rule | None, owner: Owner, in_force: dt.date) -> Resolution | None:
    """Return what adopted the 세칙; a file of one has to say it."""
    if owner.council is None:
        return None
    if adopted is None or adopted.resolved_on is None:
        return Resolution(in_force)
    return Resolution(adopted.resolved_on, adopted.resolution)


def _facts(rows: Iterable[Rule]) -> dict[str, OwnFact]:
    files: dict[int, dict[str, Any]] = {row.loading.pk: row.loading.facts for row in rows if row.loading is not None}
    return {name: OwnFact(told["label"], told["type"]) for facts in files.values() for name, told in facts.items()}
