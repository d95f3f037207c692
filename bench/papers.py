"""How long papers take: minutes of 60 people and 30 items beside a bare typst compile of the same text.

python -m bench.papers [--rounds 7]    (part of `make bench`)
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import time
from collections.abc import Callable
from statistics import median

import django

from council.documents.blocks import (
    Block,
    Column,
    Context,
    End,
    FactsTable,
    Heading,
    Item,
    Kind,
    NumberedList,
    Table,
)
from council.documents.glyphs import showable
from council.documents.layout import Grid, Line, lay_out
from council.documents.renderers import hwpx, pdf, xlsx
from council.documents.sheet import Head, Sheet

#: Asked by issue 4: PDF within three times the bare compile, HWPX within two seconds.
PDF_TIMES, HWPX_SECONDS = 3.0, 2.0
PEOPLE, ITEMS = 60, 30

#: The same texts and cells with nothing around them: no page, no styles, no tags' standard.
BARE = b"""
#let d = json(bytes(sys.inputs.d))
#set text(font: ("Noto Sans KR", "Noto Emoji"), lang: "ko", size: 10.5pt)
#for t in d.lines [#par(t)]
#for g in d.grids { table(columns: g.columns, ..g.cells) }
"""


def minutes(number: int) -> Sheet:
    """Return minutes that no round has seen before: typst remembers what it has set once."""
    people = tuple(
        (n, f"위원 {number}-{n}", "안전·환경분과", "출석" if n % 7 else "온라인") for n in range(1, PEOPLE + 1)
    )
    blocks: list[Block] = [
        Heading("1. 회의 개요"),
        FactsTable((("일시", "2026. 2. 19.(목) 14:00~15:20"), ("장소", f"자치회관 {number}층"), ("출석", "재적 60명"))),
        Heading("2. 출석"),
        Table((Column("연번", Kind.NUMBER), Column("성명"), Column("직"), Column("출석")), people),
        Heading("3. 안건과 결과"),
    ]
    for item in range(1, ITEMS + 1):
        said = tuple(
            Item(f"위원 {n}: {number}판 {item}번 안건에 찬성합니다. 예산을 다시 살펴 주십시오.") for n in range(1, 5)
        )
        blocks += [
            Heading(f"안건 {item}. 마을 안전지도 {number}", level=2),
            NumberedList(said, level=3),
            FactsTable((("표결", "찬성 40, 반대 3, 기권 2"), ("결과", "가결"))),
        ]
    head = Head("마장동 주민자치회", footer="서울 성동구 · 02-0000-0000")
    moment = dt.datetime(2026, 2, 24, tzinfo=dt.UTC)
    return Sheet(Context(f"제{number}차 정기회의 회의록", (*blocks, End())), head, f"마장동-2026-{number:04d}", moment)


def bare(sheet: Sheet) -> bytes:
    """Return the same text as PDF with nothing around it."""
    parts = lay_out(sheet.context)
    grids = [
        {"columns": len(part.shares), "cells": [showable(cell.text) for row in part.rows for cell in row]}
        for part in parts
        if isinstance(part, Grid)
    ]
    lines = [sheet.context.title, *(showable(part.text) for part in parts if isinstance(part, Line))]
    return pdf.compiled(BARE, {"lines": lines, "grids": grids}, standards=[])


def seconds(act: Callable[[Sheet], bytes], sheet: Sheet) -> float:
    started = time.perf_counter()
    act(sheet)
    return time.perf_counter() - started


def measure(rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each round; the first round of all is thrown away, it loads fonts and modules."""
    acts = {"bare": bare, "pdf": pdf.render, "hwpx": hwpx.render, "xlsx": xlsx.render}
    found: dict[str, list[float]] = {name: [] for name in acts}
    for number in range(rounds + 1):
        for place, (name, act) in enumerate(acts.items()):
            took = seconds(act, minutes(number * len(acts) + place))
            if number:
                found[name].append(took)
    return found


def told(found: dict[str, list[float]]) -> list[str]:
    """Return what was found, line by line; ratios are taken within a round."""
    ratio = median(mine / plain for mine, plain in zip(found["pdf"], found["bare"], strict=True))
    slowest = median(found["hwpx"])
    return [
        f"회의록 {PEOPLE}명 {ITEMS}안건, {len(found['pdf'])}판의 가운데 값",
        *(f"  {name:5} {median(times) * 1000:7.0f} ms" for name, times in found.items()),
        f"  PDF는 맨 typst의 {ratio:.2f}배 (목표 {PDF_TIMES:g}배 안: {'닿음' if ratio <= PDF_TIMES else '못 닿음'})",
        f"  HWPX {slowest:.2f}초 (목표 {HWPX_SECONDS:g}초 안: {'닿음' if slowest <= HWPX_SECONDS else '못 닿음'})",
    ]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.papers")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    print("\n".join(told(measure(options.rounds))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
