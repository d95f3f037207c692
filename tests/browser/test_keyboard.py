"""The main jobs by keyboard alone: whatever the mouse does, Tab, Enter and Space do too, and the focus is seen."""

from __future__ import annotations

from typing import Any

from tests.browser.conftest import Arrives
from tests.browser.person import Person
from tests.projects_pages.office import Office

FOCUSED = """() => {
  const at = document.activeElement;
  const label = at.labels && at.labels.length ? at.labels[0].textContent : "";
  return (at.getAttribute("aria-label") || label || at.textContent || at.name || "").replace(/\\s+/g, " ").trim();
}"""
#: Nobody tabs longer than this through a page to its main button.
FAR = 60


class Keys:
    """A person without a mouse."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page

    def focused(self) -> str:
        return str(self.page.evaluate(FOCUSED))

    def to(self, words: str) -> Keys:
        """Press Tab until the thing of these words has the focus; it must be seen that it has."""
        for _ in range(FAR):
            self.page.keyboard.press("Tab")
            if self.focused().startswith(words):
                outline: Any = self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                card: Any = self.page.evaluate(
                    "getComputedStyle(document.activeElement.closest('label') || document.activeElement).outlineStyle"
                )
                assert {outline, card} != {"none"}, f"‘{words}’ has the focus and does not show it"
                return self
        raise AssertionError(f"‘{words}’ is not reached: the focus is on ‘{self.focused()}’ of {self.person.path}")

    def press(self, key: str) -> Keys:
        self.page.keyboard.press(key)
        return self

    def enter(self) -> Keys:
        """Press Enter on what leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self

    def type(self, text: str) -> Keys:
        self.page.keyboard.type(text)
        return self


def test_the_first_key_offers_to_skip_the_menu(arrives: Arrives) -> None:
    keys = Keys(arrives().opens("projects/")).press("Tab")
    assert keys.focused() == "본문 바로가기"
    keys.press("Enter")
    assert keys.page.evaluate("document.activeElement.id") == "main"


def test_the_menu(arrives: Arrives) -> None:
    keys = Keys(arrives().opens("")).to("제안").enter()
    assert keys.person.path == "/c/majang/proposals/"
    assert keys.page.locator("nav [aria-current=page]").first.inner_text() == "제안"


def test_proposing(arrives: Arrives) -> None:
    title = "자판으로 쓴 제안: 건널목에 소리 신호기를 달아 주세요"
    keys = Keys(arrives("resident", fresh=True).opens("proposals/new/"))
    keys.to("한 줄로 말하면").type(title)
    keys.to("무엇이 불편하고, 어떻게 되면 좋겠나요").type("눈이 어두운 이웃이 건너지 못합니다.")
    keys.to("제안 보내기").enter()

    # The summary has the focus; its link leads to the box that is missing.
    assert keys.page.evaluate("document.activeElement.classList.contains('errsum')")
    keys.to("이름과 연락처를 답변에만 씁니다").press("Enter")
    assert keys.page.evaluate("document.activeElement.name") == "consent"
    keys.press("Space").to("제안 보내기").enter()
    keys.person.sees("제안을 받았습니다", title)


def test_deciding(arrives: Arrives, office: Office) -> None:
    project = office.at_approval("자판으로 정하는 위탁")
    keys = Keys(arrives("head").opens(f"office/projects/{project.pk}/decide/"))
    keys.to("승인").press("ArrowDown")
    assert keys.page.locator("input[name=move]:checked").get_attribute("value") == "approval_return"
    keys.to("까닭의 갈래").type("보험")
    keys.to("까닭").type("보험 증서를 붙여 주십시오.")
    keys.to("보완 요구하기").enter()
    keys.person.sees("보완 요구", "보험 증서를 붙여 주십시오.")
