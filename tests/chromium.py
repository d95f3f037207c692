"""Find Chromium for the browser tests, and say loudly when there is none (a pytest plugin)."""

from __future__ import annotations

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
REQUIRED = "PORTAL_REQUIRE_BROWSER"
ABSENT = "Chromium이 없어 브라우저 시험을 하지 못했습니다. Debian·Ubuntu: apt-get install chromium"


def find_chromium() -> str | None:
    """Return the browser's path: the one of CHROMIUM, else the first of the usual names on PATH."""
    given = os.environ.get("CHROMIUM")
    if given:
        return shutil.which(given)
    return next((path for path in map(shutil.which, NAMES) if path), None)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Return the browser's path; tests that ask for it carry the marker ``browser``."""
    path = find_chromium()
    assert path, ABSENT
    return path


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip the browser tests where there is no browser, unless it is required: then they run and fail."""
    if find_chromium() or os.environ.get(REQUIRED) == "1":
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=ABSENT))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it where it is read: at the very end."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if ABSENT in str(report.longrepr)]
    if skipped:
        terminalreporter.section("브라우저 시험 없음", sep="!", red=True, bold=True)
        terminalreporter.line(f"{ABSENT} ({len(skipped)}개를 건너뜀)", red=True)
