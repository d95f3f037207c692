"""What the pages of acts on the roll share: whom they are about, the form, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from council.common.access import may
from council.common.errors import Conflict, Refused
from council.common.http import PortalRequest
from members.models import CommitteeMembership, Membership, Office, User


def on_roll(pk: int) -> User:
    """Return somebody of this council's roll; others are not found."""
    for model in (Membership, Office, CommitteeMembership):
        row = model._default_manager.filter(user_id=pk).select_related("user").first()
        if row is not None:
            found: User = row.user
            return found
    raise Http404


def list_of(request: PortalRequest) -> str:
    """Return the address of the list."""
    return reverse("members:office_roll", args=[request.council.slug])


def page_of(request: PortalRequest, user: User) -> str:
    """Return where to go back to: the person's page, or the own page for who may not see the roll."""
    if may(request.actor, "members.see_people"):
        return reverse("members:member", args=[request.council.slug, user.pk])
    return reverse("council:my", args=[request.council.slug])


def acted(
    request: PortalRequest,
    form: forms.BaseForm,
    act: Callable[[dict[str, Any]], str],
    title: str,
    lead: str,
    back: str,
) -> HttpResponse:
    """Show the form; when it is sent and fits, do the act, say what became of it and go back."""
    if request.method == "POST" and form.is_valid():
        try:
            done = act(form.cleaned_data)
        except Conflict:
            raise
        except Refused as refused:
            form.add_refusal(refused)  # type: ignore[attr-defined]
        else:
            messages.success(request, done)
            return redirect(back)
    context = {"form": form, "page_title": title, "submit": title, "lead": lead, "back": back}
    if may(request.actor, "members.see_people"):
        context["list_url"] = list_of(request)
    return render(request, "members/roll_form.html", context)
