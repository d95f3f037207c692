"""Addresses of the rules: public ones of a council, and a desk each for a council, a 시군구 and the portal."""

from __future__ import annotations

from types import ModuleType

from django.urls import URLPattern, path

from council.views.rules import desk, files, public

council_urls = [
    # /c/<slug>/rules/
    path("c/<slug:slug>/rules/", public.rules, name="rules"),
    path("c/<slug:slug>/rules/compare/", public.compare, name="rules_compare"),
    path("c/<slug:slug>/rules/ask/", public.ask, name="rules_ask"),
    path("c/<slug:slug>/rules/<str:key>/", public.rule, name="rule"),
]

#: The pages of a desk: address, module, and the view's name without its level.
PAGES: tuple[tuple[str, ModuleType, str], ...] = (
    ("", desk, "rules"),
    ("file/", desk, "rules_file"),
    ("upload/", files, "rules_upload"),
    ("loadings/<int:pk>/undo/", files, "rules_undo"),
    ("<int:pk>/end/", desk, "rule_end"),
    ("<int:pk>/check/", desk, "rule_check"),
    ("set/<str:key>/", desk, "rule"),
)
#: Where each desk stands.
DESKS = (
    ("office", "c/<slug:slug>/office/rules/"),
    ("district", "district/<str:code>/rules/"),
    ("platform", "platform/rules/"),
)


def _desk_url(level: str, place: str, address: str, module: ModuleType, name: str) -> URLPattern:
    return path(place + address, getattr(module, f"{level}_{name}"), name=f"{level}_{name}")


desk_urls = [_desk_url(level, place, *page) for level, place in DESKS for page in PAGES]
