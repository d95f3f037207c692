"""The README's pictures, taken of a running portal with demonstration data.

python -m council.run.screenshots --base http://127.0.0.1:8000
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from council.run.places import ROOT

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PASSWORD = "demo-2026-jachi"  # noqa: S105 - of the demonstration, printed by every `make run`


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: which page, as whom, how wide, and how much of it."""

    name: str
    path: str
    account: str
    width: int
    height: int


PICTURES = (
    Picture("home-360.png", "/c/majang/", "", 360, 1180),
    Picture("inbox-1280.png", "/c/majang/office/", "head@majang.example", 1280, 900),
)


def take(browser: Browser, base: str, picture: Picture, folder: Path) -> Path:
    """Take one picture and return its file."""
    context = browser.new_context(
        locale="ko-KR", viewport={"width": picture.width, "height": picture.height}, device_scale_factor=1
    )
    page = context.new_page()
    if picture.account:
        page.goto(f"{base}/accounts/login/")
        page.fill("input[name=login]", picture.account)
        page.fill("input[name=password]", PASSWORD)
        page.locator("form:has(input[name=password]) [type=submit]").first.click()
        page.wait_for_load_state("load")
    page.goto(base + picture.path, wait_until="networkidle")
    file = folder / picture.name
    page.screenshot(path=file)
    context.close()
    return file


def main(arguments: list[str]) -> int:
    """Take all pictures; return the exit status."""
    parser = argparse.ArgumentParser(description="README의 그림을 새로 찍습니다.")
    parser.add_argument("--base", default="http://127.0.0.1:8000", help="돌고 있는 포털의 주소")
    base = parser.parse_args(arguments).base.rstrip("/")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("Chromium을 찾지 못했습니다. 설치하거나 CHROMIUM=경로 로 알려 주십시오.", file=sys.stderr)
        return 1
    folder = ROOT / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for picture in PICTURES:
            print(take(browser, base, picture, folder).relative_to(ROOT))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
