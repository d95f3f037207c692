"""The bench's database, as the owner: made anew, migrated, analysed, dropped.

PORTAL_DB_AS=owner python -m bench.prepare make|analyse|drop
"""

from __future__ import annotations

import os
import sys

import django
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from council.run.prepare import collect_static


def _on_server(*statements: str) -> None:
    """Run statements beside the bench's database, in the owner's ordinary one."""
    config = settings.DATABASES["default"]
    with psycopg.connect(
        host=config["HOST"],
        port=config["PORT"] or None,
        user=config["USER"],
        password=config.get("PASSWORD") or None,
        dbname=config["NAME"].removesuffix("_bench"),
        autocommit=True,
    ) as owner:
        for statement in statements:
            owner.execute(statement.encode())


def main(act: str) -> None:
    """Do one act."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    name = settings.DATABASES["default"]["NAME"]
    drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
    if act == "drop":
        _on_server(drop)
    elif act == "analyse":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    else:
        _on_server(drop, f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' LC_COLLATE 'C' TEMPLATE template0")
        call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        # Pages name their files by hash: without the collected ones a bench in a fresh clone would measure errors.
        collect_static()


if __name__ == "__main__":
    main(sys.argv[1])
