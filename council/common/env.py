"""Strict readers of the environment (12-factor): a wrong value stops the start and names its variable.

Nothing is guessed: ``PORTAL_DEMO=yess`` is an error, not "true" and not "false".
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


def wrong(name: str, expected: str, value: str | None = None) -> ImproperlyConfigured:
    """Return the error that names the variable and says what is expected of it."""
    found = "값이 없습니다" if value is None else f'"{value}"은(는) 쓸 수 없는 값입니다'
    return ImproperlyConfigured(f"{name}: {found}. {expected} 넣어 주십시오.")


def envstr(name: str, default: str | None = None, *, expected: str = "값을") -> str:
    """Return the text of a variable; without a default it must be there. An empty one counts as missing."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise wrong(name, expected)
    return default


def envbool(name: str, default: bool) -> bool:
    """Return true or false; anything but the usual words is an error."""
    value = envstr(name, "").lower()
    if not value:
        return default
    if value in TRUE or value in FALSE:
        return value in TRUE
    raise wrong(name, "true 또는 false를", value)


def envint(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    """Return a whole number within its bounds."""
    value = envstr(name, "")
    if not value:
        return default
    bounds = f"{least} 이상" + (f" {most} 이하" if most is not None else "")
    try:
        number = int(value)
    except ValueError:
        raise wrong(name, f"{bounds}의 정수를", value) from None
    if number < least or (most is not None and number > most):
        raise wrong(name, f"{bounds}의 정수를", value)
    return number


def envlist(name: str, default: Sequence[str] = ()) -> list[str]:
    """Return the comma-separated parts, trimmed, without empty ones."""
    value = envstr(name, "")
    return [part.strip() for part in value.split(",") if part.strip()] if value else list(default)


def envchoice(name: str, choices: Sequence[str], default: str) -> str:
    """Return one of the given words."""
    value = envstr(name, default)
    if value not in choices:
        raise wrong(name, f"{', '.join(choices)} 가운데 하나를", value)
    return value


def envsecret(name: str, default: str | None = None) -> str:
    """Return a secret from NAME, or from the file that NAME_FILE points to (as Docker and systemd hand them over)."""
    path = envstr(f"{name}_FILE", "")
    if not path:
        return envstr(name, default, expected="비밀 값을")
    if os.environ.get(name):
        raise ImproperlyConfigured(f"{name}와 {name}_FILE이 함께 있습니다. 하나만 넣어 주십시오.")
    try:
        secret = Path(path).read_text(encoding="utf-8").strip()
    except OSError:
        raise wrong(f"{name}_FILE", "읽을 수 있는 파일의 경로를", path) from None
    if not secret:
        raise ImproperlyConfigured(f"{name}_FILE: {path} 파일이 비어 있습니다. 비밀 값을 넣어 주십시오.")
    return secret


def envurl(name: str, default: str | None = None, *, schemes: Sequence[str] = ("https", "http")) -> str:
    """Return an address of one of the schemes, without a slash at its end."""
    expected = f"{' 또는 '.join(f'{scheme}://' for scheme in schemes)} 로 시작하는 주소를"
    value = envstr(name, default, expected=expected)
    if value and not (split_url(name, value, schemes, expected)).netloc:
        raise wrong(name, expected, value)
    return value.rstrip("/")


def split_url(name: str, value: str, schemes: Sequence[str], expected: str) -> SplitResult:
    """Return the parts of an address; a broken port or a foreign scheme is an error without the password in it."""
    try:
        parts = urlsplit(value)
        _port = parts.port  # a property: reading it is what checks it
    except ValueError:
        raise wrong(name, expected) from None
    if parts.scheme not in schemes:
        raise wrong(name, expected, f"{parts.scheme}://…")
    return parts
