"""What the outbox could not send, for the secretary."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from council.common.access import allow
from council.common.http import PortalRequest
from council.common.paging import page
from council.notices import selectors, services
from council.notices.models import Delivery


@allow("notices.deliveries")
@require_GET
def deliveries(request: PortalRequest) -> HttpResponse:
    """Mails that were given up, and how many still wait."""
    context = {"state": selectors.outbox_state(), "failed": page(request, selectors.delivery_report())}
    return render(request, "notices/deliveries.html", context)


@allow("notices.deliveries")
@require_POST
def resend_one(request: PortalRequest, pk: int) -> HttpResponse:
    """Try one mail again."""
    services.resend(get_object_or_404(Delivery, pk=pk), by=request.actor, at=request.now)
    messages.success(request, _("전자우편을 다시 보냅니다. 또 가지 않으면 이 목록에 다시 나옵니다."))
    return redirect("notices:deliveries", slug=request.council.slug)


@allow("notices.deliveries")
@require_POST
def resend_all(request: PortalRequest) -> HttpResponse:
    """Try all mails that were given up again."""
    count = services.resend_all(request.council, by=request.actor, at=request.now)
    if count:
        messages.success(request, _("전자우편 %(n)d통을 다시 보냅니다.") % {"n": count})
    return redirect("notices:deliveries", slug=request.council.slug)
