"""The portal as a server of its own, for browsers to visit: gunicorn, on a port that nobody else has."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

from django.conf import settings

from council.run.places import ROOT, VAR
from council.run.stamps import Stamp

PATIENCE = 30
OPTIONS = ["--worker-class", "gthread", "--threads", "6", "--log-level", "warning", "--no-control-socket"]
COLLECT = (
    "import django; django.setup(); from django.core.management import call_command; "
    "call_command('collectstatic', interactive=False, clear=True, verbosity=0)"
)


@dataclass(frozen=True)
class Portal:
    """The running server: its address, and where its mails, photos and complaints are."""

    url: str
    folder: Path

    def mail_to(self, address: str) -> str:
        """Return the text of the newest mail to somebody."""
        files = sorted((self.folder / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in files:
            message = message_from_bytes(path.read_bytes().partition(b"\n" + b"-" * 79)[0])
            if message["To"] == address:
                return bytes(message.get_payload(decode=True) or b"").decode()
        raise AssertionError(f"no mail to {address}")

    @property
    def complaints(self) -> str:
        """Return the end of what the server wrote about its errors."""
        return (self.folder / "log").read_text(encoding="utf-8")[-6000:]


def environment(database: str, folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "PORTAL_MODE": "test",
        "PORTAL_DB_POOL": "1",
        "PORTAL_BROWSER_DB": database,
        "PORTAL_BROWSER_MAIL": str(folder / "mail"),
        "MEDIA_ROOT": str(folder / "media"),
    }


def collect_static(env: dict[str, str]) -> None:
    """Copy, name by hash and compress the static files, unless nothing changed since the last run."""
    made = VAR / "browser" / "static" / "staticfiles.json"
    stamp = Stamp("browser-static", [*settings.STATICFILES_DIRS, ROOT / "requirements.lock"])
    if not (stamp.is_fresh() and made.exists()):
        subprocess.run([sys.executable, "-c", COLLECT], cwd=ROOT, env=env, check=True)
        stamp.set()


@contextmanager
def serving(database: str, folder: Path) -> Iterator[Portal]:
    """Serve the database until the end of the block."""
    (folder / "mail").mkdir()
    env = environment(database, folder)
    collect_static(env)
    with socket.create_server(("127.0.0.1", 0)) as listening, (folder / "log").open("wb") as log:
        listening.set_inheritable(True)
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "gunicorn",
                "council.wsgi:application",
                *OPTIONS,
                "--bind",
                f"fd://{listening.fileno()}",
            ],
            cwd=ROOT,
            env=env,
            pass_fds=[listening.fileno()],
            stdout=log,
            stderr=log,
        )
        try:
            portal = Portal(f"http://127.0.0.1:{listening.getsockname()[1]}", folder)
            wait_until_ready(portal, process)
            yield portal
        finally:
            process.terminate()
            process.wait(PATIENCE)


def wait_until_ready(portal: Portal, process: subprocess.Popen[bytes]) -> None:
    """Return when the server answers; fail with what it wrote when it ends or stays silent."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{portal.url}/readyz", timeout=PATIENCE):  # noqa: S310 - our own address
                return
        except urllib.error.HTTPError as answer:
            answer.close()
            break
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"서버가 대답하지 않습니다.\n{portal.complaints}")
