"""물어보기: a question, some figures, and the verdict with its article."""

from __future__ import annotations

import pytest
from django.test import Client

from council.models import Council, RuleLoading
from council.rule_asking import ASKED
from council.rule_words import WORDS
from council.rulebook import QUESTIONS
from council.rulebook.words import WORDS as ORDINANCE_WORDS

pytestmark = pytest.mark.django_db

ASK = "/c/majang/rules/ask/"


def text(client: Client, query: str) -> str:
    response = client.get(ASK + query)
    assert response.status_code == 200
    return response.content.decode()


def test_it_works(client: Client, ruled: list[RuleLoading]) -> None:
    page = text(client, "?q=quorum&enrolled=36&present=18")
    assert "불성립" in page
    assert "출석 18명으로 필요한 19명보다 1명 적습니다." in page
    assert "제18조제2항" in page


def test_every_question_that_is_offered_exists_and_opens(client: Client, ruled: list[RuleLoading]) -> None:
    for asked in ASKED:
        assert asked.name in QUESTIONS
        text(client, f"?q={asked.name}")
        # Nothing is known: the answer says so instead of failing.
        text(client, f"?q={asked.name}&{'=&'.join(asked.facts)}=")


def test_a_fact_that_is_wanting_becomes_a_field(client: Client, ruled: list[RuleLoading]) -> None:
    page = text(client, "?q=training&training_hours=6&reappointed=&appointment=&draw=")
    assert 'name="reappointed"' in page
    asked_for = text(client, "?q=notice&notice=2026-09-10&meeting=2026-09-17")
    assert 'name="urgent"' in asked_for
    assert "정해지지 않음" in asked_for
    assert "됩니다" in text(client, "?q=notice&notice=2026-09-10&meeting=2026-09-17&urgent=no")


def test_what_is_no_number_is_told_beside_its_field(client: Client, ruled: list[RuleLoading]) -> None:
    page = text(client, "?q=quorum&enrolled=많이&present=18")
    assert "숫자로 써 주십시오." in page
    assert "성립" not in page.split("<main")[1].split("</main>")[0].replace("불성립", "")


def test_without_an_ordinance_nothing_is_guessed(client: Client, council: Council) -> None:
    page = text(client, "?q=quorum&enrolled=36&present=36")
    assert "정해지지 않음" in page
    assert "이 항목을 적은 조례가 없어 정하지 못합니다." in page


@pytest.mark.parametrize(
    "query", ["?q=nothing", "?q=quorum&enrolled=99999999999999999999", "?q=due&key=seats", "?q=\x00"]
)
def test_nonsense_gets_a_page(client: Client, ruled: list[RuleLoading], query: str) -> None:
    text(client, query)


def test_facts_say_the_words_of_ordinances_as_ordinances_do() -> None:
    differing = {word for word, said in ORDINANCE_WORDS.items() if WORDS[word] != said}
    assert differing == {"committee"}  # a kind of meeting here, the 선정위원회 there
