"""What the database refuses even when no service stands in the way."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, models, transaction
from django.utils import timezone

from council.common.errors import constraint_of, explain
from council.common.scope import council_scope
from members.models import (
    CommitteeMembership,
    Consent,
    Membership,
    Office,
    OfficialPost,
    PlatformPost,
    Residency,
    User,
)
from tests.cast import Cast, appointed

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)
YEAR = dt.timedelta(days=365)


def refused(model: type[models.Model], **values: Any) -> tuple[str | None, str | None]:
    """Return the constraint that refuses the row, and its sentence."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        model._default_manager.create(**values)
    return constraint_of(caught.value), explain(caught.value)


def test_a_person_has_one_open_residency_in_a_council(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        name, sentence = refused(Residency, council=cast.council, user=cast.newcomer, requested_at=timezone.now())
        assert name == "residency_one_open"
        assert sentence
        Residency.objects.pending().update(status="REFUSED", reason="주소를 보지 못함")
        Residency.objects.create(council=cast.council, user=cast.newcomer, requested_at=timezone.now())


def test_nobody_is_verified_without_somebody_who_vouches(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        row = Residency.objects.pending().get()
        with pytest.raises(IntegrityError, match="residency_verified_by_someone"), transaction.atomic():
            Residency.objects.filter(pk=row.pk).update(status="VERIFIED")
        with pytest.raises(IntegrityError, match="residency_refusal_says_why"), transaction.atomic():
            Residency.objects.filter(pk=row.pk).update(status="REFUSED")
        with pytest.raises(IntegrityError, match="residency_code_expires"), transaction.atomic():
            Residency.objects.filter(pk=row.pk).update(code_hash="x")


def test_terms_of_one_member_do_not_overlap(cast: Cast) -> None:
    seat: dict[str, Any] = {"council": cast.council, "user": cast.member}
    with council_scope(cast.council.pk):
        held = Membership.objects.get(user=cast.member)
        assert held.ends_on
        seat["appointment"] = held.appointment
        name, sentence = refused(Membership, **seat, starts_on=held.ends_on - DAY, ends_on=held.ends_on + YEAR)
        assert name == "membership_one_term_at_a_time"
        assert sentence
        # Half-open: the next term may begin on the day on which this one no longer counts.
        Membership.objects.create(**seat, starts_on=held.ends_on, ends_on=held.ends_on + YEAR)


def test_a_seat_ends_some_day_and_not_before_it_begins(cast: Cast) -> None:
    seat: dict[str, Any] = {"council": cast.council, "user": cast.stranger, "starts_on": TODAY}
    with council_scope(cast.council.pk):
        seat["appointment"] = appointed(cast.council, TODAY)
        assert refused(Membership, **seat)[0] == "membership_has_end"
        with pytest.raises((IntegrityError, Exception)) as caught, transaction.atomic():
            Membership.objects.create(**seat, ends_on=TODAY - DAY)
        # PostgreSQL looks at the range before the check: either way the row is not there.
        assert "range" in str(caught.value) or "membership_dates_in_order" in str(caught.value)


def test_an_office_has_one_holder_for_each_numbered_seat(cast: Cast) -> None:
    office = {"council": cast.council, "user": cast.stranger, "starts_on": TODAY}
    with council_scope(cast.council.pk):
        for kind in ("CHAIR", "VICE_CHAIR", "SECRETARY", "AUDITOR"):
            assert refused(Office, **office, kind=kind)[0] == "office_one_holder"
        assert refused(Office, **office, kind="COMMITTEE_HEAD", committee=cast.committee)[0] == "office_one_holder"
        Office.objects.create(**office, kind="VICE_CHAIR", seat=2)


def test_only_the_head_of_a_committee_has_one(cast: Cast) -> None:
    office = {"council": cast.council, "user": cast.stranger, "starts_on": TODAY + YEAR}
    with council_scope(cast.council.pk):
        expected = "office_committee_for_its_head"
        assert refused(Office, **office, kind="AUDITOR", seat=2, committee=cast.committee)[0] == expected
        assert refused(Office, **office, kind="COMMITTEE_HEAD")[0] == expected


def test_one_head_of_the_office_at_a_time_but_several_officials(cast: Cast) -> None:
    post = {"council": cast.council, "user": cast.stranger, "starts_on": TODAY}
    with council_scope(cast.council.pk):
        assert refused(OfficialPost, **post, kind="HEAD")[0] == "official_post_one_head"
        OfficialPost.objects.create(**post, kind="OFFICIAL")


def test_a_place_in_a_committee_once_at_a_time(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        place = {"council": cast.council, "user": cast.member, "committee": cast.committee, "starts_on": TODAY}
        assert refused(CommitteeMembership, **place)[0] == "committee_membership_once"


def test_a_platform_post_has_a_region_or_covers_everything(cast: Cast) -> None:
    since = {"user": cast.stranger, "starts_on": TODAY}
    assert refused(PlatformPost, **since, kind="DISTRICT")[0] == "platform_post_region_by_kind"
    expected = "platform_post_region_by_kind"
    assert refused(PlatformPost, **since, kind="OPERATOR", region=cast.council.region)[0] == expected


def test_a_committee_of_another_council_is_refused_by_the_key(cast: Cast) -> None:
    row: list[Any] = [cast.council.pk, cast.stranger.pk, cast.other_committee.pk, TODAY]
    here = council_scope(cast.council.pk)
    with here, connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute(
            "INSERT INTO members_committeemembership (council_id, user_id, committee_id, starts_on, end_reason) "
            "VALUES (%s, %s, %s, %s, '')",
            row,
        )


def test_a_seat_cannot_be_written_into_another_council(cast: Cast) -> None:
    with council_scope(cast.other_council.pk):
        letter = appointed(cast.other_council, TODAY)
    seat = {"user": cast.stranger, "starts_on": TODAY, "ends_on": TODAY + YEAR, "appointment": letter}
    with council_scope(cast.council.pk), pytest.raises(ProgrammingError), transaction.atomic():
        Membership.objects.create(council=cast.other_council, **seat)


@pytest.mark.parametrize("statement", ["UPDATE members_consent SET answer = 'GIVEN'", "DELETE FROM members_consent"])
def test_consent_only_grows(cast: Cast, statement: str) -> None:
    Consent.objects.create(user=cast.resident, kind="NEWS", answer="WITHDRAWN", version="2026-11", at=timezone.now())
    with connection.cursor() as cursor, pytest.raises(ProgrammingError), transaction.atomic():
        cursor.execute(statement)


def test_addresses_are_one_of_a_kind_and_in_lower_case(cast: Cast) -> None:
    assert refused(User, email=cast.resident.email, name="둘째")[0] == "members_user_email_key"
    assert refused(User, email="Kim@Majang.example", name="큰글자")[0] == "user_email_lower_case"


def test_a_closed_account_is_not_active(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="user_closed_is_inactive"), transaction.atomic():
        User.objects.filter(pk=cast.stranger.pk).update(closed_at=timezone.now())
