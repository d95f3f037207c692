"""마장동 and 사근동 under 성동구's ordinance; 마장동 with its own 세칙."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from council import pagecache
from council.audit import fragments
from council.common.actor import Actor
from council.common.scope import council_scope
from council.models import Council, RuleLoading
from council.services.loading import load_rules

PRESETS = Path(settings.BASE_DIR) / "council" / "ordinances"


@pytest.fixture
def ruled(council: Council, other_council: Council) -> list[RuleLoading]:
    """Both files entered by the portal itself, the ordinance first."""
    at = timezone.now()
    entered = []
    with council_scope(council.pk):
        for name in ("seongdong.yaml", "majang-bylaw.yaml"):
            entered.append(load_rules((PRESETS / name).read_text(), name, by=Actor.system(council.pk), at=at))
    return entered


@pytest.fixture(autouse=True)
def empty_shelves() -> Iterator[None]:
    """Nothing commits here, so pages kept for visitors would outlive what they show."""
    fragments.shelf.clear()
    pagecache.shelf.clear()
    yield
    fragments.shelf.clear()
    pagecache.shelf.clear()
