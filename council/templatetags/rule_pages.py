"""Addresses of the desk where rules are entered: one set of templates serves a council, a 시군구 and the portal."""

from __future__ import annotations

from typing import Any

from django import template

from council.views.rules.place import Place

register = template.Library()


@register.simple_tag
def place_url(place: Place, name: str, *args: Any) -> str:
    """Return the address of one of the desk's pages."""
    return place.url(name, *args)
