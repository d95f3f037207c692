"""The project's log and its photos."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from council.common.access import allow, require
from council.common.http import PortalRequest
from projects.forms.plans import LogForm, PhotoForm
from projects.models import Photo
from projects.services import log, photos
from projects.views.office.shared import acted, page_of, project_or_404, sent_once


@allow("projects.inbox")
@require_http_methods(["GET", "POST"])
@sent_once
def add_line(request: PortalRequest, pk: int) -> HttpResponse:
    """Write what happened on a day, with photos."""
    project = project_or_404(pk)
    require(request.actor, "projects.log_progress", project)
    form = LogForm(request.POST or None, request.FILES or None, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def act() -> str:
            update = log.add_update(
                project, by=request.actor, at=request.now, on=given["on"], text=given["text"], token=given["token"]
            )
            for image in given["photos"]:
                photos.add(update, image, by=request.actor, at=request.now, alt=given["alt"])
            return page_of(project)

        done = acted(request, form, act, _("사업 일지를 썼습니다. 지켜보는 분들에게 알렸습니다."))
        if done:
            return done
    return render(request, "projects/office/log.html", {"project": project, "form": form})


@allow("projects.inbox")
@require_http_methods(["GET", "POST"])
@sent_once
def project_photos(request: PortalRequest, pk: int) -> HttpResponse:
    """The photos of a project: put up, take down."""
    project = project_or_404(pk)
    require(request.actor, "projects.upload_photo", project)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def act() -> str:
            for image in given["photos"]:
                photos.add(project, image, by=request.actor, at=request.now, caption=given["caption"], alt=given["alt"])
            return request.path

        done = acted(request, form, act, _("사진을 올렸습니다."))
        if done:
            return done
    shown = list(
        Photo.objects.filter(project=project, removed_at__isnull=True).select_related("council").order_by("position")
    )
    context = {"project": project, "form": form, "photos": shown, "most": photos.MOST_OF_PROJECT}
    return render(request, "projects/office/photos.html", context)


@allow("projects.inbox")
@require_POST
def photo_remove(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a photo of a project down. Doing it twice changes nothing more."""
    photo = get_object_or_404(Photo.objects.select_related("project__council", "project__committee"), pk=pk)
    if photo.project is None:
        raise Http404
    require(request.actor, "projects.moderate_photo", photo.project)
    photos.remove(photo, by=request.actor, at=request.now)
    messages.success(request, _("사진을 내렸습니다."))
    return HttpResponseRedirect(reverse("projects:office_photos", args=[request.council.slug, photo.project_id]))
