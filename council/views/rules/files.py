"""Bringing in a whole file of rules: read it, see what it changes, do it, and undo it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from council.common.errors import Conflict, Refused
from council.common.http import PortalRequest
from council.forms.rule_acts import FileForm, UndoForm
from council.models import RuleLoading
from council.services.loading import load_rules, plan_loading, undo_loading
from council.services.previews import preview
from council.views.rules.desk import page
from council.views.rules.place import Place, of_council, of_district, of_platform


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: PortalRequest, place: Place) -> HttpResponse:
    """Pick or paste a file; mistakes are listed by line, and nothing happens before it is confirmed."""
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = page(place) | {"form": form}
    if request.method == "POST" and form.is_valid():
        name, content = form.cleaned_data["name"], form.cleaned_data["content"]
        name = request.POST.get("name", "")[:120].strip() or name
        try:
            if "save" in request.POST:
                return _save(request, place, content, name)
            plan = plan_loading(content, name, owner=place.owner)
        except Conflict:
            raise
        except Refused as refused:
            context["problems"] = getattr(refused, "problems", [])
            form.add_refusal(refused)
        else:
            on = max(plan.in_force_on, request.today)
            context |= {
                "plan": plan,
                "preview": preview(plan.edit, place.councils, on, plan.labels),
                "content": content,
                "name": name,
            }
    return render(request, "council/rules/upload.html", context)


def _save(request: PortalRequest, place: Place, content: str, name: str) -> HttpResponse:
    loading = load_rules(content, name, owner=place.owner, by=place.actor, at=request.now)
    added = loading.rules.count()
    messages.success(request, _("%(name)s에서 규칙 %(n)d건을 적었습니다.") % {"name": loading.title, "n": added})
    return HttpResponseRedirect(place.url("rules"))


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: PortalRequest, place: Place, pk: int) -> HttpResponse:
    """Take a whole file back; what it had ended holds again."""
    loading = get_object_or_404(RuleLoading.objects.filter(place.owner.rules), pk=pk)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            undo_loading(loading, reason=form.cleaned_data["reason"], by=place.actor, at=request.now)
        except Conflict:
            raise
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("%(name)s을(를) 들여온 것을 되돌렸습니다.") % {"name": loading.title})
            return HttpResponseRedirect(place.url("rules"))
    context = page(place) | {"form": form, "loading": loading, "added": loading.rules.count()}
    return render(request, "council/rules/undo.html", context)


office_rules_upload, district_rules_upload, platform_rules_upload = (
    of_council(upload),
    of_district(upload),
    of_platform(upload),
)
office_rules_undo, district_rules_undo, platform_rules_undo = of_council(undo), of_district(undo), of_platform(undo)
