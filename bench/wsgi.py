"""The portal with the yardstick beside it.

``/yardstick/`` passes the portal's middleware like every page. ``/bare/`` is the same view with nothing around it
but Django's CommonMiddleware: what no page of a portal with sessions and rights can reach, for orientation only.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings

portal = get_wsgi_application()
with override_settings(MIDDLEWARE=["django.middleware.common.CommonMiddleware"]):
    bare = WSGIHandler()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer one request by the portal, or by the view alone."""
    if environ["PATH_INFO"] == "/bare/":
        environ["PATH_INFO"] = "/yardstick/"
        return bare(environ, start_response)
    return portal(environ, start_response)
