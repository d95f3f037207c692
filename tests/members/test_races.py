"""Two people at the same moment, on two connections: one acts, the other is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from council.common.errors import Conflict
from council.common.scope import council_scope
from council.models import Committee
from members import services
from members.models import Office, PlatformPost, Residency
from members.services import CodeRefused, TermRefused
from tests.cast import Cast, make_cast
from tests.councils import OPENED, make_council
from tests.database import Committed

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def crowd(committed: Committed) -> Cast:
    """The cast, committed, so that both connections see it."""
    here = make_council("majang", "마장동", "1120056000", "서울특별시", "성동구")
    there = make_council("sageun", "사근동", "1120057000", "서울특별시", "성동구")
    committees = []
    for owner in (here, there):
        with council_scope(owner.pk):
            committees.append(Committee.objects.create(council=owner, number=1, name="문화분과", opened_on=OPENED))
    return make_cast(here, there, *committees)


def in_scope(cast: Cast, act: Callable[[], Any]) -> Callable[[], Any]:
    def run() -> Any:
        with council_scope(cast.council.pk):
            return act()

    return run


def test_two_secretaries_answer_one_request(crowd: Cast, committed: Committed) -> None:
    by = crowd.actor("secretary")
    with council_scope(crowd.council.pk):
        rows = [Residency.objects.select_related("council", "user").get(user=crowd.newcomer) for _copy in range(2)]
    results = committed.together(
        in_scope(crowd, lambda: services.verify_in_person(rows[0], by=by, at=NOW)),
        in_scope(crowd, lambda: services.refuse(rows[1], reason="못 봄", by=by, at=NOW)),
    )
    assert {type(result) for result in results} == {Residency, Conflict}


def test_two_holders_of_one_office(crowd: Cast, committed: Committed) -> None:
    by = crowd.actor("district")
    with council_scope(crowd.council.pk):
        Office.objects.filter(user=crowd.secretary).update(ends_on=TODAY)

    def grant(who: str) -> Callable[[], Any]:
        user = getattr(crowd, who)
        return in_scope(
            crowd,
            lambda: services.grant_office(crowd.council, user, kind="SECRETARY", starts_on=TODAY, by=by, at=NOW),
        )

    results = committed.together(grant("stranger"), grant("resident"))
    assert {type(result) for result in results} == {Office, TermRefused}


def test_two_guesses_are_two_tries(crowd: Cast, committed: Committed) -> None:
    with council_scope(crowd.council.pk):
        row = Residency.objects.select_related("council", "user").get(user=crowd.newcomer)
        services.issue_code(row, by=crowd.actor("secretary"), at=NOW)
        copies = [Residency.objects.select_related("council", "user").get(pk=row.pk) for _copy in range(2)]
    by = crowd.actor("newcomer")

    def guess(copy: Residency) -> Callable[[], Any]:
        # As the page does: the refusal is shown inside the scope, and the count is committed.
        def act() -> Any:
            try:
                return services.redeem_code(copy, "WRONG", by=by, at=NOW)
            except CodeRefused as refused:
                return refused

        return in_scope(crowd, act)

    results = committed.together(*(guess(copy) for copy in copies))
    assert all(isinstance(result, CodeRefused) for result in results)
    with council_scope(crowd.council.pk):
        assert Residency.objects.get(pk=row.pk).code_tries == 2


def test_the_last_two_operators_do_not_dismiss_each_other(crowd: Cast, committed: Committed) -> None:
    by = crowd.actor("operator")
    second = services.appoint_platform(crowd.stranger, kind="OPERATOR", starts_on=TODAY, by=by, at=NOW)
    first = PlatformPost.objects.get(user=crowd.operator)
    results = committed.together(
        lambda: services.end_platform(first, ends_on=TODAY, reason="퇴직", by=by, at=NOW),
        lambda: services.end_platform(second, ends_on=TODAY, reason="퇴직", by=by, at=NOW),
    )
    assert {type(result) for result in results} == {PlatformPost, TermRefused}
    assert PlatformPost.objects.current(TODAY).filter(kind="OPERATOR").count() == 1
