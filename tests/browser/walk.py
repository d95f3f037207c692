"""A walk through the whole portal: every address, as everybody, looking closely at each page of a new kind."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from tests.browser.looks import Finding, look_at
from tests.browser.person import Person

#: So many pages of one address are fetched for each person; a page with parts seen nowhere before is looked at.
PER_ROUTE = 3
TOLD = {"script", "style", "svg", "path", "meta", "link"}


class Shape(HTMLParser):
    """What a page is made of (elements with their classes), and where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: set[str] = set()
        self.links: list[str] = []
        self.opens = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in TOLD:
            self.parts.add(f"{tag}.{given.get('class') or ''}.{given.get('type') or given.get('role') or ''}")
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))


def routes(patterns: Iterable[Any] | None = None, before: str = "") -> Iterator[str]:
    """Return every route of the portal as Django writes it."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(entry.pattern).lstrip("^")
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, route)
        elif isinstance(entry, URLPattern):
            yield route


def route_of(path: str) -> str | None:
    try:
        return resolve(path).route.replace("^", "")
    except Resolver404:
        return None


def most_of(key: str) -> int:
    """Return how many addresses of a route to fetch: of the admin site's alike pages only a sample."""
    return ("?" not in key) if key.startswith("admin/") else PER_ROUTE


@dataclass
class Walk:
    """What has been seen so far."""

    home: str
    findings: list[Finding] = field(default_factory=list)
    statuses: dict[str, set[int]] = field(default_factory=dict)
    looked: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)

    def go(self, person: Person, who: str, starts: Iterable[str]) -> None:
        """Follow the links from the starts, as far as they lead within the portal."""
        queue, known, fetched = deque(starts), set(starts), Counter[str]()
        while queue:
            path = queue.popleft()
            plain = urlsplit(path).path
            route = route_of(plain)
            key = f"{route}{'?' * ('?' in path)}"
            if route is None or fetched[key] >= most_of(key) or "photos/<int:pk>/<str" in route:
                continue
            fetched[key] += 1
            shape = self.fetch(person, route, path)
            for link in shape.links:
                there = urlsplit(urljoin(path, urldefrag(link)[0]))
                further = there.path + (f"?{there.query}" if there.query else "")
                if not there.netloc and further not in known and "logout" not in further:
                    known.add(further)
                    queue.append(further)
            new = route not in self.looked and not route.startswith("admin/")
            if shape.opens and (new or shape.parts - self.parts):
                self.looked.add(route)
                self.parts |= shape.parts
                self.findings.append(look_at(person.page, person.portal.url + path, who, path))

    def fetch(self, person: Person, route: str, path: str) -> Shape:
        """Return what the page is made of; only where it leads when it sends elsewhere, nothing when it is no page."""
        answer = person.context.request.get(person.portal.url + path, max_redirects=0)
        self.statuses.setdefault(route, set()).add(answer.status)
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        shape = Shape(answer.text() if is_page else "")
        shape.opens = is_page and answer.status == 200
        if answer.status in (301, 302):
            shape.links = [answer.headers["location"]]
        return shape

    def knocks(self, person: Person, route: str) -> None:
        """Ask for a route with any number in it: a button answers 405, whatever the number."""
        path = re.sub(r"<slug:slug>", self.home.split("/")[2], route)
        self.fetch(person, route, "/" + re.sub(r"<int:\w+>", "1", re.sub(r"<(slug|str):\w+>", "privacy", path)))

    def said(self, kind: str) -> list[str]:
        """Return everything of one kind that was found, each with its page and who saw it."""
        return [line for finding in self.findings for line in finding.said(getattr(finding, kind))]
