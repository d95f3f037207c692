"""Seats, offices and posts begin and end."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from council.audit.selectors import history
from council.common.access import Forbidden
from council.common.actor import Role
from council.common.errors import Conflict
from council.common.scope import council_scope
from members import services
from members.models import CommitteeMembership, Membership, Office, OfficialPost, PlatformPost
from members.services import TermRefused
from tests.cast import Cast

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
DAY = dt.timedelta(days=1)
YEARS = dt.timedelta(days=730)


class TestSeatMember:
    def test_it_works(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            seat = services.seat_member(
                cast.council, cast.stranger, starts_on=TODAY, ends_on=TODAY + YEARS, by=cast.actor("district"), at=NOW
            )
            assert [line.sentence for line in history(seat)] == ["위원으로 위촉했습니다"]
        assert cast.actor("stranger").has(Role.MEMBER)

    @pytest.mark.parametrize("who", ["secretary", "chair", "head", "official"])
    def test_appointing_is_the_districts(self, cast: Cast, who: str) -> None:
        with council_scope(cast.council.pk), pytest.raises(Forbidden):
            services.seat_member(
                cast.council, cast.stranger, starts_on=TODAY, ends_on=TODAY + YEARS, by=cast.actor(who), at=NOW
            )

    def test_two_terms_at_a_time_are_refused_in_words(self, cast: Cast) -> None:
        with council_scope(cast.council.pk), pytest.raises(TermRefused, match="이미 위원입니다"):
            services.seat_member(
                cast.council, cast.member, starts_on=TODAY, ends_on=TODAY + YEARS, by=cast.actor("district"), at=NOW
            )

    def test_an_end_before_the_beginning_is_refused(self, cast: Cast) -> None:
        with council_scope(cast.council.pk), pytest.raises(TermRefused) as refused:
            services.seat_member(
                cast.council, cast.stranger, starts_on=TODAY, ends_on=TODAY - DAY, by=cast.actor("district"), at=NOW
            )
        assert refused.value.field == "ends_on"


class TestEndMembership:
    def test_offices_for_members_end_with_it(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            seat = Membership.objects.select_related("council").get(user=cast.chair)
            services.end_membership(seat, ends_on=TODAY, reason="사임", by=cast.actor("district"), at=NOW)
            assert Office.objects.get(user=cast.chair).ends_on == TODAY
        assert cast.actor("chair").roles == {Role.VISITOR}

    def test_a_reason_is_needed(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            seat = Membership.objects.select_related("council").get(user=cast.chair)
            with pytest.raises(TermRefused) as refused:
                services.end_membership(seat, ends_on=TODAY, reason=" ", by=cast.actor("district"), at=NOW)
        assert refused.value.field == "reason"

    def test_whoever_comes_second_learns_it(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            seat = Membership.objects.select_related("council").get(user=cast.member)
            stale = Membership.objects.select_related("council").get(user=cast.member)
            services.end_membership(seat, ends_on=TODAY + DAY, reason="사임", by=cast.actor("district"), at=NOW)
            with pytest.raises(Conflict):
                services.end_membership(stale, ends_on=TODAY, reason="해촉", by=cast.actor("operator"), at=NOW)

    def test_a_term_is_not_made_longer(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            seat = Membership.objects.select_related("council").get(user=cast.member)
            with pytest.raises(TermRefused) as refused:
                services.end_membership(seat, ends_on=TODAY + YEARS, reason="연장", by=cast.actor("district"), at=NOW)
        assert refused.value.code == "over"


class TestOffices:
    def test_a_new_holder_follows_the_one_before(self, cast: Cast) -> None:
        by = cast.actor("district")
        with council_scope(cast.council.pk):
            office = Office.objects.select_related("council", "committee").get(user=cast.secretary)
            services.end_office(office, ends_on=TODAY, reason="사임", by=by, at=NOW)
            services.grant_office(cast.council, cast.stranger, kind="SECRETARY", starts_on=TODAY, by=by, at=NOW)
        assert cast.actor("stranger").has(Role.SECRETARY)
        assert not cast.actor("secretary").has(Role.SECRETARY)

    def test_a_taken_seat_is_refused_in_words(self, cast: Cast) -> None:
        with council_scope(cast.council.pk), pytest.raises(TermRefused, match="앞사람의 임기"):
            services.grant_office(
                cast.council, cast.stranger, kind="SECRETARY", starts_on=TODAY, by=cast.actor("district"), at=NOW
            )

    @pytest.mark.parametrize("kind", ["CHAIR", "VICE_CHAIR"])
    def test_a_chair_is_one_of_the_members(self, cast: Cast, kind: str) -> None:
        with council_scope(cast.council.pk), pytest.raises(TermRefused) as refused:
            services.grant_office(
                cast.council, cast.stranger, kind=kind, seat=3, starts_on=TODAY, by=cast.actor("district"), at=NOW
            )
        assert refused.value.code == "not_seated"

    def test_the_head_of_a_committee_needs_the_committee(self, cast: Cast) -> None:
        with council_scope(cast.council.pk), pytest.raises(TermRefused) as refused:
            services.grant_office(
                cast.council, cast.member, kind="COMMITTEE_HEAD", starts_on=TODAY, by=cast.actor("district"), at=NOW
            )
        assert refused.value.field == "committee"


class TestCommittees:
    def test_a_resident_who_is_no_member_may_have_a_place(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            place = services.join_committee(
                cast.committee, cast.resident, starts_on=TODAY, by=cast.actor("secretary"), at=NOW
            )
            services.leave_committee(
                place, ends_on=TODAY + DAY, reason="바빠서", by=cast.actor("secretary"), at=NOW + DAY
            )
            assert CommitteeMembership.objects.get(pk=place.pk).ends_on == TODAY + DAY

    def test_twice_in_the_same_is_refused(self, cast: Cast) -> None:
        with council_scope(cast.council.pk), pytest.raises(TermRefused, match="이미 그 분과"):
            services.join_committee(cast.committee, cast.member, starts_on=TODAY, by=cast.actor("secretary"), at=NOW)


class TestPosts:
    def test_a_new_head_of_the_office_comes_when_the_old_one_has_left(self, cast: Cast) -> None:
        by = cast.actor("operator")
        with council_scope(cast.council.pk):
            with pytest.raises(TermRefused, match="이미 다른 읍면동장"):
                services.appoint_official(cast.council, cast.stranger, kind="HEAD", starts_on=TODAY, by=by, at=NOW)
            old = OfficialPost.objects.select_related("council").get(user=cast.head)
            services.end_post(old, ends_on=TODAY, reason="인사이동", by=by, at=NOW)
            services.appoint_official(cast.council, cast.stranger, kind="HEAD", starts_on=TODAY, by=by, at=NOW)
        assert cast.actor("stranger").has(Role.HEAD)

    def test_posts_are_the_operators(self, cast: Cast) -> None:
        with council_scope(cast.council.pk), pytest.raises(Forbidden):
            services.appoint_official(
                cast.council, cast.stranger, kind="OFFICIAL", starts_on=TODAY, by=cast.actor("district"), at=NOW
            )

    def test_the_last_operator_stays(self, cast: Cast) -> None:
        by = cast.actor("operator")
        post = PlatformPost.objects.get(user=cast.operator)
        with pytest.raises(TermRefused) as refused:
            services.end_platform(post, ends_on=TODAY, reason="퇴직", by=by, at=NOW)
        assert refused.value.code == "last_operator"
        services.appoint_platform(cast.stranger, kind="OPERATOR", starts_on=TODAY, by=by, at=NOW)
        services.end_platform(post, ends_on=TODAY, reason="퇴직", by=by, at=NOW)
        assert not cast.actor("operator").has(Role.OPERATOR)
