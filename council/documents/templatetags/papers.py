"""``{% load papers %}{% papers project %}``: the papers of one record, with what may be done with them."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from council.documents.selectors import offers

register = template.Library()


@register.inclusion_tag("documents/_papers.html", takes_context=True)
def papers(context: Context, target: Any, heading: str = "h2") -> dict[str, Any]:
    """Show the papers that concern the person: 미리 보기, 발급, and what was issued. Nothing when none does."""
    request = context["request"]
    return {
        "offers": offers(request.actor, target),
        "target": target,
        "council": request.council,
        "heading": heading,
        "csrf_token": context.get("csrf_token"),
        "actor": request.actor,
    }
