"""Finding by words in the middle of words, and lists that cost the same at any length."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import F
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.choices import Stage
from projects.filters import ProjectFilter, ProposalFilter
from projects.models import Project, Proposal, StatusChange
from projects.selectors import counts, inbox
from projects.selectors import projects as project_reading
from projects.selectors import proposals as reading
from projects.services.moves import status_is_told
from projects.services.people import person
from tests.projects.conftest import AT, TODAY, World

TITLES = ("작은도서관을 토요일에도 열어 주세요", "불법 주·정차를 막아 주세요", "LED 가로등 3개를 달아 주세요")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("도서관", [0]),
        ("서관", [0]),
        ("도서관 토요일", [0]),
        ("토요일 도서관", [0]),
        ("주세요", [0, 1, 2]),
        ("주·정차", [1]),
        ("led", [2]),
        ("3개", [2]),
        ("3", [2]),
        ("관서", []),
        ("도관", []),
        ("", [0, 1, 2]),
        ("   ", [0, 1, 2]),
        ("%", []),
        ("\\", []),
        ("'; DROP TABLE", []),
        ("& | ! ( ) : *", []),
        (unicodedata.normalize("NFD", "도서관"), [0]),
    ],
)
def test_words_are_found_wherever_they_stand(world: World, words: str, expected: list[int]) -> None:
    sent = [world.proposal(title=title, body="그렇게 되면 좋겠습니다", place="") for title in TITLES]
    found = set(Proposal.objects.matching(words))
    assert found == {sent[index] for index in expected}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60).filter(lambda text: "\x00" not in text))
def test_nothing_typed_breaks_the_search(world: World, text: str) -> None:
    list(Proposal.objects.matching(text))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="가나다라마 바사·1a", min_size=1, max_size=20), st.integers(0, 19), st.integers(1, 6))
def test_every_piece_of_a_text_finds_it(world: World, title: str, start: int, length: int) -> None:
    word = title[start : start + length].strip()
    if not title.strip() or not word:
        return
    project = Project.objects.first() or world.project()
    Project.objects.filter(pk=project.pk).update(title=title)
    found = Project.objects.matching(word).exists()
    # A piece that is nothing but signs has no letters to index; everything else is found.
    assert found or not any(letter.isalnum() for letter in word)


def test_similar_proposals_are_offered_while_writing(world: World) -> None:
    sent = [world.proposal(title=title) for title in TITLES]
    assert reading.similar("도서관을 늦게까지 열면") == [sent[0]]
    assert reading.similar("도서관", exclude_pk=sent[0].pk) == []
    assert reading.similar("가") == []


def test_everyday_words_make_no_two_proposals_alike(world: World) -> None:
    bench = world.proposal(title="정류장에 긴 의자를 놓아 주세요")
    world.proposal(title="어두운 골목에 등이 있으면 좋겠어요")
    assert reading.similar("놀이터 모래를 갈아 주세요") == []
    assert reading.similar("우리 동네에 빵집이 있으면 좋겠어요!") == []
    assert reading.similar("정류장에 지붕을 얹어주세요") == [bench]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("그늘막 설치해주세요", ["그늘막", "설치"]),
        ("가로등이 필요합니다.", ["가로등이"]),
        ("우리 마을 함께 만들어 주세요", []),
        ("주민총회", ["주민총회"]),
    ],
)
def test_endings_are_cut_off_the_words(title: str, words: list[str]) -> None:
    assert reading.telling_words(title) == words


def many(world: World, number: int) -> None:
    """Fill the lists by the thousand, as the demonstration data does."""
    seed = world.proposal()
    Proposal.objects.bulk_create(
        [
            Proposal(
                council=world.council, author_id=person(world.kim), owner_id=person(world.lee), year=2026,
                number=n, title=f"제안 {n}", body="작은도서관" if n % 10 == 0 else "내용", state="RECEIVED",
                submitted_at=AT, assign_by=TODAY, answer_by=TODAY + dt.timedelta(days=n % 40 - 10),
                consented_at=AT, committee=world.committee, assigned_at=AT,
            )
            for n in range(2, number + 2)
        ],
        batch_size=1000,
    )  # fmt: skip
    projects = Project.objects.bulk_create(
        [
            Project(
                council=world.council, year=2026, number=n, title=f"사업 {n}", affairs_class="ENTRUSTED",
                class_reason="x", status="APPROVAL", owner_id=person(world.lee), committee=world.committee,
                due_on=TODAY + dt.timedelta(days=n % 40 - 10), created_at=AT,
            )
            for n in range(1, number + 1)
        ],
        batch_size=1000,
    )  # fmt: skip
    StatusChange.objects.bulk_create(
        [
            StatusChange(
                council=world.council, project=project, affairs_class="ENTRUSTED", to_status="APPROVAL",
                move="opened", outcome="PASS", by_label="간사", at=AT,
            )
            for project in projects
        ],
        batch_size=1000,
    )  # fmt: skip
    status_is_told()
    assert seed.pk


def rows_of_proposals(world: World, query: str) -> list[str]:
    request = RequestFactory().get(f"/?{query}")
    shown = ProposalFilter(request.GET, queryset=reading.public(), request=request)
    assert shown.is_valid(), shown.errors
    str(shown.form)
    shown.qs.count()
    return [f"{row.title}{row.author_label}{row.owner}{row.committee}{row.state_word}" for row in shown.qs[:20]]


def rows_of_projects(world: World, query: str) -> list[str]:
    request = RequestFactory().get(f"/?{query}")
    shown = ProjectFilter(request.GET, queryset=project_reading.listed(), request=request)
    assert shown.is_valid(), shown.errors
    str(shown.form)
    shown.qs.count()
    return [f"{row.title}{row.waiting_sentence}{row.status_title}{row.waits_for_label}" for row in shown.qs[:20]]


def the_inbox(world: World, query: str) -> list[str]:
    waiting = inbox.inbox(world.choi, TODAY, world.council)
    others = inbox.waiting_for_others(world.park, TODAY, world.council)
    return [f"{item.act}{item.title}{item.sentence}" for item in waiting.items] + [item.who for item in others]


def the_home(world: World, query: str) -> list[str]:
    found = counts.home(TODAY)
    year = counts.proposals_of_year(2026, TODAY)
    return [str(found.total), str(year.received)] + [row.title for row in project_reading.latest_moved(5)]


READS: tuple[tuple[Callable[[World, str], list[str]], str, int], ...] = (
    (rows_of_proposals, "", 5),
    (rows_of_proposals, "state=RECEIVED&late=on&sort=due", 5),
    (rows_of_proposals, "q=작은도서관&sort=supports", 5),
    (rows_of_projects, "", 5),
    (rows_of_projects, "affairs=ENTRUSTED&stage=WAITING&late=on&q=사업", 5),
    (the_inbox, "", 8),
    (the_home, "", 4),
)


def test_lists_cost_the_same_at_fifty_and_at_five_thousand_rows(world: World) -> None:
    taken: list[list[int]] = []
    for number in (50, 4950):
        Proposal.objects.update(year=2025, number=F("number") + 100_000)
        Project.objects.update(year=2025, number=F("number") + 100_000)
        many(world, number)
        taken.append([])
        for read, query, most in READS:
            with CaptureQueriesContext(connection) as captured:
                assert read(world, query)
            assert len(captured) <= most, read
            taken[-1].append(len(captured))
    assert taken[0] == taken[1]


@pytest.mark.parametrize(
    "query",
    ["state=DRAFT", "state=x", "year=abc", "year=99999999999", "committee=999999", "committee=x", "sort=evil",
     "q=" + "가" * 61],
)  # fmt: skip
def test_a_bad_filter_is_an_error_beside_its_field_and_the_list_still_shows(world: World, query: str) -> None:
    sent = world.proposal()
    request = RequestFactory().get(f"/?{query}")
    shown = ProposalFilter(request.GET, queryset=reading.public(), request=request)
    assert not shown.is_valid()
    assert list(shown.qs) == [sent]


def test_a_committee_next_door_is_no_choice(world: World, next_door: World) -> None:
    request = RequestFactory().get(f"/?committee={next_door.committee.pk}")
    assert not ProjectFilter(request.GET, queryset=project_reading.listed(), request=request).is_valid()


def test_filters_narrow_the_list(world: World) -> None:
    one, two = world.project(), world.project("CONSULTATIVE", title="주차구역 협의")
    request = RequestFactory().get("/?affairs=CONSULTATIVE")
    assert list(ProjectFilter(request.GET, queryset=project_reading.listed(), request=request).qs) == [two]
    assert set(Project.objects.in_stage(Stage.PREPARING)) == {one, two}
    assert not Project.objects.in_stage(Stage.DONE).exists()


def test_counts_of_the_year(world: World) -> None:
    world.adopted()
    world.proposal()
    year = counts.proposals_of_year(2026, TODAY)
    assert (year.received, year.answered, year.reviewing, year.late, year.average_days) == (2, 1, 1, 0, 0)
    late = counts.proposals_of_year(2026, TODAY + dt.timedelta(days=31))
    assert late.late == 1
    assert counts.proposals_of_year(2020, TODAY).average_days is None


def test_home_counts_by_class_and_stage(world: World) -> None:
    world.project()
    world.project("CONSULTATIVE")
    found = counts.home(TODAY + dt.timedelta(days=20))
    assert found.by_class == {"AUTONOMOUS": 1, "ENTRUSTED": 0, "CONSULTATIVE": 1}
    assert found.by_stage[Stage.PREPARING] == 2
    assert (found.total, found.running, found.late) == (2, 2, 1)
