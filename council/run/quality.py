"""``make check``: every check at once, so that one run tells everything there is to mend."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from council.run.places import ROOT, VAR
from council.run.postgres import Cluster, PostgresError

# A production that has everything it needs; only its settings are checked, nothing is sent or served.
PRODUCTION = {
    "PORTAL_MODE": "production",
    "SECRET_KEY": "check-only-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ALLOWED_HOSTS": "portal.example",
    "PORTAL_URL": "https://portal.example",
    "EMAIL_HOST": "mail.example",
    "DEFAULT_FROM_EMAIL": "portal@portal.example",
    "LOG_LEVEL": "ERROR",
}


@dataclass(frozen=True)
class Check:
    """One check: its name, its command, and what it needs in the environment."""

    name: str
    command: Sequence[str]
    environment: dict[str, str] = field(default_factory=dict)


def checks() -> list[Check]:
    """Return the checks, quickest first."""
    manage = [sys.executable, "manage.py"]
    settings = {"DJANGO_SETTINGS_MODULE": "council.settings"}
    return [
        Check("ruff", [sys.executable, "-m", "ruff", "check", "--quiet", "."]),
        Check("형식 (ruff format)", [sys.executable, "-m", "ruff", "format", "--check", "--quiet", "."]),
        Check("번역", [sys.executable, "-m", "council.run.messages", "check"]),
        Check("설정 (시연)", [*manage, "check", "--fail-level", "WARNING"], settings),
        Check("설정 (운영)", [*manage, "check", "--deploy", "--fail-level", "WARNING"], {**settings, **PRODUCTION}),
        Check("마이그레이션", [*manage, "makemigrations", "--check", "--dry-run"], settings),
        Check("타입 (mypy)", [sys.executable, "-m", "mypy"]),
    ]


def main(wanted: Sequence[str] = ()) -> int:
    """Run the checks (or those whose name holds one of the words); return the exit status."""
    started = None
    if not os.environ.get("DATABASE_URL"):
        try:
            started = Cluster(VAR).start(owned=True)  # makemigrations compares with the history in the database
        except PostgresError as problem:
            print(problem, file=sys.stderr)
            return 1
    failed: list[str] = []
    try:
        for check in checks():
            if wanted and not any(word in check.name for word in wanted):
                continue
            begun = time.monotonic()
            environment = {**os.environ, **check.environment}
            done = subprocess.run(check.command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
            print(
                f"{'좋음' if done.returncode == 0 else '고칠 것'}  {check.name}  {time.monotonic() - begun:.1f}초",
                flush=True,
            )
            if done.returncode:
                failed.append(check.name)
                print((done.stdout + done.stderr).rstrip(), flush=True)
    finally:
        if started:
            Cluster(VAR).stop()
            started.wait(30)
    if failed:
        print(f"\n고칠 것이 있습니다: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
