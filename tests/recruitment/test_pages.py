"""The pages by themselves: who is told what, whatever is typed, and how much the database is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from council.common.scope import council_scope
from members.models import Application, Recruitment, RecruitmentTrack, User
from members.services.recruitment import recruitments
from tests.cast import Cast
from tests.recruitment.people import NOW, announced, applied, plan, rules
from tests.recruitment.town import go

pytestmark = pytest.mark.django_db

tries = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NASTY = st.sampled_from(
    ["\x00", "\ud7ff", "﷽" * 90, "'; DROP TABLE x; --", "<b>", "{{ x }}", "%s%n", "🌸" * 300, "\r\n", "9" * 400]
)
words = st.one_of(st.just(""), st.text(st.characters(codec="utf-8"), max_size=80), NASTY)
days = st.one_of(words, st.dates(dt.date(1850, 1, 1), dt.date(2300, 1, 1)).map(str))
numbers = st.one_of(words, st.integers(-5, 10**12).map(str))


def url(cast: Cast, name: str, *args: Any) -> str:
    return reverse(f"members:{name}", args=[cast.council.slug, *args])


@pytest.fixture
def call(cast: Cast) -> Recruitment:
    with council_scope(cast.council.pk):
        rules(cast.council)
        return announced(cast)


class TestApply:
    def test_a_visitor_is_led_to_sign_in(self, cast: Cast, call: Recruitment) -> None:
        page = Client().get(call.get_absolute_url()).content.decode()
        assert "로그인하고 지원하기" in page
        assert Client().get(url(cast, "application", call.pk)).status_code == 302

    def test_what_is_missing_stands_beside_its_field_and_nothing_is_lost(self, cast: Cast, call: Recruitment) -> None:
        browser = cast.client("resident")
        data = {"name": "김민수", "motive": "거리를 밝게", "action": "send", "consent": "on", "eligibility": "resident"}
        page = browser.post(url(cast, "application", call.pk), data).content.decode()
        assert "생년월일" in page
        assert "errsum" in page
        assert "거리를 밝게" in page
        with council_scope(cast.council.pk):
            # What was written so far is not lost when the page is closed now.
            assert not Application.objects.exclude(status="DRAFT").exists()

    def test_required_and_optional_consent_are_asked_apart(self, cast: Cast, call: Recruitment) -> None:
        page = cast.client("resident").get(url(cast, "application", call.pk)).content.decode()
        assert "(꼭 필요) 개인정보" in page
        assert "(고르기) 추첨 결과에 이름" in page
        assert "동의하지 않을 수 있지만" in page

    def test_a_paper_is_shown_to_its_owner_alone(self, cast: Cast, call: Recruitment) -> None:
        browser = cast.client("resident")
        upload = SimpleUploadedFile("초본.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
        browser.post(url(cast, "application", call.pk), {"name": "김민수", "action": "keep", "proof": upload})
        with council_scope(cast.council.pk):
            proof = Application.objects.get().proofs.get()
        mine = browser.get(url(cast, "application_proof", call.pk, proof.pk))
        assert mine["Content-Disposition"].startswith("attachment")
        assert mine["Content-Security-Policy"] == "default-src 'none'; sandbox"
        for who in ("stranger", "secretary", "district"):
            assert cast.client(who).get(url(cast, "application_proof", call.pk, proof.pk)).status_code == 404
        removed = browser.post(url(cast, "application_proof_remove", call.pk, proof.pk))
        assert removed.status_code == 302
        assert browser.get(url(cast, "application_proof", call.pk, proof.pk)).status_code == 404

    def test_withdrawing(self, cast: Cast, call: Recruitment) -> None:
        with council_scope(cast.council.pk):
            applied(cast, call, cast.resident)
        browser = cast.client("resident")
        assert browser.get(url(cast, "application_withdraw", call.pk)).status_code == 200
        browser.post(url(cast, "application_withdraw", call.pk), {"reason": ""})
        with council_scope(cast.council.pk):
            assert Application.objects.get().status == "WITHDRAWN"

    @tries
    @given(
        name=words,
        born_on=days,
        sex=words,
        phone=words,
        address=words,
        eligibility=st.one_of(st.just("resident"), words),
        track=numbers,
        committee=numbers,
        motive=words,
        grounds=words,
        consent=st.sampled_from(["", "on", "\x00"]),
        action=st.sampled_from(["send", "keep", "\x00"]),
        uploads=st.lists(st.binary(max_size=40), max_size=7),
    )
    def test_whatever_is_typed(self, cast: Cast, call: Recruitment, uploads: list[bytes], **typed: str) -> None:
        files = [SimpleUploadedFile(f"{n}.pdf", content) for n, content in enumerate(uploads)]
        response = cast.client("stranger").post(url(cast, "application", call.pk), {**typed, "proof": files})
        assert response.status_code in (200, 302)


class TestOfficeForms:
    @tries
    @given(
        title=words, seats=numbers, places=numbers, opens_on=days, closes_on=days, draw_on=days, term_starts_on=days,
        term_ends_on=days, text=words, seats_open=numbers, quota_reason=words,
        kind=st.one_of(st.sampled_from(["REGULAR", "FIRST"]), words),
    )  # fmt: skip
    def test_the_call(self, cast: Cast, call: Recruitment, **typed: str) -> None:
        response = cast.client("secretary").post(url(cast, "office_recruitment_new"), typed)
        assert response.status_code in (200, 302)

    @tries
    @given(name=words, email=words, received_on=days, born_on=days, phone=words, address=words, consent=words)
    def test_a_paper_application(self, cast: Cast, call: Recruitment, **typed: str) -> None:
        response = cast.client("secretary").post(url(cast, "office_paper", call.pk), typed)
        assert response.status_code in (200, 302)

    @tries
    @given(course=words, held_on=days, hours=numbers, place=words)
    def test_a_session(self, cast: Cast, call: Recruitment, **typed: str) -> None:
        response = cast.client("secretary").post(url(cast, "office_training", call.pk), typed)
        assert response.status_code in (200, 302)

    @tries
    @given(reason=words, closes_on=days, draw_on=days, act=st.sampled_from(["extend", "close", "screening", "cancel"]))
    def test_a_step(self, cast: Cast, call: Recruitment, act: str, **typed: str) -> None:
        response = cast.client("secretary").post(url(cast, "office_recruitment_step", call.pk, act), typed)
        assert response.status_code in (200, 302, 409)

    @pytest.mark.parametrize("turn", ["", "x", "-1", "99999999999", "１", "3.5"])
    def test_odd_turns_and_pages(self, cast: Cast, call: Recruitment, turn: str) -> None:
        page = Client().get(url(cast, "recruitments"), {"page": turn})
        assert page.status_code == 200
        assert Client().get(url(cast, "draw_screen", call.pk, 1), {"turn": turn}).status_code == 404

    def test_an_unknown_step_does_not_exist(self, cast: Cast, call: Recruitment) -> None:
        assert cast.client("secretary").get(url(cast, "office_recruitment_step", call.pk, "fly")).status_code == 404

    def test_a_call_that_the_rules_cannot_divide_asks_for_the_seats(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            rules(cast.council, "tracks")
        browser = cast.client("secretary")
        usual = plan()
        data = {
            "title": usual.title,
            "kind": "REGULAR",
            "seats": "10",
            "places": "10",
            "opens_on": usual.opens_on.isoformat(),
            "closes_on": usual.closes_on.isoformat(),
            "draw_on": usual.draw_on.isoformat(),
            "term_starts_on": usual.term_starts_on.isoformat(),
            "term_ends_on": usual.term_ends_on.isoformat(),
        }
        page = browser.post(url(cast, "office_recruitment_new"), data).content.decode()
        assert "갈래마다 몇 자리인지" in page
        done = browser.post(
            url(cast, "office_recruitment_new"), data | {"seats_open": "10", "quota_reason": "세칙 제정 전"}
        )
        assert done.status_code == 302


def many(cast: Cast, call: Recruitment, upto: int) -> None:
    """Fill the call with applications, past the services."""
    have = call.applications.count()
    track = RecruitmentTrack.objects.filter(recruitment=call)[0]
    people = [User(name=f"지원 {n}", email=f"many{n}@majang.example", password="!") for n in range(have, upto)]
    User.objects.bulk_create(people)
    Application.objects.bulk_create(
        Application(
            council=cast.council,
            recruitment=call,
            track=track,
            user=user,
            number=f"A{have + n:05}",
            name=user.name,
            born_on=dt.date(1980, 1, 1),
            sex=("female", "male")[n % 2],
            status="SUBMITTED",
            submitted_at=NOW,
            started_at=NOW,
            consent_at=NOW,
            facts={"registered_here": True, "local_councillor": False},
        )
        for n, user in enumerate(people, start=1)
    )


def queries(open_page: Callable[[], Any]) -> int:
    assert open_page().status_code == 200
    with CaptureQueriesContext(connection) as seen:
        open_page()
    asked = [
        query["sql"]
        for query in seen
        if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "SET", "SELECT set_config"))
    ]
    return len(asked)


@pytest.mark.parametrize(
    ("who", "name"),
    [("secretary", "office_applications"), ("secretary", "office_recruitment"), (None, "recruitment")],
)
def test_pages_ask_the_same_at_any_size(cast: Cast, call: Recruitment, who: str | None, name: str) -> None:
    browser = cast.client(who)
    found = []
    for size in (60, 2000):
        with council_scope(cast.council.pk):
            many(cast, call, size)
        found.append(queries(lambda: browser.get(url(cast, name, call.pk))))
    assert found[0] == found[1], found
    assert found[1] <= 12, found


def test_the_lists_ask_the_same_at_any_size(cast: Cast, call: Recruitment) -> None:
    counts = []
    visitor, browser = Client(), cast.client("secretary")
    for size in (1, 20):
        with council_scope(cast.council.pk):
            by = cast.actor("secretary")
            for number in range(size):
                made = recruitments.prepare(cast.council, plan(title=f"모집 {size}-{number}"), by=by, at=NOW)
                go(made, "ANNOUNCED")
        counts.append(
            (
                queries(lambda: visitor.get(url(cast, "recruitments"))),
                queries(lambda: browser.get(url(cast, "office_recruitments"))),
                queries(lambda: browser.get(url(cast, "office_reserve"))),
            )
        )
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 12


def test_what_is_not_announced_does_not_exist_for_the_public(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        rules(cast.council)
        made = recruitments.prepare(cast.council, plan(), by=cast.actor("secretary"), at=NOW)
    for who in (None, "resident", "secretary"):
        assert cast.client(who).get(url(cast, "recruitment", made.pk)).status_code == 404
    assert "2027년" not in Client().get(url(cast, "recruitments")).content.decode()


def test_the_neighbours_recruitment_is_not_here(cast: Cast, call: Recruitment) -> None:
    there = reverse("members:office_recruitment", args=[cast.other_council.slug, call.pk])
    assert cast.client("neighbour_secretary").get(there).status_code == 404
