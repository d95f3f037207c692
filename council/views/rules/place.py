"""Whose rules are being entered: a council's 세칙, a 시군구's 조례 or the portal's defaults; one set of pages for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import reverse

from council.common.access import allow
from council.common.actor import Actor, Role
from council.common.http import PortalRequest
from council.models import Council, Region
from council.services.previews import councils_under
from council.services.wording import Owner
from members.models import PlatformPost


@dataclass(frozen=True, slots=True)
class Place:
    """Where rules are entered, by whom, and what the addresses of its pages begin with."""

    owner: Owner
    actor: Actor
    prefix: str
    args: tuple[str, ...]

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"council:{self.prefix}_{name}", args=[*self.args, *args])

    @property
    def councils(self) -> list[Council]:
        """Return the councils whom its rules concern, by name."""
        return councils_under(self.owner)


Handler = Callable[..., HttpResponse]


def of_council(handler: Handler) -> Handler:
    """Open a page to whoever enters this council's 세칙."""

    @wraps(handler)
    def view(request: PortalRequest, **kwargs: Any) -> HttpResponse:
        council = request.council
        place = Place(Owner(council=council), request.actor, "office", (council.slug,))
        return handler(request, place, **kwargs)

    return allow("council.set_bylaw")(view)


def of_district(handler: Handler) -> Handler:
    """Open a page to whoever enters the 조례 of a 시군구."""

    @wraps(handler)
    def view(request: PortalRequest, code: str, **kwargs: Any) -> HttpResponse:
        region = Region.objects.current(request.today).filter(code=code, level=Region.Level.SIGUNGU).first()
        if region is None:
            raise Http404
        actor = district_actor(request, region)
        if not actor.has(Role.DISTRICT, Role.OPERATOR):
            raise Http404  # another 시군구's desk is not there
        return handler(request, Place(Owner(region=region), actor, "district", (code,)), **kwargs)

    return allow("council.set_ordinance")(view)


def of_platform(handler: Handler) -> Handler:
    """Open a page to whoever sets the portal's defaults."""

    @wraps(handler)
    def view(request: PortalRequest, **kwargs: Any) -> HttpResponse:
        return handler(request, Place(Owner(), request.actor, "platform", ()), **kwargs)

    return allow("council.set_default")(view)


def district_actor(request: PortalRequest, region: Region) -> Actor:
    """Return the person with the posts that cover this 시군구 (one query)."""
    over = Q(kind=Role.OPERATOR) | Q(region__in=[region.pk, region.parent_id])
    posts = PlatformPost.objects.current(request.today).filter(over, user_id=request.actor.user_id)
    kinds = frozenset(posts.values_list("kind", flat=True))
    return Actor(request.actor.user_id, None, kinds or frozenset({Role.VISITOR}), name=request.actor.name)
