"""The roll, the recruitments and the lists of the demonstration: every state that a page can show is there."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from council.common.scope import council_scope
from council.demo import proposals, scale
from council.districts import councils_in, lines_of
from council.models import Council, Region, Rule
from members.models import (
    Application,
    Attendance,
    CommitteeMembership,
    Draw,
    Election,
    Ending,
    Membership,
    PersonalRecord,
    Recruitment,
    Reserve,
    RollImport,
    Succession,
    Training,
)
from members.selectors.warnings import warnings
from members.services.recruitment.draws import compare

TODAY = timezone.localdate()


@pytest.fixture(scope="module")
def councils(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Council]]:
    """The four councils without their proposals and projects; gone again after the last test of this file."""
    media: Path = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=media),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(proposals, "stories", lambda stage: [])
        call_command("demo", stdout=StringIO())
        connection.check_constraints()
        yield {council.slug: council for council in Council.objects.select_related("region__parent")}
        transaction.set_rollback(True)


@pytest.mark.parametrize("slug", ["majang", "haenggung", "bugang", "jincheon"])
def test_each_council_has_a_roll_and_something_to_see_to(councils: dict[str, Council], slug: str) -> None:
    council = councils[slug]
    with council_scope(council.pk):
        seated = Membership.objects.current(TODAY)
        assert 25 <= seated.count() <= 36
        assert seated.values("appointment").distinct().count() < 6
        assert seated.filter(nth=2).count() >= 7
        assert not seated.exclude(user__in=PersonalRecord.objects.values("user")).exists()
        assert not seated.filter(eligibility="").exclude(track="RESERVE").exists()
        assert set(Ending.objects.values_list("kind", flat=True)) >= {"RESIGNED", "LOST", "DISMISSED"}
        assert Ending.objects.get(kind="DISMISSED", membership__ends_on__lt=council.opened_on).verdict["votes"]
        assert Election.objects.filter(kind="CHAIR", in_favour__gt=0).exists()
        assert set(Attendance.objects.values_list("presence", flat=True)) == set(Attendance.Presence.values)
        assert Training.objects.exclude(withdrawn_at=None).exclude(withdrawn_why="").exists()
        outside = CommitteeMembership.objects.current(TODAY).exclude(user__in=seated.values("user"))
        assert outside.exists()
        codes = {warning.code for warning in warnings(council, TODAY)}
        assert codes >= {"seats.short", "terms.ending", "training.missing"}
        changed = Rule.objects.filter(council=council, key="people.warn_days").exclude(resolution="")
        assert changed.count() == 2
        assert Rule.objects.filter(council=council, key="people.seats").exists()


def test_somebody_is_near_and_somebody_at_the_limit_of_absences(councils: dict[str, Council]) -> None:
    council = councils["majang"]
    with council_scope(council.pk):
        reached = [warning for warning in warnings(council, TODAY) if warning.code == "absence.reached"]
        assert [warning.count for warning in reached] == [1]


def test_recruitments_stand_at_every_step(councils: dict[str, Council]) -> None:
    stages, applications, channels = set(), set(), set()
    for council in councils.values():
        with council_scope(council.pk):
            stages |= set(Recruitment.objects.values_list("status", flat=True))
            applications |= set(Application.objects.values_list("status", flat=True))
            channels |= set(Application.objects.values_list("channel", flat=True))
            assert not Application.objects.filter(status="REJECTED", reason="").exists()
    assert stages >= {"ANNOUNCED", "SCREENING", "FROZEN", "APPOINTED", "CANCELLED"}
    assert applications == set(Application.Status.values)
    assert channels == set(Application.Channel.values)


def test_a_call_is_open_today_and_another_waits_for_its_numbers(councils: dict[str, Council]) -> None:
    with council_scope(councils["haenggung"].pk):
        assert Recruitment.objects.get(status="ANNOUNCED").takes_applications(TODAY)
    with council_scope(councils["jincheon"].pk):
        draw = Draw.objects.get()
        assert draw.is_frozen
        assert not draw.numbers.exists()


def test_the_finished_draw_is_recomputed_and_its_reserve_list_was_used(councils: dict[str, Council]) -> None:
    with council_scope(councils["majang"].pk):
        assert compare(Draw.objects.get(status="DRAWN"))
        states = set(Reserve.objects.values_list("state", flat=True))
        assert states >= {"WAITING", "DECLINED", "APPOINTED", "ASKED"}
        assert set(Succession.objects.values_list("state", flat=True)) == set(Succession.State.values)
        filled = Succession.objects.select_related("filled_by").get(state="FILLED")
        assert filled.filled_by is not None
        assert filled.filled_by.predecessor_id == filled.vacated_id


def test_a_list_was_brought_in_one_taken_back_and_one_waits_with_mistakes(councils: dict[str, Council]) -> None:
    with council_scope(councils["bugang"].pk):
        assert set(RollImport.objects.values_list("status", flat=True)) == {"DONE", "UNDONE", "READY"}
        assert RollImport.objects.get(status="READY").bad == 2


def test_a_district_of_councils_has_figures_and_a_second_run_adds_none(councils: dict[str, Council]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scale, "COUNCILS", 3)
        assert scale.make(now=timezone.now()) == 3
        assert scale.make(now=timezone.now()) == 0
    connection.check_constraints()
    region = Region.objects.get(code=scale.DISTRICT)
    lines = [line for line in lines_of(councils_in(region, TODAY), TODAY) if line.council.slug.startswith("scale")]
    assert [line.seated for line in lines] == [50, 50, 50]
    assert all(line.women and line.men for line in lines)
