"""What the public views share: finding a thing, forms that only take a button, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse

from council.common.http import PortalRequest
from projects.models import Project, Proposal
from projects.selectors import projects as project_reads
from projects.selectors import proposals as proposal_reads

V = TypeVar("V", bound=Callable[..., HttpResponse])


def visible_proposal(request: PortalRequest, pk: int) -> Proposal:
    """Return the proposal if this person may see it; what is not there and what is not to be seen are both 404."""
    try:
        return proposal_reads.get_visible(request.actor, pk)
    except Proposal.DoesNotExist as missing:
        raise Http404 from missing


def project_or_404(pk: int) -> Project:
    try:
        return project_reads.get(pk)
    except Project.DoesNotExist as missing:
        raise Http404 from missing


def post_only(view: V) -> V:
    """Let the view take a pressed button only; opened as a page it says so and shows the way back."""

    @wraps(view)
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            return view(request, *args, **kwargs)
        response = render(request, "405.html", {"back_url": page_above(request.path_info)}, status=405)
        response["Allow"] = "POST"
        return response

    guarded.takes_post_only = True  # type: ignore[attr-defined]
    return cast(V, guarded)


def page_above(path: str) -> str:
    """Return the nearest address above that is a page: of a proposal's button, the proposal."""
    while path.count("/") > 3:
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            found = resolve(path)
        except Resolver404:
            continue
        if not getattr(found.func, "takes_post_only", False):
            return path
    return path


def address_of(thing: Proposal | Project, anchor: str = "") -> str:
    """Return the address of the thing's page, at a place in it."""
    name = "projects:proposal_detail" if isinstance(thing, Proposal) else "projects:project_detail"
    return reverse(name, args=[thing.council.slug, thing.pk]) + (f"#{anchor}" if anchor else "")


def back_to(thing: Proposal | Project, anchor: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(address_of(thing, anchor))
