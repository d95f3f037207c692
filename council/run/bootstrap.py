"""From a bare clone to a running portal: each step once, shown while it works, skipped while nothing changed.

Runs with the system's Python before any environment exists, so: standard library only.

    python3 -m council.run.bootstrap run|test|check|bench|assets|lock [arguments]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from council.run.node import LEAST, node_environment, system_node
from council.run.places import ROOT, VAR
from council.run.postgres import Cluster, PostgresError
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

VENV = VAR / "venv"
PYTHON = VENV / "bin" / "python"
RUN = ROOT / "council" / "run"
PIP_OPTIONS = ("--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes", "--only-binary=:all:")
#: More would not help: one of them is busy with the browser tests all the while.
MOST_WORKERS = 4
NODE_LOCK = ROOT / "requirements-node.lock"


class Failed(RuntimeError):
    """A step did not succeed; the message is for the person at the keyboard."""


@dataclass(frozen=True)
class Step:
    """One step: what is said while it works, and what it is made from."""

    name: str
    says: str
    inputs: Iterable[Path | str]
    act: Callable[[], None]
    made: Path | None = None  # what must exist for the step to count as done

    def is_done(self) -> bool:
        return Stamp(self.name, self.inputs).is_fresh() and (self.made is None or is_there(self.made))


def is_there(path: Path) -> bool:
    """Return whether a path can be used; the environment of another user may lead into his closed home."""
    try:
        return path.exists()
    except OSError:
        return False


def quiet(command: list[str | Path], failure: str, env: dict[str, str] | None = None) -> None:
    """Run a program without its chatter; raise Failed with the last lines of it when it fails."""
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return
    output = done.stdout + done.stderr
    if "No space left" in output:
        raise Failed(f"{VAR} 에 남은 자리가 없습니다. 자리를 비우고 다시 실행해 주십시오.")
    raise Failed("\n".join([failure, *[f"    {line}" for line in output.strip().splitlines()[-8:]]]))


def make_venv() -> None:
    """Make the environment; one of another Python is of no use and goes, with the memory of what was in it."""
    if (VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}").exists() and is_there(PYTHON):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    for stamp in (VAR / "stamps").glob("requirements*"):
        stamp.unlink()
    quiet([sys.executable, "-m", "venv", VENV], "가상 환경을 만들지 못했습니다.")


def install(lock: Path) -> None:
    """Install exactly what a lock names. Wheels only: building from source would fetch unpinned tools."""
    quiet(
        [PYTHON, "-m", "pip", "install", *PIP_OPTIONS, "-r", lock],
        "꾸러미를 설치하지 못했습니다. 인터넷 연결을 보고 다시 실행해 주십시오.",
    )


def install_node_modules() -> None:
    """Install what the stylesheet is made from, with node from the wheel where the machine has none."""
    if not system_node():
        install(NODE_LOCK)
        Stamp(NODE_LOCK.name, [NODE_LOCK]).set()
    npm = "import sys; from council.run.node import npm_command; print(*npm_command(), sep='\\n')"
    command = subprocess.run([PYTHON, "-c", npm], cwd=ROOT, capture_output=True, text=True, check=True)
    quiet(
        [*command.stdout.splitlines(), "ci", "--ignore-scripts", "--omit=optional", "--no-fund", "--no-audit"],
        "화면 꾸러미(npm)를 설치하지 못했습니다. 인터넷 연결을 보고 다시 실행해 주십시오.",
        node_environment(),
    )


def module(name: str, *arguments: str) -> Callable[[], None]:
    """Return an act that runs one of our modules inside the environment."""
    return lambda: quiet([PYTHON, "-m", name, *arguments], f"{name} 단계에서 멈췄습니다.")


def steps(lock_name: str) -> list[Step]:
    """Return the steps that every command shares, in order."""
    lock = ROOT / lock_name
    return [
        Step("venv", "가상 환경을 만듭니다 (5초쯤)", [str(VENV), sys.version], make_venv, PYTHON),
        Step(lock_name, "꾸러미를 설치합니다 (1분쯤)", [lock], lambda: install(lock), PYTHON),
        Step(
            "npm",
            "화면 꾸러미를 설치합니다 (10초쯤)"
            if system_node()
            else f"node {LEAST} 이상이 없어 함께 설치합니다 (1분쯤)",
            [ROOT / "package-lock.json", ROOT / ".npmrc"],
            install_node_modules,
            # Without node of its own, the machine needs the one in the environment: gone with it, made again.
            ROOT / "node_modules" / "sass" if system_node() else VAR / "stamps" / NODE_LOCK.name,
        ),
        Step(
            "assets",
            "스타일과 글꼴을 만듭니다 (30초쯤)",
            [
                ROOT / "static" / "scss",
                RUN / "assets.py",
                RUN / "fonts.py",
                RUN / "syllables.txt",
                ROOT / "package-lock.json",
            ],
            module("council.run.assets"),
            VAR / "paper-fonts",
        ),
        Step("messages", "번역을 묶습니다", [ROOT / "locale"], module("council.run.messages", "compile")),
    ]


def prepare(lock_name: str, *, further: int = 0) -> None:
    """Do the steps that are not done yet, saying which of how many it is."""
    chain = steps(lock_name)
    for number, step in enumerate(chain, 1):
        if step.is_done():
            continue
        print(f"[{number}/{len(chain) + further}] {step.says}", flush=True)
        step.act()
        Stamp(step.name, step.inputs).set()


def become(*command: str | Path) -> None:
    """Go on as another program, so that Ctrl-C and signals reach it directly."""
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), *map(str, command)])


def check_database() -> None:
    """Say before the long steps that the embedded server could not reach its folder."""
    if not os.environ.get("DATABASE_URL"):
        Cluster(VAR).check_reachable()


def run(arguments: list[str]) -> None:
    """``make run``: everything, then web server and worker."""
    check_port(os.environ.get("HOST", "127.0.0.1"), read_port())
    check_database()
    prepare("requirements-build.lock", further=3)
    become("-m", "council.run.serve", *arguments)


def test(arguments: list[str]) -> None:
    """``make test``: the whole suite on all cores, or what the arguments name on one."""
    check_database()
    prepare("requirements-dev.lock")
    spread = ["-n", str(min(os.cpu_count() or 1, MOST_WORKERS))]
    become("-m", "pytest", *(arguments or spread))


def check(arguments: list[str]) -> None:
    """``make check``: lint, types, migrations, translations, settings."""
    check_database()
    prepare("requirements-dev.lock")
    become("-m", "council.run.quality", *arguments)


def bench(arguments: list[str]) -> None:
    """``make bench``: requests per second beside the yardstick."""
    prepare("requirements-dev.lock")
    become("-m", "bench", *arguments)


def assets(arguments: list[str]) -> None:
    """``make assets``: environment, stylesheet, fonts and catalogues, without starting anything."""
    prepare("requirements-build.lock")


def lock(arguments: list[str]) -> None:
    """``make lock``: write the lock files anew from pyproject.toml and package.json (needs uv)."""
    uv = shutil.which("uv")
    if uv is None:
        raise Missing("잠금 파일을 새로 쓰려면 uv가 있어야 합니다. docs/development.md 를 봐 주십시오.")
    options = ["--generate-hashes", "--universal", "--python-version", "3.11", "--no-annotate", "--no-header", "-q"]
    dev = "requirements-dev.lock"
    # The others follow the largest, so that one version of each part holds everywhere.
    for name, groups in {
        dev: ["--group", "build", "--group", "dev"],
        "requirements-build.lock": ["--group", "build", "-c", dev],
        "requirements.lock": ["-c", dev],
    }.items():
        quiet(
            [uv, "pip", "compile", *options, *arguments, "pyproject.toml", *groups, "-o", name],
            f"{name}: 실패했습니다.",
        )
    quiet(
        [uv, "pip", "compile", *options, *arguments, "--group", "node", "-o", "requirements-node.lock"],
        "node: 실패했습니다.",
    )
    npm = shutil.which("npm") or "npm"
    quiet(
        [npm, "install", "--package-lock-only", "--ignore-scripts"],
        "package-lock.json: 실패했습니다.",
        node_environment(),
    )


COMMANDS: dict[str, Callable[[list[str]], None]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "assets": assets,
    "lock": lock,
}


def main(arguments: list[str]) -> int:
    """Run one command; return the exit status. Everything expected ends in one sentence, never in a traceback."""
    if not arguments or arguments[0] not in COMMANDS:
        print(f"쓰는 법: python3 -m council.run.bootstrap {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        check_python()
        check_venv()
        place = move_out_of_closed_folder(ROOT / "var")
        if place is not None:
            print(f"이 폴더는 다른 사용자에게 닫혀 있어, 만들어지는 것을 {place} 에 두고 var로 잇습니다.", flush=True)
            os.execv(sys.executable, [sys.executable, "-m", "council.run.bootstrap", *arguments])
        check_folder(VAR)
        COMMANDS[arguments[0]](arguments[1:])
    except (Missing, Failed, PostgresError) as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("멈췄습니다. 다시 실행하면 이어서 합니다.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
