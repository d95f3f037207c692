"""One project as everyone reads it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client

from projects.models import Project
from projects.services import log, moves, photos, plans
from tests.cast import Cast
from tests.projects_pages.town import LIST, PROJECTS, Town, picture, text


def planned(town: Town) -> Project:
    """Return a 위탁 with its plan written."""
    project = town.project(summary="밤길을 걸으며 지도를 만듭니다.")
    with town.scope():
        return plans.edit_plan(
            project,
            by=town.cast.actor("secretary"),
            at=town.now,
            background="어두운 골목이 많습니다.",
            target="마장동 주민",
            content="골목 12곳을 살핍니다.",
            schedule="10월 조사, 11월 지도",
            planned_cost=4_000_000,
            place="마장동 골목",
        )


def go(town: Town, project: Project, code: str, who: str, *, comment: str = "", **inputs: Any) -> Project:
    with town.scope():
        return moves.advance(
            project,
            code,
            by=town.cast.actor(who),
            at=town.now,
            inputs=inputs,
            comment=comment,
            expected_status=project.status,
        )


def page_of(browser: Client, project: Project, rest: str = "") -> str:
    response = browser.get(f"{PROJECTS}{project.pk}/{rest}")
    assert response.status_code == 200
    return text(response)


def test_it_works(visitor: Client, town: Town) -> None:
    project = planned(town)
    page = page_of(visitor, project)
    now, way = page.index("지금</h2>"), page.index("걸어온 길</h2>")
    assert now < page.index(str(project.waiting_sentence)) < way
    assert "근거: " in page
    assert "골목 12곳을 살핍니다." in page
    assert "4,000,000원" in page
    assert 'aria-current="step"' in page
    assert "csrfmiddlewaretoken" not in page


def test_the_proposals_it_came_from_are_named(visitor: Client, town: Town) -> None:
    proposal = town.adopted()
    with town.scope():
        project = plans.make_project(
            [proposal],
            by=town.cast.actor("secretary"),
            at=town.now,
            affairs_class="ENTRUSTED",
            class_reason="행정에서 하던 일입니다.",
            title="마을 안전지도 제작",
        )
    page = page_of(visitor, project)
    assert f'href="{LIST}{proposal.pk}/"' in page
    assert "주민 제안 1건에서 나왔습니다" in page
    assert f'href="{PROJECTS}{project.pk}/"' in text(visitor.get(f"{LIST}{proposal.pk}/"))


def test_the_log_shows_its_photos_and_the_note_of_now(visitor: Client, town: Town) -> None:
    project = planned(town)
    secretary = town.cast.actor("secretary")
    with town.scope():
        line = log.add_update(
            project, by=secretary, at=town.now, on=town.today, text="현장조사를 마쳤습니다.", token=uuid.uuid4()
        )
        shot = photos.add(line, picture(), by=secretary, at=town.now, caption="조사하는 주민")
        photos.add(project, picture(), by=secretary, at=town.now, alt="어두운 골목")
    page = page_of(visitor, project)
    assert "현장조사를 마쳤습니다." in page
    assert "조사하는 주민" in page
    assert f"/photos/{shot.pk}/thumb/" in page
    assert 'alt="어두운 골목"' in page


def test_a_stopped_one_says_why(visitor: Client, town: Town) -> None:
    project = planned(town)
    basis = {"basis_on": town.today, "basis_reference": "제9차 정기회의"}
    with town.scope():
        stop = next(move for move in moves.open_moves(project) if move.outcome == "STOP")
    project = go(town, project, stop.code, "secretary", comment="맡을 사람이 없습니다.", **basis)
    page = page_of(visitor, project)
    assert "맡을 사람이 없습니다." in page
    assert page.index("맡을 사람이 없습니다.") < page.index("걸어온 길</h2>")


def test_a_late_one_is_marked(visitor: Client, town: Town) -> None:
    project = planned(town)
    with town.scope():
        Project.objects.filter(pk=project.pk).update(due_on=town.today - dt.timedelta(days=2))
    assert "2일 지남" in page_of(visitor, project)


def test_the_history_tells_every_move(visitor: Client, town: Town) -> None:
    project = go(town, planned(town), "accept", "secretary")
    page = page_of(visitor, project, "history/")
    assert "요청 받기" in page
    assert "요청·제안 → 분과 심의" in page
    assert "계획에서" in page


@pytest.mark.parametrize(
    ("who", "there"), [("secretary", True), ("committee_head", True), ("resident", False), (None, False)]
)
def test_staff_find_the_way_to_their_desk(cast: Cast, town: Town, who: str | None, there: bool) -> None:
    project = planned(town)
    assert (f"/c/majang/office/projects/{project.pk}/decide/" in page_of(cast.client(who), project)) is there


@pytest.mark.parametrize("pk", ["0", "999999999", "9" * 30])
@pytest.mark.parametrize("rest", ["", "history/"])
def test_a_number_that_is_not_there_is_not_found(visitor: Client, cast: Cast, pk: str, rest: str) -> None:
    assert visitor.get(f"{PROJECTS}{pk}/{rest}").status_code == 404


def test_another_council_does_not_know_it(visitor: Client, town: Town) -> None:
    project = planned(town)
    assert visitor.get(f"/c/sageun/projects/{project.pk}/").status_code == 404


@pytest.mark.parametrize("rest", ["follow/", "comments/"])
def test_a_button_opened_as_a_page_shows_the_way_back(kim: Client, town: Town, rest: str) -> None:
    project = planned(town)
    response = kim.get(f"{PROJECTS}{project.pk}/{rest}")
    assert response.status_code == 405
    assert f'href="{PROJECTS}{project.pk}/"' in text(response)
