"""How an office writes: dates, amounts, item marks, 붙임 and 끝."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from council.common.money import parse_won
from council.common.office_style import (
    enclosures,
    ended,
    item_letter,
    item_mark,
    office_date,
    office_datetime,
    office_hours,
    office_period,
    office_won,
)

KST = dt.timezone(dt.timedelta(hours=9))
DIGITS = {letter: value for value, letter in enumerate("영일이삼사오육칠팔구")}
PLACES = {"십": 10, "백": 100, "천": 1000}
GROUPS = {"만": 10**4, "억": 10**8, "조": 10**12}


def read_words(words: str) -> int:
    """Return the amount of ``일백이십삼만사천``, worked out the other way round."""
    total = group = digit = 0
    for letter in words:
        if letter in DIGITS:
            digit = DIGITS[letter]
        elif letter in PLACES:
            group, digit = group + digit * PLACES[letter], 0
        else:
            total, group, digit = total + (group + digit) * GROUPS[letter], 0, 0
    return total + group + digit


def test_it_writes_days_moments_and_amounts_like_the_office() -> None:
    assert office_date(dt.date(2026, 7, 4)) == "2026. 7. 4.(토)"
    assert office_datetime(dt.datetime(2026, 7, 4, 14, 0, tzinfo=KST)) == "2026. 7. 4.(토) 14:00"
    assert office_won(1_234_000) == "금1,234,000원(금일백이십삼만사천원)"


def test_a_moment_is_brought_to_korean_time() -> None:
    assert office_datetime(dt.datetime(2026, 12, 31, 15, 30, tzinfo=dt.UTC)) == "2027. 1. 1.(금) 00:30"
    assert office_date(dt.datetime(2026, 12, 31, 15, 30, tzinfo=dt.UTC), weekday=False) == "2027. 1. 1."


def test_hours_name_the_second_day_only_over_midnight() -> None:
    start = dt.datetime(2026, 2, 19, 14, 0, tzinfo=KST)
    assert office_hours(start, start + dt.timedelta(minutes=80)) == "2026. 2. 19.(목) 14:00~15:20"
    assert office_hours(start, start + dt.timedelta(hours=11)) == "2026. 2. 19.(목) 14:00 ~ 2026. 2. 20.(금) 01:00"


def test_an_open_period_stays_open() -> None:
    first = dt.date(2026, 4, 1)
    assert office_period(first, dt.date(2026, 12, 31)) == "2026. 4. 1. ~ 2026. 12. 31."
    assert office_period(first, None) == "2026. 4. 1. ~"
    assert office_period(None, None) == ""


@given(some.integers(min_value=0, max_value=10**16 - 1))
def test_figures_and_words_of_an_amount_say_the_same(amount: int) -> None:
    match = re.fullmatch(r"금([\d,]+)원\(금(.+)원\)", office_won(amount))
    assert match is not None
    assert int(match[1].replace(",", "")) == amount
    assert read_words(match[2]) == amount


@given(some.integers(min_value=0, max_value=10**12 - 1))
def test_the_figures_are_read_back(amount: int) -> None:
    assert parse_won(office_won(amount).split("(")[0]) == amount


@pytest.mark.parametrize("amount", [-1, 10**16])
def test_no_paper_names_such_an_amount(amount: int) -> None:
    with pytest.raises(ValueError, match=str(amount)):
        office_won(amount)


@given(some.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2199, 12, 31)))
def test_a_day_is_read_back_with_its_weekday(day: dt.date) -> None:
    match = re.fullmatch(r"(\d+)\. (\d+)\. (\d+)\.\((.)\)", office_date(day))
    assert match is not None
    assert dt.date(*(int(part) for part in match.groups()[:3])) == day
    assert "월화수목금토일".index(match[4]) == day.weekday()


def test_item_marks_go_through_the_eight_levels() -> None:
    assert [item_mark(level, 1) for level in range(8)] == ["1.", "가.", "1)", "가)", "(1)", "(가)", "①", "㉮"]
    assert [item_letter(number) for number in (1, 2, 14, 15, 28, 29)] == ["가", "나", "하", "거", "허", "고"]
    assert item_mark(6, 21) == "(21)"
    assert item_mark(7, 15) == "(거)"


@given(some.integers(min_value=0, max_value=7), some.integers(min_value=1, max_value=500))
def test_two_items_of_a_level_never_share_a_mark(level: int, number: int) -> None:
    assert item_mark(level, number) != item_mark(level, number + 1)
    assert len({item_letter(n) for n in range(1, number + 1)}) == number


@pytest.mark.parametrize(("level", "number"), [(8, 1), (-1, 1), (0, 0)])
def test_there_is_no_such_item(level: int, number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        item_mark(level, number)


def test_enclosures_stand_under_each_other() -> None:
    assert enclosures(["사업계획서 1부"]) == ["붙임  사업계획서 1부."]
    assert enclosures(["계획서 1부.", "예산서 1부"]) == ["붙임  1. 계획서 1부.", "      2. 예산서 1부."]
    assert enclosures([]) == []


def test_the_end_stands_two_spaces_behind_the_last_word() -> None:
    assert ended("바랍니다. ") == "바랍니다.  끝."
    assert ended(" ") == "끝."
