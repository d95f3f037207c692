"""Joining a council, and the secretary's answers, as verbs."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from council.audit.selectors import history
from council.common.access import Forbidden
from council.common.errors import Conflict, Refused
from council.common.scope import council_scope
from council.notices.models import Notice
from members import services
from members.models import Residency
from tests.cast import Cast

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def pending(cast: Cast) -> Residency:
    """The newcomer's request."""
    with council_scope(cast.council.pk):
        return Residency.objects.select_related("user", "council").get(user=cast.newcomer)


class TestJoin:
    def test_it_works(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            row = services.join(
                cast.council,
                cast.stranger,
                basis="WORKPLACE",
                address_hint=" 마장로 3길 ",
                by=cast.actor("stranger"),
                at=NOW,
            )
            assert row.is_pending
            assert row.address_hint == "마장로 3길"
            assert [line.sentence for line in history(row)] == ["주민 확인을 신청했습니다"]
            notice = Notice.objects.get(recipient=cast.secretary)
            assert notice.path == f"/c/majang/office/residents/{row.pk}/"
            assert cast.stranger.name not in notice.title + notice.body

    @pytest.mark.parametrize(("who", "code"), [("newcomer", "pending"), ("resident", "verified")])
    def test_whoever_asked_already_is_told_so(self, cast: Cast, who: str, code: str) -> None:
        with council_scope(cast.council.pk), pytest.raises(Refused) as refused:
            services.join(
                cast.council, getattr(cast, who), basis="ADDRESS", address_hint="", by=cast.actor(who), at=NOW
            )
        assert refused.value.code == code

    def test_nobody_asks_for_somebody_else(self, cast: Cast) -> None:
        with council_scope(cast.council.pk), pytest.raises(Forbidden):
            services.join(
                cast.council, cast.stranger, basis="ADDRESS", address_hint="", by=cast.actor("member"), at=NOW
            )

    def test_somebody_refused_may_ask_again(self, cast: Cast, pending: Residency) -> None:
        with council_scope(cast.council.pk):
            services.refuse(pending, reason="주소가 다릅니다", by=cast.actor("secretary"), at=NOW)
            again = services.join(
                cast.council, cast.newcomer, basis="ADDRESS", address_hint="", by=cast.actor("newcomer"), at=NOW
            )
            assert again.pk != pending.pk


class TestVerifyInPerson:
    def test_it_works(self, cast: Cast, pending: Residency) -> None:
        with council_scope(cast.council.pk):
            services.verify_in_person(pending, by=cast.actor("secretary"), at=NOW)
            assert pending.is_verified
            assert pending.verified_by == cast.secretary
            assert Notice.objects.get(recipient=cast.newcomer).kind == "members.residency.verified"
        assert cast.actor("newcomer").has("RESIDENT")

    @pytest.mark.parametrize("who", ["member", "chair", "official", "operator", "neighbour_secretary", "newcomer"])
    def test_only_the_secretary_does_it(self, cast: Cast, pending: Residency, who: str) -> None:
        with council_scope(cast.council.pk), pytest.raises(Forbidden):
            services.verify_in_person(pending, by=cast.actor(who), at=NOW)

    def test_the_secretary_does_not_vouch_for_himself(self, cast: Cast) -> None:
        secretary = cast.actor("secretary")
        with council_scope(cast.council.pk):
            own = services.join(cast.council, cast.secretary, basis="ADDRESS", address_hint="", by=secretary, at=NOW)
            with pytest.raises(Refused) as refused:
                services.verify_in_person(own, by=secretary, at=NOW)
            assert refused.value.code == "oneself"
            with pytest.raises(Refused):
                services.issue_code(own, by=secretary, at=NOW)

    def test_a_second_secretary_learns_that_it_is_done(self, cast: Cast, pending: Residency) -> None:
        with council_scope(cast.council.pk):
            stale = Residency.objects.select_related("council").get(pk=pending.pk)
            services.verify_in_person(pending, by=cast.actor("secretary"), at=NOW)
            with pytest.raises(Conflict, match="확인함"):
                services.refuse(stale, reason="못 봄", by=cast.actor("secretary"), at=NOW)


class TestCode:
    def test_it_works(self, cast: Cast, pending: Residency) -> None:
        with council_scope(cast.council.pk):
            issued = services.issue_code(pending, by=cast.actor("secretary"), at=NOW)
            assert issued.code.replace("-", "") not in issued.residency.code_hash
            typed = f" {issued.code.lower().replace('-', ' ')} "
            services.redeem_code(pending, typed, by=cast.actor("newcomer"), at=NOW + dt.timedelta(days=3))
            assert pending.is_verified
            assert pending.method == Residency.Method.CODE
            assert pending.verified_by == cast.secretary
            assert pending.code_hash == ""

    def test_a_wrong_one_counts_and_says_how_many_are_left(self, cast: Cast, pending: Residency) -> None:
        with council_scope(cast.council.pk):
            services.issue_code(pending, by=cast.actor("secretary"), at=NOW)
            with pytest.raises(services.CodeRefused, match="4번 더"):
                services.redeem_code(pending, "AAAA-AAAA", by=cast.actor("newcomer"), at=NOW)
            assert Residency.objects.get(pk=pending.pk).code_tries == 1

    def test_after_five_wrong_ones_the_right_one_is_dead(self, cast: Cast, pending: Residency) -> None:
        newcomer = cast.actor("newcomer")
        with council_scope(cast.council.pk):
            issued = services.issue_code(pending, by=cast.actor("secretary"), at=NOW)
            for _try in range(5):
                with pytest.raises(services.CodeRefused):
                    services.redeem_code(pending, "WRONG", by=newcomer, at=NOW)
            with pytest.raises(services.CodeRefused) as refused:
                services.redeem_code(pending, issued.code, by=newcomer, at=NOW)
            assert refused.value.code == "spent"
            fresh = services.issue_code(pending, by=cast.actor("secretary"), at=NOW)
            services.redeem_code(pending, fresh.code, by=newcomer, at=NOW)

    def test_it_dies_after_its_days(self, cast: Cast, pending: Residency) -> None:
        with council_scope(cast.council.pk):
            issued = services.issue_code(pending, by=cast.actor("secretary"), at=NOW)
            with pytest.raises(services.CodeRefused) as refused:
                services.redeem_code(
                    pending, issued.code, by=cast.actor("newcomer"), at=NOW + dt.timedelta(days=14, seconds=1)
                )
        assert refused.value.code == "expired"

    def test_a_new_one_ends_the_one_before(self, cast: Cast, pending: Residency) -> None:
        with council_scope(cast.council.pk):
            first = services.issue_code(pending, by=cast.actor("secretary"), at=NOW)
            services.issue_code(pending, by=cast.actor("secretary"), at=NOW)
            with pytest.raises(services.CodeRefused):
                services.redeem_code(pending, first.code, by=cast.actor("newcomer"), at=NOW)

    def test_nobody_else_enters_it(self, cast: Cast, pending: Residency) -> None:
        with council_scope(cast.council.pk):
            issued = services.issue_code(pending, by=cast.actor("secretary"), at=NOW)
            with pytest.raises(Forbidden):
                services.redeem_code(pending, issued.code, by=cast.actor("stranger"), at=NOW)

    def test_without_one_nothing_is_counted(self, cast: Cast, pending: Residency) -> None:
        with council_scope(cast.council.pk), pytest.raises(services.CodeRefused) as refused:
            services.redeem_code(pending, "ABCD2345", by=cast.actor("newcomer"), at=NOW)
        assert refused.value.code == "none"


class TestRefuseAndEnd:
    def test_refusing_tells_why(self, cast: Cast, pending: Residency) -> None:
        with council_scope(cast.council.pk):
            services.refuse(pending, reason="주소가 다릅니다", by=cast.actor("secretary"), at=NOW)
            assert "주소가 다릅니다" in Notice.objects.get(recipient=cast.newcomer).body

    def test_refusing_needs_a_reason(self, cast: Cast, pending: Residency) -> None:
        with council_scope(cast.council.pk), pytest.raises(Refused) as refused:
            services.refuse(pending, reason="  ", by=cast.actor("secretary"), at=NOW)
        assert refused.value.field == "reason"

    def test_a_resident_leaves_without_asking_anybody(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            row = Residency.objects.select_related("council").get(user=cast.resident)
            services.end_residency(row, reason="", by=cast.actor("resident"), at=NOW)
        assert not cast.actor("resident").has("RESIDENT")

    def test_a_member_stays_a_resident_while_the_term_runs(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            row = services.join(
                cast.council, cast.member, basis="ADDRESS", address_hint="", by=cast.actor("member"), at=NOW
            )
            with pytest.raises(Refused) as refused:
                services.end_residency(row, reason="이사", by=cast.actor("secretary"), at=NOW)
        assert refused.value.code == "seated"


class TestSeeContact:
    def test_who_saw_whose_contact_why_and_from_where_is_on_record(self, cast: Cast, pending: Residency) -> None:
        with council_scope(cast.council.pk):
            user = services.see_contact(
                pending, why="만날 날을 잡으려고", by=cast.actor("secretary"), at=NOW, origin="10.0.0.7"
            )
            assert user.email == cast.newcomer.email
            line = history(pending)[0]
            assert (line.why, line.actor_id) == ("만날 날을 잡으려고", cast.secretary.pk)

    def test_no_reason_no_contact(self, cast: Cast, pending: Residency) -> None:
        with council_scope(cast.council.pk), pytest.raises(Refused):
            services.see_contact(pending, why=" ", by=cast.actor("secretary"), at=NOW, origin="")

    def test_nobody_but_the_secretary(self, cast: Cast, pending: Residency) -> None:
        with council_scope(cast.council.pk), pytest.raises(Forbidden):
            services.see_contact(pending, why="궁금해서", by=cast.actor("chair"), at=NOW, origin="")
