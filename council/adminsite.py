"""The admin site by role: each person sees the rows of one own council, and only what the role works with."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from council.common.access import Forbidden
from council.common.actor import Actor
from council.common.scope import council_scope
from council.models import Council
from members.selectors import actor_for, councils_of

CHOSEN = "admin_council"
OFFICERS_ONLY = _("자료 관리는 임원과 읍면동·시군구 담당의 일입니다.")


class PortalAdminSite(admin.AdminSite):
    """Opens the chosen council's scope around each page and asks the roles held there today."""

    site_header = _("주민자치회 포털 자료 관리")
    site_title = _("자료 관리")
    index_title = _("이 주민자치회의 자료")
    enable_nav_sidebar = False
    index_template = "admin/portal_index.html"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take up the portal's own models only; libraries' tables (keys, addresses, jobs) are no role's work."""
        if hasattr(admin_class, "readers"):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_authenticated and request.actor.is_staff)  # type: ignore[attr-defined]

    def get_urls(self) -> list[Any]:
        return [path("choose/", self.admin_view(self.choose), name="choose_council"), *super().get_urls()]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        guarded = super().admin_view(view, cacheable)

        def scoped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            council, choices = self._council(request)
            request.council_choices = choices  # type: ignore[attr-defined]
            if council is None:
                raise Forbidden(OFFICERS_ONLY)
            request.council = council  # type: ignore[attr-defined]
            with council_scope(council.pk):
                request.actor = actor_for(request.user, council, request.today)  # type: ignore[attr-defined]
                if not self.has_permission(request):
                    raise Forbidden(OFFICERS_ONLY)
                response = self._rendered(guarded(request, *args, **kwargs))
                if response.status_code >= 400:
                    transaction.set_rollback(True)
            return response

        scoped.csrf_exempt = getattr(guarded, "csrf_exempt", False)  # type: ignore[attr-defined]
        return scoped

    @staticmethod
    def _rendered(response: HttpResponse) -> HttpResponse:
        """Return the response rendered, while the scope is still open."""
        if isinstance(response, TemplateResponse) and not response.is_rendered:
            response.render()
        return response

    @staticmethod
    def _council(request: HttpRequest) -> tuple[Council | None, list[Council]]:
        person: Any = request.user  # signed in: admin_view sends everybody else to the login
        choices = councils_of(person, timezone.localdate())
        chosen = request.session.get(CHOSEN)
        return next((c for c in choices if c.pk == chosen), choices[0] if choices else None), choices

    def choose(self, request: HttpRequest) -> HttpResponse:
        """Change to another of one's own councils."""
        if request.method == "POST":
            wanted = request.POST.get("council", "")
            if any(str(c.pk) == wanted for c in request.council_choices):  # type: ignore[attr-defined]
                request.session[CHOSEN] = int(wanted)
        return HttpResponseRedirect(reverse("admin:index"))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return super().each_context(request) | {
            "chosen_council": getattr(request, "council", None),
            "council_choices": getattr(request, "council_choices", []),
        }

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send people to the portal's one login; those without a staff role learn so there."""
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts on the admin site."""
    return request.actor  # type: ignore[attr-defined]
