#!/usr/bin/env python
"""Django's command line, with the right database role for each command."""

from __future__ import annotations

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError

# These change tables, so they connect as the owner. Everything else works as the serving role does,
# behind row-level security.
OWNER_COMMANDS = frozenset(
    {"migrate", "makemigrations", "sqlmigrate", "sqlflush", "showmigrations", "squashmigrations"}
    | {"createcachetable", "flush", "test", "inspectdb", "remove_stale_contenttypes"}
)


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "council.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ.setdefault("PORTAL_DB_AS", "owner")
    try:
        settings.INSTALLED_APPS  # noqa: B018 - reads the settings, so that a wrong one is a sentence, not a traceback
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        if "DATABASE_URL" not in os.environ and "No such file" in str(error):
            sys.exit(
                "데이터베이스가 멈춰 있습니다. `make run` 이나 `python -m council.run.postgres start` 로 켜 주십시오."
            )
        raise


if __name__ == "__main__":
    main()
