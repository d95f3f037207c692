"""One form sent by two clicks at the same moment, each on a connection of its own."""

from __future__ import annotations

import uuid
from typing import Any

from council.common.scope import council_scope
from council.models import Committee
from projects.models import Project, StatusChange
from tests.cast import make_cast
from tests.councils import OPENED, make_council
from tests.database import Committed
from tests.projects_pages.office import Office, hidden_of


def committed_office() -> Office:
    """Return 마장동 with rows that are really there for every connection."""
    here = make_council("majang", "마장동", "1120056000", "서울특별시", "성동구")
    there = make_council("sageun", "사근동", "1120057000", "서울특별시", "성동구")
    committees = []
    for council, name in ((here, "안전·환경분과"), (there, "문화분과")):
        with council_scope(council.pk):
            committees.append(Committee.objects.create(council=council, number=1, name=name, opened_on=OPENED))
    return Office(make_cast(here, there, *committees))


def test_a_double_click_opens_one_project(committed: Committed) -> None:
    office = committed_office()
    url, clients = office.url("office_project_new"), [office.client("secretary") for _ in range(2)]
    form = {
        "title": "꽃길 가꾸기",
        "affairs_class": "AUTONOMOUS",
        "class_reason": "주민이 합니다.",
        "origin": "COUNCIL",
        "token": str(uuid.uuid4()),
    }
    answers: list[Any] = committed.together(*(lambda c=client: c.post(url, form) for client in clients))
    assert [answer.status_code for answer in answers] == [302, 302], answers
    assert answers[0]["Location"] == answers[1]["Location"]
    with council_scope(office.cast.council.pk):
        assert Project.objects.count() == 1


def test_a_double_click_approves_once(committed: Committed) -> None:
    office = committed_office()
    project = office.at_approval()
    url, clients = office.url("office_decide", project.pk), [office.client("head") for _ in range(2)]
    form = hidden_of(clients[0].get(url).content.decode()) | {"move": "approve"}
    answers: list[Any] = committed.together(*(lambda c=client: c.post(url, form) for client in clients))
    assert [answer.status_code for answer in answers] == [302, 302], answers
    with council_scope(office.cast.council.pk):
        assert StatusChange.objects.filter(project=project, move="approve").count() == 1
