"""The settings of the tests: the portal's own in test mode, connected as the owner who makes the database.

``tests.database`` steps down to the serving role before the first test.
"""

from __future__ import annotations

import os

os.environ["PORTAL_MODE"] = "test"

from council.run.database import databases
from council.settings import *  # noqa: F403
from council.settings import VAR_DIR

DATABASES = databases(VAR_DIR, as_owner=True)
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
# Workers of one run (-n) have a database each.
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    DATABASES["default"]["TEST"]["NAME"] += f"_{worker}"
# Hashing a password is slow on purpose; hundreds of tests sign somebody in.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Else WhiteNoise reads the whole static folder for every test client.
WHITENOISE_AUTOREFRESH = True
