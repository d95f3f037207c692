"""What the database refuses of recruitment and draw, in raw SQL, even when no service stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from council.common.errors import CONSTRAINT_MESSAGES, constraint_of
from council.common.scope import council_scope
from members.models import Application, Draw, DrawCandidate, DrawNumber, DrawResult, Recruitment, Reserve
from members.selection import sha256
from tests.cast import Cast
from tests.recruitment.town import DAY, NOW, TODAY, applicants, frozen, go, numbered, recruitment

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast: Cast) -> Iterator[Cast]:
    with council_scope(cast.council.pk):
        yield cast


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(statement: str, *values: Any) -> str | None:
    """Return the guard that refuses the statement; it has a Korean sentence."""
    with pytest.raises((IntegrityError, ProgrammingError)) as caught, transaction.atomic():
        sql(statement, *values)
    if not isinstance(caught.value, IntegrityError):
        return "no right"
    name = constraint_of(caught.value)
    assert name in CONSTRAINT_MESSAGES
    return name


def screened(cast: Cast, many: int = 4) -> tuple[Recruitment, list[Application]]:
    made = recruitment(cast)
    go(made, "ANNOUNCED")
    return made, applicants(made, cast, many)


def drawn(cast: Cast, many: int = 4) -> tuple[Draw, list[DrawCandidate]]:
    made, people = screened(cast, many)
    draw = frozen(made, cast, people)
    seed = numbered(draw, "7", "31")
    sql("UPDATE members_draw SET seed = %s WHERE id = %s", seed, draw.pk)
    return draw, list(draw.candidates.order_by("pk"))


RESULT = (
    'INSERT INTO members_drawresult (council_id, draw_id, candidate_id, "order", key, outcome, reserve_rank) '
    "VALUES (%s, %s, %s, %s, '', %s, %s)"
)


class TestRecruitment:
    def test_steps_come_one_after_the_other(self, here: Cast) -> None:
        made = recruitment(here)
        for status in ("CLOSED", "SCREENING", "FROZEN", "DRAWN", "APPOINTED"):
            assert (
                refused(
                    "UPDATE members_recruitment SET status = %s, announced_on = now(), list_sent_on = now()", status
                )
                == "recruitment_status_moves"
            )
        go(made, "ANNOUNCED", "CLOSED", "SCREENING")

    def test_nothing_is_called_frozen_without_a_frozen_list(self, here: Cast) -> None:
        screened(here)
        assert refused("UPDATE members_recruitment SET status = 'FROZEN'") == "recruitment_status_moves"

    def test_what_was_announced_stays(self, here: Cast) -> None:
        go(recruitment(here), "ANNOUNCED")
        assert refused("UPDATE members_recruitment SET seats = seats + 1") == "recruitment_terms_kept"
        assert refused("UPDATE members_recruitment SET begun_on = begun_on - 1") == "recruitment_terms_kept"
        assert refused("UPDATE members_recruitmenttrack SET seats = seats + 1") == "recruitment_track_kept"
        assert refused("DELETE FROM members_recruitmenttrack") == "recruitment_track_kept"

    @pytest.mark.parametrize(
        ("change", "guard"),
        [
            ("UPDATE members_recruitment SET closes_on = opens_on - 1", "recruitment_dates_in_order"),
            ("UPDATE members_recruitment SET draw_on = closes_on", "recruitment_draw_after_close"),
            ("UPDATE members_recruitment SET term_ends_on = term_starts_on", "recruitment_term_in_order"),
            ("UPDATE members_recruitment SET places = seats + 1", "recruitment_places_in_seats"),
            ("UPDATE members_recruitment SET places = 0", "recruitment_places_in_seats"),
        ],
    )
    def test_impossible_plans_are_refused(self, here: Cast, change: str, guard: str) -> None:
        recruitment(here)
        assert refused(change) == guard


class TestApplications:
    def test_one_person_applies_once(self, here: Cast) -> None:
        made, people = screened(here)
        with pytest.raises(IntegrityError, match="application_one_each"), transaction.atomic():
            Application.objects.create(recruitment=made, user=people[0].user, started_at=NOW)

    def test_nobody_applies_before_the_call_or_after_screening(self, here: Cast) -> None:
        made = recruitment(here)
        with pytest.raises(IntegrityError, match="open") as caught, transaction.atomic():
            Application.objects.create(recruitment=made, user=here.stranger, started_at=NOW)
        assert constraint_of(caught.value) == "application_in_time"

    def test_a_decision_has_somebody_and_a_rejection_a_reason(self, here: Cast) -> None:
        screened(here)
        assert refused("UPDATE members_application SET decided_by_id = NULL") == "application_decided_by_someone"
        assert refused("UPDATE members_application SET status = 'REJECTED'") == "application_rejection_says_why"

    def test_nothing_is_received_without_consent(self, here: Cast) -> None:
        screened(here)
        assert refused("UPDATE members_application SET consent_at = NULL") == "application_with_consent"

    def test_no_decision_before_or_after_screening(self, here: Cast) -> None:
        made, people = screened(here)
        frozen(made, here, people[:2])
        assert refused("UPDATE members_application SET status = 'SUBMITTED'") == "application_list_frozen"
        rejected = "UPDATE members_application SET status = 'REJECTED', reason = '-' WHERE number = 'A0004'"
        assert refused(rejected) == "application_list_frozen"
        assert refused("UPDATE members_application SET sex = 'male' WHERE sex = 'female'") == "application_list_frozen"
        sql("UPDATE members_application SET status = 'WITHDRAWN' WHERE number = 'A0004'")

    def test_an_application_stays_with_its_person(self, here: Cast) -> None:
        screened(here)
        moved = "UPDATE members_application SET user_id = %s WHERE number = 'A0001'"
        assert refused(moved, here.stranger.pk) == "application_person_kept"


class TestFrozenList:
    def test_it_cannot_be_changed(self, here: Cast) -> None:
        made, people = screened(here)
        draw = frozen(made, here, people)
        other = sha256("x")
        changed = "UPDATE members_draw SET list_text = 'x', list_sha256 = %s"
        assert refused(changed, other) == "draw_kept"
        assert refused("UPDATE members_draw SET numbers_needed = 1") == "draw_kept"
        assert refused("UPDATE members_draw SET seed_source = 'x'") == "draw_kept"
        for statement in (
            "DELETE FROM members_draw",
            "DELETE FROM members_drawcandidate",
            "UPDATE members_drawcandidate SET application_id = 1",
            "TRUNCATE members_drawcandidate",
        ):
            assert refused(statement) == "no right"
        assert draw.candidates.count() == 4

    def test_not_even_by_the_owner_of_the_table(self, here: Cast, as_owner: None) -> None:
        made, people = screened(here)
        frozen(made, here, people)
        sql("RESET ROLE")
        sql("SET ROLE portal_owner")
        assert refused("DELETE FROM members_draw") == "draw_kept"
        assert refused("DELETE FROM members_drawcandidate") == "members_drawcandidate_append_only"

    def test_its_hash_is_that_of_its_text(self, here: Cast) -> None:
        made, people = screened(here)
        with pytest.raises(IntegrityError, match="draw_list_hash"), transaction.atomic():
            Draw.objects.create(
                recruitment=made,
                attempt=1,
                list_text="x",
                list_sha256=sha256("y"),
                candidate_count=len(people),
                numbers_needed=1,
                frozen_at=NOW,
            )

    def test_only_the_accepted_stand_on_it(self, here: Cast) -> None:
        made, people = screened(here)
        Application.objects.filter(pk=people[0].pk).update(status="REJECTED", reason="주민등록이 없음")
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            frozen(made, here, people)
        assert constraint_of(caught.value) == "draw_candidate_accepted"

    def test_nobody_is_added_later(self, here: Cast) -> None:
        made, people = screened(here)
        draw = frozen(made, here, people[:3])
        added = (
            "INSERT INTO members_drawcandidate (council_id, draw_id, application_id, track_id) VALUES (%s, %s, %s, %s)"
        )
        values = (here.council.pk, draw.pk, people[3].pk, made.tracks.get().pk)
        assert refused(added, *values) == "draw_candidates_complete"

    def test_one_list_at_a_time(self, here: Cast) -> None:
        made, people = screened(here)
        frozen(made, here, people)
        with pytest.raises(IntegrityError, match="draw_attempt_once|draw_one_valid"), transaction.atomic():
            frozen(made, here, people)


class TestNumbersAndSeed:
    def test_numbers_stay(self, here: Cast) -> None:
        drawn(here)
        assert refused("UPDATE members_drawnumber SET value = '8'") == "no right"
        assert refused("DELETE FROM members_drawnumber") == "no right"

    def test_each_place_once_and_none_beyond(self, here: Cast) -> None:
        made, people = screened(here)
        draw = frozen(made, here, people)
        numbered(draw, "7")
        for position, value, guard in ((1, "8", "draw_number_once"), (2, "x", "draw_number_digits")):
            with pytest.raises(IntegrityError, match=guard), transaction.atomic():
                DrawNumber.objects.create(draw=draw, position=position, value=value, officer="-", entered_at=NOW)
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            DrawNumber.objects.create(draw=draw, position=3, value="1", officer="-", entered_at=NOW)
        assert constraint_of(caught.value) == "draw_number_in_time"

    def test_the_seed_follows_from_list_and_numbers(self, here: Cast) -> None:
        made, people = screened(here)
        draw = frozen(made, here, people)
        wished = "UPDATE members_draw SET seed = %s"
        assert refused(wished, sha256("wish")) == "draw_seed_from_numbers"
        first = numbered(draw, "7")
        assert refused(wished, first) == "draw_seed_from_numbers"  # one number is missing yet

    def test_no_number_after_the_seed(self, here: Cast) -> None:
        draw, _candidates = drawn(here)
        assert refused("UPDATE members_draw SET seed = %s", sha256("wish")) == "draw_kept"
        with pytest.raises(IntegrityError), transaction.atomic():
            DrawNumber.objects.create(draw=draw, position=2, value="1", officer="-", entered_at=NOW)


class TestResults:
    def test_not_before_the_seed(self, here: Cast) -> None:
        made, people = screened(here)
        draw = frozen(made, here, people)
        one = draw.candidates.order_by("pk")[0]
        assert refused(RESULT, here.council.pk, draw.pk, one.pk, 1, "seated", None) == "draw_result_in_time"

    def test_no_more_than_the_track_has_seats(self, here: Cast) -> None:
        draw, candidates = drawn(here)
        for order, one in enumerate(candidates[:2], start=1):
            sql(RESULT, here.council.pk, draw.pk, one.pk, order, "seated", None)
        third = (here.council.pk, draw.pk, candidates[2].pk, 3)
        assert refused(RESULT, *third, "seated", None) == "draw_result_quota"
        sql(RESULT, *third, "track_full", 1)

    def test_not_called_drawn_while_somebody_has_no_result(self, here: Cast) -> None:
        draw, candidates = drawn(here)
        sql(RESULT, here.council.pk, draw.pk, candidates[0].pk, 1, "seated", None)
        finished = "UPDATE members_draw SET status = 'DRAWN', drawn_at = now(), result_sha256 = 'x'"
        assert refused(finished) == "draw_result_in_time"

    def test_results_stay(self, here: Cast) -> None:
        draw, candidates = drawn(here)
        for order, one in enumerate(candidates, start=1):
            sql(RESULT, here.council.pk, draw.pk, one.pk, order, "seated" if order < 3 else "track_full", None)
        sql("UPDATE members_draw SET status = 'DRAWN', drawn_at = now(), result_sha256 = 'x'")
        assert refused("UPDATE members_draw SET result_sha256 = 'y'") == "draw_kept"
        assert refused("UPDATE members_draw SET status = 'FROZEN'") == "draw_kept"
        assert refused("UPDATE members_draw SET status = 'VOID', void_at = now()") == "draw_void_says_why"
        assert refused("UPDATE members_drawresult SET outcome = 'seated'") == "no right"
        assert DrawResult.objects.filter(outcome="seated").count() == 2


class TestReserve:
    def reserve(self, cast: Cast, many: int = 3) -> list[Reserve]:
        made, people = screened(cast, many)
        draw = frozen(made, cast, people)
        for rank, one in enumerate(people, start=1):
            Reserve.objects.create(draw=draw, application=one, track=one.track, rank=rank, listed_on=TODAY)
        return list(Reserve.objects.order_by("rank"))

    def test_they_are_asked_in_rank_order(self, here: Cast) -> None:
        first, second, _third = self.reserve(here)
        asked = "UPDATE members_reserve SET state = 'ASKED' WHERE id = %s"
        assert refused(asked, second.pk) == "reserve_in_rank_order"
        sql(asked, first.pk)
        sql(asked, second.pk)

    def test_ranks_stay(self, here: Cast) -> None:
        first, *_others = self.reserve(here)
        assert refused("UPDATE members_reserve SET rank = 9 WHERE id = %s", first.pk) == "reserve_kept"
        assert refused("DELETE FROM members_reserve") == "no right"
        assert (
            refused("UPDATE members_reserve SET state = 'DECLINED' WHERE id = %s", first.pk) == "reserve_out_says_why"
        )

    def test_one_rank_once(self, here: Cast) -> None:
        first, *_others = self.reserve(here)
        with pytest.raises(IntegrityError, match="reserve_person_once|reserve_rank_once"), transaction.atomic():
            Reserve.objects.create(
                draw=first.draw, application=first.application, track=first.track, rank=1, listed_on=TODAY + DAY
            )


def test_the_neighbours_see_nothing_of_it(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        made = recruitment(cast)
    with council_scope(cast.other_council.pk):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM members_recruitment WHERE id = %s", [made.pk])
            assert cursor.fetchone() == (0,)
        with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
            sql(
                "INSERT INTO members_recruitmenttrack (council_id, recruitment_id, track, label, by, seats, article) "
                "VALUES (%s, %s, 'open', '', 'draw', 1, '')",
                cast.other_council.pk,
                made.pk,
            )
