"""Parts of pages that are the same for everybody, kept in memory until anything in the council changes.

Lists are read far more often than written. Every committed change raises a stamp (``selectors.stamps``), so a
part kept under the stamps is out of reach the moment something changes, in all processes. The stamps are read
before the rows: a part may be newer than its key, never older.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from council.audit.selectors import stamps
from council.common.http import PortalRequest
from council.common.shelf import Shelf

T = TypeVar("T")

MOST_BYTES = 24 * 1024 * 1024
#: Longer addresses are not typed by people; they would only push useful parts off the shelf.
LONGEST_QUERY = 400


@dataclass(frozen=True, slots=True)
class Everyone:
    """What a shared part may know of the request: the page asked for, and nothing of the person asking."""

    council: Any
    path: str
    GET: QueryDict
    today: dt.date
    method: str = "GET"


def _weight(html: SafeString) -> int:
    return 2 * len(html) + 512


def _weight_of_parts(parts: Mapping[str, SafeString]) -> int:
    return sum(map(_weight, parts.values()))


shelf: Shelf[SafeString] = Shelf(MOST_BYTES, _weight)
shelf_of_parts: Shelf[Mapping[str, SafeString]] = Shelf(MOST_BYTES, _weight_of_parts)


def shared_fragment(request: PortalRequest, key: str, render: Callable[[Everyone], SafeString]) -> SafeString:
    """Return the part of a council's public page, rendered anew only when something changed (one query).

    ``render`` gets what everybody shares and must not look at the request itself: what it returns is shown
    to whoever comes next. It is kept by council, stamps, day, language, ``key`` and query string.
    """
    return _kept(request, key, render, shelf)


def shared_parts(
    request: PortalRequest, key: str, render: Callable[[Everyone], Mapping[str, SafeString]]
) -> Mapping[str, SafeString]:
    """Return several named parts of a page at once, under the same promise as ``shared_fragment`` (one query)."""
    return _kept(request, key, render, shelf_of_parts)


def _kept(request: PortalRequest, key: str, render: Callable[[Everyone], T], where: Shelf[T]) -> T:
    everyone = Everyone(request.council, request.path, request.GET, request.today)
    query = request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY:
        return render(everyone)
    council_id = request.council.pk
    address = (council_id, *stamps(council_id), request.today, get_language(), key, query)
    found = where.get(address)
    if found is None:
        found = render(everyone)
        where.put(address, found)
    return found
