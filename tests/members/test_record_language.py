"""Whoever reads the portal in another language still writes Korean records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from council.audit.selectors import history
from council.common.scope import council_scope
from members import services
from members.models import Consent, Office
from members.services import Vote, personal
from members.services.appointments import Appointee
from tests.cast import Cast
from tests.members.rolls import CLEAN, DAY, NOW, TODAY, enact, know_the_seated, known, seat_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(cast: Cast) -> Iterator[Cast]:
    enact(cast.council)
    know_the_seated(cast)
    with council_scope(cast.council.pk):
        yield cast


def korean(words: str) -> bool:
    return bool(words) and not any("a" <= letter <= "z" for letter in words.lower())


def test_offices_and_posts_are_named_in_korean(town: Cast) -> None:
    with translation.override("en"):
        sent = services.invite(town.council, email="new@example.org", kind="AUDITOR", by=town.actor("district"), at=NOW)
        vice = Office.objects.get(kind="VICE_CHAIR")
        services.end_office(vice, ends_on=TODAY + DAY, reason="사임", by=town.actor("district"), at=NOW)
    assert "감사" in history(sent.invitation)[0].sentence
    assert "부회장" in history(vice)[0].sentence


def test_changed_fields_of_personal_data_are_named_in_korean(town: Cast) -> None:
    with translation.override("en"):
        row = personal.write(town.council, town.member, phone="02-0000-0000", by=town.actor("secretary"), at=NOW)
    assert "전화" in history(row)[0].sentence


def test_consents_are_named_in_korean(town: Cast) -> None:
    with translation.override("en"):
        services.record_consent(town.resident, Consent.Kind.NEWS, by=town.actor("resident"), at=NOW)
    assert "소식" in history(town.resident)[0].sentence


def test_the_verdict_on_somebody_appointed_is_kept_in_korean(town: Cast) -> None:
    known(town, "resident")
    person = Appointee(town.resident, TODAY, TODAY + 365 * DAY, "OPEN", "resident")
    with translation.override("en"):
        letter = services.appoint_members(
            town.council,
            [person],
            appointed_on=TODAY,
            list_sent_on=TODAY - DAY,
            more={town.resident.pk: CLEAN | {"training_hours": 6, "trained_on": TODAY - 9 * DAY}},
            reasons={town.resident.pk: "명부대로"},
            by=town.actor("district"),
            at=NOW,
        )
    assert korean(letter.verdict[str(town.resident.pk)]["sentence"])


def test_the_verdict_on_a_dismissal_is_kept_in_korean(town: Cast) -> None:
    given: dict[str, Any] = {
        "ground": "unfit",
        "votes": {"enrolled": 36, "present": 30, "in_favour": 24, "proposers": 12},
        "decided_on": TODAY - DAY,
        "ends_on": TODAY,
        "meeting": "제3차 임시회의",
        "reason": "회의에 나오지 않음",
    }
    with translation.override("en"):
        ending = services.dismiss(seat_of(town, "member"), by=town.actor("district"), at=NOW, **given)
    assert korean(ending.verdict["sentence"])


def test_the_verdicts_on_an_election_are_kept_in_korean(town: Cast) -> None:
    vote = Vote("SECRET_BALLOT", candidates=1, enrolled=36, present=30, votes_cast=30, in_favour=16)
    chair = Office.objects.select_related("council", "committee").get(user=town.chair)
    services.end_office(chair, ends_on=TODAY, reason="사임", by=town.actor("district"), at=NOW)
    with translation.override("en"):
        office = services.elect(
            town.council,
            town.member,
            kind="CHAIR",
            vote=vote,
            held_on=TODAY,
            meeting="제1차 정기회의",
            starts_on=TODAY,
            ends_on=TODAY + 200 * DAY,
            by=town.actor("secretary"),
            at=NOW,
        )
    assert office.election is not None
    assert all(korean(office.election.verdict[name]["sentence"]) for name in ("office", "elect"))
