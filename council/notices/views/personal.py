"""One's own notices: whoever is signed in sees only what was written to them."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from council.common.access import signed_in
from council.common.http import PortalRequest
from council.common.paging import page
from council.notices import selectors, services
from council.notices.forms import PreferenceForm
from council.notices.models import Notice


@signed_in
@require_GET
def inbox(request: PortalRequest) -> HttpResponse:
    """The person's notices in this council, unread ones first."""
    user_id = _user_id(request)
    context = {"notices": page(request, selectors.inbox(user_id)), "up_to": request.now.isoformat()}
    return render(request, "notices/inbox.html", context)


@signed_in
@require_POST
def open_notice(request: PortalRequest, pk: int) -> HttpResponse:
    """Mark one's notice as read and go where it leads. Somebody else's is not there (404)."""
    notice = get_object_or_404(Notice.objects.to(_user_id(request)), pk=pk)
    services.mark_read(notice, at=request.now)
    return HttpResponseRedirect(notice.path)


@signed_in
@require_POST
def read_all(request: PortalRequest) -> HttpResponse:
    """Mark as read what stood on the page; what came since stays new."""
    up_to = _moment(request.POST.get("up_to", ""))
    count = services.mark_all_read(_user_id(request), up_to=up_to, at=request.now) if up_to else 0
    if count:
        messages.success(request, _("알림 %(n)d건을 읽은 것으로 했습니다.") % {"n": count})
    return redirect("notices:inbox", slug=request.council.slug)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: PortalRequest) -> HttpResponse:
    """Which notices also come by e-mail, for all councils of the person."""
    user_id = _user_id(request)
    form = PreferenceForm(initial={"groups": selectors.email_groups(user_id)})
    if request.method == "POST":
        form = PreferenceForm(request.POST)
        if form.is_valid():
            services.choose_email(user_id, form.cleaned_data["groups"])
            messages.success(request, _("고른 대로 두었습니다. 다음 알림부터 그대로 보냅니다."))
            return redirect("notices_account:preferences")
    return render(request, "notices/preferences.html", {"form": form})


def _user_id(request: PortalRequest) -> int:
    """Return the person signed in; the decorator has seen to it that there is one."""
    user_id = request.user.pk
    assert user_id is not None
    return int(user_id)


def _moment(text: str) -> dt.datetime | None:
    """Return the moment the page was shown, None for anything else."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and is_aware(moment) else None
