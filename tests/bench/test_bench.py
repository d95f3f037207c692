"""The pieces of ``make bench`` work; how fast anything is, is never a test."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from bench import draw, report
from bench.fill import fill
from bench.load import Target, Unexpected, measure, page
from bench.models import Row
from council.common.scope import council_scope
from council.models import Council
from projects.models import Comment, Proposal, ProposalStep
from tests.cast import Cast

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "bench" / "templates"


@pytest.fixture
def rows(as_owner: None) -> None:
    """The yardstick's table, made by the owner and used by the serving role."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        with connection.schema_editor(atomic=False) as editor:
            editor.create_model(Row)
        cursor.execute("GRANT ALL ON bench_row, bench_row_id_seq TO portal_app")
        cursor.execute("SET ROLE portal_app")


@pytest.fixture
def yardstick() -> Iterator[Client]:
    """A browser on the portal with the yardstick beside it."""
    templates: list[dict[str, Any]] = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(TEMPLATES)
    with override_settings(ROOT_URLCONF="bench.urls", TEMPLATES=templates):
        yield Client()


def test_it_fills_a_council_and_the_yardstick_lists_twenty(
    council: Council, cast: Cast, rows: None, yardstick: Client
) -> None:
    people = [cast.resident.pk, cast.member.pk, cast.chair.pk]
    keys = fill(council, people=people, count=50, now=timezone.now())
    with council_scope(council.pk):
        assert Proposal.objects.sent().count() == 50
        assert ProposalStep.objects.filter(proposal_id__in=keys).exists()
        assert Comment.objects.count() == 150
    answer = yardstick.get("/yardstick/")
    assert answer.status_code == 200
    assert answer.content.decode().count("<li>") == 20


def test_what_was_filled_in_is_shown_by_the_portal(council: Council, cast: Cast, rows: None, yardstick: Client) -> None:
    keys = fill(council, people=[cast.resident.pk], count=50, now=timezone.now())
    for path in ("", "proposals/", "proposals/?state=REVIEWING&q=골목", f"proposals/{keys[-1]}/"):
        assert yardstick.get(f"/c/{council.slug}/{path}").status_code == 200


class Small(BaseHTTPRequestHandler):
    """Answers /here with a word and everything else with 404."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        found = self.path.startswith("/here")
        body = self.headers.get("Cookie", "nobody").encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Small) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_the_load_generator_counts_answers_and_keeps_the_cookie(port: int) -> None:
    assert page("/here", port=port, cookie="a=b") == b"a=b"
    assert measure(Target("here", ["/here?1", "/here?2"]), port=port, seconds=0.1) > 0


def test_a_page_that_is_not_there_ends_the_measuring(port: int) -> None:
    with pytest.raises(Unexpected, match="404"):
        measure(Target("gone", ["/gone"]), port=port, seconds=5)


def test_ratios_are_taken_within_a_round_and_their_median_shown() -> None:
    goals = {report.YARDSTICK: report.Goal("자"), "list": report.Goal("목록", 0.6, 1.0)}
    rounds = [{"yardstick": 100.0, "list": 70.0}, {"yardstick": 10.0, "list": 7.0}, {"yardstick": 100.0, "list": 130.0}]
    yardstick, found = report.lines(rounds, goals)
    assert (yardstick.ratio, found.ratio, found.lowest, found.highest) == (1.0, 0.7, 0.7, 1.3)
    assert found.verdict == "0.6 넘음"
    assert goals["list"].verdict(1.2) == "목표 1.0 넘음"
    assert goals["list"].verdict(0.5) == "0.6에 못 미침"
    assert "목록" in report.table([yardstick, found])


def test_the_draw_is_measured_against_as_many_hashes() -> None:
    found = draw.measure(many=50, rounds=1)
    assert found["candidates"] == 50
    assert found["ratio"] > 0
    assert "50명" in draw.said(found)
