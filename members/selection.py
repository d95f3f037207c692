#!/usr/bin/env python3
"""The public draw, so that anybody can work it out again.

The portal draws with this very file and offers it for download. It needs Python 3.10 or newer and nothing else:

    python draw.py candidates.json

1. The list is frozen: its canonical text (sorted, UTF-8) has a SHA-256 that is published before anything is drawn.
2. The seed is the SHA-256 of that hash, of the hash of an earlier draw that this one repeats, and of the numbers
   drawn in public by the draw officers, in their order. Nobody knows it before the last number is out.
3. Each candidate's key is the SHA-256 of seed, track and candidate. Sorted keys are the drawn order.
4. In that order each candidate takes a seat of the track, unless the track is full, the limit of a sex is reached, or
   taking it would leave a seat empty that could be filled otherwise (the limit of a sex holds across the tracks).
5. Whoever has no seat stands on the reserve list, in the drawn order.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

FORMAT = 1
MOST_LIMITS = 4

SEATED = "seated"
TRACK_FULL = "track_full"
LIMIT_FULL = "limit_full"
KEPT_FREE = "kept_free"
HOUSEHOLD = "household"

REASONS = {
    SEATED: "자리를 얻었습니다",
    TRACK_FULL: "그 갈래의 자리가 이미 다 찼습니다",
    LIMIT_FULL: "그 성별로 뽑을 수 있는 수가 이미 찼습니다",
    KEPT_FREE: "이 사람을 뽑으면 다른 자리가 비게 되어 넘깁니다(성별 비율)",
    HOUSEHOLD: "같은 세대에서 순서가 더 빠른 사람이 있습니다",
}


class BadList(ValueError):
    """The list cannot be drawn from; the message says why."""


@dataclass(frozen=True)
class Candidate:
    """One candidate under a number that tells nothing about the person."""

    id: str
    track: str
    sex: str = ""
    household: str = ""


@dataclass(frozen=True)
class Track:
    """A way to a seat, and how many seats are drawn on it."""

    track: str
    label: str
    seats: int


@dataclass(frozen=True)
class Limit:
    """At most a share of a number of seats may go to one sex; those already sitting count."""

    sex: str
    share: str
    of: int
    sitting: int = 0

    @property
    def room(self) -> int:
        """How many more may be seated: whole people, never rounded up (3/5 of 31 is 18)."""
        return max((Fraction(self.share) * self.of).__floor__() - self.sitting, 0)


@dataclass(frozen=True)
class Frozen:
    """All that the draw depends on, besides the seed."""

    name: str
    tracks: tuple[Track, ...]
    candidates: tuple[Candidate, ...]
    limits: tuple[Limit, ...] = ()
    reserve_size: int | None = None
    reserve_by_track: bool = True
    household_most: int | None = None

    def __post_init__(self) -> None:
        _check(self)

    def as_json(self) -> dict[str, Any]:
        """Return the list in its canonical order: the order in which people were entered must not matter."""
        return {
            "format": FORMAT,
            "name": self.name,
            "tracks": [vars(track) for track in sorted(self.tracks, key=lambda track: track.track)],
            "limits": [vars(limit) for limit in sorted(self.limits, key=lambda limit: limit.sex)],
            "reserve": {"size": self.reserve_size, "by_track": self.reserve_by_track},
            "household_most": self.household_most,
            "candidates": [vars(candidate) for candidate in sorted(self.candidates, key=lambda one: one.id)],
        }

    @property
    def sha256(self) -> str:
        return sha256(canonical(self.as_json()))


@dataclass(frozen=True)
class Step:
    """One candidate's turn, in the drawn order from 1."""

    order: int
    candidate: Candidate
    key: str
    outcome: str

    @property
    def why(self) -> str:
        return REASONS[self.outcome]


@dataclass(frozen=True)
class Shortage:
    """A track that could not be filled, and how many seats stay empty."""

    track: str
    empty: int


@dataclass(frozen=True)
class Result:
    """What came out: each turn, the seated of each track, the ranked reserve lists, and what stayed empty."""

    list_sha256: str
    seed: str
    steps: tuple[Step, ...]
    seated: dict[str, list[str]]
    reserve: dict[str, list[str]]
    shortages: tuple[Shortage, ...]
    ties: tuple[tuple[str, str], ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "list_sha256": self.list_sha256,
            "seed": self.seed,
            "order": [step.candidate.id for step in self.steps],
            "seated": self.seated,
            "reserve": self.reserve,
            "shortages": {shortage.track: shortage.empty for shortage in self.shortages},
            "ties": [list(pair) for pair in self.ties],
        }

    @property
    def sha256(self) -> str:
        return sha256(canonical(self.as_json()))


def canonical(value: Any) -> str:
    """Return the one text of a value: keys sorted, no spaces, Hangul composed."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def seed_of(list_sha256: str, numbers: list[str], previous: str = "") -> str:
    """Return the seed: the frozen list, the result that this draw repeats (or nothing), the drawn numbers in order.

    A repeated draw thus hangs on the one before it, as the links of a chain do.
    """
    if not numbers:
        raise BadList("추첨 번호가 없습니다.")
    return sha256(canonical(["seed", FORMAT, list_sha256, previous, [number.strip() for number in numbers]]))


def key_of(seed: str, candidate: Candidate) -> str:
    return sha256(canonical([seed, candidate.track, candidate.id]))


def draw(frozen: Frozen, seed: str) -> Result:
    """Return the draw's result. The same list and seed give the same result, everywhere and always."""
    turns = sorted(((key_of(seed, one), one) for one in frozen.candidates), key=lambda turn: (turn[0], turn[1].id))
    # Two equal keys would be a collision of SHA-256; the candidate's number then decides, and it is on record.
    ties = tuple((a[1].id, b[1].id) for a, b in itertools.pairwise(turns) if a[0] == b[0])
    barred = _later_of_household([one for _key, one in turns], frozen.household_most)
    seats = _Seats(frozen, barred)
    steps = []
    for order, (key, one) in enumerate(turns, start=1):
        outcome = HOUSEHOLD if one.id in barred else seats.turn(one)
        steps.append(Step(order, one, key, outcome))
    seated: dict[str, list[str]] = {track.track: [] for track in frozen.tracks}
    waiting: dict[str, list[str]] = (
        {track.track: [] for track in frozen.tracks} if frozen.reserve_by_track else {"": []}
    )
    for step in steps:
        if step.outcome == SEATED:
            seated[step.candidate.track].append(step.candidate.id)
        else:
            waiting[step.candidate.track if frozen.reserve_by_track else ""].append(step.candidate.id)
    shortages = [Shortage(t.track, t.seats - len(seated[t.track])) for t in frozen.tracks]
    return Result(
        list_sha256=frozen.sha256,
        seed=seed,
        steps=tuple(steps),
        seated=seated,
        reserve={track: ids[: frozen.reserve_size] for track, ids in waiting.items()},
        shortages=tuple(shortage for shortage in shortages if shortage.empty),
        ties=ties,
    )


class _Seats:
    """The seats still free while the turns go on."""

    def __init__(self, frozen: Frozen, barred: set[str]) -> None:
        self.free = {track.track: track.seats for track in frozen.tracks}
        self.room = {limit.sex: limit.room for limit in frozen.limits}
        self.left = Counter((one.track, self._group(one)) for one in frozen.candidates if one.id not in barred)
        sexes = list(self.room)
        self.cuts = [c for size in range(len(sexes) + 1) for c in itertools.combinations(sexes, size)]
        self.groups = [*sexes, ""]
        self.target = self.most()

    def _group(self, one: Candidate) -> str:
        return one.sex if one.sex in self.room else ""

    def turn(self, one: Candidate) -> str:
        """Give the candidate a seat, or say why not."""
        group = self._group(one)
        self.left[one.track, group] -= 1
        if not self.free[one.track]:
            return TRACK_FULL
        if group and not self.room[group]:
            return LIMIT_FULL
        self.free[one.track] -= 1
        if group:
            self.room[group] -= 1
        if 1 + self.most() >= self.target:
            self.target -= 1
            return SEATED
        self.free[one.track] += 1
        if group:
            self.room[group] += 1
        return KEPT_FREE

    def most(self) -> int:
        """Return how many of those left can still be seated.

        The largest flow from tracks over sexes equals the smallest cut (Ford and Fulkerson), and with so few sexes
        all cuts can be looked at.
        """
        return min(
            sum(self.room[sex] for sex in cut)
            + sum(
                min(free, sum(self.left[track, group] for group in self.groups if group not in cut))
                for track, free in self.free.items()
            )
            for cut in self.cuts
        )


def _later_of_household(order: list[Candidate], most: int | None) -> set[str]:
    """Return who steps back because enough others of the household come earlier in the drawn order."""
    if most is None:
        return set()
    met: Counter[str] = Counter()
    barred = set()
    for one in order:
        if not one.household:
            continue
        met[one.household] += 1
        if met[one.household] > most:
            barred.add(one.id)
    return barred


def _check(frozen: Frozen) -> None:
    """Raise BadList when the list contradicts itself."""
    tracks = [track.track for track in frozen.tracks]
    if len(set(tracks)) != len(tracks):
        raise BadList("같은 갈래가 두 번 있습니다.")
    if any(track.seats < 0 for track in frozen.tracks):
        raise BadList("자리 수가 0보다 작습니다.")
    twice = [number for number, times in Counter(one.id for one in frozen.candidates).items() if times > 1]
    if twice:
        raise BadList(f"같은 후보가 두 번 있습니다: {', '.join(sorted(twice)[:5])}")
    strange = {one.track for one in frozen.candidates} - set(tracks)
    if strange:
        raise BadList(f"자리가 없는 갈래의 후보가 있습니다: {', '.join(sorted(strange))}")
    sexes = [limit.sex for limit in frozen.limits]
    if len(set(sexes)) != len(sexes) or "" in sexes or len(sexes) > MOST_LIMITS:
        raise BadList("성별 비율을 읽을 수 없습니다.")
    if not all(0 <= Fraction(limit.share) <= 1 for limit in frozen.limits):
        raise BadList("성별 비율은 0과 1 사이의 분수입니다.")


def frozen_from(raw: Any) -> Frozen:
    """Return the list that a file holds. Raises BadList with the reason when it cannot be read."""
    try:
        if raw["format"] != FORMAT:
            raise BadList(f"모르는 형식입니다: {raw['format']}")
        return Frozen(
            name=raw["name"],
            tracks=tuple(Track(**one) for one in raw["tracks"]),
            candidates=tuple(Candidate(**one) for one in raw["candidates"]),
            limits=tuple(Limit(**one) for one in raw["limits"]),
            reserve_size=raw["reserve"]["size"],
            reserve_by_track=raw["reserve"]["by_track"],
            household_most=raw["household_most"],
        )
    except (KeyError, TypeError, ZeroDivisionError, AttributeError) as error:
        raise BadList(f"명단을 읽을 수 없습니다: {error!r}") from error


def report(frozen: Frozen, result: Result) -> str:
    """Return the result as Korean text, turn by turn."""
    labels = {track.track: track.label for track in frozen.tracks}
    lines = [f"명단: {frozen.name}, 후보 {len(frozen.candidates)}명", f"명단의 SHA-256: {result.list_sha256}"]
    lines += [f"씨앗: {result.seed}", "", "순서대로"]
    for step in result.steps:
        one = step.candidate
        lines.append(f"{step.order:5}  {one.id}  {labels[one.track]}  {step.key[:12]}…  {step.why}")
    for track in frozen.tracks:
        ids = result.seated[track.track]
        lines += ["", f"{track.label}: {track.seats}자리 가운데 {len(ids)}명", *(f"  {number}" for number in ids)]
    for name, ids in result.reserve.items():
        lines += ["", f"예비후보{f' {labels[name]}' if name else ''}: {len(ids)}명"]
        lines += [f"  {rank}순위 {number}" for rank, number in enumerate(ids, start=1)]
    lines += ["", *(f"비는 자리: {labels[short.track]} {short.empty}자리" for short in result.shortages)]
    lines += [f"순서 값이 같은 후보: {a}, {b} (번호 순으로 정함)" for a, b in result.ties]
    return "\n".join([*lines, f"결과의 SHA-256: {result.sha256}"])


def main(arguments: list[str]) -> int:
    """Work a published file out again; 0 when everything agrees with what the file states, 1 when not."""
    if len(arguments) != 1:
        print("쓰는 법: python draw.py candidates.json")
        return 2
    try:
        with open(arguments[0], encoding="utf-8") as file:
            raw = json.load(file)
        frozen = frozen_from(raw["list"])
        seed = seed_of(frozen.sha256, list(raw["numbers"]), raw.get("previous", ""))
    except (OSError, KeyError, TypeError, AttributeError, ValueError) as error:
        print(f"파일을 읽을 수 없습니다: {error}")
        return 2
    result = draw(frozen, seed)
    print(report(frozen, result))
    stated = {"list_sha256": frozen.sha256, "seed": seed, "result_sha256": result.sha256}
    words = {"list_sha256": "명단의 SHA-256", "seed": "씨앗", "result_sha256": "결과의 SHA-256"}
    agrees = True
    for name, value in stated.items():
        if name in raw:
            same = raw[name] == value
            agrees = agrees and same
            print(f"{words[name]}: 파일에 적힌 값과 {'같습니다' if same else '다릅니다'}")
    return 0 if agrees else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
