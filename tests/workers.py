"""Several workers in one run (pytest-xdist): one server for all, a database for each (a pytest plugin).

The tests of a file stay together, so that what it has set up serves them all; those in the browser stay with one
worker, because they share one village, and begin first, because they take longest.
"""

from __future__ import annotations

import os
import subprocess
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from council.run.places import VAR
from council.run.postgres import Cluster

BROWSER = "tests/browser/"
SERVER = pytest.StashKey[subprocess.Popen[bytes]]()


class FilesTogether(LoadScopeScheduling):
    """Hands out whole files, and the whole folder of browser tests as one."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else nodeid.split("::", 1)[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FilesTogether:
    return FilesTogether(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: not item.nodeid.startswith(BROWSER))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    """Start the embedded server before any worker does: the first to finish would take it away from the others."""
    if not os.environ.get("DATABASE_URL") and (started := Cluster(VAR).start(owned=True)):
        config.stash[SERVER] = started


def pytest_unconfigure(config: pytest.Config) -> None:
    if server := config.stash.get(SERVER, None):
        Cluster(VAR).stop()
        server.wait(30)
