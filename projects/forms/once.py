"""Forms whose sending counts once, however often the button is pressed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django import forms
from django.core.cache import cache
from django.db import transaction

from council.common.actor import Actor
from council.common.forms import KrdsFormMixin
from projects.forms.public import TokenField

REMEMBERED = 24 * 60 * 60
LONGEST_TOKEN = 40


class OnceForm(KrdsFormMixin, forms.Form):
    """A form with the token that tells two sendings of one form from two forms."""

    token = TokenField()


def once(form: forms.BaseForm, by: Actor, act: Callable[[], str]) -> str:
    """Do the act and return where to go on; for the same form again, only return that.

    The token lies in the database beside what the act changes: two sendings at once wait for each other,
    and a refused one leaves no token behind.
    """
    key = _key(by, str(form.cleaned_data["token"]))
    try:
        with transaction.atomic():
            if not cache.add(key, "", REMEMBERED):
                return str(cache.get(key) or "")
            address = act()
            cache.set(key, address, REMEMBERED)
    except Exception:
        cache.delete(key)  # where the cache is not the database, it does not roll back by itself
        raise
    return address


def sent_before(by: Actor, token: str) -> str:
    """Return where the form with this token led the person before, "" for a new one."""
    return str(cache.get(_key(by, token)) or "") if 0 < len(token) <= LONGEST_TOKEN else ""


def _key(by: Actor, token: str) -> str:
    return f"once:{by.user_id}:{hashlib.sha256(token.encode()).hexdigest()[:32]}"
