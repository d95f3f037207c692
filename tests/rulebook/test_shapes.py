"""Values of every shape: read whole, or every mistake in them named; quotas that can or cannot hold at once."""

from __future__ import annotations

import datetime as dt
import itertools
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council.rulebook import KEYS, Facts
from council.rulebook.consistency import consistent
from council.rulebook.feasible import Demand, feasible
from council.rulebook.quotas import Quota, read_quotas, single
from council.rulebook.quotas import test as check
from council.rulebook.shapes import SHAPES
from council.rulebook.spots import ShapeError, Spot

ON = dt.date(2026, 9, 17)


def read(key: str, raw: Any) -> Any:
    return KEYS[key].parse(raw)


def wrong(key: str, raw: Any) -> set[tuple[str | int, ...]]:
    with pytest.raises(ShapeError) as caught:
        read(key, raw)
    return {mistake.path for mistake in caught.value.mistakes}


def test_every_key_has_a_shape_and_none_of_an_ordinance_has_a_default() -> None:
    for key in KEYS.values():
        assert key.shape in SHAPES
        assert key.is_operating is (key.group == "")


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("seats", {"min": 30, "max": 50}),
        ("age.member", {"min": 19, "as_of": "application_end"}),
        ("eligibility", [{"kind": "resident", "label": "주민", "requires": {"registered_here": True}}]),
        ("disqualification", [{"ground": "unfit", "judged": {"by": "council", "what": "품위"}}]),
        (
            "tracks",
            [{"track": "open", "by": "draw", "seats": "3/5"}, {"track": "other", "by": "draw", "seats": "rest"}],
        ),
        ("household.limit", {"at_most": 1}),
        ("training", {"hours": 6, "due": {"before": "draw"}, "valid": {"years": 2}, "missed": "loss"}),
        ("reserve.size", {"at_most": 5, "per": "track"}),
        ("reserve.valid", {"until": "term_end"}),
        ("vacancy", {"fill": True, "from": ["reserve"], "unless": {"remaining_months": {"less_than": 6}}}),
        ("term", {"years": 2, "starts": {"date": "01-01"}, "ends": {"date": "12-31"}}),
        ("term.deemed", [{"when": {"track": "open"}, "counts": 0}]),
        ("reappointment", {"limit": None}),
        ("reappointment", {"limit": 1, "then": {"gap": {"years": 2}}}),
        ("publication.members", {"months": 1, "after": "appointment", "fields": ["name", "track"]}),
        ("selection.committee", {"seats": {"min": 5}, "made_of": [{"who": "outside", "at_least": "1/2"}]}),
        ("officers", [{"office": "chair", "by": "mutual", "needed": {"more_than": "1/2", "of": "votes_cast"}}]),
        ("committee.outsiders", {"join": True, "vote": False, "share": {"at_most": 5}}),
        ("allowance", [{"what": "meeting", "won": 30000, "per": "time"}]),
        ("labels", {"plan": "마을계획"}),
        ("meeting.regular", {"times": 1, "per": "month"}),
        ("meeting.online", {"allowed": True, "counts": False}),
        (
            "loss",
            [{"ground": "moved", "when": {"moved_away": True}, "how": "automatic", "effect": {"date": "term_end"}}],
        ),
        ("assembly.voters", {"as": "eligibility"}),
        ("assembly.voters", {"any": [{"registered_here": True}, {"studies_here": True}]}),
        ("assembly.early", {"allowed": True, "weight": "1/2", "counts": True}),
        ("plan.contents", ["운영계획"]),
    ],
)
def test_it_reads_and_says(key: str, raw: Any) -> None:
    value = read(key, raw)
    assert value is not None
    assert KEYS[key].words(value)


@pytest.mark.parametrize(
    ("key", "raw", "path"),
    [
        ("seats", {"min": 50, "max": 30}, ("min",)),
        ("seats", {}, ()),
        ("seats", {"min": -1}, ("min",)),
        ("seats", {"min": True}, ("min",)),
        ("eligibility", [{"kind": "a"}], (0,)),
        ("eligibility", [], ()),
        ("disqualification", [{"ground": "a"}], (0,)),
        ("tracks", [{"track": "a", "by": "lot", "seats": 3}], (0, "by")),
        ("tracks", [{"track": t, "by": "draw", "seats": "rest"} for t in "ab"], (1, "seats")),
        ("tracks", [{"track": "a", "by": "draw", "seats": n} for n in (3, 4)], (1,)),
        ("tracks", [{"track": t, "by": "draw", "seats": "3/5"} for t in "ab"], ()),
        ("tracks", [{"track": t, "by": "draw", "seats": "2/5"} for t in "ab"], ()),
        ("tracks", [{"track": "a", "by": "draw", "seats": 0.6}], (0, "seats")),
        ("training", {"due": {"before": "draw"}}, ()),
        ("training", {"hours": 6, "due": {"befor": "draw"}}, ("due",)),
        ("term", {"starts": "appointment"}, ()),
        ("reappointment", {}, ()),
        ("composition", [{"of": "sex", "at_most": "3/5"}], (0,)),
        ("composition", [{"of": "sex", "each": True, "at_most": 0.6}], (0, "at_most")),
        ("composition", [{"of": "sex", "each": True, "at_most": "3/5", "base": "everyone"}], (0, "base")),
        ("composition", [{"of": "sex", "each": True, "at_most": "3/5", "at_least": "1/5"}], (0,)),
        ("officers", [{"office": "chair", "by": "duel"}], (0, "by")),
        ("loss", [{"ground": "a", "when": {"resigned": True}}], (0,)),
        ("loss", [{"ground": "a", "when": {"resigned": True}, "how": "vote", "effect": "soon"}], (0, "effect")),
        ("assembly.voters", {"as": "seats"}, ("as",)),
        ("assembly.early", {"allowed": True, "weight": "3/2"}, ("weight",)),
        ("meeting.tie", "tossed", ()),
        ("allowance", [{"what": "meeting", "won": 30000.5}], (0, "won")),
        ("labels", {"plan": 3}, ("plan",)),
    ],
)
def test_a_mistake_is_noted_where_it_is(key: str, raw: Any, path: tuple[str | int, ...]) -> None:
    assert path in wrong(key, raw)


# --- Quotas -----------------------------------------------------------------------------------------------------------


def quotas(*raw: dict[str, Any]) -> tuple[Quota, ...]:
    spot = Spot(list(raw))
    found = read_quotas(spot)
    assert not spot.reading.mistakes, spot.reading.mistakes
    return found


SEX = {"of": "sex", "each": True, "at_most": "60%"}


def held(rules: tuple[Quota, ...], **facts: Any) -> list[bool | None]:
    known = Facts(facts, ON)
    return [check(quota, known)[0].holds for quota in single(rules, known)]


def test_no_sex_above_its_share() -> None:
    rules = quotas(SEX)
    assert held(rules, sex_counts={"female": 21, "male": 15}, enrolled=36) == [True, True]
    assert held(rules, sex_counts={"female": 22, "male": 14}, enrolled=36) == [False, True]
    assert held(rules, sex_counts={"female": 22, "male": 14}) == [None, None]


def test_people_are_counted_by_what_they_are() -> None:
    people = [{"sex": "female", "age": 30}, {"sex": "male", "age": 39}, {"sex": "male", "age": 40}]
    young = quotas({"of": "age", "is": {"at_most": 39}, "at_least": "1/2"})
    assert held(young, members=people, enrolled=3) == [True]
    assert held(young, members=[*people, {"sex": "male", "age": 70}, {"sex": "male", "age": 71}], enrolled=5) == [False]
    assert held(young, members=[{"sex": "male"}], enrolled=1) == [None]


def test_a_quota_may_hold_within_every_track() -> None:
    rules = quotas({**SEX, "per": "track"})
    people = [{"sex": s, "track": t} for s, t in (("female", "open"),) * 3 + (("male", "open"),) + (("male", "named"),)]
    known = Facts({"members": people, "enrolled": 5}, ON)
    found = {(q.group.values[0], q.within and q.within.values[0]): check(q, known) for q in single(rules, known)}
    assert found[("female", "open")][1:] == (3, 2)
    assert found[("female", "open")][0].holds is False
    assert found[("male", "open")][0].holds is True
    assert found[("male", "named")][0].holds is False


def possible(*raw: dict[str, Any], total: int = 30, parts: Any = None, **facts: Any) -> bool | None:
    return consistent(quotas(*raw), Facts(facts, ON), total, parts).truth.holds


@pytest.mark.parametrize(
    ("rules", "total", "holds"),
    [
        ([SEX], 30, True),
        ([{"of": "sex", "each": True, "at_most": "2/5"}], 30, False),
        ([{"of": "sex", "each": True, "at_most": "1/2"}], 31, False),
        ([{"of": "sex", "each": True, "at_most": "1/2"}], 30, True),
        ([{"of": "sex", "is": s, "at_least": "2/5"} for s in ("female", "male")], 30, True),
        ([{"of": "sex", "is": s, "at_least": "3/5"} for s in ("female", "male")], 30, False),
        (
            [
                {"of": "age", "is": {"at_most": 39}, "at_least": 20},
                {"of": "age", "is": {"at_least": 65}, "at_least": 11},
            ],
            30,
            False,
        ),
        (
            [
                {"of": "age", "is": {"at_most": 39}, "at_least": 20},
                {"of": "age", "is": {"at_least": 30}, "at_least": 11},
            ],
            30,
            True,
        ),
        ([{"of": "age", "is": {"at_most": 39}, "at_least": 31}], 30, False),
        ([{"of": "occupation", "is": o, "at_least": 11} for o in ("farmer", "merchant", "artist")], 30, False),
        (
            [
                {"of": "occupation", "is": ["farmer", "artist"], "at_most": 4},
                {"of": "occupation", "is": "farmer", "at_least": 5},
            ],
            30,
            False,
        ),
        ([{"of": "residence", "each": True, "at_most": 1}], 30, True),
        ([{"of": "residence", "each": True, "at_most": 0}], 30, False),
        ([{"of": "in_total", "at_most": 25}], 30, False),
        (
            [{"of": "sex", "is": "female", "at_least": "2/5"}, {"of": "age", "is": {"at_most": 39}, "at_least": "4/5"}],
            30,
            True,
        ),
    ],
)
def test_whether_all_can_hold_at_once(rules: list[dict[str, Any]], total: int, holds: bool) -> None:
    assert possible(*rules, total=total) is holds


def test_limits_within_tracks_and_over_all() -> None:
    parts = {"track": {"open": 18, "recommended": 12}}
    women = {"of": "sex", "is": "female", "at_least": "3/5"}
    assert possible({**SEX, "per": "track"}, women, parts=parts) is False  # at most 10 and 7 women of 18
    assert possible({**SEX, "per": "track"}, {**women, "at_least": "17/30"}, parts=parts) is True
    assert possible({**women, "within": {"track": "open"}, "at_least": 19}, parts=parts) is False
    assert possible({"of": "track", "is": "open", "at_most": 17}, parts=parts) is False
    assert possible({**SEX, "per": "track"}) is None


@given(
    cells=st.integers(1, 3),
    rows=st.lists(st.tuples(st.sets(st.integers(0, 2)), st.integers(0, 5), st.integers(0, 5)), max_size=4),
    total=st.integers(0, 5),
)
@settings(deadline=None)
def test_the_search_finds_what_trying_everything_finds(cells: int, rows: list[Any], total: int) -> None:
    demands = [Demand(frozenset(range(cells)), total, total)]
    demands += [Demand(frozenset(c for c in row if c < cells), low, high) for row, low, high in rows]
    tried = itertools.product(range(total + 1), repeat=cells)
    found = any(all(d.low <= sum(people[c] for c in d.cells) <= d.high for d in demands) for people in tried)
    assert feasible(cells, demands) is found


def test_shares_of_tracks_are_exact() -> None:
    tracks = read(
        "tracks", [{"track": "a", "by": "draw", "seats": "60%"}, {"track": "b", "by": "draw", "seats": "2/5"}]
    )
    assert [track.seats for track in tracks] == [Fraction(3, 5), Fraction(2, 5)]
