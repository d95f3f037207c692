"""The database of the settings: the embedded server, or the one of ``DATABASE_URL``.

Who connects matters as much as where: the portal serves as ``portal_app``, which owns nothing, so
that row-level security binds it; only migrations and their kin connect as the owner.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

from django.core.exceptions import ImproperlyConfigured

from council.common.env import envbool, envchoice, envint, envstr, split_url, wrong
from council.run.places import VAR
from council.run.postgres import Cluster

APP_ROLE = "portal_app"
OWNER_ROLE = "portal_owner"
EXPECTED = "postgresql://이름:비밀번호@서버:5432/데이터베이스 꼴의 주소를"
# What may follow the ? of an address: how to reach the server safely, nothing that changes what SQL means.
QUERY_KEYS = frozenset(
    {"host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey", "channel_binding", "connect_timeout"}
    | {"application_name", "target_session_attrs", "keepalives", "keepalives_idle"}
)


def parse_url(name: str, value: str) -> dict[str, Any]:
    """Return Django's settings for a PostgreSQL address. Raises ImproperlyConfigured, never with the password."""
    parts = split_url(name, value, ("postgresql", "postgres"), EXPECTED)
    database = unquote(parts.path.removeprefix("/"))
    if not database or "/" in database or parts.fragment:
        raise wrong(name, EXPECTED)
    try:
        options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    except ValueError:
        raise wrong(name, "? 뒤에 이름=값을") from None
    unknown = sorted(set(options) - QUERY_KEYS)
    if unknown:
        raise ImproperlyConfigured(f"{name}: 모르는 선택 사항입니다: {', '.join(unknown)}. 빼 주십시오.")
    host = options.pop("host", "") or unquote(parts.hostname or "")
    port = options.pop("port", "") or str(parts.port or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "OPTIONS": dict(options),
    }


def _embedded(var: Path, role: str) -> dict[str, Any]:
    where = Cluster(var).parameters(role)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": where["dbname"],
        "USER": where["user"],
        "HOST": where["host"],
        "PORT": where["port"],
        "OPTIONS": {},
    }


def connects_as_owner() -> bool:
    """Return whether this process works as the owner of the tables (PORTAL_DB_AS=owner)."""
    return envchoice("PORTAL_DB_AS", ("app", "owner"), "app") == "owner"


def databases(var: Path = VAR, *, as_owner: bool | None = None) -> dict[str, dict[str, Any]]:
    """Return ``DATABASES``: as the serving role, or as the owner (PORTAL_DB_AS=owner).

    Without ``DATABASE_URL`` it is the embedded server under ``var``.
    """
    if as_owner is None:
        as_owner = connects_as_owner()
    url = envstr("DATABASE_URL", "")
    owner_url = envstr("DATABASE_OWNER_URL", "")
    if not url:
        if owner_url:
            raise ImproperlyConfigured("DATABASE_OWNER_URL만 있고 DATABASE_URL이 없습니다. 둘 다 넣어 주십시오.")
        config = _embedded(var, OWNER_ROLE if as_owner else APP_ROLE)
    elif as_owner:
        config = parse_url("DATABASE_OWNER_URL", owner_url) if owner_url else parse_url("DATABASE_URL", url)
    else:
        config = parse_url("DATABASE_URL", url)
        if not owner_url and config["USER"] != APP_ROLE:
            # One login for everything: it steps down to the serving role as it connects. (Django's own
            # assume_role does not get along with its pool: the pool never hands out a connection.)
            config["OPTIONS"]["options"] = f"-c role={APP_ROLE}"
    # A pool only where requests are served: management commands hold one connection for a short while.
    if envbool("PORTAL_DB_POOL", False) and not as_owner:
        config["OPTIONS"]["pool"] = {
            "min_size": 1,
            "max_size": envint("PORTAL_DB_POOL_SIZE", 8, least=1, most=100),
            "timeout": 5,
        }
    config["TEST"] = {"NAME": envstr("PORTAL_TEST_DB", "test_portal")}
    return {"default": config}
