"""The supervisor: one child's end ends all, and stopping leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from council.run.serve import Supervisor

SLEEPS = "import time; time.sleep(60)"


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    made = Supervisor("127.0.0.1", 8000)
    made.stop_on_signals()
    yield made
    made.stop()
    signal.signal(signal.SIGINT, before[0])
    signal.signal(signal.SIGTERM, before[1])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything_cleanly(supervisor: Supervisor, number: signal.Signals) -> None:
    child = supervisor.children["일꾼"] = supervisor.spawn("-c", SLEEPS)
    threading.Timer(0.2, os.kill, (os.getpid(), number)).start()
    assert supervisor.watch() == 0
    supervisor.stop()
    assert child.poll() is not None


def test_a_dead_child_is_named_and_ends_the_rest(supervisor: Supervisor, capsys: pytest.CaptureFixture[str]) -> None:
    other = supervisor.children["웹 서버"] = supervisor.spawn("-c", SLEEPS)
    supervisor.children["일꾼"] = supervisor.spawn("-c", "raise SystemExit(3)")
    assert supervisor.watch() == 1
    assert "일꾼이(가) 멈춰서" in capsys.readouterr().err
    supervisor.stop()
    assert other.poll() is not None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_children_end_with_a_killed_supervisor() -> None:
    program = (
        "from council.run.serve import Supervisor; import sys, time\n"
        f"print(Supervisor('127.0.0.1', 1).spawn('-c', {SLEEPS!r}).pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 5
    while Path(f"/proc/{child}/cmdline").exists() and Path(f"/proc/{child}/cmdline").read_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_short_step_is_ended_by_a_signal(supervisor: Supervisor) -> None:
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM)).start()
    begun = time.monotonic()
    assert supervisor.run("-c", SLEEPS) != 0
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("host", "reached"), [("127.0.0.1", "127.0.0.1:8000"), ("0.0.0.0", "127.0.0.1:8000"), ("::1", "[::1]:8000")]
)
def test_the_address_is_one_a_browser_takes(host: str, reached: str) -> None:
    assert Supervisor(host, 8000).reached_at() == reached
