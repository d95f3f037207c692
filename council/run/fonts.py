"""The fonts of the pages and of the papers.

Pages: Pretendard GOV in slices by unicode-range, so that a page loads only the letters it shows.
A whole weight is 265 kB. The most frequent syllables stand together (syllables.txt, counted over Korean office
and web texts): an ordinary page needs the Latin slice and two or three of the others.

Papers: Noto Sans KR whole (every syllable, 8,000 Hanja, old Hangul) and Noto Emoji, embedded by the PDF renderer
as far as a paper uses them, with a list of the letters they have.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

SYLLABLES = Path(__file__).with_name("syllables.txt")
FAMILY = "Pretendard GOV"
WEIGHTS = {"Regular": 400, "Bold": 700}
#: How many syllables each slice holds; what is left makes slices of the last size.
SIZES = (180, 220, 260, 320, 400, 480)
_HANGUL = range(0xAC00, 0xD7A4)
#: Package of npm → the files of it that papers are set in.
PAPER_FONTS = {
    "@expo-google-fonts/noto-sans-kr": ("400Regular/NotoSansKR_400Regular.ttf", "700Bold/NotoSansKR_700Bold.ttf"),
    "@expo-google-fonts/noto-emoji": ("400Regular/NotoEmoji_400Regular.ttf",),
}
#: Letters, figures and marks of an ordinary Korean page; the other signs wait in a slice of their own.
_COMMON = [*range(0x20, 0x7F), 0xA0, 0xA7, 0xAB, 0xB0, 0xB1, 0xB7, 0xBB, 0xD7, 0xF7]
_COMMON += [*range(0x2010, 0x2028), 0x203B, 0x2192, 0x25CB, 0x25CF, 0x2605, 0x20A9, *range(0x3000, 0x3012)]


def build_fonts(source: Path, target: Path) -> str:
    """Write the slices of each weight into the target folder; return their @font-face rules."""
    faces, made = [], set()
    target.mkdir(parents=True, exist_ok=True)
    for name, weight in WEIGHTS.items():
        original = source / f"PretendardGOV-{name}.subset.woff2"
        mark = hashlib.sha256(original.read_bytes() + SYLLABLES.read_bytes() + repr(SIZES).encode()).hexdigest()[:8]
        for number, letters in enumerate(slices(original)):
            path = target / f"pretendard-gov-{weight}-{number}-{mark}.woff2"
            if not path.is_file():
                _cut(original, letters, path)
            made.add(path)
            faces.append(
                f'@font-face{{font-family:"{FAMILY}";font-style:normal;font-weight:{weight};font-display:swap;'
                f'src:url(../fonts/{path.name}) format("woff2");unicode-range:{ranges(letters)}}}'
            )
    for old in set(target.glob("*.woff2")) - made:
        old.unlink()
    return "".join(faces)


def build_paper_fonts(modules: Path, target: Path) -> None:
    """Lay out the fonts of the papers with coverage.json: the ranges of letters that one of them has."""
    part = target.with_name(f"{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    covered: set[int] = set()
    for package, names in PAPER_FONTS.items():
        for name in names:
            font = part / Path(name).name
            shutil.copyfile(modules / package / name, font)
            with TTFont(font, lazy=True) as opened:
                covered.update(opened.getBestCmap())
        licence = modules / package / "LICENSE_FONT"
        if licence.is_file():
            shutil.copyfile(licence, part / f"{Path(package).name}-LICENSE.txt")
    (part / "coverage.json").write_text(json.dumps(_runs(sorted(covered))), encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    part.rename(target)


def slices(original: Path) -> Iterator[list[int]]:
    """Yield the code points of each slice: Latin and signs first, then syllables by frequency."""
    with TTFont(original, lazy=True) as font:
        there = set(font.getBestCmap())
    common = sorted(there.intersection(_COMMON))
    yield common
    ordered = [ord(letter) for letter in SYLLABLES.read_text(encoding="utf-8") if ord(letter) in there & set(_HANGUL)]
    ordered += sorted(there.intersection(_HANGUL) - set(ordered))
    start = 0
    for number in range(len(ordered)):
        size = SIZES[min(number, len(SIZES) - 1)]
        if start >= len(ordered):
            break
        yield sorted(ordered[start : start + size])
        start += size
    yield sorted(there - set(common) - set(_HANGUL))


def ranges(letters: Iterable[int]) -> str:
    """Return the unicode-range of sorted code points: ``U+20-7e,U+a0``."""
    return ",".join(f"U+{first:x}" if first == last else f"U+{first:x}-{last:x}" for first, last in _runs(letters))


def _runs(letters: Iterable[int]) -> list[list[int]]:
    """Return the first and last of each unbroken run of sorted code points."""
    runs: list[list[int]] = []
    for code in letters:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return runs


def _cut(original: Path, letters: list[int], path: Path) -> None:
    options = subset.Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    font = subset.load_font(str(original), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    made = path.with_suffix(".part")
    subset.save_font(font, str(made), options)
    shutil.move(made, path)
