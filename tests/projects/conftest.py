"""The people of one council at work, with the dated rows their roles come from."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from council.common.actor import Actor, Role
from council.common.scope import council_scope
from council.models import Committee, Council, Rule
from members.models import Membership, Office, OfficialPost, Residency, User
from members.selectors import actor_for
from projects.choices import AffairsClass, Wish
from projects.models import Project, Proposal
from projects.services import answers, moves, plans, proposals
from tests.cast import appointed
from tests.councils import OPENED, make_council

NOON = dt.time(12, tzinfo=timezone.get_default_timezone())
TODAY = dt.date(2026, 9, 16)


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, NOON)


AT = noon(TODAY)


@dataclass
class World:
    """주민 김 proposes, 주민 송 is not verified yet, 분과장 이 leads 안전·환경분과, 분과장 조 the other one,
    간사 박 runs the office, 회장 한 chairs, 담당 오 and 동장 최 sit in the 동 office, 감사 유 only reads.
    """

    council: Council
    committee: Committee
    other_committee: Committee
    kim: Actor
    song: Actor
    lee: Actor
    cho: Actor
    park: Actor
    han: Actor
    oh: Actor
    choi: Actor
    yoo: Actor

    def rule(self, key: str, value: Any) -> None:
        """Set a rule of this council from its first day."""
        Rule.objects.create(
            level=Rule.Level.COUNCIL, council=self.council, key=key, value=value, valid_from=OPENED, entered_at=AT
        )

    def draft(self, by: Actor | None = None, **fields: Any) -> Proposal:
        values = {
            "title": "밤길 위험한 골목을 지도에 표시해 주세요",
            "body": "밤 9시가 지나면 어두워서 돌아서 다닙니다. 주민이 함께 돌아보고 알려 주면 좋겠습니다.",
            "place": "마장동 골목",
            "wish": Wish.OFFICE_TASK,
        }
        return proposals.save_draft(by=by or self.kim, at=AT, **{**values, **fields})

    def proposal(self, by: Actor | None = None, *, at: dt.datetime = AT, **fields: Any) -> Proposal:
        """Return a proposal that has been sent."""
        draft = self.draft(by, **fields)
        return proposals.submit(
            draft, by=by or self.kim, at=at, consent=True, consent_version="2026-09", show_name=False
        )

    def adopted(self, **fields: Any) -> Proposal:
        sent = self.proposal(**fields)
        assigned = answers.assign(sent, by=self.park, at=AT, committee_id=self.committee.pk)
        return answers.adopt(assigned, by=self.lee, at=AT, answer="여러 골목에서 같은 불편이 나왔습니다.")

    def project(self, affairs_class: str = AffairsClass.AUTONOMOUS, **fields: Any) -> Project:
        values = {
            "title": "마을 안전지도 제작",
            "class_reason": "주민의 권리와 의무를 바꾸지 않는 일입니다.",
            "committee_id": self.committee.pk,
        }
        made = plans.start_project(by=self.park, at=AT, affairs_class=affairs_class, **{**values, **fields})
        if affairs_class != AffairsClass.CONSULTATIVE:
            made = plans.edit_plan(
                made,
                by=self.park,
                at=AT,
                background="어두운 골목이 많습니다.",
                target="마장동 주민",
                content="골목 12곳을 살핍니다.",
                schedule="10월 조사, 11월 지도",
                planned_cost=4_000_000,
            )
        return made

    def go(self, project: Project, code: str, by: Actor, *, at: dt.datetime = AT, **inputs: Any) -> Project:
        """Make a move from what the project shows now; ``comment`` and ``reason_code`` stand among the inputs."""
        comment, reason = inputs.pop("comment", ""), inputs.pop("reason_code", "")
        return moves.advance(
            project,
            code,
            by=by,
            at=at,
            inputs=inputs,
            comment=comment,
            reason_code=reason,
            expected_status=project.status,
            expected_version=project.version,
        )


VOTES: dict[str, Any] = {"seated": 36, "present": 27, "yes": 24, "no": 1, "abstain": 2, "recused": 0}
BASIS: dict[str, Any] = {"basis_on": TODAY, "basis_reference": "제9차 정기회의"}


def build_world(council: Council) -> World:
    """Fill the council in scope with its people."""
    slug = council.slug

    def person(name: str) -> User:
        return User.objects.create_user(f"{name}.{uuid.uuid4().hex[:6]}@{slug}.example", None, name=name)

    def holding(user: User) -> Actor:
        return actor_for(user, council, TODAY)

    names = ("김", "송", "이", "조", "박", "한", "오", "최", "유")
    kim, song, lee, cho, park, han, oh, choi, yoo = (person(name) for name in names)
    first = Committee.objects.create(council=council, number=7, name="안전·환경분과", opened_on=OPENED)
    second = Committee.objects.create(council=council, number=8, name="문화분과", opened_on=OPENED)
    term = {"starts_on": dt.date(2026, 1, 1), "ends_on": dt.date(2028, 1, 1)}
    Residency.objects.create(
        user=kim, status="VERIFIED", requested_at=AT, verified_at=AT, verified_by=park, method="IN_PERSON"
    )
    letter = appointed(council, term["starts_on"])
    for user in (lee, cho, han):
        Membership.objects.create(user=user, appointment=letter, **term)
    Office.objects.create(user=lee, kind=Role.COMMITTEE_HEAD, committee=first, **term)
    Office.objects.create(user=cho, kind=Role.COMMITTEE_HEAD, committee=second, **term)
    Office.objects.create(user=park, kind=Role.SECRETARY, **term)
    Office.objects.create(user=han, kind=Role.CHAIR, **term)
    Office.objects.create(user=yoo, kind=Role.AUDITOR, **term)
    OfficialPost.objects.create(user=oh, kind=Role.OFFICIAL, starts_on=term["starts_on"])
    OfficialPost.objects.create(user=choi, kind=Role.HEAD, starts_on=term["starts_on"])
    people = [holding(user) for user in (kim, song, lee, cho, park, han, oh, choi, yoo)]
    return World(council, first, second, *people)


@pytest.fixture
def world(council: Council) -> Iterator[World]:
    """마장동 with its people; the scope stays open for the test."""
    with council_scope(council.pk):
        yield build_world(council)


@pytest.fixture
def next_door(other_council: Council) -> World:
    """사근동 with people of its own; its scope is closed again."""
    with council_scope(other_council.pk):
        return build_world(other_council)


def committed_world() -> World:
    """Return a council whose rows are committed, for tests with several connections."""
    council = make_council("majang", "마장동", "1120056000", "서울특별시", "성동구")
    with council_scope(council.pk):
        return build_world(council)
