"""Web server and worker under one supervisor: started in order, stopped in the other order, nothing left behind.

python -m council.run.serve        (``make run`` ends here)
"""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType

from council.run.places import ROOT
from council.run.postgres import Cluster, PostgresError, end_with_parent
from council.run.prepare import NO_COUNCIL_YET
from council.run.prerequisites import Missing, check_port, read_port

STEPS = 8  # of `make run`: five of bootstrap's, three of these
PATIENCE = 25  # seconds for children to finish what they do


@dataclass
class Supervisor:
    """Starts, watches and stops the children of one portal."""

    host: str
    port: int
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    database: subprocess.Popen[bytes] | None = None
    asked_to_stop: bool = False

    def stop_on_signals(self) -> None:
        """Let Ctrl-C and SIGTERM end the watch; the children have sessions of their own and get told by us."""

        def note(number: int, frame: FrameType | None) -> None:
            self.asked_to_stop = True

        signal.signal(signal.SIGINT, note)
        signal.signal(signal.SIGTERM, note)

    def environment(self, **more: str) -> dict[str, str]:
        """Return the children's environment; PORT also tells the settings the portal's own address."""
        return {**os.environ, "PORT": str(self.port), "PYTHONUNBUFFERED": "1", **more}

    def run(self, *arguments: str, **more: str) -> int:
        """Run a short-lived step to its end; return its exit status. A signal to us ends it too."""
        process = self.spawn(*arguments, **more)
        while process.poll() is None:
            if self.asked_to_stop:
                process.terminate()
                process.wait()
            time.sleep(0.02)
        return process.returncode

    def spawn(self, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a Python child that ends with us, even when we are killed."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment(**more),
            start_new_session=True,
            preexec_fn=end_with_parent,
        )

    def prepare(self) -> bool:
        """Start the database, migrate, and fill in the demonstration; return whether the portal can be served."""
        print(f"[6/{STEPS}] 데이터베이스를 맞춥니다", flush=True)
        if not os.environ.get("DATABASE_URL"):
            self.database = Cluster().start(owned=True)
        if self.asked_to_stop:
            return False
        if os.environ.get("PORTAL_MODE") == "production" and self.run(
            *("manage.py", "check", "--deploy", "--fail-level", "ERROR", "--database", "default")
        ):
            return False
        state = self.run("-m", "council.run.prepare", PORTAL_DB_AS="owner")
        if state == NO_COUNCIL_YET and os.environ.get("PORTAL_MODE", "demo") == "demo":
            print(f"[7/{STEPS}] 시연 자료를 넣습니다 (1분쯤)", flush=True)
            state = self.run("manage.py", "demo")
        return state in (0, NO_COUNCIL_YET) and not self.asked_to_stop

    def serve(self) -> bool:
        """Start web server and worker; return whether the portal answers."""
        print(f"[{STEPS}/{STEPS}] 서버를 켭니다", flush=True)
        address = f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"
        self.children["웹 서버"] = self.spawn(
            *("-m", "gunicorn", "council.wsgi:application", "--bind", address, "--preload"),
            *("--worker-class", "gthread", "--workers", os.environ.get("WEB_WORKERS", "2")),
            *("--threads", os.environ.get("WEB_THREADS", "4"), "--graceful-timeout", "15"),
            *("--log-level", "warning", "--no-control-socket"),
            PORTAL_DB_POOL="1",
        )
        self.children["일꾼"] = self.spawn(
            *("manage.py", "procrastinate", "worker", "--delete-jobs", "successful", "--concurrency", "4"),
            PORTAL_DB_POOL="1",
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not self.asked_to_stop:
            if self.first_dead() or self.answers():
                break
            time.sleep(0.1)
        else:
            if not self.asked_to_stop:
                print("서버가 1분 안에 대답하지 않았습니다.", file=sys.stderr)
            return False
        return self.first_dead() is None

    def answers(self) -> bool:
        """Return whether the portal answers at all; a redirect to https or a refused host is the settings' affair."""
        host, _colon, port = self.reached_at().rpartition(":")
        connection = http.client.HTTPConnection(host.strip("[]"), int(port), timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def reached_at(self) -> str:
        """Return host and port as a browser on this machine writes them."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 - compared, not bound
        return f"[{host}]:{self.port}" if ":" in host else f"{host}:{self.port}"

    def first_dead(self) -> str | None:
        """Return the name of a child that ended by itself."""
        return next((name for name, child in self.children.items() if child.poll() is not None), None)

    def watch(self) -> int:
        """Wait for a signal, or for a child's end; return the exit status."""
        while not self.asked_to_stop:
            dead = self.first_dead()
            if dead is None and self.database and self.database.poll() is not None:
                dead = "PostgreSQL"
            if dead:
                print(f"{dead}이(가) 멈춰서 나머지도 멈춥니다.", file=sys.stderr)
                return 1
            time.sleep(0.2)
        return 0

    def stop(self) -> None:
        """Stop the children together, then the database if it was started here."""
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in self.children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        if self.database and self.database.poll() is None:
            self.database.send_signal(signal.SIGINT)
            self.database.wait(30)


ACCOUNTS = """
  주민 김   resident@majang.example      간사 박   secretary@majang.example
  위원 이   member@majang.example        회장      chair@majang.example
  분과장    committee@majang.example     감사      auditor@majang.example
  동 담당   official@majang.example      동장 최   head@majang.example
  성동구    district@seongdong.example   운영자    operator@portal.example
  비밀번호는 모두 demo-2026-jachi 입니다. majang 대신 haenggung, bugang, jincheon도 됩니다.
"""


def greet(supervisor: Supervisor) -> None:
    """Say where the portal is and who may sign in."""
    print(f"\n열렸습니다: http://{supervisor.reached_at()}/\n", flush=True)
    if os.environ.get("PORTAL_MODE", "demo") == "demo":
        print(f"시연 계정{ACCOUNTS}", flush=True)
    print("Ctrl-C를 누르면 모두 멈춥니다.", flush=True)


def main() -> int:
    """Run the portal until it is stopped; return the exit status."""
    # Children inherit what is set here; the owner's role must reach only the step that asks for it.
    os.environ.pop("PORTAL_DB_AS", None)
    supervisor: Supervisor | None = None
    try:
        port = read_port()
        host = os.environ.get("HOST", "127.0.0.1")
        check_port(host, port)
        supervisor = Supervisor(host, port)
        supervisor.stop_on_signals()
        if not supervisor.prepare():
            return 0 if supervisor.asked_to_stop else 1
        if not supervisor.serve():
            return supervisor.watch()
        greet(supervisor)
        return supervisor.watch()
    except (Missing, PostgresError) as problem:
        print(problem, file=sys.stderr)
        return 1
    finally:
        if supervisor:
            supervisor.stop()


if __name__ == "__main__":
    sys.exit(main())
