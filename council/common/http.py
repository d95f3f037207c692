"""The request as the portal's views see it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from council.common.actor import Actor

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


class PortalRequest(HttpRequest):
    """What ``council.middleware`` adds to a request; used for typing only."""

    council: Any
    actor: Actor
    now: dt.datetime
    today: dt.date
    htmx: HtmxDetails
