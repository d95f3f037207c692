"""Views that a careless hand might write, for the tests of the request's frame."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path

from council.common.access import public
from council.common.actor import Actor
from council.common.errors import Conflict
from council.models import Committee
from council.urls import handler400, handler403, handler404, handler500
from council.urls import urlpatterns as real

__all__ = ["handler400", "handler403", "handler404", "handler500"]


@public
def forgets_its_filter(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM council_committee ORDER BY name")
        return JsonResponse([name for (name,) in cursor.fetchall()], safe=False)


@public
def forgets_it_in_the_template(request: HttpRequest) -> HttpResponse:
    """Render after the view has returned, as class-based views do."""
    template: Any = engines["django"].from_string("{% for c in rows %}{{ c.name }};{% endfor %}")
    return TemplateResponse(request, template, {"rows": Committee._base_manager.order_by("name")})


def nobody_opened_it(request: HttpRequest) -> HttpResponse:
    return HttpResponse("열림")


@public
def changes_and_fails(request: HttpRequest) -> HttpResponse:
    Committee.objects.update(name="반쯤 바꿈")
    raise ZeroDivisionError


@public
def comes_second(request: HttpRequest) -> HttpResponse:
    Committee.objects.update(name="두 번째가 바꿈")
    raise Conflict("마장동장이 9. 16. 10:20에 이미 승인했습니다.")


@public
def says_who(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return HttpResponse(actor.label)


urlpatterns = [
    path("c/<slug:slug>/planted/sql/", forgets_its_filter),
    path("c/<slug:slug>/planted/template/", forgets_it_in_the_template),
    path("c/<slug:slug>/planted/closed/", nobody_opened_it),
    path("c/<slug:slug>/planted/fails/", changes_and_fails),
    path("c/<slug:slug>/planted/second/", comes_second),
    path("c/<slug:slug>/planted/who/", says_who),
    *real,
]
