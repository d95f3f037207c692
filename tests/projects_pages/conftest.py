"""Fixtures of the pages about proposals and projects."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.projects_pages.office import Office
from tests.projects_pages.town import empty_shelves, kim, media, town, visitor

__all__ = ["empty_shelves", "kim", "media", "office", "town", "visitor"]


@pytest.fixture
def office(cast: Cast) -> Office:
    """마장동 at work: proposals and projects at the stations a test asks for."""
    return Office(cast)
