"""Terms end by themselves on their date; the daily job tells people and ends what hangs on the seat."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from council.audit.selectors import history
from council.common.actor import Role
from council.common.scope import council_scope
from council.notices.models import Notice
from members.models import CommitteeMembership, Membership, Office
from members.roll_tasks import close_terms_of
from members.services.term_ends import close_terms
from tests.cast import Cast, appointed
from tests.members.rolls import DAY

pytestmark = pytest.mark.django_db


def last_morning(cast: Cast) -> dt.datetime:
    """Return nine in the morning of the first day on which the four terms are over."""
    with council_scope(cast.council.pk):
        day = Membership.objects.get(user=cast.member).ends_on
    assert day
    return dt.datetime.combine(day, dt.time(9), timezone.get_default_timezone())


def test_it_works(cast: Cast) -> None:
    at = last_morning(cast)
    assert cast.actor("committee_head", on=at.date() - DAY).has(Role.MEMBER)
    assert not cast.actor("committee_head", on=at.date()).has(Role.MEMBER)
    with council_scope(cast.council.pk):
        assert close_terms(cast.council, at=at) == 4
        seat = Membership.objects.get(user=cast.committee_head)
        assert history(seat)[0].sentence == "위원 임기가 끝났습니다"
        assert Office.objects.get(user=cast.committee_head).ends_on == at.date()
        assert CommitteeMembership.objects.get(user=cast.committee_head).ends_on == at.date()
        assert Office.objects.get(user=cast.secretary).ends_on is None
        assert Notice.objects.filter(recipient=cast.committee_head, kind="members.term.over").count() == 1
        assert Notice.objects.filter(recipient=cast.secretary, kind="members.term.over").count() == 4


def test_a_second_time_does_nothing(cast: Cast) -> None:
    at = last_morning(cast)
    with council_scope(cast.council.pk):
        close_terms(cast.council, at=at)
        assert close_terms(cast.council, at=at + DAY) == 0
        assert Notice.objects.filter(recipient=cast.member, kind="members.term.over").count() == 1


def test_a_day_that_was_missed_is_made_up_for(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        assert close_terms(cast.council, at=last_morning(cast) + 5 * DAY) == 4


def test_not_a_day_too_early(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        assert close_terms(cast.council, at=last_morning(cast) - DAY) == 0


def test_who_goes_on_keeps_offices_and_places(cast: Cast) -> None:
    at = last_morning(cast)
    with council_scope(cast.council.pk):
        letter = appointed(cast.council, at.date())
        Membership.objects.create(
            user=cast.committee_head, starts_on=at.date(), ends_on=at.date() + 700 * DAY, appointment=letter, nth=2
        )
        assert close_terms(cast.council, at=at) == 3
        assert Office.objects.get(user=cast.committee_head).ends_on is None


def test_the_job_opens_the_councils_scope_itself(cast: Cast) -> None:
    at = last_morning(cast)
    close_terms_of(cast.council.pk, int(at.timestamp()))
    with council_scope(cast.council.pk):
        assert Office.objects.get(user=cast.chair).ends_on == at.date()
