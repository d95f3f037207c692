"""What waits for whom, oldest due first."""

from __future__ import annotations

import datetime as dt
from typing import Any

from projects.choices import AffairsClass, RefusalReason
from projects.selectors import inbox
from projects.selectors import projects as reading
from projects.services import answers
from tests.projects.conftest import AT, BASIS, TODAY, VOTES, World, noon
from tests.projects.ways import at_approval


def acts(found: inbox.Inbox) -> list[tuple[str, str]]:
    return [(item.act, item.title) for item in found.items]


def test_it_works(world: World) -> None:
    project = at_approval(world)
    found = inbox.inbox(world.choi, TODAY, world.council)
    assert acts(found) == [("위탁 승인", project.title)]
    assert found.later[0].due_on == TODAY + dt.timedelta(days=10)
    assert found.later[0].sentence == "마장동장이 맡길지 정하는 중입니다."
    assert found.later[0].act_url == f"/c/majang/office/projects/{project.pk}/decide/"
    assert found.total == 1


def test_late_comes_first_then_this_week(world: World) -> None:
    at_approval(world)
    due = TODAY + dt.timedelta(days=10)
    late = inbox.inbox(world.choi, due + dt.timedelta(days=1), world.council)
    assert [len(late.overdue), len(late.this_week), len(late.later)] == [1, 0, 0]
    assert late.overdue[0].late
    same_week = inbox.inbox(world.choi, due - dt.timedelta(days=1), world.council)
    assert [len(same_week.overdue), len(same_week.this_week), len(same_week.later)] == [0, 1, 0]
    assert same_week.this_week[0].soon


def test_nobody_else_has_it_in_the_inbox(world: World) -> None:
    at_approval(world)
    for somebody in (world.kim, world.lee, world.cho, world.park, world.oh, world.yoo):
        assert inbox.inbox(somebody, TODAY, world.council).items == []


def test_the_official_sees_the_head_s_work_where_the_rule_says_so(world: World) -> None:
    world.rule("entrusted.official_may_act", True)
    at_approval(world)
    assert len(inbox.inbox(world.oh, TODAY, world.council).items) == 1


def test_a_head_of_committee_sees_the_own_committee_only(world: World) -> None:
    world.go(world.project(), "submit_plan", world.lee)
    assert acts(inbox.inbox(world.lee, TODAY, world.council)) == [("분과 심의", "마을 안전지도 제작")]
    assert inbox.inbox(world.cho, TODAY, world.council).items == []


def test_the_settlement_waits_for_whom_the_money_says(world: World) -> None:
    for granted in (True, False):
        project = world.project(grant_funded=granted)
        project = world.go(project, "submit_plan", world.lee)
        project = world.go(project, "committee_pass", world.lee, **BASIS)
        project = world.go(project, "office_opinion", world.oh, opinion="FIT")
        project = world.go(project, "vote_to_confirm", world.park, **BASIS, **VOTES)
        term: dict[str, Any] = {"starts_on": TODAY, "ends_on": TODAY, "planned_cost": 1_000_000}
        if granted:
            project = world.go(
                project, "confirm_grant", world.han, granted_on=TODAY, grant_reference="자치행정과-1", **term
            )  # fmt: skip
        else:
            project = world.go(project, "confirm", world.han, **term)
        project = world.go(project, "finish", world.lee, finished_on=TODAY)
        project = world.go(project, "report", world.lee, result="마쳤습니다.")
        waits, other = (world.choi, world.han) if granted else (world.han, world.choi)
        assert project.pk in [item.pk for item in inbox.inbox(waits, TODAY, world.council).items]
        assert project.pk not in [item.pk for item in inbox.inbox(other, TODAY, world.council).items]


def test_what_was_returned_waits_for_whom_it_was_returned_to(world: World) -> None:
    project = world.project(AffairsClass.CONSULTATIVE)
    project = world.go(project, "accept", world.park)
    world.go(project, "ask_office", world.lee, comment="도면이 없습니다.", reason_code=RefusalReason.PAPERS)
    assert acts(inbox.inbox(world.oh, TODAY, world.council)) == [("보완해 다시 내기", project.title)]
    assert inbox.inbox(world.park, TODAY, world.council).items == []


def test_proposals_wait_for_the_secretary_then_for_who_got_them(world: World) -> None:
    sent = world.proposal()
    found = inbox.inbox(world.park, TODAY, world.council)
    assert [item.act for item in found.items] == ["담당 정하기"]
    assert found.items[0].due_on == TODAY + dt.timedelta(days=3)
    assigned = answers.assign(sent, by=world.park, at=AT, committee_id=world.committee.pk)
    assert inbox.inbox(world.park, TODAY, world.council).items == []
    assert [item.act for item in inbox.inbox(world.lee, TODAY, world.council).items] == ["제안에 답하기"]
    others = inbox.waiting_for_others(world.park, TODAY, world.council)
    assert [(item.title, item.who) for item in others] == [(assigned.title, "안전·환경분과장")]
    answers.adopt(assigned, by=world.lee, at=AT, answer="하겠습니다.")
    assert [item.act for item in inbox.inbox(world.lee, TODAY, world.council).items] == ["사업으로 만들기"]


def test_a_held_proposal_waits_for_the_secretary(world: World) -> None:
    world.rule("proposal.unverified_allowed", True)
    world.proposal(world.song)
    assert [item.act for item in inbox.inbox(world.park, TODAY, world.council).items] == ["공개 정하기"]


def test_others_turns_and_own_decisions_are_listed(world: World) -> None:
    project = at_approval(world)
    others = inbox.waiting_for_others(world.park, TODAY, world.council)
    assert [(item.act, item.who) for item in others] == [("위탁 승인", "마장동장")]
    world.go(project, "approve", world.choi, at=noon(TODAY))
    decided = inbox.recent_decisions(world.choi)
    assert [(change.label, change.project.title) for change in decided] == [("승인", project.title)]


def test_next_door_s_work_is_not_mine(world: World, next_door: World) -> None:
    at_approval(world)
    assert inbox.inbox(next_door.park, TODAY, world.council).overdue == []
    assert reading.listed().count() == 1
