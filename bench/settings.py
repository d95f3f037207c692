"""The portal's own settings over a database of the bench's own."""

from __future__ import annotations

import os

# Never the demonstration's database nor a production's: what is measured is made for it and dropped again.
os.environ["PORTAL_MODE"] = "demo"

from council.settings import *  # noqa: F403
from council.settings import DATABASES, INSTALLED_APPS, VAR_DIR

DATABASES["default"]["NAME"] += "_bench"
INSTALLED_APPS.append("bench")
ROOT_URLCONF = "bench.urls"
WSGI_APPLICATION = "bench.wsgi.application"
MEDIA_ROOT = VAR_DIR / "bench-media"
