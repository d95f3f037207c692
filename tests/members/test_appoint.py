"""위촉: the 시군구 appoints from the list that was sent; the rules judge each person."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from council.audit.selectors import history
from council.common.access import Forbidden
from council.common.actor import Role
from council.common.errors import Refused
from council.common.scope import council_scope
from members import services
from members.models import Appointment, Ending, Membership
from members.services import Appointee
from tests.cast import Cast
from tests.members.rolls import CLEAN, DAY, NOW, TODAY, enact, know_the_seated, known

pytestmark = pytest.mark.django_db
UNTIL = TODAY + dt.timedelta(days=730)


def appoint(cast: Cast, *who: str, by: str = "district", **more: Any) -> Appointment:
    """Appoint people of the cast with clean papers and six hours of training."""
    people = [Appointee(getattr(cast, name), TODAY, UNTIL, eligibility="resident") for name in who]
    facts = {person.user.pk: CLEAN | {"training_hours": 6, "trained_on": TODAY - 5 * DAY} for person in people}
    arguments: dict[str, Any] = {"appointed_on": TODAY, "list_sent_on": TODAY - 3 * DAY, "more": facts}
    for user_id, found in (more.pop("found", None) or {}).items():
        facts[user_id] = facts[user_id] | found
    return services.appoint_members(cast.council, people, by=cast.actor(by), at=NOW, **(arguments | more))


@pytest.fixture
def town(cast: Cast) -> Cast:
    enact(cast.council)
    know_the_seated(cast)
    return cast


def test_it_works(town: Cast) -> None:
    with council_scope(town.council.pk):
        known(town, "stranger")
        known(town, "resident", "MALE")
        letter = appoint(town, "stranger", "resident")
        seats = list(letter.memberships.order_by("serial"))
        assert [seat.user for seat in seats] == [town.stranger, town.resident]
        assert [line.sentence for line in history(seats[0])] == ["위원으로 위촉했습니다"]
        assert seats[1].number_label == f"제{TODAY.year}-{letter.number}-2호"
        assert letter.verdict[str(town.stranger.pk)]["holds"] is True
    assert town.actor("stranger").has(Role.MEMBER)


def test_letters_are_numbered_through_the_year(town: Cast) -> None:
    with council_scope(town.council.pk):
        known(town, "stranger")
        known(town, "resident", "MALE")
        first, second = appoint(town, "stranger"), appoint(town, "resident")
        assert second.number == first.number + 1


@pytest.mark.parametrize("who", ["secretary", "chair", "head", "official", "member"])
def test_it_is_the_districts(town: Cast, who: str) -> None:
    with council_scope(town.council.pk), pytest.raises(Forbidden):
        appoint(town, "stranger", by=who)


def test_not_before_the_list_was_sent(town: Cast) -> None:
    with council_scope(town.council.pk):
        known(town, "stranger")
        with pytest.raises(Refused) as refused:
            appoint(town, "stranger", list_sent_on=None)
        assert refused.value.field == "list_sent_on"
        with pytest.raises(Refused):
            appoint(town, "stranger", list_sent_on=TODAY + DAY)


def test_nobody_is_no_appointment(town: Cast) -> None:
    with council_scope(town.council.pk), pytest.raises(Refused) as refused:
        appoint(town)
    assert refused.value.code == "nobody"


@pytest.mark.parametrize(
    ("found", "article"),
    [
        ({"local_councillor": True}, "제8조제2항"),
        ({"registered_here": False}, "제8조제1항"),
        ({"training_hours": 5}, "제9조제1항"),
    ],
)
def test_what_the_rules_refuse_is_refused_with_the_article(town: Cast, found: dict[str, Any], article: str) -> None:
    with council_scope(town.council.pk):
        known(town, "stranger")
        with pytest.raises(Refused) as refused:
            appoint(town, "stranger", found={town.stranger.pk: found})
        assert article in refused.value.message
        assert town.stranger.name in refused.value.message
        assert not Membership.objects.filter(user=town.stranger).exists()


def test_too_young_is_refused(town: Cast) -> None:
    with council_scope(town.council.pk):
        known(town, "stranger", born_on=TODAY.replace(year=TODAY.year - 18, day=1))
        with pytest.raises(Refused, match="제8조제1항"):
            appoint(town, "stranger")


def test_all_refusals_are_told_together(town: Cast) -> None:
    with council_scope(town.council.pk):
        known(town, "stranger")
        known(town, "resident", "MALE")
        found = {town.stranger.pk: {"local_councillor": True}, town.resident.pk: {"training_hours": 0}}
        with pytest.raises(Refused) as refused:
            appoint(town, "stranger", "resident", found=found)
    assert town.stranger.name in refused.value.message
    assert town.resident.name in refused.value.message


def test_the_share_of_one_sex_is_counted_with_the_whole_letter(town: Cast) -> None:
    """Two and two are seated: one woman and one man keep the balance, two women make four of six."""
    with council_scope(town.council.pk):
        known(town, "stranger")
        known(town, "resident")
        with pytest.raises(Refused, match="제9조제2항"):
            appoint(town, "stranger", "resident")


def test_no_more_than_the_seats(town: Cast) -> None:
    with council_scope(town.council.pk):
        for number, who in enumerate(("stranger", "resident", "newcomer")):
            known(town, who, ("FEMALE", "MALE")[number % 2])
        with pytest.raises(Refused, match="제6조"):
            appoint(town, "stranger", "resident", "newcomer")


class TestWhatTheRulesCannotSay:
    """The age is not known: the rules do not decide, a person does."""

    def test_a_reason_is_wanted(self, town: Cast) -> None:
        with council_scope(town.council.pk):
            known(town, "stranger", born_on=None)  # type: ignore[arg-type]
            with pytest.raises(Refused) as refused:
                appoint(town, "stranger")
        assert refused.value.code == "reason_needed"

    def test_with_a_reason_it_is_done_and_the_reason_kept(self, town: Cast) -> None:
        with council_scope(town.council.pk):
            known(town, "stranger", born_on=None)  # type: ignore[arg-type]
            letter = appoint(town, "stranger", reasons={town.stranger.pk: "신분증으로 나이를 보았음"})
            kept = letter.verdict[str(town.stranger.pk)]
        assert kept["holds"] is None
        assert kept["reason"] == "신분증으로 나이를 보았음"

    def test_a_council_without_an_ordinance_appoints_with_reasons(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            with pytest.raises(Refused):
                appoint(cast, "stranger")
            assert appoint(cast, "stranger", reasons={cast.stranger.pk: "조례를 아직 적지 않음"})


class TestAgain:
    def test_terms_are_counted(self, town: Cast) -> None:
        with council_scope(town.council.pk):
            first = Membership.objects.get(user=town.member).ends_on
            assert first
            again = [town.member, town.committee_head, town.vice_chair, town.chair]
            until = first + dt.timedelta(days=730)
            people = [Appointee(user, first, until, eligibility="resident") for user in again]
            more = {user.pk: CLEAN | {"training_hours": 6, "trained_on": TODAY - 5 * DAY} for user in again}
            letter = services.appoint_members(
                town.council, people, appointed_on=TODAY, list_sent_on=TODAY, more=more,
                by=town.actor("district"), at=NOW,
            )  # fmt: skip
            assert {seat.nth for seat in letter.memberships.all()} == {2}

    def test_a_bar_is_kept(self, town: Cast) -> None:
        with council_scope(town.council.pk):
            known(town, "stranger")
            letter = appoint(town, "stranger")
            seat = letter.memberships.select_related("council", "user").get()
            ending = services.endings.write_ending(
                seat, kind=Ending.Kind.LOST, ground="campaigned", ends_on=TODAY + DAY, reason="선거운동",
                barred_until=TODAY + 400 * DAY, by=town.actor("district"), at=NOW,
            )  # fmt: skip
            early = Appointee(town.stranger, TODAY + 399 * DAY, UNTIL + 399 * DAY)
            days: dict[str, Any] = {"appointed_on": TODAY + 399 * DAY, "list_sent_on": TODAY}
            with pytest.raises(Refused, match="다시 위촉할 수 있습니다") as refused:
                services.appoint_members(town.council, [early], **days, by=town.actor("district"), at=NOW)
            assert refused.value.code == "rule"
            assert ending.barred_until == TODAY + 400 * DAY


def test_many_cost_as_much_as_one(town: Cast, django_assert_max_num_queries: Any) -> None:
    with council_scope(town.council.pk):
        known(town, "stranger")
        known(town, "resident", "MALE")
        with django_assert_max_num_queries(35):
            appoint(town, "stranger", "resident")
