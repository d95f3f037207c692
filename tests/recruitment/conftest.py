"""The scope of 마장동 for tests of services."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from council.common.scope import council_scope
from tests.cast import Cast
from tests.projects_pages.town import empty_shelves, media

__all__ = ["empty_shelves", "here", "media"]


@pytest.fixture
def here(cast: Cast) -> Iterator[Cast]:
    with council_scope(cast.council.pk):
        yield cast
