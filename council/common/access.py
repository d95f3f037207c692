"""Who may: permissions as sentences, and the decorator that opens a route.

A view without one of the decorators stays closed (``AccessMiddleware``), so a new route is safe
until somebody says who it is for. The registry also feeds the role matrix at /help/roles/.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import rules
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rules.predicates import Predicate, predicate

from council.common.actor import Actor, Role

V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Permission:
    """One act and who may do it, as the role matrix shows it."""

    code: str
    what: Any
    predicate: Predicate
    app: str


@dataclass(frozen=True, slots=True)
class Access:
    """How a route is opened: to everyone, to whoever signed in, or by a permission."""

    kind: str
    code: str = ""


PERMISSIONS: dict[str, Permission] = {}


class Forbidden(PermissionDenied):
    """A visible thing, but somebody else's act; the message says whose."""


def role(*roles: str) -> Predicate:
    """Return a predicate: the actor holds one of the roles in this council today."""

    def holds(actor: Actor, obj: Any = None) -> bool:
        return actor.has(*roles)

    holds.__name__ = "role:" + "|".join(roles)
    return predicate(holds)


def permission(code: str, who: Predicate, *, what: Any) -> None:
    """Register an act: ``who`` decides from (actor, object); ``what`` is its Korean sentence."""
    if code in PERMISSIONS:
        raise ValueError(f"permission {code} is registered twice")
    PERMISSIONS[code] = Permission(code=code, what=what, predicate=who, app=code.split(".", 1)[0])
    rules.add_perm(code, who)


def may(actor: Actor, code: str, obj: Any = None) -> bool:
    """Return whether the actor may do the act (on the object). An unknown code raises KeyError."""
    return bool(PERMISSIONS[code].predicate.test(actor, obj))


def holders(code: str) -> list[str]:
    """Return the roles that may do the act on some object, in the order of trust."""
    found = []
    for value in Role.values:
        someone = None if value == Role.VISITOR else 0
        actor = Actor(user_id=someone, council_id=0, roles=frozenset({value}))
        if PERMISSIONS[code].predicate.test(actor, None):
            found.append(value)
    return found


def require(actor: Actor, code: str, obj: Any = None) -> None:
    """Raise Forbidden, saying whose act it is, unless the actor may do it."""
    if may(actor, code, obj):
        return
    what = PERMISSIONS[code].what
    if obj is not None and may(actor, code):
        # The role does such things, but not with this one.
        raise Forbidden(_("‘%(what)s’은(는) 이것을 쓴 사람이나 맡은 사람의 일입니다.") % {"what": what})
    who = ", ".join(str(Role(value).label) for value in holders(code))
    raise Forbidden(_("‘%(what)s’은(는) %(who)s의 일입니다.") % {"what": what, "who": who})


def public(view: V) -> V:
    """Open the view to everyone."""
    view.access = Access("public")  # type: ignore[attr-defined]
    view.login_required = False  # type: ignore[attr-defined]
    return view


def signed_in(view: V) -> V:
    """Open the view to whoever is signed in, whatever the council."""
    view.access = Access("signed_in")  # type: ignore[attr-defined]
    return view


def allow(code: str) -> Callable[[V], V]:
    """Open the view to whoever may do the act on some object; the view asks again with the object."""

    def decorate(view: V) -> V:
        view.access = Access("permission", code)  # type: ignore[attr-defined]
        return view

    return decorate


CLOSED = gettext_lazy("이 쪽은 아직 열려 있지 않습니다.")
