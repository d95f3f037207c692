"""Deadlines are counted as 민법 제157조 to 제161조 do, unless an ordinance says otherwise."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rulebook.daycount import full_years, months_after, months_between
from council.rulebook.deadlines import AtOnce, Counting, Deadline, Roll, is_before
from council.rulebook.facts import Facts, Missing
from council.rulebook.holidays import is_working_day
from council.rulebook.readers import read_deadline
from council.rulebook.saying import deadline as said
from council.rulebook.spans import Span
from council.rulebook.spots import Spot


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def written(raw: Any) -> Deadline:
    spot = Spot(raw)
    read = read_deadline(spot, "assembly")
    assert read is not None
    assert not spot.reading.mistakes, spot.reading.mistakes
    return read


def due(raw: Any, event: str, counting: Counting | None = None) -> str:
    deadline = written(raw)
    facts = Facts({"on": event, "assembly": event, "meeting": event, "draw": event})
    return str(deadline.on(facts, counting or Counting()))


@pytest.mark.parametrize(
    ("raw", "event", "last"),
    [
        ({"days": 14, "after": "assembly"}, "2026-09-17", "2026-10-01"),
        ({"days": 14, "after": "assembly", "count": "same_day"}, "2026-09-17", "2026-09-30"),
        ({"days": 7, "after": "assembly", "count": "clear_days"}, "2026-09-01", "2026-09-09"),
        ({"weeks": 2, "after": "assembly"}, "2026-09-17", "2026-10-01"),
        ({"days": 0, "after": "assembly"}, "2026-09-17", "2026-09-17"),
        ({"days": 7, "before": "meeting"}, "2026-09-17", "2026-09-10"),
        ({"days": 7, "before": "meeting", "count": "same_day"}, "2026-09-17", "2026-09-11"),
        ({"days": 7, "before": "meeting", "count": "clear_days"}, "2026-09-17", "2026-09-09"),
        ({"weeks": 3, "before": "assembly"}, "2026-09-30", "2026-09-09"),
        ({"months": 1, "before": "assembly"}, "2026-10-15", "2026-09-15"),
        ({"months": 1, "before": "assembly"}, "2026-03-31", "2026-02-28"),
        ({"before": "draw"}, "2026-10-20", "2026-10-20"),
        ({"at": "assembly"}, "2026-09-17", "2026-09-17"),
    ],
)
def test_the_last_day_in_time(raw: Any, event: str, last: str) -> None:
    assert due(raw, event) == last


@pytest.mark.parametrize(
    ("months", "event", "last"),
    [
        (1, "2026-09-17", "2026-10-17"),
        (1, "2026-01-31", "2026-02-28"),
        (1, "2028-01-31", "2028-02-29"),
        (1, "2026-01-30", "2026-02-28"),
        (1, "2026-01-28", "2026-02-28"),
        # From the last day of a month counting begins on a 1st and ends on a month's last day (민법 제160조제2항).
        (1, "2026-02-28", "2026-03-31"),
        (1, "2026-06-30", "2026-07-31"),
        (6, "2025-08-31", "2026-02-28"),
        (2, "2026-12-30", "2027-02-28"),
        (24, "2024-02-29", "2026-02-28"),
    ],
)
def test_months_end_as_the_civil_act_says(months: int, event: str, last: str) -> None:
    assert due({"months": months, "after": "assembly"}, event) == last
    assert str(months_after(day(event), months)) == last


def test_months_counted_from_the_day_itself_end_a_day_earlier() -> None:
    assert due({"months": 1, "after": "assembly", "count": "same_day"}, "2026-09-17") == "2026-10-16"
    assert due({"years": 1, "after": "assembly", "count": "same_day"}, "2026-01-01") == "2026-12-31"


@pytest.mark.parametrize(
    ("raw", "event", "last"),
    [
        # 2026-09-24 to 26 is 추석; the 26th is a Saturday.
        ({"days": 7, "after": "assembly", "roll": "next"}, "2026-09-17", "2026-09-28"),
        ({"days": 7, "after": "assembly", "roll": "previous"}, "2026-09-17", "2026-09-23"),
        ({"days": 7, "after": "assembly", "roll": "none"}, "2026-09-17", "2026-09-24"),
        ({"days": 3, "after": "assembly", "working_days": True}, "2026-09-22", "2026-09-29"),
        ({"days": 1, "after": "assembly", "working_days": True, "count": "same_day"}, "2026-09-22", "2026-09-22"),
        ({"days": 2, "before": "assembly", "working_days": True}, "2026-09-28", "2026-09-22"),
    ],
)
def test_holidays(raw: Any, event: str, last: str) -> None:
    assert due(raw, event) == last


def test_substitute_holidays_are_no_working_days() -> None:
    assert not is_working_day(day("2026-08-17"))  # for 광복절, a Saturday in 2026
    assert is_working_day(day("2026-08-18"))


def test_a_place_may_count_and_roll_its_own_way() -> None:
    own = Counting("same_day", "next")
    assert due({"days": 8, "after": "assembly"}, "2026-09-17", own) == "2026-09-28"
    assert due({"days": 8, "after": "assembly", "count": "next_day", "roll": "none"}, "2026-09-17", own) == "2026-09-25"


@pytest.mark.parametrize(
    ("raw", "event", "last"),
    [
        ({"date": "08-31"}, "2026-08-31", "2026-08-31"),
        ({"date": "08-31"}, "2026-09-01", "2027-08-31"),
        ({"date": "08-31", "year": "same"}, "2026-09-01", "2026-08-31"),
        ({"date": "08-31", "year": "next"}, "2026-03-01", "2027-08-31"),
        ({"date": "02-29"}, "2026-01-01", "2026-02-28"),
        ({"day": 20, "months": 1}, "2026-06-30", "2026-07-20"),
        ({"day": "last", "months": 0}, "2026-02-10", "2026-02-28"),
        ({"earlier_of": [{"days": 30, "after": "assembly"}, {"date": "09-30"}]}, "2026-09-17", "2026-09-30"),
        ({"later_of": [{"days": 30, "after": "assembly"}, {"date": "09-30"}]}, "2026-09-17", "2026-10-17"),
    ],
)
def test_fixed_days(raw: Any, event: str, last: str) -> None:
    assert due(raw, event) == last


def test_without_delay_has_no_day() -> None:
    with pytest.raises(AtOnce):
        due({"at_once": True, "after": "assembly"}, "2026-09-17")


def test_an_event_that_is_not_known_is_named() -> None:
    with pytest.raises(Missing, match="assembly"):
        written({"days": 3, "after": "assembly"}).on(Facts({}, day("2026-09-17")))


def test_who_owes_it_to_whom() -> None:
    deadline = written({"days": 14, "after": "assembly", "owed_by": "chair", "owed_to": "district_head"})
    assert (deadline.owed.by, deadline.owed.to) == ("chair", "district_head")
    assert is_before(written({"days": 7, "before": "meeting"}))


days = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2060, 12, 31))
units = st.sampled_from(["days", "weeks", "months", "years"])
counts = st.sampled_from(["next_day", "same_day", "clear_days"])


@given(event=days, number=st.integers(1, 60), unit=units, side=st.sampled_from(["after", "before"]), count=counts)
def test_a_later_event_never_has_an_earlier_deadline(
    event: dt.date, number: int, unit: str, side: str, count: str
) -> None:
    raw = {unit: number, side: "assembly", "count": count}
    later = str(event + dt.timedelta(days=1))
    assert due(raw, str(event)) <= due(raw, later)


@given(event=days, number=st.integers(1, 60), unit=units, count=counts)
def test_more_time_is_never_less(event: dt.date, number: int, unit: str, count: str) -> None:
    shorter, longer = ({unit: n, "after": "assembly", "count": count} for n in (number, number + 1))
    assert due(shorter, str(event)) < due(longer, str(event))
    before, earlier = ({unit: n, "before": "assembly", "count": count} for n in (number, number + 1))
    assert due(before, str(event)) > due(earlier, str(event))


@given(event=days, number=st.integers(1, 40), count=counts, roll=st.sampled_from(list(Roll)))
def test_a_rolled_day_is_a_working_day(event: dt.date, number: int, count: str, roll: Roll) -> None:
    plain = due({"days": number, "after": "assembly", "count": count}, str(event))
    rolled = due({"days": number, "after": "assembly", "count": count, "roll": str(roll)}, str(event))
    if roll is Roll.NONE:
        assert rolled == plain
    else:
        assert is_working_day(day(rolled))
        assert rolled >= plain if roll is Roll.NEXT else rolled <= plain


@given(start=days, months=st.integers(0, 120))
def test_months_between_are_the_months_that_were_added(start: dt.date, months: int) -> None:
    end = months_after(start, months) if months else start
    assert months_between(start, end) == months
    assert months < months_between(start, end + dt.timedelta(days=1)) <= months + 1
    assert months_between(start, end - dt.timedelta(days=1)) < max(months, 1)


def test_a_span_of_two_years_ends_the_day_before() -> None:
    span = Span(months=24)
    assert str(span.last_day(day("2025-01-15"))) == "2027-01-14"
    assert str(span.next_day(day("2025-01-15"))) == "2027-01-15"
    assert str(span.last_day(day("2024-02-29"))) == "2026-02-28"
    assert str(span.after(day("2024-10-01"))) == "2026-10-01"


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [("2007-09-17", "2026-09-17", 19), ("2007-09-18", "2026-09-17", 18), ("2004-02-29", "2023-02-28", 18)],
)
def test_age_in_full_years(born: str, on: str, age: int) -> None:
    assert full_years(day(born), day(on)) == age


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ({"days": 3, "months": 1}, ()),
        ({"after": "assembly"}, ()),
        ({"days": 3, "after": "assembly", "before": "meeting"}, ()),
        ({"days": -3}, ("days",)),
        ({"days": 3, "after": "asembly"}, ("after",)),
        ({"months": 3, "working_days": True}, ("working_days",)),
        ({"days": 3, "count": "workdays"}, ("count",)),
        ({"date": "13-01"}, ("date",)),
        ({"date": "08-31", "year": "last"}, ("year",)),
        ({"at_once": False}, ("at_once",)),
        ({"days": 3, "whom": "head"}, ("whom",)),
        (14, ()),
    ],
)
def test_a_mistake_is_noted_where_it_is(raw: Any, path: tuple[str, ...]) -> None:
    spot = Spot(raw)
    read_deadline(spot, "assembly")
    assert path in {mistake.path for mistake in spot.reading.mistakes}


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"days": 7, "before": "meeting"}, "회의 7일 전까지"),
        ({"months": 1, "after": "assembly"}, "주민총회 뒤 1개월 안"),
        ({"date": "08-31"}, "8월 31일까지"),
        ({"at_once": True, "after": "meeting"}, "회의 뒤 지체 없이"),
        ({"before": "draw"}, "추첨 전까지"),
    ],
)
def test_people_say_it_so(raw: Any, words: str) -> None:
    assert said(written(raw)) == words
