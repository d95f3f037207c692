"""Fractions are exact, whatever way an ordinance writes them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rulebook.fractions import NotAFraction, fraction, percent, text, words


@pytest.mark.parametrize(
    ("written", "exact"),
    [
        ("2/3", Fraction(2, 3)),
        (" 2 / 3 ", Fraction(2, 3)),
        ("60%", Fraction(3, 5)),
        ("0.5%", Fraction(1, 200)),
        ("5/1000", Fraction(1, 200)),
        ("1", Fraction(1)),
        (3, Fraction(3)),
    ],
)
def test_it_reads_what_ordinances_write(written: str | int, exact: Fraction) -> None:
    assert fraction(written) == exact


@pytest.mark.parametrize("written", ["1/0", "", "half", "2//3", "-1/2", "1,5%", None, True, [], {}])
def test_it_refuses_what_is_no_fraction(written: object) -> None:
    with pytest.raises(NotAFraction):
        fraction(written)


@pytest.mark.parametrize(("decimal", "meant"), [(0.5, "1/2"), (0.6, "3/5"), (0.005, "1/200"), (0.333, "333/1000")])
def test_a_decimal_is_refused_with_what_to_write(decimal: float, meant: str) -> None:
    with pytest.raises(NotAFraction, match=f'"{meant}"'):
        fraction(decimal)


@given(st.floats())
def test_no_decimal_slips_through(decimal: float) -> None:
    with pytest.raises(NotAFraction):
        fraction(decimal)


@given(st.fractions(min_value=0, max_value=1, max_denominator=10_000))
def test_what_is_written_reads_the_same_again(exact: Fraction) -> None:
    assert fraction(text(exact)) == exact
    assert fraction(percent(exact)) == exact


@pytest.mark.parametrize(
    ("exact", "said"),
    [(Fraction(2, 3), "3분의 2"), (Fraction(1, 200), "0.5%"), (Fraction(3, 5), "5분의 3"), (Fraction(1, 50), "2%")],
)
def test_people_say_it_so(exact: Fraction, said: str) -> None:
    assert words(exact) == said
