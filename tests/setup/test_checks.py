"""System checks: each wrong setting of a production has its id and a hint."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.checks import CheckMessage
from django.db import connection
from pytest_django import Settings

from council.checks import check_deployment, check_production, check_serving_role
from council.run.places import ROOT
from council.run.quality import PRODUCTION

GOOD: dict[str, Any] = {
    "PRODUCTION": True,
    "MODE": "production",
    "SECRET_KEY": "kW4Vb0x9dN3uT7qLr2Zs8PfYh6Jm1GcXe5AoQiRtUvBnMwEzSy",
    "ALLOWED_HOSTS": ["portal.example"],
    "PORTAL_URL": "https://portal.example",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "DEBUG": False,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "mail.example",
    "DEFAULT_FROM_EMAIL": "portal@portal.example",
    "STAFF_MFA_REQUIRED": True,
}


def ids(found: list[CheckMessage]) -> list[str | None]:
    assert all(message.hint for message in found)
    return [message.id for message in found]


def use(settings: Settings, **changes: Any) -> None:
    for name, value in {**GOOD, **changes}.items():
        setattr(settings, name, value)


def test_a_whole_production_is_clean(settings: Settings) -> None:
    use(settings)
    assert check_production() == []
    assert check_deployment() == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SECRET_KEY", "", "portal.E001"),
        ("SECRET_KEY", "short", "portal.E001"),
        ("SECRET_KEY", "a" * 80, "portal.E001"),
        ("ALLOWED_HOSTS", [], "portal.E002"),
        ("ALLOWED_HOSTS", ["*"], "portal.E002"),
        ("PORTAL_URL", "", "portal.E003"),
        ("PORTAL_URL", "http://portal.example", "portal.E003"),
        ("SESSION_COOKIE_SECURE", False, "portal.E004"),
        ("CSRF_COOKIE_SECURE", False, "portal.E004"),
        ("DEBUG", True, "portal.E005"),
        ("EMAIL_HOST", "", "portal.E006"),
        ("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend", "portal.E006"),
        ("DEFAULT_FROM_EMAIL", "portal@localhost", "portal.E008"),
    ],
)
def test_what_is_wrong_is_named(settings: Settings, name: str, value: object, expected: str) -> None:
    use(settings, **{name: value})
    assert ids(check_production()) == [expected]


def test_a_demonstration_is_not_for_the_public(settings: Settings) -> None:
    use(settings, PRODUCTION=False, MODE="demo", SECRET_KEY="")
    assert check_production() == []
    assert ids(check_deployment()) == ["portal.E007"]


def test_staff_without_a_second_factor_is_a_warning(settings: Settings) -> None:
    use(settings, STAFF_MFA_REQUIRED=False)
    assert ids(check_deployment()) == ["portal.W001"]


@pytest.mark.django_db
def test_the_serving_role_is_bound_by_the_wall() -> None:
    assert check_serving_role(["default"]) == []


@pytest.mark.django_db
def test_serving_as_the_owner_is_an_error() -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        try:
            assert "portal.E010" in ids(check_serving_role(["default"]))
        finally:
            cursor.execute("SET ROLE portal_app")


@pytest.mark.django_db
def test_a_missing_cache_table_is_an_error(settings: Settings) -> None:
    settings.CACHES = {"default": {"LOCATION": "no_such_table"}}
    assert ids(check_serving_role(["default"])) == ["portal.E012"]


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    base = {name: os.environ[name] for name in ("PATH", "HOME", "PORTAL_VAR_DIR") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**base, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_check_deploy_is_clean_in_a_real_process() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr


def test_a_bare_production_fails_with_every_id() -> None:
    done = manage("check", "--deploy", PORTAL_MODE="production")
    assert done.returncode == 1
    for number in ("E001", "E002", "E003", "E006", "E008"):
        assert f"portal.{number}" in done.stderr


def test_a_wrong_setting_is_one_sentence() -> None:
    done = manage("check", DEBUG="maybe")
    assert done.returncode == 1
    assert done.stderr.strip() == 'DEBUG: "maybe"은(는) 쓸 수 없는 값입니다. true 또는 false를 넣어 주십시오.'
