"""The figures of a run: medians over its rounds, and how they stand to the yardstick of the same round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

YARDSTICK = "yardstick"


@dataclass(frozen=True, slots=True)
class Goal:
    """What a page is held against: at least so much of the yardstick."""

    label: str
    least: float | None = None
    aim: float | None = None

    def verdict(self, ratio: float) -> str:
        if self.least is None:
            return ""
        if self.aim is not None and ratio >= self.aim:
            return f"목표 {self.aim} 넘음"
        return f"{self.least} 넘음" if ratio >= self.least else f"{self.least}에 못 미침"


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    label: str
    per_second: float
    ratio: float
    lowest: float
    highest: float
    verdict: str


def lines(rounds: Sequence[Mapping[str, float]], goals: Mapping[str, Goal]) -> list[Line]:
    """Return one line for each target, in the order of the goals.

    Ratios are taken within a round and then their median: a slow moment of the machine hits both alike.
    """
    found = []
    for name, goal in goals.items():
        ratios = [one[name] / one[YARDSTICK] for one in rounds]
        ratio = median(ratios)
        rate = median(one[name] for one in rounds)
        found.append(Line(name, goal.label, rate, ratio, min(ratios), max(ratios), goal.verdict(ratio)))
    return found


def table(found: Sequence[Line]) -> str:
    """Return the lines as text for the terminal."""
    rows = [f"{'한 초에':>10} {'자에 견줌':>8} {'(낮은~높은 판)':>12}  쪽"]
    for line in found:
        spread = f"({line.lowest:.2f}~{line.highest:.2f})"
        rows.append(f"{line.per_second:12.1f} {line.ratio:11.2f} {spread:>15}  {line.label}  {line.verdict}".rstrip())
    return "\n".join(rows)


def as_json(found: Sequence[Line], **about: Any) -> dict[str, Any]:
    return {**about, "lines": [asdict(line) for line in found]}
