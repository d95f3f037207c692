"""Sessions of people: ended when nobody is there, and for staff opened only with a second factor."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from council.common.actor import Actor
from members.adapters import SECOND_FACTORS
from members.models import User
from members.selectors import is_staff_anywhere

GetResponse = Callable[[HttpRequest], HttpResponse]

SEEN = "members_seen_at"
PASSED = "members_second_factor"
#: The session is written at most so often, not on every page.
SEEN_EVERY_SECONDS = 60


class IdleMiddleware:
    """Signs people out after ``SESSION_IDLE_MINUTES`` without a request, and leads them back after sign-in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A visitor without a session cookie is asked nothing: no query, no cookie.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return self.get_response(request)
        now = int(time.time())
        seen = request.session.get(SEEN)
        limit = settings.SESSION_IDLE_MINUTES * 60
        if limit and seen is not None and now - seen > limit:
            return self._sign_out(request)
        if seen is None or now - seen >= SEEN_EVERY_SECONDS:
            request.session[SEEN] = now
            if isinstance(request.user, User):
                request.user.seen(timezone.localdate())
        return self.get_response(request)

    @staticmethod
    def _sign_out(request: HttpRequest) -> HttpResponse:
        back = request.get_full_path() if request.method in ("GET", "HEAD") else _page_before(request)
        logout(request)
        messages.info(
            request,
            _("%(minutes)d분 동안 쓰지 않아 로그아웃했습니다. 다시 로그인하면 보던 쪽으로 돌아갑니다.")
            % {"minutes": settings.SESSION_IDLE_MINUTES},
        )
        if request.headers.get("HX-Request"):
            # A partial update cannot show the sign-in page in its corner; htmx goes there as a whole.
            back = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
            response = HttpResponse(status=204)
            response["HX-Redirect"] = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': back})}"
            return response
        return redirect_to_login(back, reverse(settings.LOGIN_URL))


class SecondFactorMiddleware:
    """Holds staff at the door until they have set up a second factor, where ``STAFF_MFA_REQUIRED`` says so.

    Once set up, allauth asks for it at every sign-in; this closes the gap before.
    """

    #: Setting it up, signing out, reading help: possible before.
    OPEN = (
        "/accounts/",
        "/static/",
        "/text-size/",
        "/language/",
        "/help/",
        "/privacy/",
        "/terms/",
        "/healthz",
        "/readyz",
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_wait(request):
            if request.method in ("GET", "HEAD"):
                query = urlencode({"next": request.get_full_path()})
                return HttpResponseRedirect(f"{reverse('members_account:second_factor')}?{query}")
            return HttpResponseRedirect(reverse("members_account:second_factor"))
        return self.get_response(request)

    def _must_wait(self, request: HttpRequest) -> bool:
        if not settings.STAFF_MFA_REQUIRED or request.path_info.startswith(self.OPEN):
            return False
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return False
        if request.session.get(PASSED) or not self._is_staff(request):
            return False
        if is_mfa_enabled(request.user, SECOND_FACTORS):
            request.session[PASSED] = True
            return False
        return True

    @staticmethod
    def _is_staff(request: HttpRequest) -> bool:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if actor.is_staff:
            return True
        # The admin site chooses its council later; there any staff role counts.
        is_admin_site = request.path_info.startswith("/admin/")
        return (
            is_admin_site and isinstance(request.user, User) and is_staff_anywhere(request.user, timezone.localdate())
        )


def _page_before(request: HttpRequest) -> str:
    """Return the portal's page that a form was on: what it sent cannot be sent again by itself."""
    before = request.META.get("HTTP_REFERER", "")
    if url_has_allowed_host_and_scheme(before, {request.get_host()}, request.is_secure()):
        parts = urlsplit(before)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return "/"
