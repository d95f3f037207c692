"""The scope of 마장동 for tests of services."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from council.common.scope import council_scope
from tests.cast import Cast


@pytest.fixture
def here(cast: Cast) -> Iterator[Cast]:
    with council_scope(cast.council.pk):
        yield cast
