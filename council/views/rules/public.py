"""What this council lives by: its rules today or on another day, one by one, side by side, and tried out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from council import rule_asking, rule_changes, rule_pages
from council.common.access import may, public
from council.common.dates import kdate
from council.common.forms import KDateField
from council.common.http import PortalRequest
from council.models import Council, Rule
from council.rulebook import KEYS, RuleBook, Verdict
from council.rulebook.db import book_of
from members.models import Membership


@public
@require_safe
def rules(request: PortalRequest) -> HttpResponse:
    """Show the rules of this council on a day, each with its value, article and level, and what changed lately."""
    council, on = request.council, day_of(request, "on")
    rows = rule_pages.rows_of(council)
    labels = rule_pages.own_labels(rows)
    groups, open_keys = rule_pages.groups(rows, on, labels)
    context = {
        "on": on,
        "is_today": on == request.today,
        "groups": [group for group in groups if not group.is_default],
        "defaults": [group for group in groups if group.is_default],
        "open_keys": open_keys,
        "changes": rule_changes.changes(council, rows),
        "examples": _examples(book_of(rows, on, council), on),
        "region": council.region.parent,
        "may_edit": may(request.actor, "council.set_bylaw"),
        "may_edit_ordinance": may(request.actor, "council.set_ordinance"),
        "may_edit_defaults": may(request.actor, "council.set_default"),
    }
    return render(request, "council/rules/rules.html", context)


def _examples(book: RuleBook, on: dt.date) -> list[rule_asking.Example]:
    """Return a meeting that opens and one that does not, with this council's own number of 위원 (one query)."""
    enrolled = Membership.objects.filter(starts_on__lte=on, ends_on__gt=on).count()
    least = book.ask("quorum", enrolled=enrolled).needed if enrolled else None
    if not least or least > enrolled:
        return []
    examples = []
    for present in (least, least - 1):
        facts = {"enrolled": enrolled, "present": present}
        verdict = book.ask("quorum", **facts)
        title = (
            _("%(n)d명이 오면 회의가 열리나요") % {"n": present}
            if verdict.holds
            else _("%(n)d명이면 왜 열리지 못하나요") % {"n": present}
        )
        examples.append(
            rule_asking.Example(title, verdict, rule_asking.called(verdict), rule_asking.figures(verdict, facts))
        )
    return examples


@public
@require_safe
def rule(request: PortalRequest, key: str) -> HttpResponse:
    """Show one key: every rule in force with its conditions and the article's words, and its whole history."""
    known = KEYS.get(key)
    if known is None:
        raise Http404
    council, on = request.council, day_of(request, "on")
    rows = [row for row in rule_pages.rows_of(council) if row.key == key]
    labels = rule_pages.own_labels(rows)
    lines = rule_pages.lines_by_key(rows, on, labels).get(key)
    past = [row for row in rows if row.is_withdrawn or (row.valid_until is not None and row.valid_until <= on)]
    context = {
        "known": known,
        "topic": rule_pages.title_of(known),
        "on": on,
        "is_today": on == request.today,
        "lines": lines.lines if lines else [],
        "past": [rule_pages.line_of(row, labels) for row in reversed(past)],
        "coming": [rule_pages.line_of(row, labels) for row in rows if row.valid_from > on and not row.is_withdrawn],
        "left_open": any(row.answer == Rule.Answer.BYLAW for row in rows),
        "may_edit": may(request.actor, "council.set_bylaw"),
    }
    return render(request, "council/rules/rule.html", context)


@public
@require_safe
def compare(request: PortalRequest) -> HttpResponse:
    """Show two days of this council, or this council beside another one, what differs first."""
    here, on = request.council, day_of(request, "on")
    others = list(
        Council.objects.filter(closed_on__isnull=True).exclude(pk=here.pk).order_by("parent_name", "short_name")
    )
    other = next((council for council in others if council.slug == request.GET.get("with")), None)
    then = day_of(request, "then", on if other else _year_before(on))
    left = _lines(here, then if other is None else on)
    right = _lines(other, then) if other else _lines(here, on)
    pairs = rule_changes.compare(left, right)
    context = {
        "others": others,
        "other": other,
        "on": on,
        "then": then,
        "left_title": _side(here, then if other is None else on),
        "right_title": _side(other or here, then if other else on),
        "differing": [pair for pair in pairs if pair.differs],
        "same": [pair for pair in pairs if not pair.differs],
    }
    return render(request, "council/rules/compare.html", context)


def _lines(council: Council, on: dt.date) -> dict[str, rule_pages.KeyLines]:
    rows = rule_pages.rows_of(council)
    return rule_pages.lines_by_key(rows, on, rule_pages.own_labels(rows))


def _side(council: Council, on: dt.date) -> str:
    return f"{council.short_name} {kdate(on, weekday=False)}"


def _year_before(day: dt.date) -> dt.date:
    return (day.replace(day=1) - dt.timedelta(days=360)).replace(day=1)


@public
@require_safe
def ask(request: PortalRequest) -> HttpResponse:
    """Try a question out: choose it, enter figures, read the verdict."""
    asked = rule_asking.BY_NAME.get(request.GET.get("q", ""))
    context: dict[str, Any] = {"questions": rule_asking.ASKED, "asked": asked}
    if asked is not None:
        on = day_of(request, "on")
        rows = rule_pages.rows_of(request.council)
        own = rule_pages.own_labels(rows)
        book = book_of(rows, on, request.council)
        typed = any(name in request.GET for name in asked.facts)
        context |= {"on": on, "typed": typed, **_try(book, asked, request, own, on, typed)}
    return render(request, "council/rules/ask.html", context)


def _try(
    book: RuleBook, asked: rule_asking.Asked, request: PortalRequest, own: dict[str, str], on: dt.date, typed: bool
) -> dict[str, Any]:
    """Return the form and, once figures were typed, the verdict; facts that are wanting become fields."""
    more = rule_asking.given_names(request.GET, own)
    form = rule_asking.AskForm(request.GET if typed else None, asked=asked, more=more, own=own)
    if not typed:
        return {"form": form}
    facts = form.facts()
    if form.errors:
        return {"form": form}
    verdict: Verdict = rule_asking.ask(book, asked, facts, on)
    wanting = [name for name in verdict.missing if name not in form.fields]
    if wanting:
        form = rule_asking.AskForm(request.GET, asked=asked, more=[*more, *wanting], own=own)
        form.is_valid()
    return {
        "form": form,
        "verdict": verdict,
        "called": rule_asking.called(verdict),
        "figures": rule_asking.figures(verdict, facts),
    }


def day_of(request: PortalRequest, name: str, otherwise: dt.date | None = None) -> dt.date:
    """Return the day that the address names, else the other one, else today."""
    try:
        day = KDateField(required=False).clean(request.GET.get(name, ""))
    except ValidationError:
        day = None
    return day or otherwise or request.today
