"""What the database refuses of the roll, in plain SQL, whoever asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from council.common.errors import constraint_of, explain
from council.common.scope import council_scope
from council.models import Committee, Council, Rule
from members import services
from members.models import Ending, Membership, User
from tests.cast import Cast, appointed, make_cast, make_users
from tests.councils import OPENED, make_council
from tests.database import Committed

TODAY = timezone.localdate()
NOW = timezone.now()
DAY = dt.timedelta(days=1)
YEAR = dt.timedelta(days=365)

SEAT = """
    INSERT INTO members_membership (council_id, user_id, appointment_id, serial, starts_on, ends_on, end_reason,
                                    track, eligibility, nth)
    VALUES (%s, %s, %s, 1, %s, %s, '', 'OPEN', '', 1)
"""
OFFICE = """
    INSERT INTO members_office (council_id, user_id, kind, seat, starts_on, end_reason)
    VALUES (%s, %s, %s, %s, %s, '')
"""


def run(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def commit(statement: str, *values: Any) -> None:
    """Run the statement and let the deferred guards speak, as at the end of a transaction."""
    run(statement, *values)
    run("SET CONSTRAINTS ALL IMMEDIATE")


def refused(statement: str, *values: Any) -> str | None:
    """Return the constraint that refuses the statement; a person must be told why."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        commit(statement, *values)
    assert explain(caught.value)
    return constraint_of(caught.value)


def seat_values(cast: Cast, user: User, starts_on: dt.date = TODAY, ends_on: dt.date = TODAY + YEAR) -> list[Any]:
    return [cast.council.pk, user.pk, appointed(cast.council, starts_on).pk, starts_on, ends_on]


def at_most(council: Council, most: int | None, *, level: str = "REGION", **fields: Any) -> Rule:
    """Let the 조례 set the greatest number of seats."""
    owner: dict[str, Any] = {"region": council.region.parent} if level == "REGION" else {}
    owner = {"council": council} if level == "COUNCIL" else owner
    value = {"min": 1} | ({"max": most} if most is not None else {})
    given: dict[str, Any] = {"valid_from": TODAY - 2 * YEAR, "entered_at": NOW, "article": "제7조제1항"}
    return Rule.objects.create(**({"level": level, "key": "seats", "value": value} | owner | given | fields))


@pytest.mark.django_db
class TestSeats:
    """Four people sit in 마장동."""

    def test_the_last_seat_is_given_and_no_more(self, cast: Cast) -> None:
        at_most(cast.council, 5)
        with council_scope(cast.council.pk):
            run(SEAT, *seat_values(cast, cast.stranger))
            assert refused(SEAT, *seat_values(cast, cast.resident)) == "membership_seats_kept"

    def test_without_a_rule_there_is_no_maximum(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            run(SEAT, *seat_values(cast, cast.stranger))

    def test_a_rule_without_a_maximum_sets_none(self, cast: Cast) -> None:
        at_most(cast.council, None)
        with council_scope(cast.council.pk):
            run(SEAT, *seat_values(cast, cast.stranger))

    def test_the_narrowest_level_speaks(self, cast: Cast) -> None:
        at_most(cast.council, 50)
        with council_scope(cast.council.pk):
            at_most(cast.council, 4, level="COUNCIL")
            assert refused(SEAT, *seat_values(cast, cast.stranger)) == "membership_seats_kept"

    def test_below_a_locked_level_nothing_speaks(self, cast: Cast) -> None:
        at_most(cast.council, 4, locked=True)
        with council_scope(cast.council.pk):
            at_most(cast.council, 50, level="COUNCIL")
            assert refused(SEAT, *seat_values(cast, cast.stranger)) == "membership_seats_kept"

    def test_of_rules_with_conditions_the_widest_counts(self, cast: Cast) -> None:
        """The database cannot weigh a condition: it refuses only what no reading of the rules allows."""
        at_most(cast.council, 4)
        at_most(cast.council, 5, conditions={"first_council": True})
        with council_scope(cast.council.pk):
            run(SEAT, *seat_values(cast, cast.stranger))
            assert refused(SEAT, *seat_values(cast, cast.resident)) == "membership_seats_kept"

    @pytest.mark.parametrize("answer", ["NONE", "BYLAW"])
    def test_what_is_not_set_is_no_maximum(self, cast: Cast, answer: str) -> None:
        at_most(cast.council, None, answer=answer, value=None)
        with council_scope(cast.council.pk):
            run(SEAT, *seat_values(cast, cast.stranger))

    def test_a_rule_that_only_warns_refuses_nothing(self, cast: Cast) -> None:
        at_most(cast.council, 4, strength="WARNS")
        with council_scope(cast.council.pk):
            run(SEAT, *seat_values(cast, cast.stranger))

    def test_a_rule_of_the_past_no_longer_binds(self, cast: Cast) -> None:
        at_most(cast.council, 4, valid_until=TODAY)
        with council_scope(cast.council.pk):
            run(SEAT, *seat_values(cast, cast.stranger))

    def test_a_term_that_begins_when_others_have_ended_fits(self, cast: Cast) -> None:
        at_most(cast.council, 4)
        with council_scope(cast.council.pk):
            free_on = Membership.objects.order_by("-ends_on")[0].ends_on
            assert free_on
            run(SEAT, *seat_values(cast, cast.stranger, free_on, free_on + YEAR))

    def test_a_term_counts_on_every_day_of_it(self, cast: Cast) -> None:
        at_most(cast.council, 5)
        with council_scope(cast.council.pk):
            run(SEAT, *seat_values(cast, cast.stranger, TODAY + 30 * DAY, TODAY + 60 * DAY))
            assert refused(SEAT, *seat_values(cast, cast.resident)) == "membership_seats_kept"
            run(SEAT, *seat_values(cast, cast.resident, TODAY, TODAY + 30 * DAY))

    def test_a_term_is_not_widened_past_it(self, cast: Cast) -> None:
        at_most(cast.council, 5)
        with council_scope(cast.council.pk):
            run(SEAT, *seat_values(cast, cast.stranger, TODAY, TODAY + 30 * DAY))
            run(SEAT, *seat_values(cast, cast.resident, TODAY + 30 * DAY, TODAY + 60 * DAY))
            widen = "UPDATE members_membership SET ends_on = %s WHERE user_id = %s"
            assert refused(widen, TODAY + 31 * DAY, cast.stranger.pk) == "membership_seats_kept"

    def test_the_council_next_door_is_not_counted(self, cast: Cast) -> None:
        at_most(cast.council, 4)
        with council_scope(cast.other_council.pk):
            letter = appointed(cast.other_council, TODAY)
            run(SEAT, cast.other_council.pk, cast.stranger.pk, letter.pk, TODAY, TODAY + YEAR)


@pytest.mark.django_db
class TestTerms:
    def test_two_terms_of_one_person_do_not_overlap(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            assert refused(SEAT, *seat_values(cast, cast.member)) == "membership_one_term_at_a_time"

    def test_two_people_do_not_hold_one_office(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            row = [cast.council.pk, cast.stranger.pk, "CHAIR", 1, TODAY]
            assert refused(OFFICE, *row) == "office_one_holder"

    def test_no_term_without_an_appointment(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            row = [cast.council.pk, cast.stranger.pk, None, TODAY, TODAY + YEAR]
            with pytest.raises(IntegrityError, match="appointment_id"), transaction.atomic():
                run(SEAT, *row)

    def test_an_appointment_of_the_council_next_door_is_none(self, cast: Cast) -> None:
        with council_scope(cast.other_council.pk):
            letter = appointed(cast.other_council, TODAY)
        with council_scope(cast.council.pk), pytest.raises(IntegrityError, match="scope"), transaction.atomic():
            run(SEAT, cast.council.pk, cast.stranger.pk, letter.pk, TODAY, TODAY + YEAR)

    def test_no_term_before_its_appointment(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            letter = appointed(cast.council, TODAY)
            row = [cast.council.pk, cast.stranger.pk, letter.pk, TODAY - DAY, TODAY + YEAR]
            assert refused(SEAT, *row) == "membership_after_appointment"
            run(SEAT, *seat_values(cast, cast.stranger))
            earlier = "UPDATE members_membership SET starts_on = starts_on - 1 WHERE user_id = %s"
            assert refused(earlier, cast.stranger.pk) == "membership_after_appointment"


@pytest.mark.django_db
class TestEndings:
    EARLIER = "UPDATE members_membership SET ends_on = %s, end_reason = '사임' WHERE user_id = %s"

    def test_no_early_end_without_its_record(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            assert refused(self.EARLIER, TODAY, cast.member.pk) == "membership_ending_told"

    def test_the_record_of_another_day_does_not_tell_it(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            self.tell(cast, TODAY + DAY)
            assert refused(self.EARLIER, TODAY, cast.member.pk) == "membership_ending_told"

    def test_with_its_record_it_ends(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            run(self.EARLIER, TODAY, cast.member.pk)
            self.tell(cast, TODAY)
            run("SET CONSTRAINTS ALL IMMEDIATE")

    @pytest.mark.parametrize(
        "statement", ["UPDATE members_ending SET reason = '다른 까닭'", "DELETE FROM members_ending"]
    )
    def test_the_record_is_not_changed(self, cast: Cast, statement: str) -> None:
        with council_scope(cast.council.pk):
            self.tell(cast, TODAY)
            with pytest.raises(Exception, match="members_ending") as caught, transaction.atomic():
                run(statement)
        assert "permission denied" in str(caught.value)

    def test_not_even_the_owner_changes_it(self, cast: Cast, as_owner: None) -> None:
        run("RESET ROLE")
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            run("TRUNCATE members_ending")
        assert constraint_of(caught.value) == "members_ending_append_only"

    @staticmethod
    def tell(cast: Cast, on: dt.date) -> None:
        seat = Membership.objects.get(user=cast.member)
        Ending.objects.create(
            membership=seat, kind="RESIGNED", decided_on=on, effective_on=on, reason="사임", recorded_at=NOW
        )


def test_of_two_who_race_for_the_last_seat_one_gets_it(committed: Committed) -> None:
    here = make_council("majang", "마장동", "1120056000", "서울특별시", "성동구")
    there = make_council("sageun", "사근동", "1120057000", "서울특별시", "성동구")
    committees = []
    for owner in (here, there):
        with council_scope(owner.pk):
            committees.append(Committee.objects.create(council=owner, number=1, name="문화분과", opened_on=OPENED))
    cast = make_cast(here, there, *committees)
    rivals = make_users({"one": ("한가온", "one@race.example"), "two": ("두나래", "two@race.example")})
    at_most(here, 5)
    with council_scope(here.pk):
        rows = [seat_values(cast, user) for user in rivals.values()]

    def take(row: list[Any]) -> Callable[[], str]:
        def act() -> str:
            with council_scope(here.pk):
                run(SEAT, *row)
            return "seated"

        return act

    results = committed.together(*(take(row) for row in rows))
    assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "str"]
    with council_scope(here.pk):
        assert Membership.objects.current(TODAY).count() == 5


@pytest.mark.django_db
def test_a_service_says_it_in_words(cast: Cast) -> None:
    at_most(cast.council, 4)
    with council_scope(cast.council.pk), pytest.raises(services.TermRefused, match="정원") as caught:
        services.seat_member(
            cast.council, cast.stranger, starts_on=TODAY, ends_on=TODAY + YEAR, by=cast.actor("district"), at=NOW
        )
    assert caught.value.code == "membership_seats_kept"
