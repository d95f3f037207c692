"""Pages for what goes wrong: what happened, whether anything changed, and the way out."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme

TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when Django gave up on the size of the request."""
    if isinstance(exception, TOO_BIG):
        return payload_too_large(request)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the sentence says whose act it is; foreign exceptions keep their words to themselves."""
    from_us = exception is not None and type(exception).__module__.startswith(("council.", "members.", "projects."))
    return render(request, "403.html", {"message": str(exception) if from_us else ""}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long or came from elsewhere."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def method_not_allowed(request: HttpRequest, allowed: str = "") -> HttpResponse:
    """405: an address that only takes a form was opened as a page, for example from the history."""
    response = render(request, "405.html", status=405)
    response["Allow"] = allowed or "GET"
    return response


def conflict(request: HttpRequest, exception: Exception) -> HttpResponse:
    """409: somebody else was first; the message says who decided what."""
    message = getattr(exception, "message", str(exception))
    return render(request, "409.html", {"message": message, "back_url": _page_before(request)}, status=409)


def payload_too_large(request: HttpRequest) -> HttpResponse:
    return render(request, "413.html", status=413)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)


def _page_before(request: HttpRequest) -> str:
    """Return the portal's page that the form was on; the browser tells it for our own pages only."""
    before = request.META.get("HTTP_REFERER", "")
    return before if url_has_allowed_host_and_scheme(before, {request.get_host()}, request.is_secure()) else ""


def server_error(request: HttpRequest) -> HttpResponse:
    """500 from a template without variables: whatever failed cannot fail again here."""
    return HttpResponse(loader.get_template("500.html").render(), status=500)
