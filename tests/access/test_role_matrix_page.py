"""/help/roles/ shows what the portal really asks: every registered act, and for each who may."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from council.common.access import PERMISSIONS, may
from council.common.actor import Actor, Role

pytestmark = pytest.mark.django_db

LINE = re.compile(r'<th scope="row"[^>]*>(.*?)</th><td[^>]*>(.*?)</td>', re.S)


@pytest.fixture
def lines(client: Client) -> list[tuple[str, str]]:
    page = client.get("/help/roles/")
    assert page.status_code == 200
    return [(unescape(what), unescape(who)) for what, who in LINE.findall(page.content.decode())]


def who_may(code: str) -> set[str]:
    """Ask the registry for each role alone, on some object."""
    found = set()
    for role in Role:
        someone = None if role == Role.VISITOR else 1
        if may(Actor(user_id=someone, council_id=1, roles=frozenset({role})), code):
            found.add(str(role.label))
    return found


def test_every_registered_act_stands_there_once(lines: list[tuple[str, str]]) -> None:
    assert sorted(what for what, _who in lines) == sorted(str(act.what) for act in PERMISSIONS.values())


def test_the_marks_are_those_of_the_registry(lines: list[tuple[str, str]]) -> None:
    shown = dict(lines)
    wrong = {
        code: (shown[str(act.what)], who_may(code))
        for code, act in PERMISSIONS.items()
        if set(filter(None, shown[str(act.what)].split(", "))) != who_may(code)
    }
    assert not wrong


def test_every_act_has_somebody(lines: list[tuple[str, str]]) -> None:
    assert [what for what, who in lines if not who] == []


@pytest.mark.parametrize(
    ("code", "who"),
    [
        ("projects.propose", "주민 위원 분과장 부회장 회장 간사"),
        ("projects.support", "주민 위원 분과장 부회장 회장 간사"),
        ("projects.review_proposal", "분과장 간사"),
        ("projects.classify", "분과장 간사"),
        ("projects.assign_proposal", "회장 간사"),
        ("projects.release", "회장 간사"),
        ("projects.start_project", "분과장 간사 읍면동_담당 읍면동장"),
        ("members.verify_resident", "간사"),
        ("members.see_contact", "간사"),
        ("members.appoint", "시군구_담당 운영자"),
        ("members.appoint_officials", "운영자"),
        ("council.workspace", "분과장 감사 부회장 회장 간사 읍면동_담당 읍면동장 시군구_담당 운영자"),
        ("notices.deliveries", "간사 운영자"),
    ],
)
def test_the_page_says_what_the_design_says(lines: list[tuple[str, str]], code: str, who: str) -> None:
    """By hand from DESIGN §5, so that page and registry cannot be wrong together."""
    shown = dict(lines)[str(PERMISSIONS[code].what)]
    assert set(shown.split(", ")) == {word.replace("_", " ") for word in who.split()}


def test_the_page_costs_no_account(client: Client) -> None:
    assert "csrfmiddlewaretoken" not in client.get("/help/roles/").content.decode()
