"""Words that are kept: a record speaks the portal's language, whichever the person acting reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import translation


def recorded(say: Callable[..., Any], *about: Any) -> str:
    """Return what ``say`` says in the language of records."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(say(*about))
