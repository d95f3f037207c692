"""Bring database and static files up to the code, as the owner. Part of ``make run``, and of every release.

PORTAL_DB_AS=owner python -m council.run.prepare
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import django
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError, connection

from council.run.database import APP_ROLE
from council.run.places import ROOT
from council.run.stamps import Stamp

NO_COUNCIL_YET = 3  # exit status: all is well, and the portal is empty
LEAST_SERVER = 160000


class NotReady(RuntimeError):
    """The database cannot be used as it is; the message says what to do."""


def check_server() -> None:
    """Raise NotReady when the server is out of reach, too old, or has not got the portal's roles."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise NotReady(f"데이터베이스에 닿지 못했습니다. DATABASE_URL을 봐 주십시오: {reason}") from None
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        if cursor.fetchone()[0] < LEAST_SERVER:
            raise NotReady("PostgreSQL 16 이상이 있어야 합니다.")
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname IN (%s, 'portal_wide')", [APP_ROLE])
        if cursor.fetchone()[0] < 2:
            raise NotReady(
                "데이터베이스에 portal_app·portal_wide 역할이 없습니다. "
                "관리자로 `psql -v ON_ERROR_STOP=1 -f council/run/roles.sql` 을 먼저 실행해 주십시오."
            )


def collect_static() -> None:
    """Copy, name by hash and compress the static files, unless nothing changed since."""
    stamp = Stamp("static", [*settings.STATICFILES_DIRS, ROOT / "requirements.lock", str(settings.STATIC_ROOT)])
    if stamp.is_fresh() and (settings.STATIC_ROOT / "staticfiles.json").exists():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.set()


def main(arguments: Sequence[str] = ()) -> int:
    """Prepare everything; return 0, NO_COUNCIL_YET, or 1 with one sentence on stderr."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "council.settings")
    os.environ.setdefault("PORTAL_DB_AS", "owner")
    try:
        django.setup()
        check_server()
    except (ImproperlyConfigured, NotReady) as problem:
        print(problem, file=sys.stderr)
        return 1
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect_static()
    return 0 if apps.get_model("council", "Council").objects.exists() else NO_COUNCIL_YET


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
