"""``make bench``: fill a database of its own, start the server as ``make run`` does, and measure.

Options after ``ARGS=``: --proposals 20000 --rounds 5 --seconds 2 --keep
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench import draw
from bench.load import Target, Unexpected, measure, page
from bench.report import YARDSTICK, Goal, as_json, lines, table
from council.run.places import ROOT, VAR
from council.run.postgres import Cluster, PostgresError

HOME = "/c/majang/"
LIST = f"{HOME}proposals/"
#: What is asked of each page (issue 2): the share of the yardstick. None of them fails a run.
ANONYMOUS, SIGNED_IN = (0.6, 1.0), (0.3, None)


@dataclass(frozen=True)
class Bench:
    """What was filled in, and what to measure of it."""

    cookie: str
    details: list[str]

    def targets(self) -> list[tuple[Target, Goal]]:
        pages = {
            "list": ("제안 목록", [LIST]),
            "filtered": ("거른 목록", [f"{LIST}?state=REVIEWING&q=%EA%B3%A8%EB%AA%A9"]),
            "detail": ("제안 한 건", self.details),
            "home": ("처음 쪽", [HOME]),
        }
        rows = [(Target(YARDSTICK, ["/yardstick/"]), Goal("자: 꾸밈없는 Django 목록 20줄", None))]
        for who, cookie, goal in (("방문자", "", ANONYMOUS), ("로그인한 주민", self.cookie, SIGNED_IN)):
            side = "signed_in" if cookie else "anonymous"
            for name, (label, paths) in pages.items():
                rows.append((Target(f"{side}.{name}", paths, cookie), Goal(f"{who}: {label}", *goal)))
        # For orientation: nobody asked for these pages before, so nothing of them is kept in memory.
        fresh = [f"{LIST}?page={number}" for number in range(2, 900)]
        rows.append((Target("anonymous.fresh", fresh), Goal("방문자: 아무도 보지 않은 목록 쪽(참고)")))
        rows.append((Target("bare", ["/bare/"]), Goal("거의 미들웨어 없는 자(참고)")))
        return rows


def say(text: str) -> None:
    print(text, flush=True)


def owner(act: str) -> None:
    """Run one act on the database as its owner."""
    environment = {**os.environ, "PORTAL_DB_AS": "owner"}
    subprocess.run([sys.executable, "-m", "bench.prepare", act], cwd=ROOT, env=environment, check=True)


@contextmanager
def database() -> Iterator[None]:
    """Hold the server of the settings: start the embedded one if it does not run, and end what was started."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    cluster = Cluster()
    started = cluster.start(owned=True)
    try:
        yield
    finally:
        if started:
            cluster.stop()
            started.wait(30)


def prepare(proposals: int) -> Bench:
    """Fill the database and return what to measure."""
    command = [sys.executable, "manage.py", "fillbench", str(proposals)]
    printed = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    made = json.loads(printed)
    return Bench(made["cookie"], [f"{LIST}{key}/" for key in made["keys"][-20:]])


@contextmanager
def server() -> Iterator[int]:
    """Run gunicorn as ``make run`` does, on a free port of 127.0.0.1, with kept database connections."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "bench.wsgi:application", "--bind", f"127.0.0.1:{port}", "--preload"),
            *("--worker-class", "gthread", "--workers", os.environ.get("WEB_WORKERS", "2")),
            *("--threads", os.environ.get("WEB_THREADS", "4"), "--log-level", "warning", "--no-control-socket"),
        ],
        cwd=ROOT,
        env={**os.environ, "PORTAL_DB_POOL": "1", "PORT": str(port)},
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 60
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("서버가 켜지지 않았습니다.")
            time.sleep(0.1)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(port: int) -> bool:
    try:
        page("/yardstick/", port=port)
    except (OSError, Unexpected):
        return False
    return True


def run(bench: Bench, *, port: int, rounds: int, seconds: float) -> list[dict[str, float]]:
    """Measure everything in turn, several times over, and return requests per second of each round."""
    targets = [target for target, _goal in bench.targets()]
    for target in targets:
        page(target.paths[0], port=port, cookie=target.cookie)
    if b"/accounts/logout/" not in page(HOME, port=port, cookie=bench.cookie):
        raise RuntimeError("로그인한 사람의 쪽이 아닙니다.")
    found = []
    for number in range(1, rounds + 1):
        say(f"  {number}판 / {rounds}판")
        found.append({target.name: measure(target, port=port, seconds=seconds) for target in targets})
    return found


def main() -> int:
    """Run the bench; return the exit status. Targets are printed as reached or not, never an error."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=…")
    parser.add_argument("--proposals", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--keep", action="store_true", help="leave the database for the next look")
    options = parser.parse_args()
    os.environ.pop("PORTAL_DB_AS", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    try:
        with database():
            say("[1/4] 잴 데이터베이스를 만듭니다")
            owner("make")
            say(f"[2/4] 마장동에 제안 {options.proposals:,}건을 넣습니다 (1분쯤)")
            bench = prepare(options.proposals)
            owner("analyse")
            say("[3/4] 서버를 켭니다")
            with server() as port:
                say(f"[4/4] 잽니다 ({options.rounds}판, 한 쪽에 {options.seconds:g}초)")
                rounds = run(bench, port=port, rounds=options.rounds, seconds=options.seconds)
            if not options.keep:
                owner("drop")
    except (PostgresError, RuntimeError, subprocess.CalledProcessError) as problem:
        print(problem, file=sys.stderr)
        return 1
    result = lines(rounds, {target.name: goal for target, goal in bench.targets()})
    say(table(result))
    drawing = draw.measure()
    say(draw.said(drawing))
    about = {
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "proposals": options.proposals,
        "rounds": options.rounds,
        "seconds": options.seconds,
        "draw": drawing,
    }
    (VAR / "bench.json").write_text(json.dumps(as_json(result, **about), ensure_ascii=False, indent=2) + "\n")
    say("var/bench.json 에 적었습니다.")
    # In a process of its own: the papers need Django, the bench only drives a server.
    subprocess.run([sys.executable, "-m", "bench.papers"], cwd=ROOT, check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
