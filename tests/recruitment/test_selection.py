"""The draw itself: the same everywhere, fair to the quotas, and workable with nothing but the downloaded file."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members import selection
from members.selection import BadList, Candidate, Frozen, Limit, Track, draw, seed_of

SCRIPT = Path(selection.__file__)
SEXES = ("female", "male", "")
SHARES = ("0", "1/3", "1/2", "3/5", "7/10", "1")


@st.composite
def lists(draw_one: st.DrawFn, most: int = 40) -> Frozen:
    tracks = tuple(
        Track(track=name, label=name, seats=draw_one(st.integers(0, 8)))
        for name in ("open", "recommended", "council")[: draw_one(st.integers(1, 3))]
    )
    candidates = tuple(
        Candidate(
            id=f"A{number:04}",
            track=draw_one(st.sampled_from([track.track for track in tracks])),
            sex=draw_one(st.sampled_from(SEXES)),
            household=draw_one(st.sampled_from(("", "", "h1", "h2"))),
        )
        for number in range(draw_one(st.integers(0, most)))
    )
    of = sum(track.seats for track in tracks)
    limits = tuple(
        Limit(sex=sex, share=draw_one(st.sampled_from(SHARES)), of=of, sitting=draw_one(st.integers(0, 2)))
        for sex in ("female", "male")[: draw_one(st.integers(0, 2))]
    )
    return Frozen(
        name="연습",
        tracks=tracks,
        candidates=candidates,
        limits=limits,
        reserve_size=draw_one(st.sampled_from((None, 0, 3, 10))),
        reserve_by_track=draw_one(st.booleans()),
        household_most=draw_one(st.sampled_from((None, 1))),
    )


seeds = st.integers(0, 2**32).map(lambda number: selection.sha256(str(number)))


def test_it_works() -> None:
    frozen = Frozen(
        name="2026년 하반기",
        tracks=(Track("open", "공개모집", 3), Track("recommended", "추천", 2)),
        candidates=tuple(
            Candidate(f"A{n:04}", "open" if n % 2 else "recommended", ("female", "male")[n % 3 == 0]) for n in range(12)
        ),
        limits=(Limit("female", "3/5", 5), Limit("male", "3/5", 5)),
        reserve_size=2,
    )
    result = draw(frozen, seed_of(frozen.sha256, ["7", "31", "12"]))
    assert {track: len(ids) for track, ids in result.seated.items()} == {"open": 3, "recommended": 2}
    assert {track: len(ids) for track, ids in result.reserve.items()} == {"open": 2, "recommended": 2}
    assert not result.shortages
    assert [step.order for step in result.steps] == list(range(1, 13))


def test_it_stays_the_same_for_ever() -> None:
    """A published draw must come out the same years later: a change of this figure breaks old records."""
    frozen = Frozen(
        name="고정",
        tracks=(Track("open", "공개모집", 2),),
        candidates=tuple(Candidate(f"A{n:04}", "open", "female") for n in range(5)),
    )
    assert frozen.sha256 == "60646c95a50975334e4dbff71011c6e896d3abcac82eabae91ce93ee264352e0"
    seed = seed_of(frozen.sha256, ["7", "31"])
    assert seed == "2ebe57d67fd4d5ce6317f088129043735e50cb8cf21e2c4c7876c33efd5256da"
    assert draw(frozen, seed).sha256 == "eac60ae82d63593195906219f35684b2e77e8e4b1163dfeae2ca907482d0314c"


@given(lists(), seeds)
def test_the_same_list_and_seed_give_the_same_result(frozen: Frozen, seed: str) -> None:
    assert draw(frozen, seed).as_json() == draw(selection.frozen_from(frozen.as_json()), seed).as_json()


@given(lists(), seeds, st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(frozen: Frozen, seed: str, dice: object) -> None:
    shuffled = list(frozen.candidates)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    other = Frozen(**{**vars(frozen), "candidates": tuple(shuffled), "tracks": tuple(reversed(frozen.tracks))})
    assert other.sha256 == frozen.sha256
    assert draw(other, seed).sha256 == draw(frozen, seed).sha256


@given(lists(), seeds)
def test_quotas_and_limits_hold_and_nobody_is_drawn_twice(frozen: Frozen, seed: str) -> None:
    result = draw(frozen, seed)
    people = {one.id: one for one in frozen.candidates}
    seated = [number for ids in result.seated.values() for number in ids]
    waiting = [number for ids in result.reserve.values() for number in ids]
    assert len(seated) == len(set(seated))
    assert not set(seated) & set(waiting)
    assert len(waiting) == len(set(waiting))
    for track in frozen.tracks:
        assert len(result.seated[track.track]) <= track.seats
        assert all(people[number].track == track.track for number in result.seated[track.track])
    sexes = Counter(people[number].sex for number in seated)
    assert all(sexes[limit.sex] <= limit.room for limit in frozen.limits)
    households = Counter(people[number].household for number in seated if people[number].household)
    if frozen.household_most is not None:
        assert all(times <= frozen.household_most for times in households.values())


@given(lists(most=9), seeds)
def test_no_other_choice_fills_more_seats(frozen: Frozen, seed: str) -> None:
    """Against the slow way: look at every set of candidates."""
    result = draw(frozen, seed)
    filled = sum(map(len, result.seated.values()))
    may_be_seated = [step.candidate for step in result.steps if step.outcome != selection.HOUSEHOLD]
    for some in combinations(may_be_seated, min(filled + 1, len(may_be_seated))):
        if len(some) <= filled:
            break
        tracks, sexes = Counter(one.track for one in some), Counter(one.sex for one in some)
        fits = all(tracks[track.track] <= track.seats for track in frozen.tracks)
        assert not (fits and all(sexes[limit.sex] <= limit.room for limit in frozen.limits))


@given(lists(), seeds)
def test_the_reserve_list_follows_the_drawn_order(frozen: Frozen, seed: str) -> None:
    result = draw(frozen, seed)
    place = {step.candidate.id: step.order for step in result.steps}
    for ids in result.reserve.values():
        assert [place[number] for number in ids] == sorted(place[number] for number in ids)
        assert frozen.reserve_size is None or len(ids) <= frozen.reserve_size


@given(lists(), seeds)
def test_empty_seats_are_reported(frozen: Frozen, seed: str) -> None:
    result = draw(frozen, seed)
    empty = {short.track: short.empty for short in result.shortages}
    for track in frozen.tracks:
        assert track.seats - len(result.seated[track.track]) == empty.get(track.track, 0)


@pytest.mark.parametrize(
    ("share", "of", "sitting", "room"),
    [("3/5", 30, 0, 18), ("3/5", 31, 0, 18), ("3/5", 32, 0, 19), ("3/5", 5, 4, 0), ("1/3", 10, 1, 2), ("1", 7, 0, 7)],
)
def test_the_limit_is_exact(share: str, of: int, sitting: int, room: int) -> None:
    assert Limit("female", share, of, sitting).room == room


def test_a_limit_over_two_tracks_does_not_leave_a_seat_empty() -> None:
    """Women only on one track: the other track's seat must not be taken by the last woman who may be seated."""
    frozen = Frozen(
        name="두 갈래",
        tracks=(Track("open", "공개모집", 1), Track("recommended", "추천", 1)),
        candidates=(
            Candidate("A1", "open", "female"),
            Candidate("A2", "open", "male"),
            Candidate("A3", "recommended", "female"),
        ),
        limits=(Limit("female", "1/2", 2), Limit("male", "1/2", 2)),
    )
    for number in range(50):
        result = draw(frozen, seed_of(frozen.sha256, [str(number)]))
        assert result.seated == {"open": ["A2"], "recommended": ["A3"]}
        outcome = {step.candidate.id: step.outcome for step in result.steps}["A1"]
        assert outcome in {selection.KEPT_FREE, selection.LIMIT_FULL, selection.TRACK_FULL}


def test_another_number_or_another_link_gives_another_seed() -> None:
    seeds_seen = {
        seed_of("a", ["7", "31"]),
        seed_of("a", ["31", "7"]),
        seed_of("a", ["731"]),
        seed_of("b", ["7", "31"]),
        seed_of("a", ["7", "31"], previous="c"),
    }
    assert len(seeds_seen) == 5


def test_equal_keys_are_settled_by_number_and_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "key_of", lambda seed, one: "0" * 64)
    frozen = Frozen("같은 값", (Track("open", "공개모집", 1),), (Candidate("B", "open"), Candidate("A", "open")))
    result = draw(frozen, "seed")
    assert result.seated == {"open": ["A"]}
    assert result.ties == (("A", "B"),)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"candidates": (Candidate("A", "open"), Candidate("A", "open"))}, "두 번"),
        ({"candidates": (Candidate("A", "elsewhere"),)}, "자리가 없는 갈래"),
        ({"tracks": (Track("open", "공개모집", 1), Track("open", "다시", 1))}, "갈래가 두 번"),
        ({"tracks": (Track("open", "공개모집", -1),)}, "0보다 작"),
        ({"limits": (Limit("female", "3/2", 3),)}, "분수"),
        ({"limits": (Limit("female", "1/2", 3), Limit("female", "1/3", 3))}, "성별 비율"),
    ],
)
def test_a_contradictory_list_is_refused(change: dict[str, object], words: str) -> None:
    base = {"name": "연습", "tracks": (Track("open", "공개모집", 1),), "candidates": (Candidate("A", "open"),)}
    with pytest.raises(BadList, match=words):
        Frozen(**(base | change))  # type: ignore[arg-type]


def test_no_number_no_seed() -> None:
    with pytest.raises(BadList):
        seed_of("a", [])


def test_the_script_needs_nothing_but_python() -> None:
    imports = {
        name.name.split(".")[0]
        for node in ast.walk(ast.parse(SCRIPT.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (node.names if isinstance(node, ast.Import) else [ast.alias(node.module or "")])
    }
    assert imports <= sys.stdlib_module_names | {"__future__"}


def published(tmp_path: Path, **other: object) -> Path:
    frozen = Frozen(
        name="내려받은 명단",
        tracks=(Track("open", "공개모집", 2),),
        candidates=tuple(Candidate(f"A{n:04}", "open", SEXES[n % 3]) for n in range(6)),
        limits=(Limit("female", "3/5", 2),),
        reserve_size=5,
    )
    numbers = ["7", "31", "12"]
    seed = seed_of(frozen.sha256, numbers)
    stated = {"list_sha256": frozen.sha256, "seed": seed, "result_sha256": draw(frozen, seed).sha256}
    file = tmp_path / "candidates.json"
    file.write_text(json.dumps({"list": frozen.as_json(), "numbers": numbers, **stated, **other}), "utf-8")
    return file


def run_alone(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    script = tmp_path / "draw.py"
    script.write_bytes(SCRIPT.read_bytes())
    command = [sys.executable, "-I", str(script), *arguments]
    return subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)


def test_the_downloaded_file_works_it_out_again(tmp_path: Path) -> None:
    done = run_alone(tmp_path, str(published(tmp_path)))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("같습니다") == 3
    assert "예비후보 공개모집: 4명" in done.stdout


@pytest.mark.parametrize("name", ["list_sha256", "seed", "result_sha256"])
def test_the_downloaded_file_tells_a_changed_figure(tmp_path: Path, name: str) -> None:
    done = run_alone(tmp_path, str(published(tmp_path, **{name: "0" * 64})))
    assert done.returncode == 1
    assert "다릅니다" in done.stdout


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"list": 1, "numbers": ["1"]}', '{"list": {"format": 2}}'])
def test_the_downloaded_file_says_what_it_cannot_read(tmp_path: Path, text: str) -> None:
    file = tmp_path / "candidates.json"
    file.write_text(text, "utf-8")
    done = run_alone(tmp_path, str(file))
    assert done.returncode == 2
    assert "읽을 수 없습니다" in done.stdout
    assert not done.stderr


def test_without_a_file_it_says_how_to_use_it(tmp_path: Path) -> None:
    assert "쓰는 법" in run_alone(tmp_path).stdout
