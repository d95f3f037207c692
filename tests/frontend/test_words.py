"""Won, dates and names as a Korean office writes and reads them."""

from __future__ import annotations

import contextlib
import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, engines
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from council.common import dates, money
from council.common.templatetags.portal import mask_name

KST = dt.timezone(dt.timedelta(hours=9))
TODAY = dt.date(2026, 9, 16)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1234000", 1_234_000),
        ("1,234,000원", 1_234_000),
        ("１，２３４，０００", 1_234_000),
        ("금1,540,000원정", 1_540_000),
        ("₩ 5000", 5000),
        (" 150만 원 ", 1_500_000),
        ("1억 2천만", 120_000_000),
        ("1.5만", 15_000),
        ("3만5000", 35_000),
        ("0", 0),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, amount: int) -> None:
    assert money.parse_won(typed) == amount


@pytest.mark.parametrize(
    "typed", ["", "원", "만", "1.5", "-3", "1만2억", "12o0", "1e5", "백만", "1,000 2,000원 아님", "9" * 60]
)
def test_what_is_not_an_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        money.parse_won(typed)


@given(st.integers(min_value=0, max_value=money.MAX_WON))
def test_what_is_written_is_read_back(amount: int) -> None:
    assert money.parse_won(money.won(amount)) == amount


@given(st.text(max_size=60))
def test_any_text_is_an_amount_or_a_refusal(typed: str) -> None:
    with contextlib.suppress(ValueError):
        assert money.parse_won(typed) >= 0


def test_amounts_in_words() -> None:
    assert money.won_words(1_540_000) == "금일백오십사만원"
    assert money.won_words(1_234_000) == "금일백이십삼만사천원"
    assert money.won_words(100_000_010) == "금일억일십원"
    assert money.won_words(0) == "금영원"


def test_share_comes_from_won() -> None:
    assert money.percent(1_848_000, 4_000_000) == "46.2%"
    assert money.percent(1, 3) == "33.3%"
    assert money.percent(5, 0) == ""


def test_year_drops_when_it_is_this_year() -> None:
    assert dates.kdate(dt.date(2026, 9, 17), today=TODAY) == "9.\u00a017.(목)"
    assert dates.kdate(dt.date(2027, 2, 28), today=TODAY) == "2027.\u00a02.\u00a028.(일)"
    assert dates.kdate(None) == ""


def test_time_is_korean_time() -> None:
    moment = dt.datetime(2026, 9, 16, 20, 0, tzinfo=dt.UTC)
    assert dates.kdatetime(moment, today=TODAY) == "9.\u00a017.(목)\u00a005:00"


@pytest.mark.parametrize(
    ("day", "tone", "sentence"),
    [
        (14, "late", "2일 지남 · 9.\u00a014.(월)까지"),
        (16, "soon", "오늘까지"),
        (18, "soon", "9.\u00a018.(금)까지, 2일 남음"),
        (30, "", "9.\u00a030.(수)까지, 14일 남음"),
    ],
)
def test_due_day_says_how_it_stands(day: int, tone: str, sentence: str) -> None:
    due = dt.date(2026, 9, day)
    assert dates.due_tone(due, TODAY) == tone
    assert dates.due_sentence(due, TODAY) == sentence


@pytest.mark.parametrize(
    ("name", "masked"), [("김철수", "김*수"), ("김철", "김*"), ("남궁민수", "남**수"), ("김", "*"), ("", "")]
)
def test_names_are_masked(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def render(source: str, **context: Any) -> str:
    return str(engines["django"].from_string(source).render(context))


def test_chips_tell_the_class_by_shape() -> None:
    assert render('{% kind "ENTRUSTED" %}') == '<span class="kind b">위탁</span>'
    assert render("{% kind none %}") == ""


def test_words_are_escaped() -> None:
    assert "&lt;b&gt;" in render("{% badge text %}{% crumb text %}", text="<b>")


def test_pager_keeps_the_filter() -> None:
    request = RequestFactory().get("/c/majang/projects/?year=2026&page=2&q=길 밝게")
    page = Paginator(range(45), 20).get_page(2)
    html = str(
        engines["django"]
        .from_string("{% pager page %}")
        .template.render(  # type: ignore[attr-defined]
            template_context(page=page, request=request)
        )
    )
    assert "2쪽 / 3쪽" in html
    assert "year=2026&amp;page=3&amp;q=" in html
    assert "다음 5개 보기" in html


def template_context(**values: Any) -> Any:
    return Context(values)


def test_due_uses_the_day_of_the_request() -> None:
    html = str(
        engines["django"]
        .from_string("{% due day %}{% due day 'short' %}")
        .template.render(  # type: ignore[attr-defined]
            template_context(day=dt.date(2026, 9, 18), request=SimpleNamespace(today=TODAY))
        )
    )
    assert html.startswith('<span class="due soon">9.\u00a018.(금)까지, 2일 남음</span>')
    assert html.endswith("까지</span>")
