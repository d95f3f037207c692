"""``manage.py verify_audit``: recompute every chain of history and say what does not hold."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from council.audit.models import Stamp
from council.audit.verify import broken_links
from council.common.scope import council_scope
from council.models import Council


class Command(BaseCommand):
    help = "이력의 해시 사슬을 다시 계산해 확인합니다."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        for council in Council.objects.order_by("slug"):
            with council_scope(council.pk):
                faults += self._report(council.name, list(broken_links(council.pk)))
        with transaction.atomic():
            faults += self._report("포털", list(broken_links(None)))
        if faults:
            raise CommandError(f"이력에서 어긋난 곳을 {faults}군데 찾았습니다.")
        self.stdout.write(self.style.SUCCESS(f"이력 {sum(s.seq for s in Stamp.objects.all())}건이 모두 맞습니다."))

    def _report(self, name: str, faults: list[str]) -> int:
        for fault in faults:
            self.stderr.write(f"{name}: {fault}")
        return len(faults)
