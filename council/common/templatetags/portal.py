"""Tags and filters of the pages. Rows of long lists use these, so they build strings, not templates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet
from django.http import QueryDict
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.common import dates, money
from council.common.error_summary import summarise

register = template.Library()

#: Class of 사무 → (shape, word). Shape, not colour, tells the classes apart.
KINDS: dict[str, tuple[str, Promise]] = {
    "AUTONOMOUS": ("a", gettext_lazy("주민자치")),
    "ENTRUSTED": ("b", gettext_lazy("위탁")),
    "CONSULTATIVE": ("c", gettext_lazy("협의")),
}
TONES: dict[str, str] = {
    "doing": "primary",
    "waiting": "warning",
    "done": "success",
    "late": "danger",
    "stopped": "gray",
}
EMPTY = mark_safe("")


@register.filter
def won(value: int | None) -> str:
    """``{{ line.amount|won }}`` → 1,540,000원."""
    return money.won(value) if isinstance(value, int) else ""


@register.filter
def kdate(value: date | datetime | None) -> str:
    return dates.kdate(value) if isinstance(value, date) else ""


@register.filter
def kdatetime(value: datetime | None) -> str:
    return dates.kdatetime(value) if isinstance(value, datetime) else kdate(value)


@register.filter
def due_class(value: date | datetime | None, on: date | None = None) -> str:
    return dates.due_tone(value, on or timezone.localdate()) if isinstance(value, date) else ""


@register.filter
def percent(part: int, whole: int) -> str:
    """``{{ spent|percent:budget }}`` → 46.2%."""
    return money.percent(part, whole)


@register.filter
def mask_name(name: str | None) -> str:
    """Hide the middle of a person's name: 김*수, 남**수; two letters hide the last."""
    plain = (name or "").strip()
    if len(plain) < 2:
        return plain and "*"
    if len(plain) == 2:
        return plain[0] + "*"
    return plain[0] + "*" * (len(plain) - 2) + plain[-1]


@register.simple_tag
def when(value: date | datetime | None) -> SafeString:
    """``{% when meeting.starts_at %}`` → a <time> that people and machines read."""
    if not isinstance(value, date):
        return EMPTY
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return format_html('<time datetime="{}">{}</time>', f"{local:%Y-%m-%dT%H:%M}", dates.kdatetime(value))
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), dates.kdate(value))


@register.simple_tag
def kind(affairs_class: str | None) -> SafeString:
    """``{% kind project.affairs_class %}`` → the chip of the class; nothing while undecided."""
    found = KINDS.get(str(affairs_class or ""))
    return format_html('<span class="kind {}">{}</span>', found[0], found[1]) if found else EMPTY


@register.simple_tag
def badge(text: object, tone: str = "gray") -> SafeString:
    """``{% badge "하는 중" "doing" %}``: the colour only repeats what the words say."""
    return format_html('<span class="krds-badge bg-light-{}">{}</span>', TONES.get(tone, tone), text)


@register.simple_tag(takes_context=True)
def due(context: Context, value: date | datetime | None, style: str = "full") -> SafeString:
    """``{% due item.due_on %}`` → 9. 18.(금)까지, 2일 남음; style "short" leaves the count out."""
    if not isinstance(value, date):
        return EMPTY
    on = _today(context)
    tone = dates.due_tone(value, on)
    words = dates.due_sentence(value, on)
    if style == "short" and tone != "late":
        words = _("%(day)s까지") % {"day": dates.kdate(value, today=on)}
    return format_html('<span class="{}">{}</span>', f"due {tone}".rstrip(), words)


def _today(context: Context) -> date:
    """Return the request's day, so that one page never shows two different days around midnight."""
    day = getattr(context.get("request"), "today", None)
    return day if isinstance(day, date) else timezone.localdate()


@register.simple_tag
def bar(share: float | str, tone: str = "b1") -> SafeString:
    """``{% bar 46.2 %}``: a bar whose length is an SVG attribute; the figure stands beside it as text."""
    width = max(0.0, min(100.0, float(str(share).rstrip("%") or 0)))
    return format_html(
        '<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="b0" width="100" height="6"/><rect class="{}" width="{}" height="6"/></svg>',
        tone,
        f"{width:g}",
    )


@register.simple_tag
def crumb(label: object, url: str = "") -> SafeString:
    """``{% crumb "제안" url %}``; without url it is the page itself."""
    if url:
        return format_html('<li><a href="{}" class="txt">{}</a></li>', url, label)
    return format_html('<li><span class="txt" aria-current="page">{}</span></li>', label)


@register.simple_tag(takes_context=True)
def person_label(context: Context) -> str:
    """Return how the head calls the person signed in: the office held here, or 내 정보."""
    actor, council = context.get("actor"), context.get("council")
    if actor is None or not actor.is_staff or not actor.top_role:
        return _("내 정보")
    return str(council.label(actor.top_role) if council is not None else actor.label)


@register.simple_tag(takes_context=True)
def login_url(context: Context) -> str:
    """Return the sign-in address that comes back to this page."""
    request = context.get("request")
    try:
        address = reverse("account_login")
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode({'next': request.get_full_path()})}" if request is not None else address


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Page[Any]) -> SafeString:
    """``{% pager page %}``: where we are, and the pages before and after; nothing for a single page."""
    total = page.paginator.num_pages
    if total <= 1:
        return EMPTY
    links = [format_html('<span class="sub">{}</span>', _("%(at)d쪽 / %(all)d쪽") % {"at": page.number, "all": total})]
    if page.has_previous():
        links.append(_page_link(context, page.previous_page_number(), _("앞쪽 보기"), "prev"))
    if page.has_next():
        left = page.paginator.count - page.end_index()
        words = _("다음 %(count)d개 보기") % {"count": min(left, page.paginator.per_page)}
        links.append(_page_link(context, page.next_page_number(), words, "next"))
    inside = format_html_join("", "{}", ((link,) for link in links))
    return format_html('<nav class="sect cluster pager" aria-label="{}">{}</nav>', _("쪽 이동"), inside)


def _page_link(context: Context, number: int, words: str, rel: str) -> SafeString:
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    query["page"] = str(number)
    return format_html('<a class="krds-btn medium tertiary" href="?{}" rel="{}">{}</a>', query.urlencode(), rel, words)


@register.inclusion_tag("krds/_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet[Any] | None) -> dict[str, Any]:
    """``{% error_summary form %}`` under the h1: what to correct, each linked to its field."""
    return {"summary": summarise(*forms)}
