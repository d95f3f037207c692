"""How pages look to this visitor: letters and language.

Pages that visitors share from the cache carry no CSRF token, so these two are exempt. All that a forged
request could do is to enlarge somebody's letters.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from council.common.access import public
from council.pagecache import TEXT_COOKIE

YEAR = 365 * 24 * 60 * 60


@public
@csrf_exempt
@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Keep the wish for large (or usual) letters in a cookie and go back to the page."""
    response = HttpResponseRedirect(_back(request))
    if request.POST.get("size") == "large":
        response.set_cookie(TEXT_COOKIE, "large", max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    else:
        response.delete_cookie(TEXT_COOKIE, samesite="Lax")
    return response


@public
@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language in Django's cookie and go back to the page."""
    response = HttpResponseRedirect(_back(request))
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=YEAR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def _back(request: HttpRequest) -> str:
    """Return the local page to go back to. The referrer may be the answer to a POST, but it is still a page."""
    for address in (request.POST.get("next", ""), request.META.get("HTTP_REFERER", "")):
        if address and url_has_allowed_host_and_scheme(
            address, {request.get_host()}, require_https=request.is_secure()
        ):
            return address
    return "/"
