"""Projects as everyone reads them."""

from __future__ import annotations

from django.forms import ChoiceField, Form
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from council.audit.fragments import Everyone, shared_fragment
from council.common.access import public
from council.common.http import PortalRequest
from council.common.paging import page
from projects.choices import AffairsClass
from projects.filters import ProjectFilter
from projects.selectors import counts
from projects.selectors import projects as reads
from projects.views.public.common import project_or_404
from projects.views.public.pages import project_page


@public
@require_safe
def project_list(request: PortalRequest) -> HttpResponse:
    """All projects, the urgent ones first: who does what by when; the same for everybody."""
    return render(request, "projects/project_list.html", {"body": shared_fragment(request, "projects", _list)})


def _list(everyone: Everyone) -> SafeString:
    found = ProjectFilter(everyone.GET, queryset=reads.listed(), request=everyone)
    _count_on_chips(found.form)
    shown = found.qs
    total, late = counts.sizes(shown, everyone.today)
    context = {
        "request": everyone,
        "council": everyone.council,
        "form": found.form,
        "page": page(everyone, shown, count=total),
        "filtered": bool(everyone.GET),
        "late_count": late,
        "base": everyone.path,
    }
    return render_to_string("projects/_project_list.html", context)


def _count_on_chips(form: Form) -> None:
    """Write the number of projects of each class on its chip, in the year that is looked at."""
    form.is_valid()
    found = counts.by_class(form.cleaned_data.get("year") or None)
    field = form.fields["affairs"]
    assert isinstance(field, ChoiceField)
    field.empty_label = _("전체 %(n)s") % {"n": found["ALL"]}  # type: ignore[attr-defined]
    field.choices = [(code, f"{label} {found[code]}") for code, label in AffairsClass.choices]


@public
@require_safe
def project_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """One project: what happens now, every step with who and why, plan, log, photos and facts."""
    return project_page(request, project_or_404(pk))
