"""Where the web server enters. A production with wrong settings stops here and says which."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "council.settings")
application = get_wsgi_application()

if settings.PRODUCTION:
    # Not only `manage.py check --deploy`: a container may start the web server alone.
    errors = [found for found in run_checks(include_deployment_checks=True) if found.is_serious(ERROR)]
    if errors:
        raise ImproperlyConfigured("\n".join(map(str, errors)))
