"""The secret key: given in production, made once and kept under var/ elsewhere."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from council.common.env import envsecret


def secret_key(mode: str, var_dir: Path) -> str:
    """Return SECRET_KEY from the environment, or, outside production, one kept in ``var/secret_key``.

    Production without SECRET_KEY gets an empty key here, so that the system check ``portal.E001`` can name it.
    """
    given = envsecret("SECRET_KEY", "")
    if given or mode == "production":
        return given
    path = var_dir / "secret_key"
    try:
        var_dir.mkdir(parents=True, exist_ok=True)
        _make(path)
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise ImproperlyConfigured(f"{path} 를 만들거나 읽을 수 없습니다: {error.strerror}.") from None


def _make(path: Path) -> None:
    """Write a new key unless there is one. Web server and worker may come at once: link() lets one of them win."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(50), encoding="ascii")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
