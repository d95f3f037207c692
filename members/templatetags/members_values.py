"""One's own data as people read it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils.translation import gettext as _

from council.common.dates import kdate, kdatetime

register = template.Library()


@register.filter
def plain_value(value: Any) -> str:
    """Return any value of the download in words."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("예") if value else _("아니오")
    if isinstance(value, dt.datetime):
        return kdatetime(value)
    if isinstance(value, dt.date):
        return kdate(value)
    if isinstance(value, list | tuple):
        return ", ".join(plain_value(item) for item in value)
    return str(value)
