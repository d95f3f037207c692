"""The way as steps: done, now, skipped, to come."""

from __future__ import annotations

from projects.choices import AffairsClass, RefusalReason
from projects.selectors import projects as reading
from projects.selectors import proposals as proposal_reading
from projects.selectors import timeline
from projects.services import answers, plans
from tests.projects.conftest import AT, TODAY, World
from tests.projects.ways import at_approval, running, voted


def states(world: World, pk: int) -> list[tuple[str, str, str]]:
    project = reading.get(pk)
    steps = timeline.timeline(project, reading.changes(project), TODAY)
    return [(step.name, step.state, step.word) for step in steps]


def test_it_works(world: World) -> None:
    found = states(world, running(world).pk)
    assert found[:9] == [
        ("요청·제안", "done", "마침"),
        ("분과 심의", "done", "마침"),
        ("수탁 의결", "done", "가결"),
        ("수탁 신청", "done", "신청함"),
        ("적정성 검토", "done", "적합"),
        ("의회 동의", "skip", "면제"),
        ("승인", "done", "승인"),
        ("협약 체결", "done", "마침"),
        ("수행", "now", "지금 여기"),
    ]
    assert [state for _name, state, _word in found[9:]] == ["todo", "todo", "todo"]
    assert len(found) == 12


def test_a_step_tells_day_basis_people_and_votes(world: World) -> None:
    project = reading.get(at_approval(world).pk)
    vote = timeline.timeline(project, reading.changes(project), TODAY)[2]
    assert vote.meta.startswith("9.\u00a016.(수) · 제9차 정기회의 · 간사 · 출석 27명 가운데 찬성 24명")


def test_a_step_that_is_not_needed_stays_with_its_reason(world: World) -> None:
    found = states(world, voted(world).pk)
    assert ("주민총회 의결", "skip", "건너뜀") in found
    assert found[5][:2] == ("확정", "now")


def test_what_was_returned_shows_where_and_why(world: World) -> None:
    project = world.go(
        at_approval(world), "approval_return", world.choi, comment="보험을 넣어 주십시오.",
        reason_code=RefusalReason.NO_INSURANCE,
    )  # fmt: skip
    project = reading.get(project.pk)
    now = next(s for s in timeline.timeline(project, reading.changes(project), TODAY) if s.state == "now")
    assert (now.name, now.word, now.text) == ("승인", "보완 요구", "보험을 넣어 주십시오.")


def test_what_ended_early_shows_how_far_it_came(world: World) -> None:
    project = world.go(
        at_approval(world), "refuse", world.choi, comment="예산이 없습니다.", reason_code=RefusalReason.NO_BUDGET
    )
    found = states(world, project.pk)
    assert found[-1] == ("부결·반려", "now", "거절")
    assert ("수행", "todo", "남음") not in found


def test_a_proposal_s_way_leads_to_its_project(world: World) -> None:
    adopted = world.adopted()
    project = plans.make_project(
        [adopted],
        by=world.park,
        at=AT,
        affairs_class=AffairsClass.ENTRUSTED,
        class_reason="동의 일입니다.",
        title="지도",
    )
    shown = proposal_reading.get_visible(world.kim, adopted.pk)
    path = timeline.proposal_path(shown, proposal_reading.steps(shown), TODAY)
    assert [step.name for step in path][:3] == ["보냄", "담당 정함", "답변"]
    assert path[-1].url == project.get_absolute_url()


def test_an_open_proposal_shows_what_comes_next_and_by_when(world: World) -> None:
    sent = world.proposal()
    path = timeline.proposal_path(sent, proposal_reading.steps(sent), TODAY)
    assert [(step.name, step.state) for step in path] == [
        ("보냄", "done"),
        ("담당 정함", "now"),
        ("검토", "todo"),
        ("답변", "todo"),
    ]
    assert path[1].due_on == sent.assign_by
    assigned = answers.assign(sent, by=world.park, at=AT, committee_id=world.committee.pk)
    path = timeline.proposal_path(assigned, proposal_reading.steps(assigned), TODAY)
    assert "안전·환경분과장" in path[1].text
