"""Strict readers: a wrong value names its variable, and never shows a password."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from council.common.env import envbool, envchoice, envint, envlist, envsecret, envstr, envurl
from council.run.database import databases, parse_url
from council.run.secret import secret_key


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("X", "X_FILE", "DATABASE_URL", "DATABASE_OWNER_URL", "PORTAL_DB_AS", "PORTAL_DB_POOL", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_right_values_are_read(put: pytest.MonkeyPatch) -> None:
    put.setenv("X", " On ")
    assert envbool("X", False) is True
    put.setenv("X", "12")
    assert envint("X", 1, most=12) == 12
    put.setenv("X", "a, b,,")
    assert envlist("X") == ["a", "b"]
    put.setenv("X", "https://portal.example/")
    assert envurl("X") == "https://portal.example"


def test_an_empty_value_counts_as_missing(put: pytest.MonkeyPatch) -> None:
    put.setenv("X", "")
    assert envint("X", 7) == 7
    assert envbool("X", True) is True
    with pytest.raises(ImproperlyConfigured, match="X: 값이 없습니다"):
        envstr("X")


@pytest.mark.parametrize("value", ["yess", "2", "참"])
def test_a_doubtful_yes_is_an_error(put: pytest.MonkeyPatch, value: str) -> None:
    put.setenv("X", value)
    with pytest.raises(ImproperlyConfigured, match=f'X: "{value}".*true 또는 false를 넣어'):
        envbool("X", False)


@pytest.mark.parametrize("value", ["1.5", "-1", "101", "many"])
def test_a_number_out_of_bounds_is_an_error(put: pytest.MonkeyPatch, value: str) -> None:
    put.setenv("X", value)
    with pytest.raises(ImproperlyConfigured, match="X: .*0 이상 100 이하의 정수"):
        envint("X", 1, most=100)


def test_a_choice_names_the_choices(put: pytest.MonkeyPatch) -> None:
    put.setenv("X", "prod")
    with pytest.raises(ImproperlyConfigured, match="demo, production 가운데 하나"):
        envchoice("X", ("demo", "production"), "demo")


@pytest.mark.parametrize("value", ["portal.example", "ftp://portal.example", "https://", "https://h:port"])
def test_an_address_needs_its_scheme_and_host(put: pytest.MonkeyPatch, value: str) -> None:
    put.setenv("X", value)
    with pytest.raises(ImproperlyConfigured, match="X: .*https:// 또는 http://"):
        envurl("X")


def test_a_secret_may_come_from_a_file(put: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("hidden\n")
    put.setenv("X_FILE", str(file))
    assert envsecret("X") == "hidden"
    put.setenv("X", "also here")
    with pytest.raises(ImproperlyConfigured, match="X와 X_FILE이 함께"):
        envsecret("X")


def test_a_secret_file_must_be_there_and_filled(put: pytest.MonkeyPatch, tmp_path: Path) -> None:
    put.setenv("X_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match="X_FILE: .*읽을 수 있는 파일"):
        envsecret("X")
    (tmp_path / "none").write_text("")
    with pytest.raises(ImproperlyConfigured, match="비어 있습니다"):
        envsecret("X")


# --- DATABASE_URL ---


def test_a_database_address_is_taken_apart() -> None:
    config = parse_url("DATABASE_URL", "postgresql://me:p%40ss@db.example:6432/portal?sslmode=require")
    assert (config["USER"], config["PASSWORD"], config["HOST"], config["PORT"]) == ("me", "p@ss", "db.example", "6432")
    assert config["NAME"] == "portal"
    assert config["OPTIONS"] == {"sslmode": "require"}


def test_a_socket_folder_may_be_the_host() -> None:
    assert parse_url("DATABASE_URL", "postgresql://me@/portal?host=/run/pg&port=5433")["HOST"] == "/run/pg"


@pytest.mark.parametrize(
    "url",
    [
        "mysql://me:geheim@db/portal",
        "postgresql://me:geheim@db/",
        "postgresql://me:geheim@db:x/portal",
        "postgresql://me:geheim@db/portal/more",
        "postgresql://me:geheim@db/portal?options=-csearch_path%3Devil",
        "postgresql://me:geheim@db/portal#x",
    ],
)
def test_a_wrong_database_address_is_named_without_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as caught:
        parse_url("DATABASE_URL", url)
    assert "geheim" not in str(caught.value)


def test_who_connects(put: pytest.MonkeyPatch) -> None:
    assert databases()["default"]["USER"] == "portal_app"
    assert databases(as_owner=True)["default"]["USER"] == "portal_owner"

    put.setenv("DATABASE_URL", "postgresql://me@db/portal")
    assert databases()["default"]["OPTIONS"]["options"] == "-c role=portal_app", "one login steps down"
    assert "options" not in databases(as_owner=True)["default"]["OPTIONS"]

    put.setenv("DATABASE_URL", "postgresql://portal_app@db/portal")
    put.setenv("DATABASE_OWNER_URL", "postgresql://portal_owner@db/portal")
    assert databases()["default"]["USER"] == "portal_app"
    assert databases(as_owner=True)["default"]["USER"] == "portal_owner"


def test_the_owner_alone_is_not_enough(put: pytest.MonkeyPatch) -> None:
    put.setenv("DATABASE_OWNER_URL", "postgresql://portal_owner@db/portal")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL이 없습니다"):
        databases()


def test_only_who_serves_has_a_pool(put: pytest.MonkeyPatch) -> None:
    assert "pool" not in databases()["default"]["OPTIONS"]
    put.setenv("PORTAL_DB_POOL", "1")
    assert databases()["default"]["OPTIONS"]["pool"]["max_size"] == 8
    assert "pool" not in databases(as_owner=True)["default"]["OPTIONS"]


# --- the secret key ---


def test_a_demo_makes_its_key_once_and_keeps_it_closed(put: pytest.MonkeyPatch, tmp_path: Path) -> None:
    key = secret_key("demo", tmp_path)
    assert len(key) > 50
    assert secret_key("demo", tmp_path) == key
    assert oct((tmp_path / "secret_key").stat().st_mode & 0o777) == "0o600"
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_production_makes_no_key(put: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert secret_key("production", tmp_path) == ""
    assert not list(tmp_path.iterdir())
    put.setenv("SECRET_KEY", "given")
    assert secret_key("production", tmp_path) == "given"
