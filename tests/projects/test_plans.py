"""Making projects of proposals, opening them without, writing and correcting plans, the log."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from council.common.access import Forbidden
from council.common.errors import Conflict, Refused
from council.notices.models import Notice
from projects.choices import AffairsClass, Origin, ProposalState, Status
from projects.models import Project
from projects.selectors import projects as reading
from projects.selectors import proposals as proposal_reading
from projects.services import answers, log, plans
from tests.projects.conftest import AT, BASIS, TODAY, World

WHY: dict[str, Any] = {
    "affairs_class": AffairsClass.ENTRUSTED,
    "class_reason": "행정에서 하던 일입니다.",
    "title": "마을 안전지도 제작",
}


def test_it_works(world: World) -> None:
    adopted = world.adopted()
    project = plans.make_project([adopted], by=world.lee, at=AT, **WHY)
    assert (project.status, project.origin, project.number_label) == (
        Status.REQUESTED,
        Origin.RESIDENT,
        "2026-사업-0001",
    )
    assert (project.committee, project.owner_id) == (world.committee, world.lee.user_id)
    adopted.refresh_from_db()
    assert adopted.project == project
    assert reading.proposals_of(project) == [adopted]
    assert project.due_on == TODAY + dt.timedelta(days=14)
    assert Notice.objects.filter(recipient_id=world.kim.user_id, title__contains="사업이 되었습니다").exists()


def test_what_was_merged_comes_along_and_each_proposer_hears(world: World) -> None:
    lead, other = world.proposal(), world.proposal(world.han, title="시장 뒷길")
    answers.merge(lead, [other], by=world.park, at=AT, answer="묶습니다.")
    project = plans.make_project([lead], by=world.park, at=AT, **WHY)
    assert reading.proposals_of(project) == [lead, other]
    told = set(Notice.objects.filter(title__contains="사업이 되었습니다").values_list("recipient_id", flat=True))
    assert told == {world.kim.user_id, world.han.user_id}


def test_only_answered_proposals_become_projects(world: World) -> None:
    with pytest.raises(Refused, match="답을"):
        plans.make_project([world.proposal()], by=world.park, at=AT, **WHY)


def test_a_proposal_becomes_one_project_only(world: World) -> None:
    adopted = world.adopted()
    plans.make_project([adopted], by=world.park, at=AT, **WHY)
    with pytest.raises(Conflict):
        plans.make_project([adopted], by=world.park, at=AT, **WHY)
    assert Project.objects.count() == 1


@pytest.mark.parametrize("field", ["class_reason", "title"])
def test_class_and_title_are_reasoned(world: World, field: str) -> None:
    with pytest.raises(Refused) as refused:
        plans.make_project([world.adopted()], by=world.park, at=AT, **{**WHY, field: " "})
    assert refused.value.field == field


@pytest.mark.parametrize("name", ["kim", "cho", "oh", "yoo"])
def test_others_do_not_make_projects(world: World, name: str) -> None:
    with pytest.raises(Forbidden):
        plans.make_project([world.adopted()], by=getattr(world, name), at=AT, **WHY)


def test_the_office_asks_for_a_consultation_but_opens_no_project_of_the_council(world: World) -> None:
    asked = plans.start_project(
        by=world.oh, at=AT, affairs_class=AffairsClass.CONSULTATIVE, class_reason="구역을 정합니다.", title="주차구역"
    )
    assert (asked.origin, asked.status) == (Origin.OFFICE, Status.REQUESTED)
    with pytest.raises(Refused) as refused:
        plans.start_project(
            by=world.oh, at=AT, affairs_class=AffairsClass.AUTONOMOUS, class_reason="축제입니다.", title="축제"
        )
    assert refused.value.field == "affairs_class"


def test_a_head_opens_projects_of_the_own_committee(world: World) -> None:
    with pytest.raises(Refused) as refused:
        plans.start_project(by=world.cho, at=AT, **WHY, committee_id=world.committee.pk)
    assert refused.value.field == "committee_id"
    assert plans.start_project(by=world.cho, at=AT, **WHY, committee_id=world.other_committee.pk).pk


def test_a_plan_is_written_while_it_is_open(world: World) -> None:
    project = world.project()
    edited = plans.edit_plan(project, by=world.lee, at=AT, content="골목 15곳을 살핍니다.")
    assert edited.content == "골목 15곳을 살핍니다."
    project = world.go(edited, "submit_plan", world.lee)
    project = world.go(project, "committee_pass", world.lee, **BASIS)
    with pytest.raises(Refused, match="변경 신청"):
        plans.edit_plan(project, by=world.lee, at=AT, content="스무 곳")


def test_a_plan_returned_may_be_written_again(world: World) -> None:
    project = world.go(world.project(), "submit_plan", world.lee)
    project = world.go(project, "committee_return", world.lee, comment="더 써 주십시오.")
    assert plans.edit_plan(project, by=world.park, at=AT, risk="비가 오면 미룹니다.").risk


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"starts_on": dt.date(2026, 2, 1), "ends_on": dt.date(2026, 1, 1)}, "ends_on"),
        ({"title": ""}, "title"),
        ({"committee_id": 999_999}, "committee_id"),
        ({"owner_id": 999_999}, "owner"),
    ],
)
def test_an_impossible_plan_is_refused(world: World, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        plans.edit_plan(world.project(), by=world.park, at=AT, **fields)
    assert refused.value.field == field


def test_status_is_no_part_of_a_plan(world: World) -> None:
    with pytest.raises(TypeError):
        plans.edit_plan(world.project(), by=world.park, at=AT, status=Status.CLOSED)


def test_a_wrong_class_is_put_right_before_the_vote(world: World) -> None:
    project = plans.make_project([world.adopted()], by=world.park, at=AT, **WHY)
    fixed = plans.reclassify(
        project, by=world.park, at=AT, affairs_class=AffairsClass.AUTONOMOUS, class_reason="스스로 할 일입니다."
    )
    assert (fixed.affairs_class, fixed.status) == (AffairsClass.AUTONOMOUS, Status.PLANNING)
    assert reading.changes(fixed)[-1].comment == "스스로 할 일입니다."
    assert Notice.objects.filter(recipient_id=world.kim.user_id, title__contains="갈래").exists()


def test_after_the_vote_the_class_stands(world: World) -> None:
    project = world.go(world.project(AffairsClass.CONSULTATIVE), "accept", world.park)
    project = world.go(project, "committee_pass", world.lee, **BASIS)
    with pytest.raises(Conflict):
        plans.reclassify(project, by=world.park, at=AT, affairs_class=AffairsClass.AUTONOMOUS, class_reason="다시")


def test_the_log_says_what_happened_and_lists_show_it(world: World) -> None:
    project, token = world.project(), uuid.uuid4()
    log.add_update(
        project, by=world.lee, at=AT, on=TODAY, text="골목 12곳을 살폈습니다.\n사진도 찍었습니다.", token=token
    )
    log.add_update(project, by=world.lee, at=AT, on=TODAY, text="골목 12곳을 살폈습니다.", token=token)
    assert len(reading.updates(project)) == 1
    assert reading.get(project.pk).progress_note == "골목 12곳을 살폈습니다."
    with pytest.raises(Refused) as refused:
        log.add_update(
            project, by=world.lee, at=AT, on=TODAY + dt.timedelta(days=1), text="내일 일", token=uuid.uuid4()
        )
    assert refused.value.field == "on"
    with pytest.raises(Forbidden):
        log.add_update(project, by=world.kim, at=AT, on=TODAY, text="제가 씁니다", token=uuid.uuid4())


def test_an_adopted_proposal_reads_as_a_project(world: World) -> None:
    adopted = world.adopted()
    plans.make_project([adopted], by=world.park, at=AT, **WHY)
    shown = proposal_reading.get_visible(world.kim, adopted.pk)
    assert shown.state == ProposalState.ADOPTED
    assert str(shown.state_word) == "사업이 됨"
