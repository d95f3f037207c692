"""What the browser gets, made from sources: one stylesheet, the icons it uses, and the fonts in slices.

And what the papers are set in: fonts under var/paper-fonts, which no browser ever asks for.

``python -m council.run.assets`` or ``build()``. Everything lands in var/assets; a stamp of the sources makes
the second call cheap. Needs node_modules (npm) and, for the fonts, fonttools with brotli.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

from council.run.fonts import SYLLABLES, build_fonts, build_paper_fonts
from council.run.node import run_node
from council.run.places import ROOT, VAR

ASSETS = VAR / "assets"
PAPER_FONTS = VAR / "paper-fonts"
SCSS = ROOT / "static" / "scss"
KRDS = ROOT / "node_modules" / "krds-uiux" / "resources"
SASS = ROOT / "node_modules" / "sass" / "sass.js"

_DEFINED = re.compile(r"(--krds-[\w-]+):[^;{}]*;?")
_USED = re.compile(r"var\((--krds-[\w-]+)")
_ICON = re.compile(r"url\(\.\./(img/component/icon/[\w-]+\.svg)\)")


def build(*, force: bool = False) -> bool:
    """Make var/assets anew when a source has changed; return whether anything was made."""
    stamp, sources = ASSETS / ".stamp", _fingerprint()
    if not force and stamp.is_file() and stamp.read_text() == sources and PAPER_FONTS.is_dir():
        return False
    for folder in ("css", "img"):
        shutil.rmtree(ASSETS / folder, ignore_errors=True)
    build_paper_fonts(ROOT / "node_modules", PAPER_FONTS)
    faces = build_fonts(KRDS / "fonts", ASSETS / "fonts")
    stylesheet = _compile()
    _copy_icons(stylesheet)
    target = ASSETS / "css" / "portal.css"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text('@charset "UTF-8";' + faces + stylesheet, encoding="utf-8")
    # The admin site has its own stylesheet, but needs the letters.
    target.with_name("faces.css").write_text('@charset "UTF-8";' + faces, encoding="utf-8")
    stamp.write_text(sources)
    return True


def _fingerprint() -> str:
    """Return a hash over everything the assets are made from."""
    digest = hashlib.sha256()
    code = [Path(__file__), Path(__file__).with_name("fonts.py"), SYLLABLES, ROOT / "package-lock.json"]
    for path in [*code, *sorted(SCSS.rglob("*.scss"))]:
        digest.update(str(path.relative_to(ROOT)).encode())
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _compile() -> str:
    """Return the compressed stylesheet. KRDS still uses @import, which sass 1.x only warns about."""
    made = ASSETS / "portal.compiled.css"
    made.parent.mkdir(parents=True, exist_ok=True)
    loads = [f"--load-path={path}" for path in (KRDS / "css", KRDS / "scss", KRDS / "scss" / "component")]
    quiet = ["--no-source-map", "--quiet", "--quiet-deps", "--silence-deprecation=import"]
    run_node(SASS, "--style=compressed", *quiet, *loads, SCSS / "portal.scss", made)
    stylesheet = made.read_text(encoding="utf-8").lstrip("\ufeff").replace('@charset "UTF-8";', "")
    made.unlink()
    return _without_unused_tokens(stylesheet)


def _without_unused_tokens(stylesheet: str) -> str:
    """Drop the design tokens that no rule uses; they are most of the bytes. Tokens use tokens, so repeat."""
    before = ""
    while before != stylesheet:
        before, used = stylesheet, set(_USED.findall(stylesheet))
        stylesheet = _keep(stylesheet, used)
    return re.sub(r"[^{}@;]+\{\}", "", stylesheet)


def _keep(stylesheet: str, used: set[str]) -> str:
    return _DEFINED.sub(lambda match: match[0] if match[1] in used else "", stylesheet)


def _copy_icons(stylesheet: str) -> None:
    for name in sorted(set(_ICON.findall(stylesheet))):
        target = ASSETS / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(KRDS / name, target)


if __name__ == "__main__":
    print("assets made" if build() else "assets are up to date")
