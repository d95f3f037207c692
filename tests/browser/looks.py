"""What one looks for on a page, at three looks: 1280 px, 360 px, and 360 px with large text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page

from council.run.places import ROOT
from tests.browser.person import PATIENCE, overflow_of

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """async preload => (await axe.run(document, {
  preload, runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}, resultTypes: ["violations"],
})).violations.map(found => `${found.id} (${found.nodes.length}): ${found.nodes[0].html.slice(0, 200)}`)"""
# What came over the wire, also when a copy was at hand; fonts and photos are cached and counted apart.
WEIGH = """() => performance.getEntriesByType("navigation").concat(performance.getEntriesByType("resource"))
  .filter(one => !/\\.woff2?$|\\/photos\\//.test(one.name.split("?")[0]))
  .reduce((sum, one) => sum + one.encodedBodySize, 0)"""
DEAD_ANCHORS = """() => [...document.querySelectorAll("a[href^='#']")].map(a => a.getAttribute("href"))
  .filter(href => href.length > 1 && !document.getElementById(decodeURIComponent(href.slice(1))))"""
PLACEHOLDER = re.compile(
    r"lorem ipsum|TODO|FIXME|undefined|\[object Object\]|\bNone\b|None년|\bnan\b|\{[%{]|%\(\w+\)s", re.I
)
HEAVIEST = 200 * 1024
LOOKS = (("1280 px", 1280, False), ("360 px", 360, False), ("360 px, large text", 360, True))


@dataclass
class Finding:
    """One page as one person saw it."""

    who: str
    path: str
    axe: list[str] = field(default_factory=list)
    sideways: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    bytes: int = 0

    def said(self, things: list[str]) -> list[str]:
        return [f"{self.path} [{self.who}] {thing}" for thing in things]


def look_at(page: Page, address: str, who: str, path: str) -> Finding:
    """Open the page and look at it."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address, wait_until="load", timeout=PATIENCE)
    return look(page, who, path)


def look(page: Page, who: str, path: str) -> Finding:
    """Look three times at the page that is open."""
    finding = Finding(who, path)
    page.evaluate(f"{AXE}; undefined")  # by the debugger, so that the page's own policy stays in force
    # The admin site's stylesheets import each other; axe would copy them into the page, which its policy forbids.
    preload = not path.startswith("/admin/")
    for name, width, large in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("size => { document.documentElement.dataset.text = size }", "large" if large else "")
        finding.axe += [f"{name}: {violation}" for violation in page.evaluate(RUN_AXE, preload)]
        if overflow := overflow_of(page):
            finding.sideways.append(f"{name}: {overflow}")
    finding.bytes = page.evaluate(WEIGH)
    finding.wrong = wrongs(page)
    return finding


def wrongs(page: Page) -> list[str]:
    """Return what is missing or left over on the page."""
    found = []
    if page.locator("h1").count() != 1:
        found.append(f"{page.locator('h1').count()} headlines")
    if not re.search(r"\S (·|\|) \S", page.title()):
        found.append(f"title: {page.title()!r}")
    if page.evaluate("document.documentElement.lang") != "ko":
        found.append("not marked as Korean")
    found += [f"leads nowhere: {anchor}" for anchor in page.evaluate(DEAD_ANCHORS)]
    found += [f"left over: {match[0]}" for match in PLACEHOLDER.finditer(page.inner_text("body"))]
    return found
