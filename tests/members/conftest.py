"""What the tests of people share."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import cache

from council import pagecache


@pytest.fixture(autouse=True)
def no_pages_kept() -> Iterator[None]:
    """Begin and end without kept pages: what a test rolls back raises no stamp."""
    pagecache.shelf.clear()
    yield
    pagecache.shelf.clear()


@pytest.fixture
def no_limits_used_up(db: None) -> None:
    """Begin with all rate limits unused."""
    cache.clear()


def code_from_mail() -> str:
    """Return the confirmation code of the newest mail: the line that holds nothing else."""
    body = str(mail.outbox[-1].body)
    found = re.search(r"^\s*([A-Z0-9]{3,8}(?:-[A-Z0-9]{3,8})?)\s*$", body, re.MULTILINE)
    assert found, body
    return found[1]
