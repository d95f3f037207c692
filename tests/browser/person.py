"""One person at one browser: what he or she does, said as one would say it, and what must never happen meanwhile."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.clock import HEADER
from tests.browser.server import Portal

#: For machines that do other things besides, in milliseconds.
PATIENCE = 30_000


@dataclass
class Troubles:
    """What no page may do, whoever visits it: script errors, server errors, anything fetched from elsewhere."""

    portal: Portal
    found: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.found.append(f"script: {error.error}"))
        context.on("request", self._on_request)
        context.on("response", self._on_response)

    def _on_console(self, message: ConsoleMessage) -> None:
        # A refused page says so in the console too; its status is looked at where it is visited.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            where = message.page.url if message.page else ""
            self.found.append(f"console: {where} {message.text[:300]}")

    def _on_request(self, request: Request) -> None:
        if request.url.startswith("http") and urlsplit(request.url).netloc != urlsplit(self.portal.url).netloc:
            self.found.append(f"foreign: {request.url[:200]}")

    def _on_response(self, response: Response) -> None:
        document = response.request.is_navigation_request()
        if response.status >= 500 or (response.status >= 400 and not document):
            self.found.append(f"{response.status}: {response.request.method} {response.url[:200]}")

    def told(self) -> str:
        """Return what was found since the last time, and begin anew."""
        said = "\n".join(self.found)
        self.found.clear()
        return said


class Person:
    """Somebody who clicks, types and reads."""

    def __init__(self, context: BrowserContext, portal: Portal, home: str) -> None:
        self.context, self.portal, self.home = context, portal, home
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)

    def on_day(self, days: int) -> Person:
        """Let it be so many days from today for this person, until the end of the test."""
        self.context.set_extra_http_headers({HEADER: str(days)})
        return self

    # --- Going somewhere ----------------------------------------------------------------------------------------

    def opens(self, path: str, status: int = 200) -> Person:
        """Open an address of the council ("proposals/") or of the portal ("/help/")."""
        response = self.page.goto(self.portal.url + (path if path.startswith("/") else self.home + path))
        assert response is not None
        assert response.status == status, f"{response.status} {path}\n{self.portal.complaints}"
        return self

    def follows(self, words: str, within: str = "body") -> Person:
        """Click a link."""
        link = self.found(self.page.locator(within).get_by_role("link", name=words).first, words)
        with self.page.expect_navigation():
            link.click()
        return self

    def takes_up(self, title: str) -> Person:
        """Go to what waits for oneself and open the task about that title, on whichever page of the inbox it is."""
        task = self.page.get_by_role("link", name=re.compile(rf": {re.escape(title)}$"))
        for number in range(1, 9):
            self.opens(f"office/?page={number}")
            if task.count():
                with self.page.expect_navigation():
                    task.first.click()
                return self
        raise AssertionError(f"‘{title}’ is not in the inbox:\n{self.opens('office/').reads()}")

    def presses(self, words: str, status: int = 200, within: str = "main") -> Person:
        """Click a button that sends a form, and read the page that follows."""
        button = self.found(self.page.locator(within).get_by_role("button", name=words, exact=True).first, words)
        with self.page.expect_navigation() as going:
            button.click()
        response = going.value
        assert response is not None
        assert response.status == status, f"{response.status} ‘{words}’: {response.url}\n{self.reads()[:2000]}"
        return self

    def confirms(self, words: str) -> Person:
        """Click a button that asks back, and say yes."""
        self.page.locator("main").get_by_role("button", name=words, exact=True).first.click()
        return self.presses(words, within="dialog")

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    # --- Filling in ---------------------------------------------------------------------------------------------

    def types(self, label: str, text: Any, within: str = "main") -> Person:
        """Write into the field of that label: text, a number, or a day."""
        self.field(label, within).fill(text.isoformat() if hasattr(text, "isoformat") else str(text))
        return self

    def field(self, label: str, within: str = "main") -> Locator:
        """Return the visible field of that label; the small words behind a label are not part of it."""
        place = self.page.locator(within)
        words = place.locator(f'xpath=.//label[normalize-space(text()[1])="{label}"]').filter(visible=True).first
        return place.locator(f'[id="{self.found(words, label).get_attribute("for")}"]')

    def picks(self, words: str, under: str = "") -> Person:
        """Tick a card: a choice, or a box. ``under`` is the question when several offer the same words."""
        place = self.page.locator("main")
        if under:
            place = place.locator("fieldset").filter(has=self.page.locator("legend", has_text=under))
        begins = re.compile(rf"^\s*{re.escape(words)}")
        cards = place.locator("label.choice").filter(has=self.page.locator("b", has_text=begins))
        self.found(cards.filter(visible=True).first, words).click()
        return self

    def chooses(self, words: str) -> Person:
        """Press one of some chips, which stand close together because their words are short."""
        chip = self.page.locator("main .krds-form-chip label").filter(visible=True).get_by_text(words, exact=True)
        self.found(chip.first, words).click()
        return self

    def hands_in(self, label: str, *files: Any) -> Person:
        """Choose files for the upload of that label."""
        self.page.locator("main .form-group").filter(has_text=label).locator("input[type=file]").first.set_input_files(
            list(files)
        )
        return self

    def selects(self, label: str, words: str) -> Person:
        """Choose from a drop-down list."""
        self.field(label).select_option(label=words)
        return self

    def found(self, locator: Locator, words: str) -> Locator:
        """Return the thing of these words once it is there; else fail with what the page says instead."""
        try:
            locator.wait_for()
        except PlaywrightTimeout:
            raise AssertionError(f"‘{words}’ is not on {self.path}:\n{self.reads()}") from None
        return locator

    # --- Reading ------------------------------------------------------------------------------------------------

    def sees(self, *words: str, within: str = "main") -> Person:
        for each in words:
            expect(self.page.locator(within)).to_contain_text(each)
        return self

    def misses(self, *words: str, within: str = "main") -> Person:
        for each in words:
            expect(self.page.locator(within)).not_to_contain_text(each)
        return self

    def reads(self, within: str = "main") -> str:
        return self.page.locator(within).inner_text()

    @property
    def headline(self) -> str:
        return self.page.locator("h1").inner_text()

    def no_sideways_scroll(self) -> None:
        assert not (overflow := overflow_of(self.page)), f"{self.path}: {overflow}"


STICKS_OUT = """() => {
  const root = document.documentElement, width = root.clientWidth;
  const over = Math.max(root.scrollWidth, document.body.scrollWidth) - width;
  if (over <= 0) return "";
  const out = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > width + 0.5);
  const last = out[out.length - 1];
  return `${over} px` + (last ? ` by <${last.tagName.toLowerCase()} class="${last.className}">${last.textContent.trim().slice(0, 60)}` : "");
}"""


def overflow_of(page: Page) -> str:
    """Return by how much the page is wider than its window, and because of what; "" when it is not.

    The body is asked too, because a stylesheet may hide what hangs over its edge.
    """
    return str(page.evaluate(STICKS_OUT))
