"""Proposals and projects of 마장동 today, as a browser meets them."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image

from council import pagecache
from council.audit import fragments
from council.common.scope import council_scope
from council.models import Rule
from projects.choices import AffairsClass, Wish
from projects.models import Comment, Project, Proposal, StatusChange
from projects.services import answers, plans, proposals, voices
from tests.cast import Cast
from tests.councils import OPENED

HOME = "/c/majang/"
LIST = f"{HOME}proposals/"
NEW = f"{LIST}new/"
PROJECTS = f"{HOME}projects/"
TITLE = "밤길 위험한 골목을 지도에 표시해 주세요"
BODY = "밤 9시가 지나면 어두워서 돌아서 다닙니다. 주민이 함께 돌아보면 좋겠습니다."
TYPED = {"title": TITLE, "body": BODY, "place": "마장역 2번 출구", "wish": Wish.OFFICE_TASK, "consent": "on"}


@pytest.fixture(autouse=True)
def empty_shelves() -> Iterator[None]:
    """Nothing commits here, so the stamps stand still; what one test kept must not reach the next request."""
    yield
    fragments.shelf.clear()
    pagecache.shelf.clear()


@pytest.fixture(autouse=True)
def media(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@dataclass
class Town:
    """The cast at work: each verb opens the council's scope and acts today."""

    cast: Cast

    @property
    def now(self) -> dt.datetime:
        return timezone.now()

    @property
    def today(self) -> dt.date:
        return timezone.localdate()

    def scope(self) -> Any:
        return council_scope(self.cast.council.pk)

    def rule(self, key: str, value: Any) -> None:
        with self.scope():
            Rule.objects.create(
                level=Rule.Level.COUNCIL,
                council=self.cast.council,
                key=key,
                value=value,
                valid_from=OPENED,
                entered_at=self.now,
            )

    def draft(self, who: str = "resident", **fields: Any) -> Proposal:
        values = {"title": TITLE, "body": BODY, "place": "마장동 골목", "wish": Wish.OFFICE_TASK}
        with self.scope():
            return proposals.save_draft(by=self.cast.actor(who), at=self.now, **{**values, **fields})

    def sent(self, who: str = "resident", *, days_ago: int = 0, **fields: Any) -> Proposal:
        """Return a proposal sent some days ago."""
        draft = self.draft(who, **fields)
        at = self.now - dt.timedelta(days=days_ago)
        with self.scope():
            return proposals.submit(
                draft, by=self.cast.actor(who), at=at, consent=True, consent_version="2026-11", show_name=False
            )

    def adopted(self, **fields: Any) -> Proposal:
        proposal = self.sent(**fields)
        head = self.cast.actor("committee_head")
        with self.scope():
            secretary = self.cast.actor("secretary")
            committee = self.cast.committee.pk
            proposal = answers.assign(proposal, by=secretary, at=self.now, committee_id=committee)
            return answers.adopt(proposal, by=head, at=self.now, answer="여러 골목에서 같은 불편이 나왔습니다.")

    def declined(self, **fields: Any) -> Proposal:
        proposal = self.sent(**fields)
        head = self.cast.actor("committee_head")
        with self.scope():
            secretary = self.cast.actor("secretary")
            committee = self.cast.committee.pk
            proposal = answers.assign(proposal, by=secretary, at=self.now, committee_id=committee)
            return answers.decline(
                proposal, by=head, at=self.now, answer="구청이 내년에 같은 일을 합니다.", reason="DUPLICATE"
            )

    def project(self, affairs_class: str = AffairsClass.ENTRUSTED, **fields: Any) -> Project:
        values = {
            "title": "마을 안전지도 제작",
            "class_reason": "주민의 권리와 의무를 바꾸지 않는 일입니다.",
            "committee_id": self.cast.committee.pk,
        }
        with self.scope():
            return plans.start_project(
                by=self.cast.actor("secretary"), at=self.now, affairs_class=affairs_class, **{**values, **fields}
            )

    def comment(self, thing: Proposal | Project, who: str = "resident", body: str = "저도 무섭습니다.") -> Comment:
        with self.scope():
            return voices.comment(thing, by=self.cast.actor(who), at=self.now, body=body, token=uuid.uuid4())

    def fresh(self, proposal: Proposal) -> Proposal:
        with self.scope():
            return Proposal.objects.get(pk=proposal.pk)

    def sent_by(self, who: str) -> list[Proposal]:
        with self.scope():
            return list(Proposal.objects.sent().filter(author=getattr(self.cast, who)).order_by("pk"))

    def draft_of(self, who: str) -> Proposal | None:
        with self.scope():
            return Proposal.objects.filter(author=getattr(self.cast, who), state="DRAFT").first()


@pytest.fixture
def town(cast: Cast) -> Town:
    return Town(cast)


@pytest.fixture
def kim(cast: Cast) -> Client:
    """주민 김민수's browser."""
    return cast.client("resident")


@pytest.fixture
def visitor(cast: Cast) -> Client:
    """Nobody's browser."""
    return Client()


def picture(name: str = "골목.jpg", size: tuple[int, int] = (640, 480), kind: str = "JPEG") -> SimpleUploadedFile:
    """Return a photo as a phone sends it."""
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def text(response: Any) -> str:
    return str(response.content.decode())


def many_proposals(town: Town, count: int) -> None:
    """Put so many public proposals of every state into 마장동, all at once."""
    states = ("RECEIVED", "REVIEWING", "ADOPTED", "DECLINED", "WITHDRAWN")
    cast, now = town.cast, town.now
    answered = {
        "answered_at": now,
        "answered_by": cast.committee_head,
        "answered_label": "안전·환경분과장",
        "answer": "살펴보았습니다.",
        "answer_reason": "DUPLICATE",
    }
    with town.scope():
        Proposal.objects.bulk_create(
            Proposal(
                council=cast.council,
                author=cast.resident if number % 2 else cast.member,
                owner=cast.secretary,
                committee=cast.committee if number % 3 else None,
                title=f"{number}번째 골목 의자",
                body="의자",
                year=town.today.year,
                number=10_000 + number,
                state=states[number % 5],
                submitted_at=now - dt.timedelta(minutes=number),
                consented_at=now,
                assign_by=town.today,
                answer_by=town.today + dt.timedelta(days=number % 40 - 5),
                withdrawn_at=now if states[number % 5] == "WITHDRAWN" else None,
                **(answered if states[number % 5] in ("ADOPTED", "DECLINED") else {}),
            )
            for number in range(count)
        )


def many_projects(town: Town, count: int) -> None:
    """Put so many projects of the three classes into 마장동, all at once."""
    firsts = (("AUTONOMOUS", "PLANNING"), ("ENTRUSTED", "REQUESTED"), ("CONSULTATIVE", "REQUESTED"))
    cast = town.cast
    with town.scope():
        made = Project.objects.bulk_create(
            Project(
                council=cast.council,
                year=town.today.year,
                number=10_000 + number,
                title=f"{number}번째 마을사업",
                class_reason="시험으로 넣은 사업입니다.",
                affairs_class=firsts[number % 3][0],
                status=firsts[number % 3][1],
                committee=cast.committee if number % 2 else None,
                owner=cast.secretary,
                created_at=town.now,
                due_on=town.today + dt.timedelta(days=number % 40 - 5),
            )
            for number in range(count)
        )
        StatusChange.objects.bulk_create(
            StatusChange(
                council=cast.council,
                project=project,
                to_status=project.status,
                affairs_class=project.affairs_class,
                move="opened",
                outcome="LOG",
                by_label="간사",
                at=town.now,
            )
            for project in made
        )
        connection.check_constraints()  # the guard of status looks while the scope is open
