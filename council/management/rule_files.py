"""Entering and writing rule files by command; what ``manage.py ordinance load`` and ``export`` do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

from django.utils import timezone

from council.common.actor import Actor
from council.common.scope import council_scope
from council.models import Council, Region
from council.services.exporting import export_text
from council.services.loading import load_rules, plan_loading
from council.services.previews import councils_under, preview
from council.services.wording import Owner


def enter(content: str, name: str, *, only_show: bool = False) -> Iterator[str]:
    """Enter the file as the portal itself, telling what changes for which councils. Raises FileRefused."""
    now = timezone.now()
    plan = plan_loading(content, name)
    shown = preview(plan.edit, councils_under(plan.owner), max(plan.in_force_on, timezone.localdate(now)), plan.labels)
    yield f"{plan.title} ({plan.in_force_on:%Y. %-m. %-d.} 시행)"
    for effect in shown.effects:
        before, after = (" / ".join(said) or "적은 조례 없음" for said in (effect.before, effect.after))
        yield f"  {effect.label}: {before} → {after} ({', '.join(effect.councils)})"
    for warning in shown.warnings:
        yield f"  함께 지킬 수 없습니다: {warning}"
    for note in shown.notes:
        yield f"  살펴볼 것: {note}"
    yield f"  새 규칙 {shown.added}건, 끝나는 규칙 {shown.ended}건, 주민자치회 {shown.councils}곳"
    if only_show:
        return
    council = plan.owner.council
    with council_scope(council.pk) if council else nullcontext():
        load_rules(content, name, by=Actor.system(council.pk if council else None), at=now)
    yield "들여왔습니다."


def written(place: str) -> str | None:
    """Return what is in force at a place, named by its 행정구역 code or a council's address; None if unknown."""
    today = timezone.localdate()
    if place.isdecimal():
        region = Region.objects.current(today).filter(code=place).first()
        return export_text(Owner(region=region), today) if region else None
    council = Council.objects.select_related("region__parent").filter(slug=place).first()
    return export_text(Owner(council=council), today) if council else None
