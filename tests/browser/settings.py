"""The settings of the server that the browser tests visit: the portal's own, in the tests' cloned database.

It serves what production serves: as the role that owns nothing, with compressed static files under hashed names.
"""

from __future__ import annotations

import os
from pathlib import Path

os.environ["PORTAL_MODE"] = "test"

from council.run.database import databases
from council.settings import *  # noqa: F403
from council.settings import MIDDLEWARE, STORAGES, VAR_DIR

DATABASES = databases(VAR_DIR, as_owner=False)
DATABASES["default"]["NAME"] = os.environ.get("PORTAL_BROWSER_DB", "")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = Path(os.environ.get("PORTAL_BROWSER_MAIL", VAR_DIR / "browser" / "mail"))
STATIC_ROOT = VAR_DIR / "browser" / "static"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

COUNCIL = "council.middleware.CouncilMiddleware"
MIDDLEWARE = [
    "tests.browser.clock.TodaysPageCacheMiddleware" if name == "council.pagecache.PageCacheMiddleware" else name
    for name in MIDDLEWARE
]
MIDDLEWARE.insert(MIDDLEWARE.index(COUNCIL) + 1, "tests.browser.clock.StoryDayMiddleware")
