"""What the machine must have, each lack in one sentence. Standard library only, and old Python must be able to read it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import stat
import sys
import tempfile
from pathlib import Path

LEAST_PYTHON = (3, 11)
# Environment, node modules, database and assets of a fresh clone, with room to work.
LEAST_FREE_BYTES = 1_500_000_000


class Missing(RuntimeError):
    """Something is missing; the message is one sentence that says what to do."""


def check_python() -> None:
    """Hand over to a newer Python when the one called is too old; raise Missing when there is none."""
    if sys.version_info >= LEAST_PYTHON:
        return
    for minor in range(LEAST_PYTHON[1] + 4, LEAST_PYTHON[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, "-m", "council.run.bootstrap", *sys.argv[1:]])
    found = ".".join(map(str, sys.version_info[:2]))
    raise Missing(
        f"Python 3.11 이상이 있어야 합니다. 지금은 {found}입니다. `make run PYTHON=python3.11` 처럼 고를 수 있습니다."
    )


def check_venv() -> None:
    """Raise Missing when Python came without the module that makes environments (Debian splits it off)."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        major, minor = sys.version_info[:2]
        raise Missing(
            f"Python에 venv 모듈이 없습니다. Debian·Ubuntu라면 `apt-get install python{major}.{minor}-venv` 로 설치해 주십시오."
        )


def check_folder(var: Path, *, needed: int = LEAST_FREE_BYTES) -> None:
    """Raise Missing when the folder cannot be written or has no room."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        probe = var / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Missing(
            f"{var} 폴더에 쓸 수 없습니다({error.strerror}). 폴더의 권한이나 남은 자리를 봐 주십시오."
        ) from None
    free = shutil.disk_usage(var).free
    if free < needed and not (var / "stamps").exists():
        raise Missing(
            f"{var} 에 남은 자리가 {free // 1_000_000} MB뿐입니다. {needed // 1_000_000} MB가 있어야 합니다. "
            "자리를 비우고 다시 실행해 주십시오."
        )


OPEN_PLACE = Path("/var/tmp")  # noqa: S108 - outlives a restart, unlike /tmp; mkdtemp makes the name in it


def move_out_of_closed_folder(var: Path, elsewhere: Path = OPEN_PLACE) -> Path | None:
    """For root in a folder that is closed to others, make ``var`` a link to an open place; return that place.

    PostgreSQL refuses root and runs as ``nobody``, who must be able to walk to its programs and its data.
    None when nothing had to be done.
    """
    if os.geteuid() != 0 or os.environ.get("PORTAL_VAR_DIR") or os.environ.get("DATABASE_URL"):
        return None
    if var.is_symlink() or var.exists() or all(folder.stat().st_mode & stat.S_IXOTH for folder in var.parents):
        return None
    place = Path(tempfile.mkdtemp(prefix="portal-", dir=elsewhere))
    place.chmod(0o755)
    var.symlink_to(place)
    return place


def check_port(host: str, port: int) -> None:
    """Raise Missing when the port is taken or not ours to take."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise Missing(
                f"{port}번 포트는 관리자만 쓸 수 있습니다. `make run PORT=8000` 처럼 골라 주십시오."
            ) from None
        except OSError:
            raise Missing(
                f"{port}번 포트를 다른 프로그램이 쓰고 있습니다. `make run PORT={free_port(port)}` 처럼 다른 포트를 골라 주십시오."
            ) from None


def free_port(near: int) -> int:
    """Return a port that is free now, near the wanted one."""
    for port in range(near + 1, min(near + 50, 65536)):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    return 8080


def read_port() -> int:
    """Return PORT, 8000 when it is not given; raise Missing when it is no port."""
    value = os.environ.get("PORT", "").strip() or "8000"
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise Missing(f'PORT: "{value}"은(는) 쓸 수 없는 값입니다. 1 이상 65535 이하의 정수를 넣어 주십시오.')
    return int(value)
