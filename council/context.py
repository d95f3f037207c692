"""What every page knows besides its own subject: whose portal it is, who looks, and the way around."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from council.common.actor import Actor
from council.notices.selectors import unread_count
from council.pagecache import TEXT_COOKIE

#: Two letters each, so that six fit on a phone in large text. A word appears when its app is there.
PUBLIC_NAV: tuple[tuple[Promise, str], ...] = (
    (gettext_lazy("사업"), "projects:project_list"),
    (gettext_lazy("제안"), "projects:proposal_list"),
    (gettext_lazy("회의"), "meetings:meeting_list"),
    (gettext_lazy("살림"), "budgets:open_book"),
    (pgettext_lazy("plural", "위원"), "members:roll"),
    (gettext_lazy("찾기"), "search:search"),
)
OFFICE = (gettext_lazy("할 일"), "council:office")
RULES = (gettext_lazy("규칙"), "council:rules")
PLATFORM_NAV: tuple[tuple[Promise, str], ...] = (
    (pgettext_lazy("plural", "주민자치회"), "council:home_all"),
    (gettext_lazy("이용 안내"), "council:help_use"),
    (gettext_lazy("용어 풀이"), "council:help_glossary"),
)
NAV_WORDS = 6


@dataclass(frozen=True, slots=True)
class NavItem:
    """One word of the main menu."""

    url: str
    label: str
    current: bool


def portal(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of the page; costs no query for a visitor who is not signed in."""
    council = getattr(request, "council", None)
    actor: Actor = getattr(request, "actor", None) or Actor.anonymous()
    return {
        "council": council,
        "actor": actor,
        "nav": lambda: _nav(request, council, actor),
        "brand": council.name if council else _("주민자치회 포털"),
        "brand_small": council.parent_name if council else "",
        "home_url": address("council:home", council.slug) if council else address("council:home_all"),
        "rules_url": address("council:rules", council.slug) if council else "",
        "person_url": _person_url(council),
        "inbox_url": address("notices:inbox", council.slug) if council else "",
        "unread": cache(lambda: unread_count(actor.user_id) if council and actor.is_authenticated else 0),
        "demo_mode": settings.DEMO,
        "official_site": settings.OFFICIAL_SITE,
        "text_size": "large" if request.COOKIES.get(TEXT_COOKIE) == "large" else "",
        "languages": languages(),
    }


def _nav(request: HttpRequest, council: Any, actor: Actor) -> list[NavItem]:
    if council is None:
        words = [(label, address(name)) for label, name in PLATFORM_NAV]
    else:
        first = (OFFICE,) if actor.is_staff else ()
        words = [(label, address(name, council.slug)) for label, name in (*first, *PUBLIC_NAV)]
        words = [(label, url) for label, url in words if url]
        if len(words) < NAV_WORDS:
            words.append((RULES[0], address(RULES[1], council.slug)))
    path = request.path
    return [
        NavItem(url, str(label), path == url or (url.count("/") > 2 and path.startswith(url)))
        for label, url in words
        if url
    ]


def _person_url(council: Any) -> str:
    return address("council:my", council.slug) if council else address("members_account:me")


@lru_cache(maxsize=4096)
def address(name: str, slug: str = "") -> str:
    """Return the address of a named page, "" while no app provides it."""
    try:
        return reverse(name, args=[slug] if slug else [])
    except NoReverseMatch:
        return ""


@cache
def languages() -> list[tuple[str, str]]:
    """Return the languages to choose from: those with a compiled catalogue; none to choose means []."""
    if not address("council:language"):
        return []
    base = settings.LANGUAGE_CODE
    found = [
        (code, str(name))
        for code, name in settings.LANGUAGES
        if code == base or any((path / code / "LC_MESSAGES" / "django.mo").exists() for path in settings.LOCALE_PATHS)
    ]
    return found if len(found) > 1 else []
