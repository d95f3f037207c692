"""The request's frame: which council, who acts, and whether the route is open to them.

Order matters and is set in ``settings.MIDDLEWARE``: the scope is opened inside everything else and around
the whole response, because class-based and template responses render after the view has returned.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from council.common.access import CLOSED, Access, Forbidden, require
from council.common.actor import Actor
from council.common.errors import Conflict
from council.common.http import PortalRequest
from council.common.scope import council_scope
from council.models import Council
from council.pagecache import chosen_language
from council.views.errors import conflict, method_not_allowed, payload_too_large
from members.selectors import actor_for, platform_actor

GetResponse = Callable[[Any], HttpResponse]
#: As the converter ``slug`` has it; anything else is no council, and may hold what a database refuses.
COUNCIL_PATH = re.compile(r"^/c/([-a-zA-Z0-9_]+)/")


class BodyLimitMiddleware:
    """Refuses a body that is larger than any form of the portal, before reading it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if length > settings.MAX_BODY_BYTES:
            return payload_too_large(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return payload_too_large(request) if isinstance(exception, RequestDataTooBig) else None


class LanguageMiddleware:
    """Speaks Korean unless the visitor has chosen otherwise in the foot of the page.

    The browser's own wish is not asked: residents' words are Korean, and a page half in each serves nobody.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = chosen_language(request)
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        return response


class CouncilMiddleware:
    """Sets ``request.council``, ``actor``, ``now`` and ``today``, and opens the council's scope.

    One transaction holds the whole response, so an error leaves nothing half done.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        request.now = timezone.now()
        request.today = timezone.localdate(request.now)
        request.council = None
        match = COUNCIL_PATH.match(request.path_info)
        if match is None:
            request.actor = lazily(lambda: self._platform_actor(request))
            return self.get_response(request)
        council = Council.objects.select_related("region__parent").filter(slug=match[1]).first()
        if council is None:
            # Left to the URL's view, which is never reached: AccessMiddleware answers 404.
            request.actor = lazily(lambda: Actor.anonymous())
            return self.get_response(request)
        request.council = council
        request.actor = lazily(lambda: self._actor(request, council))
        with council_scope(council.pk):
            response = self.get_response(request)
            if response.status_code >= 400 and not getattr(response, "keep_changes", False):
                # Exceptions are responses here: whatever was refused leaves no trace in the records.
                transaction.set_rollback(True)
        return response

    @staticmethod
    def _actor(request: PortalRequest, council: Council) -> Actor:
        if not request.user.is_authenticated:
            return Actor.anonymous(council.pk)
        return actor_for(request.user, council, request.today)

    @staticmethod
    def _platform_actor(request: PortalRequest) -> Actor:
        if not request.user.is_authenticated:
            return Actor.anonymous()
        return platform_actor(request.user, request.today)


def lazily(who: Callable[[], Actor]) -> Any:
    """Return the actor, asked for only when somebody wants to know: most pages of visitors never do."""
    return SimpleLazyObject(who)


#: Views that are not ours to decorate: they guard themselves (allauth, the admin site).
SELF_GUARDED = ("allauth.", "django.contrib.admin", "council.adminsite")


class AccessMiddleware:
    """Keeps every route closed until its decorator says who it is for, and answers conflicts."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            return method_not_allowed(request, response.get("Allow", ""))
        view = request.resolver_match.func if request.resolver_match else None
        access: Access | None = getattr(view, "access", None)
        if access is not None and access.kind == "public" and not request.user.is_authenticated:
            response.shareable = True  # type: ignore[attr-defined]  # the page cache may keep it
        return response

    def process_view(
        self, request: PortalRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.path_info.startswith("/c/"):
            if request.council is None:
                raise Http404
            kwargs.pop("slug", None)
        access: Access | None = getattr(view, "access", None)
        if access is None:
            if view.__module__.startswith(SELF_GUARDED) or request.path_info.startswith("/admin/"):
                return None
            raise Forbidden(CLOSED)
        if access.kind == "public":
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path() if request.method == "GET" else self._back(request))
        if access.kind == "permission":
            require(request.actor, access.code)
        return None

    @staticmethod
    def _back(request: PortalRequest) -> str:
        """Return where to go after signing in when the request itself cannot be repeated."""
        return f"/c/{request.council.slug}/" if request.council else "/"

    def process_exception(self, request: PortalRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Forbidden) and not request.user.is_authenticated:
            # A public page whose button needs a person; it is there again after signing in.
            return redirect_to_login(request.path)
        return conflict(request, exception) if isinstance(exception, Conflict) else None
