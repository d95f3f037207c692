"""Roles come from dated rows: before, during and after."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from council.common.actor import Role
from council.common.scope import council_scope
from council.models import Council, Region
from members import selectors
from members.models import Office
from tests.cast import TERM, Cast

pytestmark = pytest.mark.django_db

HELD = {
    "resident": {Role.RESIDENT},
    "newcomer": {Role.VISITOR},
    "member": {Role.MEMBER, Role.RESIDENT},
    "committee_head": {Role.COMMITTEE_HEAD, Role.MEMBER, Role.RESIDENT},
    "secretary": {Role.SECRETARY},
    "vice_chair": {Role.VICE_CHAIR, Role.MEMBER, Role.RESIDENT},
    "chair": {Role.CHAIR, Role.MEMBER, Role.RESIDENT},
    "auditor": {Role.AUDITOR},
    "official": {Role.OFFICIAL},
    "head": {Role.HEAD},
    "district": {Role.DISTRICT},
    "operator": {Role.OPERATOR},
    "neighbour": {Role.VISITOR},
    "neighbour_secretary": {Role.VISITOR},
    "stranger": {Role.VISITOR},
}


@pytest.mark.parametrize("who", HELD)
def test_each_person_holds_the_roles_of_their_rows(cast: Cast, who: str) -> None:
    assert cast.actor(who).roles == HELD[who]


def test_everybody_of_the_cast_is_in_the_table() -> None:
    assert set(HELD) == set(Cast.roles())


def test_a_role_begins_with_its_first_day_and_is_gone_on_the_day_after_the_last(cast: Cast) -> None:
    today = timezone.localdate()
    begins, ends = today - TERM, today + TERM
    for day, holds in (
        (begins - dt.timedelta(days=1), False),
        (begins, True),
        (ends - dt.timedelta(days=1), True),
        (ends, False),
    ):
        assert cast.actor("member", on=day).has(Role.MEMBER) is holds


def test_the_head_of_a_committee_leads_that_one_only(cast: Cast) -> None:
    actor = cast.actor("committee_head")
    assert actor.led == {cast.committee.pk}
    assert not actor.leads(cast.other_committee.pk)


def test_a_role_next_door_counts_only_there(cast: Cast) -> None:
    assert cast.actor("neighbour", cast.other_council).has(Role.MEMBER)
    assert cast.actor("chair", cast.other_council).roles == {Role.VISITOR}
    assert cast.actor("district", cast.other_council).has(Role.DISTRICT)


def test_the_official_of_another_district_is_nobody_here(cast: Cast) -> None:
    sido = Region.objects.get(level=Region.Level.SIDO)
    from_elsewhere = Region.objects.create(
        code="1121500000", name="광진구", level="SIGUNGU", parent=sido, valid_from=dt.date(2000, 1, 1)
    )
    cast.district.platform_posts.update(region=from_elsewhere)
    assert cast.actor("district").roles == {Role.VISITOR}


def test_one_query_tells_who_somebody_is(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    council = Council.objects.select_related("region__parent").get(pk=cast.council.pk)
    with council_scope(council.pk), django_assert_num_queries(1):
        actor = selectors.actor_for(cast.chair, council, timezone.localdate())
    assert actor.name == "최동욱"
    assert cast.chair.is_staff


def test_nobody_is_a_visitor(council: Council) -> None:
    actor = selectors.actor_for(AnonymousUser(), council, timezone.localdate())
    assert not actor.is_authenticated
    assert actor.roles == {Role.VISITOR}


def test_outside_a_council_only_posts_over_several_count(cast: Cast) -> None:
    today = timezone.localdate()
    assert selectors.platform_actor(cast.operator, today).has(Role.OPERATOR)
    assert selectors.platform_actor(cast.chair, today).roles == {Role.VISITOR}


def test_who_holds_a_role(cast: Cast) -> None:
    today, pk = timezone.localdate(), cast.council.pk
    with council_scope(pk):
        for role, people in (
            (Role.SECRETARY, [cast.secretary]),
            (Role.HEAD, [cast.head]),
            (Role.DISTRICT, [cast.district]),
            (Role.OPERATOR, [cast.operator]),
            (Role.RESIDENT, [cast.resident]),
            (Role.COMMITTEE_HEAD, [cast.committee_head]),
        ):
            assert selectors.who(pk, role, today) == [user.pk for user in people]
        assert set(selectors.who(pk, Role.MEMBER, today)) == {
            u.pk for u in (cast.member, cast.committee_head, cast.vice_chair, cast.chair)
        }
        assert selectors.who_leads(cast.committee.pk, today) == [cast.committee_head.pk]


def test_the_councils_of_a_person(cast: Cast) -> None:
    today = timezone.localdate()
    assert selectors.councils_of(cast.chair, today) == [cast.council]
    assert set(selectors.councils_of(cast.district, today)) == {cast.council, cast.other_council}
    assert selectors.councils_of(cast.stranger, today) == []
    assert selectors.belongings(cast.chair, today)[0].labels == ["회장", "위원"]
    assert selectors.is_staff_anywhere(cast.auditor, today)
    assert not selectors.is_staff_anywhere(cast.member, today)


def test_a_name_is_for_oneself_staff_and_where_it_was_chosen(cast: Cast) -> None:
    def named(viewer: str, **choice: bool) -> str:
        return selectors.display_name(cast.resident, cast.actor(viewer), cast.council, **choice)

    assert named("resident") == named("secretary") == named("stranger", shown=True) == "김민수"
    assert named("stranger") == named("member") == named("neighbour_secretary") == "마장동 주민"
    cast.resident.closed_at = timezone.now()
    assert named("secretary") == "탈퇴한 사람"


def test_an_office_is_called_as_the_council_calls_it(cast: Cast) -> None:
    cast.council.secretary_title = "사무장"
    with council_scope(cast.council.pk):
        labels = {selectors.office_label(cast.council, office) for office in Office.objects.select_related("committee")}
    assert labels == {"사무장", "회장", "부회장", "감사", "안전·환경분과장"}
