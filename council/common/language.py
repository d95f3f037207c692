"""Words that are kept: a record speaks the portal's language, whichever the person acting reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.utils import translation

T = TypeVar("T")


def recorded(say: Callable[..., Any], *about: Any) -> str:
    """Return what ``say`` says in the language of records."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(say(*about))


def kept(say: Callable[[], T], said: T) -> T:
    """Return what is kept of something ``said`` already: itself, or said anew where a reader's language was used."""
    if translation.get_language() == settings.LANGUAGE_CODE:
        return said
    with translation.override(settings.LANGUAGE_CODE):
        return say()
