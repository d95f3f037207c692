"""The three questions, and the hint from words."""

from __future__ import annotations

import csv
from itertools import product

import pytest

from projects.choices import AffairsClass, Wish
from projects.classifier import Answers, Tri, classify, guess

Y, N, U = Tri.YES, Tri.NO, Tri.UNKNOWN
A, E, C = AffairsClass.AUTONOMOUS, AffairsClass.ENTRUSTED, AffairsClass.CONSULTATIVE


@pytest.mark.parametrize(
    ("rights", "office", "together", "expected", "sureness"),
    [
        (Y, Y, Y, C, "sure"),
        (Y, Y, N, C, "sure"),
        (Y, N, N, C, "sure"),
        (Y, U, U, C, "sure"),
        (N, N, Y, C, "sure"),
        (N, Y, Y, C, "likely"),
        (U, U, Y, C, "sure"),
        (N, Y, N, E, "sure"),
        (N, Y, U, E, "likely"),
        (U, Y, N, E, "unsure"),
        (U, Y, U, E, "unsure"),
        (N, N, N, A, "sure"),
        (N, N, U, A, "likely"),
        (U, N, N, A, "likely"),
        (U, N, U, A, "unsure"),
        (N, U, N, None, "unsure"),
        (U, U, U, None, "unsure"),
    ],
)
def test_the_answers_point_to_a_class(
    rights: Tri, office: Tri, together: Tri, expected: AffairsClass | None, sureness: str
) -> None:
    found = classify(Answers(rights, office, together))
    assert (found.affairs_class, found.sureness) == (expected, sureness)
    assert found.reason


@pytest.mark.parametrize("answers", list(product(Tri, Tri, Tri)))
def test_what_touches_rights_and_duties_is_never_entrusted(answers: tuple[Tri, Tri, Tri]) -> None:
    found = classify(Answers(*answers))
    if answers[0] == Y:
        assert found.affairs_class == C
    if found.affairs_class == E and found.sureness == "sure":
        assert answers[0] == N


#: The field's own examples, with the class that the study gives them.
EXAMPLES = """\
마을축제,AUTONOMOUS
마을신문·소식지 발간,AUTONOMOUS
주민자율청소 봉사단 운영,AUTONOMOUS
도시미관개선 벽화사업,AUTONOMOUS
벼룩시장 운영,AUTONOMOUS
작은도서관 등 공공시설 운영,ENTRUSTED
문화센터 운영,ENTRUSTED
거주자 우선 주차관리,ENTRUSTED
마을탐방 안내,ENTRUSTED
생활안전 활동,ENTRUSTED
마을 안전지도 제작,ENTRUSTED
작은도서관 회원관리·도서구매,ENTRUSTED
시민자전거 대여,ENTRUSTED
노인대학 운영,ENTRUSTED
안심마을 희망공원 운영,ENTRUSTED
불법 주·정차구역 선정 협의,CONSULTATIVE
문화·복지시설 확충 의견 제시,CONSULTATIVE
"""


@pytest.mark.parametrize(("title", "expected"), list(csv.reader(EXAMPLES.splitlines())))
def test_the_examples_of_the_field_are_guessed_from_their_words(title: str, expected: str) -> None:
    assert guess(title).affairs_class == expected


@pytest.mark.parametrize(
    ("wish", "expected"),
    [(Wish.NEIGHBOURS, A), (Wish.OFFICE_TASK, E), (Wish.TOGETHER, C), (Wish.UNKNOWN, None)],
)
def test_without_a_known_word_the_wish_decides(wish: str, expected: AffairsClass | None) -> None:
    assert guess("고양이가 많아요", wish=wish).affairs_class == expected


def test_the_hint_is_likely_only_when_words_and_wish_agree() -> None:
    assert guess("마을축제를 열어 주세요", wish=Wish.NEIGHBOURS).sureness == "likely"
    assert guess("마을축제를 열어 주세요", wish=Wish.TOGETHER).sureness == "unsure"
