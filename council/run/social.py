"""Signing in with Kakao or Naver: nothing of it is there without keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

#: Where the browser is sent by the form; the content security policy must allow each hop.
HOSTS = {
    "kakao": ("https://kauth.kakao.com", "https://accounts.kakao.com"),
    "naver": ("https://nid.naver.com",),
}


def social_providers(**keys: tuple[str, str]) -> dict[str, dict[str, Any]]:
    """Return allauth's settings for each provider that has a client id."""
    return {
        name: {"APPS": [{"client_id": client_id, "secret": secret, "key": ""}], "VERIFIED_EMAIL": False}
        for name, (client_id, secret) in keys.items()
        if client_id
    }


def social_hosts(providers: Iterable[str]) -> list[str]:
    """Return the addresses that a form may lead to when these providers are on."""
    return [host for name in providers for host in HOSTS[name]]
