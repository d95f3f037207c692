"""Entering rules one by one: the list, the form with its preview, ending one, and having compared an article."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from council import rule_pages
from council.common.errors import Conflict, Refused
from council.common.http import PortalRequest
from council.forms.rule_acts import EndForm
from council.forms.rules import RuleForm
from council.models import Rule, RuleLoading
from council.rulebook.keys import KEYS, RuleKey
from council.services import check_rule, end_rule, set_rule
from council.services.exporting import export_text
from council.services.previews import Preview, preview
from council.services.rules import draft
from council.services.wording import Edit, Owner
from council.views.rules.place import Place, of_council, of_district, of_platform


@require_safe
def desk(request: PortalRequest, place: Place) -> HttpResponse:
    """What is ruled at this level, topic by topic, the files that were brought in, and the way to enter more."""
    owner = place.owner
    # The platform's own defaults, or the rules of this level with those above it.
    rows = list(rule_pages.with_source(Rule.objects.filter(owner.rules | owner.above).standing()))
    labels = rule_pages.own_labels(rows)
    context = page(place) | {
        "groups": rule_pages.desk_groups(owner.level, rows, request.today, labels),
        "loadings": loadings_of(owner),
        "councils": place.councils,
    }
    return render(request, "council/rules/desk.html", context)


def loadings_of(owner: Owner) -> list[RuleLoading]:
    """Return the files brought in at this level, the latest first (one query)."""
    found = RuleLoading.objects.filter(owner.rules).defer("content", "facts")
    return list(found.order_by("-at", "-pk"))


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PortalRequest, place: Place, key: str) -> HttpResponse:
    """Enter one rule: the form, then what it changes, then done."""
    known = KEYS.get(key)
    if known is None:
        raise Http404
    base = _base(request, place.owner, known)
    form = RuleForm(
        request.POST or None,
        known=known,
        owner=place.owner,
        base=base,
        facts=rule_pages.facts_of(place.owner.rules | place.owner.above),
        directly="direct" in request.GET,
        initial={"valid_from": request.today},
    )
    context = page(place) | {"form": form, "known": known, "base": base, "topic": rule_pages.title_of(known)}
    if request.method == "POST" and form.is_valid():
        try:
            if "save" in request.POST:
                return _save(request, place, form)
            # Whatever set_rule would refuse is refused here already: a preview promises nothing else.
            edit = draft(place.owner, form.wording(), **form.period(), **form.adopted())
        except Conflict:
            raise
        except Refused as refused:
            form.add_refusal(refused)
        else:
            if "edit" not in request.POST:
                context["preview"] = _preview(request, place, edit, form.cleaned_data["valid_from"])
    return render(request, "council/rules/write.html", context)


def _base(request: PortalRequest, owner: Owner, known: RuleKey) -> Rule | None:
    """Return the rule that the new one follows: the one chosen, else what stands here now, else above."""
    rows = Rule.objects.filter(owner.rules | owner.above, key=known.key).standing()
    chosen = request.GET.get("from", "")
    if chosen.isdecimal() and len(chosen) < 18:
        return rows.filter(pk=chosen).first()
    mine = rows.filter(owner.rules, conditions={}, cohort={}, clause="").order_by("-valid_from").first()
    return mine or rows.filter(owner.above, conditions={}, cohort={}).order_by("-valid_from").first()


def _save(request: PortalRequest, place: Place, form: RuleForm) -> HttpResponse:
    rule = set_rule(
        council=place.owner.council,
        region=place.owner.region,
        by=place.actor,
        at=request.now,
        **form.wording().columns(),
        **form.period(),
        **form.adopted(),
    )
    messages.success(request, _("규칙을 적었습니다. %(label)s") % {"label": KEYS[rule.key].label})
    return HttpResponseRedirect(place.url("rules"))


def _preview(request: PortalRequest, place: Place, edit: Edit, first_day: dt.date) -> Preview:
    on = max(first_day, request.today)
    return preview(edit, place.councils, on, rule_pages.facts_of(place.owner.rules | place.owner.above))


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PortalRequest, place: Place, pk: int) -> HttpResponse:
    """End one rule, or take one back that was entered by mistake."""
    rule = _rule(place, pk)
    form = EndForm(request.POST or None, rule=rule, initial={"last_day": request.today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            end_rule(rule, ends_on=data["ends_on"], reason=data["reason"], by=place.actor, at=request.now)
        except Conflict:
            raise
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("규칙을 끝냈습니다. 지난 판정에는 그대로 남습니다."))
            return HttpResponseRedirect(place.url("rules"))
    context = page(place) | {
        "form": form,
        "rule": rule,
        "line": rule_pages.line_of(rule, rule_pages.own_labels([rule])),
    }
    return render(request, "council/rules/end.html", context)


@require_POST
def check(request: PortalRequest, place: Place, pk: int) -> HttpResponse:
    """Record that the article was compared with the original."""
    check_rule(_rule(place, pk), by=place.actor, at=request.now)
    messages.success(request, _("조문과 견주어 본 것으로 적었습니다."))
    return HttpResponseRedirect(place.url("rules"))


@require_safe
def export(request: PortalRequest, place: Place) -> HttpResponse:
    """Hand out what is in force at this level as a file."""
    response = HttpResponse(export_text(place.owner, request.today), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rules-{request.today:%Y%m%d}.yaml"'
    return response


def _rule(place: Place, pk: int) -> Rule:
    rule = get_object_or_404(
        Rule.objects.filter(place.owner.rules).select_related("ordinance", "region", "council"), pk=pk
    )
    if rule.key not in KEYS:
        raise Http404
    return rule


def page(place: Place) -> dict[str, Any]:
    """Return what every page of the desk knows: whose rules, and the addresses around it."""
    region, council = place.owner.region, place.owner.council
    if council is not None:
        title = _("%(place)s 운영세칙") % {"place": council.short_name}
    else:
        title = _("%(place)s 조례") % {"place": region.name} if region is not None else _("포털 기본값")
    return {
        "place": place,
        "desk_title": title,
        "desk_url": place.url("rules"),
        "upload_url": place.url("rules_upload"),
    }


office_rules, district_rules, platform_rules = of_council(desk), of_district(desk), of_platform(desk)
office_rule, district_rule, platform_rule = of_council(write), of_district(write), of_platform(write)
office_rule_end, district_rule_end, platform_rule_end = of_council(end), of_district(end), of_platform(end)
office_rule_check, district_rule_check, platform_rule_check = of_council(check), of_district(check), of_platform(check)
office_rules_file, district_rules_file, platform_rules_file = (
    of_council(export),
    of_district(export),
    of_platform(export),
)
