"""The frame of every request: the council's scope around the whole response, closed routes, nothing half done."""

from __future__ import annotations

import pytest
from django.test import Client

from council.common.scope import council_scope
from council.models import Committee, Council

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.shell.planted_urls")]


def test_a_view_that_forgets_its_filter_sees_no_foreign_row(
    client: Client, committees: tuple[Committee, Committee]
) -> None:
    assert client.get("/c/majang/planted/sql/").json() == ["안전·환경분과"]
    assert client.get("/c/sageun/planted/sql/").json() == ["문화분과"]


def test_the_scope_lasts_until_the_template_is_rendered(
    client: Client, committees: tuple[Committee, Committee]
) -> None:
    assert client.get("/c/majang/planted/template/").content.decode() == "안전·환경분과;"


def test_a_council_that_does_not_exist_is_not_found(client: Client, council: Council) -> None:
    response = client.get("/c/nowhere/planted/sql/")
    assert response.status_code == 404


def test_a_route_that_nobody_opened_is_closed(client: Client, council: Council) -> None:
    response = client.get("/c/majang/planted/closed/")
    assert response.status_code == 403
    assert "열림" not in response.content.decode()


def test_an_error_leaves_nothing_half_done(
    client: Client, council: Council, committees: tuple[Committee, Committee]
) -> None:
    client.raise_request_exception = False
    response = client.get("/c/majang/planted/fails/")
    assert response.status_code == 500
    assert "<h1" in response.content.decode()
    with council_scope(council.pk):
        assert Committee.objects.get().name == "안전·환경분과"


def test_the_second_of_two_is_told_who_was_first_and_changes_nothing(
    client: Client, council: Council, committees: tuple[Committee, Committee]
) -> None:
    response = client.get("/c/majang/planted/second/")
    assert response.status_code == 409
    assert "마장동장이 9. 16. 10:20에 이미 승인했습니다." in response.content.decode()
    with council_scope(council.pk):
        assert Committee.objects.get().name == "안전·환경분과"


def test_a_visitor_is_a_visitor(client: Client, council: Council) -> None:
    assert client.get("/c/majang/planted/who/").content.decode() == "방문자"


def test_a_body_larger_than_any_form_is_refused_before_reading(client: Client, council: Council) -> None:
    response = client.post("/c/majang/proposals/new/", data=b"", content_type="text/plain", CONTENT_LENGTH="999999999")
    assert response.status_code == 413
    assert "<h1" in response.content.decode()
