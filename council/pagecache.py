"""Public pages kept in memory, for visitors who are not signed in.

A page is kept under the number of committed changes of its council and of the platform (``audit_stamp``), the
day, the language, the text size and the full address. Every change is audited, so each write makes the old
pages unreachable at once, in all processes, without telling anybody. Only a request without a session is
answered from here, and only an answer that set no cookie is ever kept: no person's page can reach another.
"""

from __future__ import annotations

import gzip
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponse]
#: What one process may hold; about 8,000 list pages.
MAX_BYTES = 64 * 1024 * 1024
#: Cookies that change how a public page looks, though not what it says.
TEXT_COOKIE = "portal_text"
COUNCIL_PATH = re.compile(r"/c/[-a-zA-Z0-9_]+/")
STAMPS = (
    "SELECT coalesce(max(seq) FILTER (WHERE chain = 'platform'), 0), coalesce(max(seq) FILTER (WHERE chain <> 'platform'), 0) "
    "FROM audit_stamp WHERE chain = 'platform' OR chain = "
    "(SELECT 'c' || id FROM council_council WHERE slug = %s)"
)


def chosen_language(request: HttpRequest) -> str:
    """Return the language chosen in the foot of the page, Korean when none is."""
    wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@dataclass(frozen=True, slots=True)
class Kept:
    """One page as it was sent."""

    body: bytes
    zipped: bytes
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        return len(self.body) + len(self.zipped) + 512


class Shelf:
    """Pages by key, the least recently used given up first."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size, self._lock = limit, 0, Lock()
        self._pages: OrderedDict[Any, Kept] = OrderedDict()

    def get(self, key: Any) -> Kept | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Any, page: Kept) -> None:
        with self._lock:
            old = self._pages.pop(key, None)
            self._size += page.size - (old.size if old else 0)
            self._pages[key] = page
            while self._size > self._limit:
                _, gone = self._pages.popitem(last=False)
                self._size -= gone.size

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._size = 0


shelf = Shelf(MAX_BYTES)


class PageCacheMiddleware:
    """Answers a visitor's GET of a council's public page from memory when nothing has changed since."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._may_share(request):
            return self.get_response(request)
        key = self._key(request)
        page = shelf.get(key)
        if page is None:
            response = self.get_response(request)
            page = self._keep(key, response)
            if page is None:
                return response
        return self._answer(request, page)

    @staticmethod
    def _may_share(request: HttpRequest) -> bool:
        return (
            request.method == "GET"
            and COUNCIL_PATH.match(request.path_info) is not None
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and "messages" not in request.COOKIES
            and "HTTP_HX_REQUEST" not in request.META
            and "HTTP_AUTHORIZATION" not in request.META
        )

    @staticmethod
    def _key(request: HttpRequest) -> tuple[Any, ...]:
        slug = request.path_info.split("/", 3)[2]
        with connection.cursor() as cursor:
            cursor.execute(STAMPS, [slug])
            platform, council = cursor.fetchone()
        return (
            request.get_host(),
            request.get_full_path(),
            council,
            platform,
            timezone.localdate(),
            chosen_language(request),
            request.COOKIES.get(TEXT_COOKIE) == "large",
        )

    @staticmethod
    def _keep(key: Any, response: HttpResponse) -> Kept | None:
        if (
            response.status_code != 200
            or response.streaming
            or response.cookies
            or not response.get("Content-Type", "").startswith("text/html")
            or not getattr(response, "shareable", False)
        ):
            return None
        headers = tuple((name, value) for name, value in response.items() if name.lower() != "content-length")
        page = Kept(response.content, gzip.compress(response.content, 6), headers)
        shelf.put(key, page)
        return page

    @staticmethod
    def _answer(request: HttpRequest, page: Kept) -> HttpResponse:
        zipped = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        response = HttpResponse(page.zipped if zipped else page.body)
        for name, value in page.headers:
            response[name] = value
        if zipped:
            response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
        patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
        return response
