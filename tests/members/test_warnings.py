"""What will bite soon, with its article, for one council and for many at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.common.scope import council_scope, wide_scope
from members import services
from members.models import Attendance, Membership, Office, Training
from members.selectors.warnings import Warning, warnings, warnings_for
from members.services import Appointee
from members.services.appointments import write_appointment
from tests.cast import Cast
from tests.members.rolls import DAY, NOW, TODAY, enact, know_the_seated

pytestmark = pytest.mark.django_db


def found(cast: Cast, on: dt.date = TODAY) -> dict[str, Warning]:
    with council_scope(cast.council.pk):
        return {warning.code: warning for warning in warnings(cast.council, on)}


@pytest.fixture
def town(cast: Cast) -> Cast:
    """Four are seated and balanced; six are wanted; nobody has been trained."""
    enact(cast.council)
    know_the_seated(cast)
    return cast


def test_each_comes_with_its_article(town: Cast) -> None:
    seen = found(town)
    assert seen["seats.short"].article == "제6조"
    assert seen["seats.short"].count == 2
    assert seen["training.missing"].article == "제9조제1항"
    assert seen["training.missing"].count == 4
    assert seen["office.vice_chair"].sentence == "부회장 자리 1곳이 비어 있습니다."
    assert "office.chair" not in seen
    assert "sex.share" not in seen
    assert "terms.ending" not in seen


def test_who_is_trained_is_no_warning(town: Cast) -> None:
    with council_scope(town.council.pk):
        for seat in Membership.objects.all():
            services.record_training(
                town.council, seat.user, course="주민자치학교", hours=6, held_on=seat.starts_on - DAY,
                by=town.actor("secretary"), at=NOW,
            )  # fmt: skip
    assert "training.missing" not in found(town)


def test_hours_taken_back_do_not_count(town: Cast) -> None:
    with council_scope(town.council.pk):
        row = services.record_training(
            town.council, town.member, course="학교", hours=6, held_on=TODAY - DAY, by=town.actor("secretary"), at=NOW
        )
        assert found(town)["training.missing"].count == 3
        services.withdraw_training(row, why="착오", by=town.actor("secretary"), at=NOW)
        assert Training.objects.count() == 1
    assert found(town)["training.missing"].count == 4


def test_terms_that_end_soon(town: Cast) -> None:
    with council_scope(town.council.pk):
        last = Membership.objects.get(user=town.member).ends_on
        assert last
    assert found(town, last - 30 * DAY)["terms.ending"].count == 4
    assert "terms.ending" not in found(town, last - 120 * DAY)


def test_who_is_appointed_again_already_does_not_end(town: Cast) -> None:
    with council_scope(town.council.pk):
        last = Membership.objects.get(user=town.member).ends_on
        assert last
        again = Appointee(town.member, last, last + 730 * DAY)
        write_appointment(town.council, [again], appointed_on=TODAY, by=town.actor("district"), at=NOW)
    assert found(town, last - 30 * DAY)["terms.ending"].count == 3


def test_the_share_of_one_sex(town: Cast) -> None:
    with council_scope(town.council.pk):
        services.end_membership(
            Membership.objects.select_related("council").get(user=town.chair),
            ends_on=TODAY, reason="사임", by=town.actor("district"), at=NOW,
        )  # fmt: skip
    assert found(town)["sex.share"].article == "제9조제2항"


def test_sexes_that_are_not_written_are_not_guessed(cast: Cast) -> None:
    enact(cast.council)
    assert found(cast)["sex.unknown"].count == 4
    assert "sex.share" not in found(cast)


def test_a_committee_without_a_head(town: Cast) -> None:
    with council_scope(town.council.pk):
        Office.objects.filter(user=town.committee_head).update(ends_on=TODAY)
    assert found(town)["office.committee_head"].count == 1


@pytest.mark.parametrize(
    ("presences", "reached"),
    [
        (["ABSENT", "ABSENT", "ABSENT"], True),
        (["ABSENT", "ABSENT", "PRESENT", "ABSENT"], False),
        (["ABSENT", "EXCUSED", "ABSENT", "ABSENT"], True),
        (["PRESENT", "ABSENT", "ABSENT", "ABSENT"], False),
    ],
)
def test_absences_in_a_row(town: Cast, presences: list[str], reached: bool) -> None:
    """Newest first."""
    with council_scope(town.council.pk):
        for number, presence in enumerate(presences):
            Attendance.objects.create(
                user=town.member, held_on=TODAY - (number + 1) * DAY, meeting=f"{number}", presence=presence
            )
    assert ("absence.reached" in found(town)) is reached


def test_without_an_ordinance_nothing_is_made_up(cast: Cast) -> None:
    assert found(cast) == {}


def test_the_urgent_stand_first(town: Cast) -> None:
    with council_scope(town.council.pk):
        tones = [warning.tone for warning in warnings(town.council, TODAY)]
    assert tones == sorted(tones, key=lambda tone: tone != "late")


def test_many_councils_cost_as_much_as_one(town: Cast) -> None:
    with (
        council_scope(town.council.pk),
        CaptureQueriesContext(
            connection,
        ) as one,
    ):
        warnings(town.council, TODAY)
    assert len(one) <= 4
    councils: list[Any] = [town.council, town.other_council]
    with wide_scope([council.pk for council in councils]), CaptureQueriesContext(connection) as both:
        result = warnings_for(councils, TODAY)
    assert len(both) == len(one)
    assert {w.code: w.count for w in result[town.council.pk]} == {c: w.count for c, w in found(town).items()}
    assert {w.code for w in result[town.other_council.pk]} >= {"seats.short", "office.chair"}
