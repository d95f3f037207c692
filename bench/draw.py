"""The public draw of 10,000 candidates, against a yardstick that cannot be left out: as many hashes, sorted."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from statistics import median

from members.selection import Candidate, Frozen, Limit, Track, draw, seed_of

CANDIDATES = 10_000
ROUNDS = 5


def frozen(many: int) -> Frozen:
    """Return a list with two tracks and the limit of both sexes."""
    tracks = (Track("open", "공개모집", many * 3 // 10), Track("recommended", "추천", many * 2 // 10))
    seats = sum(track.seats for track in tracks)
    return Frozen(
        name="bench",
        tracks=tracks,
        candidates=tuple(
            Candidate(f"A{n:05}", tracks[n % 2].track, ("female", "female", "male")[n % 3]) for n in range(many)
        ),
        limits=(Limit("female", "3/5", seats), Limit("male", "3/5", seats)),
        reserve_size=10,
    )


def seconds(act: Callable[[], object]) -> float:
    before = time.perf_counter()
    act()
    return time.perf_counter() - before


def measure(many: int = CANDIDATES, rounds: int = ROUNDS) -> dict[str, float]:
    """Return the medians in seconds, and how many times the yardstick a draw takes."""
    listed = frozen(many)
    seed = seed_of(listed.sha256, ["7", "31", "12"])
    taken, bare = [], []
    for _round in range(rounds):
        bare.append(seconds(lambda: sorted(hashlib.sha256(f"{seed}|{n}".encode()).hexdigest() for n in range(many))))
        taken.append(seconds(lambda: draw(listed, seed).sha256))
    ratio = median(one / other for one, other in zip(taken, bare, strict=True))
    return {"candidates": many, "seconds": median(taken), "yardstick": median(bare), "ratio": ratio}


def said(found: dict[str, float]) -> str:
    return (
        f"추첨 {found['candidates']:,.0f}명: {found['seconds']:.2f}초, "
        f"같은 수의 SHA-256을 늘어놓기의 {found['ratio']:.1f}배 (1초 안이 목표)"
    )


if __name__ == "__main__":
    print(said(measure()))
