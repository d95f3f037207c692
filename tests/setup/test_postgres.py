"""The embedded server: starts, stops, comes back after a crash, and stays out of its neighbour's way."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from council.run.postgres import LONGEST_SOCKET_PATH, Cluster, PostgresError


def ask(cluster: Cluster, sql: str, user: str = "portal_app") -> object:
    with psycopg.connect(cluster.url(user)) as connection:
        row = connection.execute(sql.encode()).fetchone()
    return row[0] if row else None


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of its own that `nobody` may enter too (pytest's own ones are closed)."""
    path = Path(tempfile.mkdtemp(prefix="portal-setup-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    made = Cluster(folder / "var")
    yield made
    made.stop()


def test_it_works(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")  # a locale that the machine may not have
    monkeypatch.delenv("HOME", raising=False)
    assert not cluster.is_ready()
    started = cluster.start()
    assert started
    assert cluster.start() is None, "a second start finds it running"
    assert cluster.pid() == started.pid
    assert ask(cluster, "SELECT current_user") == "portal_app"
    assert ask(cluster, "SELECT '가' < '나' AND '나' < '힣'") is True
    assert oct(cluster.sockets.stat().st_mode & 0o777) == "0o700"
    assert cluster.stop()
    assert not cluster.stop(), "a second stop has nothing to do"
    started.wait(5)
    assert not cluster.is_ready()


def test_roles_are_apart(cluster: Cluster) -> None:
    process = cluster.start()
    assert (
        ask(cluster, "SELECT string_agg(rolname, ' ') FROM pg_roles WHERE rolsuper AND rolname LIKE 'portal%'") is None
    )
    assert ask(cluster, "SELECT pg_has_role('portal_app', 'portal_wide', 'SET')") is True
    assert ask(cluster, "SELECT pg_has_role('portal_app', 'portal_wide', 'USAGE')") is False
    assert ask(cluster, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'portal'") == "portal_owner"
    cluster.stop()
    assert process
    process.wait(5)


def test_it_comes_back_after_a_crash_with_its_data(cluster: Cluster) -> None:
    first = cluster.start()
    assert first
    with psycopg.connect(cluster.url("portal_owner")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(first.pid, signal.SIGKILL)
    first.wait(5)
    second = cluster.start()
    assert second
    assert ask(cluster, "SELECT number FROM kept", "portal_owner") == 7
    cluster.stop()
    second.wait(5)


def test_a_stale_pid_of_another_program_is_not_believed_and_not_harmed(cluster: Cluster) -> None:
    process = cluster.start()
    assert process
    cluster.stop()
    process.wait(5)
    with subprocess.Popen(["sleep", "60"]) as stranger:
        try:
            (cluster.data / "postmaster.pid").write_text(f"{stranger.pid}\n{cluster.data}\n")
            assert cluster.pid() is None
            assert not cluster.stop()
            again = cluster.start()
            assert again
            assert ask(cluster, "SELECT 1") == 1
            assert stranger.poll() is None
            cluster.stop()
            again.wait(5)
        finally:
            stranger.kill()


def test_two_clones_run_side_by_side(folder: Path) -> None:
    one, other = Cluster(folder / "one"), Cluster(folder / "other")
    processes = [one.start(), other.start()]
    try:
        with psycopg.connect(one.url("portal_owner")) as connection:
            connection.execute("CREATE TABLE only_here (a int)")
        assert ask(one, "SELECT to_regclass('only_here')::text", "portal_owner") == "only_here"
        assert ask(other, "SELECT to_regclass('only_here')::text", "portal_owner") is None
        one.stop()
        assert other.is_ready()
    finally:
        one.stop()
        other.stop()
        for process in processes:
            assert process
            process.wait(5)


def test_a_long_path_gets_a_short_socket(folder: Path) -> None:
    cluster = Cluster(folder / ("길" * 40))
    assert len(os.fsencode(cluster.sockets / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH
    assert cluster.sockets != Cluster(folder / ("길" * 41)).sockets
    assert cluster.sockets == Cluster(folder / ("길" * 40)).sockets


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_a_folder_closed_to_nobody_is_one_sentence(folder: Path) -> None:
    folder.chmod(0o700)
    with pytest.raises(PostgresError, match=f"nobody.*{folder} 폴더에 들어갈 수 없습니다"):
        Cluster(folder / "var").start()


def test_data_of_another_version_is_left_alone(cluster: Cluster) -> None:
    cluster.data.mkdir(parents=True)
    (cluster.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(PostgresError, match="PostgreSQL 17의 것"):
        cluster.start()
