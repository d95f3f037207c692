"""위탁사무: from the request to the end, and what its conditions refuse."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from council.audit.selectors import history
from council.common.access import Forbidden
from council.common.errors import Refused
from council.notices.models import Notice
from projects.choices import AffairsClass, Cause, Exemption, RefusalReason, Status
from projects.models import Project
from projects.selectors import projects as reading
from projects.services import moves
from tests.projects.conftest import BASIS, TODAY, VOTES, World
from tests.projects.ways import END, FIT, PAPERS, SIGNED, START, TERM, at_approval, running


def test_it_works(world: World) -> None:
    project = running(world)
    assert (project.status, project.starts_on, project.ends_on) == (Status.RUNNING, START, END)
    assert project.due_on == END - dt.timedelta(days=90)
    assert "민간위탁 조례" in project.due_article
    project = world.go(project, "inspect", world.oh, inspected_on=TODAY, result="ADEQUATE", comment="12곳 마침")
    assert project.status == Status.RUNNING
    project = world.go(project, "evaluate", world.oh, evaluation="EXCELLENT", comment="잘했습니다.")
    project = world.go(project, "confirm_evaluation", world.choi, renewal="CLOSE")
    assert project.due_on == dt.date(2028, 1, 30)
    project = world.go(project, "report", world.park, result="지도 500부", grant_spent=3_900_000)
    project = world.go(project, "close", world.choi, **BASIS, returned=100_000)
    assert project.status == Status.CLOSED
    assert project.due_on is None
    assert [change.move for change in reading.changes(project)][-1] == "close"


def test_each_move_is_told_and_recorded(world: World) -> None:
    project = at_approval(world)
    assert Notice.objects.filter(recipient_id=world.choi.user_id, kind="projects.duty.project").exists()
    project = world.go(project, "approve", world.choi, comment="골목 12곳을 꼭 넣어 주십시오.")
    change = reading.changes(project)[-1]
    assert (change.by_label, change.comment) == ("마장동장", "골목 12곳을 꼭 넣어 주십시오.")
    assert change.was_due_on == TODAY + dt.timedelta(days=10)
    assert history(project)[0].why == "골목 12곳을 꼭 넣어 주십시오."


def test_a_return_comes_back_to_where_it_was(world: World) -> None:
    project = at_approval(world)
    until = TODAY + dt.timedelta(days=14)
    project = world.go(
        project, "approval_return", world.choi, due_on=until, comment="보험을 넣어 주십시오.",
        reason_code=RefusalReason.NO_INSURANCE,
    )  # fmt: skip
    assert (project.status, project.resume_status, project.due_on) == (Status.RETURNED, Status.APPROVAL, until)
    assert project.waits_for_label == "안전·환경분과장"
    project = world.go(project, "resubmit", world.park, comment="보험 계획을 넣었습니다.")
    assert (project.status, project.resume_status) == (Status.APPROVAL, "")


@pytest.mark.parametrize("code", ["approval_return", "refuse"])
def test_a_return_or_refusal_without_words_is_refused(world: World, code: str) -> None:
    with pytest.raises(Refused) as refused:
        world.go(at_approval(world), code, world.choi)
    assert refused.value.field == "comment"


def test_a_refusal_ends_it(world: World) -> None:
    project = world.go(
        at_approval(world), "refuse", world.choi, comment="예산이 없습니다.", reason_code=RefusalReason.NO_BUDGET
    )
    assert project.status == Status.REJECTED
    assert moves.open_moves(project) == []


@pytest.mark.parametrize("name", ["kim", "lee", "park", "han", "oh", "yoo"])
def test_nobody_but_the_head_approves(world: World, name: str) -> None:
    project = at_approval(world)
    with pytest.raises(Forbidden, match="마장동장이 합니다"):
        world.go(project, "approve", getattr(world, name))


def test_the_official_stands_in_where_the_rule_says_so(world: World) -> None:
    world.rule("entrusted.official_may_act", True)
    project = at_approval(world)
    assert "approve" in [move.code for move in moves.available_moves(project, world.oh, TODAY)]
    project = world.go(project, "approve", world.oh)
    assert reading.changes(project)[-1].by_label == "마장동 담당"


@pytest.mark.parametrize("missing", ["signed_head", "signed_chair", "has_liability", "has_privacy", "has_safety"])
def test_an_agreement_lacking_a_signature_or_a_clause_is_refused(world: World, missing: str) -> None:
    project = world.go(at_approval(world), "approve", world.choi)
    inputs = {**SIGNED, missing: False}
    with pytest.raises(Refused) as refused:
        world.go(project, "sign", world.oh, **inputs)
    assert refused.value.field == missing


def test_an_agreement_is_no_longer_than_the_rule_says(world: World) -> None:
    project = world.go(at_approval(world), "approve", world.choi)
    with pytest.raises(Refused, match="5년") as refused:
        world.go(project, "sign", world.oh, **{**SIGNED, "ends_on": dt.date(2031, 12, 1)})
    assert refused.value.field == "ends_on"


def test_a_long_term_is_not_exempt_from_consent(world: World) -> None:
    project = world.project(AffairsClass.ENTRUSTED)
    project = world.go(project, "accept", world.park)
    project = world.go(project, "committee_pass", world.lee, **BASIS)
    project = world.go(project, "vote_pass", world.park, **BASIS, **VOTES)
    project = world.go(project, "apply", world.park, **{**TERM, "ends_on": dt.date(2028, 6, 1)}, **PAPERS)
    project = world.go(project, "suitable", world.oh, **FIT, comment="적합합니다.")
    with pytest.raises(Refused) as refused:
        world.go(project, "exempt", world.oh, exemption=Exemption.SHORT_TERM, comment="짧습니다.")
    assert refused.value.field == "exemption"
    with pytest.raises(Refused):
        world.go(project, "exempt", world.oh, exemption=Exemption.RENEWAL, comment="갱신입니다.")
    assert world.go(project, "assent", world.oh, **BASIS).status == Status.APPROVAL


def test_a_late_consent_says_why(world: World) -> None:
    project = world.project(AffairsClass.ENTRUSTED)
    project = world.go(project, "accept", world.park)
    project = world.go(project, "committee_pass", world.lee, **BASIS)
    project = world.go(project, "vote_pass", world.park, **BASIS, **VOTES)
    soon = {**TERM, "starts_on": TODAY + dt.timedelta(days=59)}
    project = world.go(project, "apply", world.park, **soon, **PAPERS)
    project = world.go(project, "suitable", world.oh, **FIT, comment="적합합니다.")
    with pytest.raises(Refused, match="60일") as refused:
        world.go(project, "assent", world.oh, **BASIS)
    assert refused.value.field == "late_reason"
    assert world.go(project, "assent", world.oh, **BASIS, late_reason="의회가 쉬었습니다.").status == Status.APPROVAL


def test_a_renewal_begins_the_day_after_and_only_as_often_as_the_rule_says(world: World) -> None:
    project = running(world)
    for _round in (1, 2):
        project = world.go(project, "evaluate", world.oh, evaluation="EXCELLENT", comment="잘했습니다.")
        project = world.go(project, "confirm_evaluation", world.choi, renewal="RENEW")
        project = world.go(project, "report", world.park, result="마쳤습니다.")
        if _round == 2:
            break
        project = world.go(project, "renew", world.choi, **BASIS, returned=0, comment="이어서 맡깁니다.")
        assert (project.status, project.renewals) == (Status.CONSENT, 1)
        assert project.starts_on == END + dt.timedelta(days=1)
        project = world.go(project, "exempt", world.oh, exemption=Exemption.RENEWAL, comment="같은 조건입니다.")
        project = world.go(project, "approve", world.choi)
        again = {**SIGNED, "starts_on": END + dt.timedelta(days=1), "ends_on": dt.date(2028, 11, 30)}
        project = world.go(project, "sign", world.oh, **again)
    with pytest.raises(Refused, match="1번"):
        world.go(project, "renew", world.choi, **BASIS, returned=0, comment="또 이어서.")


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"cause": Cause.BREACH}, "heard_on"),
        ({"cause": Cause.COUNCIL_QUITS}, "noticed_on"),
        ({"cause": Cause.COUNCIL_QUITS, "noticed_on": TODAY}, "effective_on"),
        ({"cause": Cause.MUTUAL}, None),
        ({"cause": Cause.BREACH, "heard_on": TODAY}, None),
    ],
)
def test_an_agreement_is_not_ended_without_hearing_or_notice(
    world: World, inputs: dict[str, Any], field: str | None
) -> None:
    project = running(world)
    given = {"effective_on": TODAY + dt.timedelta(days=30), "handed_back": True, **inputs}
    if field is None:
        ended = world.go(project, "terminate", world.choi, **given, comment="끝냅니다.")
        assert ended.status == Status.TERMINATED
        return
    with pytest.raises(Refused) as refused:
        world.go(project, "terminate", world.choi, **given, comment="끝냅니다.")
    assert refused.value.field == field


def test_a_change_is_asked_for_and_approved(world: World) -> None:
    project = running(world)
    later = END + dt.timedelta(days=14)
    project = world.go(project, "request_change", world.lee, change="조사를 2주 늦춥니다.", comment="비가 잦습니다.")
    assert (project.status, project.resume_status) == (Status.CHANGING, Status.RUNNING)
    project = world.go(project, "approve_change", world.choi, ends_on=later)
    assert (project.status, project.ends_on) == (Status.RUNNING, later)
    assert project.due_on == later - dt.timedelta(days=90)


def test_an_incomplete_plan_does_not_go_out(world: World) -> None:
    project = world.project(AffairsClass.ENTRUSTED)
    project = world.go(project, "accept", world.park)
    project = world.go(project, "committee_pass", world.lee, **BASIS)
    project = world.go(project, "vote_pass", world.park, **BASIS, **VOTES)
    Project.objects.filter(pk=project.pk).update(background="")
    with pytest.raises(Refused, match="배경"):
        world.go(project, "apply", world.park, **TERM, **PAPERS)
