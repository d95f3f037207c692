"""Who asks."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from members.models import User


def person(request: HttpRequest) -> User:
    """Return the person signed in; the view's decorator has seen to it that there is one."""
    user = request.user
    assert isinstance(user, User)
    return user


def origin(request: HttpRequest) -> str:
    """Return the network address that a request came from, for the record of access to personal data."""
    return str(get_adapter(request).get_client_ip(request))
