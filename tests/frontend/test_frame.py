"""What stands around every page, and the pages for what goes wrong."""

from __future__ import annotations

import re

import pytest
from django.template import loader
from django.test import Client, RequestFactory

from council.common.access import PERMISSIONS
from council.common.errors import Conflict
from council.models import Council
from council.views import errors

pytestmark = pytest.mark.django_db

HELP = ("/help/", "/help/roles/", "/help/glossary/", "/privacy/", "/terms/")


@pytest.mark.parametrize("path", HELP)
def test_help_is_open_and_names_itself(client: Client, path: str) -> None:
    page = client.get(path)
    text = page.content.decode()
    heading = re.search(r"<h1>(.+?)</h1>", text)
    assert page.status_code == 200
    assert heading is not None
    assert f"<title>{heading[1]} · " in re.sub(r"\s+", " ", text)
    assert '<html lang="ko">' in text
    assert 'href="#main"' in text


@pytest.mark.parametrize("path", HELP)
def test_pages_for_visitors_carry_no_token_and_set_no_cookie(client: Client, path: str) -> None:
    page = client.get(path)
    assert b"csrfmiddlewaretoken" not in page.content
    assert not page.cookies


def test_every_act_is_in_the_role_matrix(client: Client) -> None:
    text = client.get("/help/roles/").content.decode()
    assert PERMISSIONS
    for permission in PERMISSIONS.values():
        assert str(permission.what) in text


def test_large_letters_last_and_come_back_to_the_page(client: Client) -> None:
    answer = client.post("/text-size/", {"size": "large", "next": "/help/?a=1"})
    assert answer.status_code == 302
    assert answer["Location"] == "/help/?a=1"
    assert b'data-text="large"' in client.get("/help/").content
    client.post("/text-size/", {"size": "usual"})
    assert b"data-text" not in client.get("/help/").content


@pytest.mark.parametrize(
    "where", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:1"]
)
def test_letters_do_not_lead_elsewhere(client: Client, where: str) -> None:
    assert client.post("/text-size/", {"size": "large", "next": where})["Location"] == "/"


def test_letters_need_no_token() -> None:
    assert Client(enforce_csrf_checks=True).post("/text-size/", {"size": "large"}).status_code == 302


def test_unknown_language_is_ignored(client: Client) -> None:
    assert not client.post("/language/", {"language": "xx"}).cookies


def test_council_stands_in_head_and_foot(client: Client, council: Council) -> None:
    council.phone = "02-0000-0000"
    council.save()
    text = client.get(f"/c/{council.slug}/no-such-page/").content.decode()
    assert council.name in text
    assert council.parent_name in text


def test_missing_page_offers_a_way_out(client: Client) -> None:
    page = client.get("/no-such-page/")
    assert page.status_code == 404
    assert "처음으로 가기" in page.content.decode()


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (errors.bad_request, 400),
        (errors.forbidden, 403),
        (errors.csrf_failure, 403),
        (errors.not_found, 404),
        (errors.method_not_allowed, 405),
        (errors.payload_too_large, 413),
        (errors.too_many_requests, 429),
        (errors.server_error, 500),
    ],
)
def test_error_pages_need_nothing_of_the_middleware(view: object, status: int) -> None:
    answer = view(RequestFactory().get("/c/majang/"))  # type: ignore[operator]
    assert answer.status_code == status
    assert "처음으로 가기" in answer.content.decode()


def test_conflict_says_who_was_first_and_leads_back_to_the_page() -> None:
    request = RequestFactory().post("/c/majang/", headers={"referer": "http://testserver/c/majang/projects/3/"})
    text = errors.conflict(request, Conflict("마장동장이 14:00에 승인했습니다.")).content.decode()
    assert "마장동장이 14:00에 승인했습니다." in text
    assert 'href="http://testserver/c/majang/projects/3/"' in text


def test_conflict_never_leads_elsewhere() -> None:
    request = RequestFactory().post("/c/majang/", headers={"referer": "https://elsewhere.example/"})
    assert b"elsewhere" not in errors.conflict(request, Conflict("…")).content


def test_foreign_words_stay_out_of_the_refusal() -> None:
    answer = errors.forbidden(RequestFactory().get("/"), PermissionError("secret detail"))
    assert b"secret" not in answer.content


def test_last_resort_has_no_variables() -> None:
    source = loader.get_template("500.html").template.source  # type: ignore[attr-defined]
    assert "{{" not in source
    assert "{%" not in source
