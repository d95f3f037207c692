"""Fixtures that every test may use. The database's are in tests/database.py, the people in tests/cast.py."""

from __future__ import annotations

pytest_plugins = ["tests.workers", "tests.database", "tests.chromium", "tests.councils", "tests.cast"]
