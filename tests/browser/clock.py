"""Days that pass in a story: a browser says which day it believes in, and the server lives that day for it.

Only what the portal decides by goes on; sessions keep the real clock, so nobody is signed out between two acts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from council.common.http import PortalRequest
from council.pagecache import PageCacheMiddleware

#: How many days from today the request is made on.
HEADER = "X-Story-Day"
META = "HTTP_X_STORY_DAY"


class StoryDayMiddleware:
    """Moves ``request.now`` and ``today`` on."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        if days := int(request.META.get(META, 0)):
            request.now += dt.timedelta(days=days)
            request.today = timezone.localdate(request.now)
        return self.get_response(request)


class TodaysPageCacheMiddleware(PageCacheMiddleware):
    """Keeps pages of today alone."""

    @staticmethod
    def _may_share(request: HttpRequest) -> bool:
        return META not in request.META and PageCacheMiddleware._may_share(request)
