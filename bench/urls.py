"""The portal's addresses and the yardstick's."""

from __future__ import annotations

from django.urls import include, path

from bench.yardstick import yardstick
from council.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("yardstick/", yardstick, name="yardstick"),
    path("", include("council.urls")),
]
