"""Korean particles in templates, for names known only at run time."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language, gettext

from projects.wording import particles

register = template.Library()


@register.filter
def josa(name: object, pair: str) -> str:
    """``{{ council.secretary_title|josa:"이/가" }}`` → 간사가, 사무장이."""
    # Other languages have no particles, but their own word for 간사.
    if not (get_language() or "ko").startswith("ko"):
        return gettext(str(name))
    return particles(f"{name}{{{pair}}}")
