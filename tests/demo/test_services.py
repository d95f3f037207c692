"""Founding, opening 분과 and setting rules: history is written, and each refusal has its reason."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from council.audit.models import Entry
from council.common.access import Forbidden
from council.common.actor import Actor
from council.common.errors import Refused
from council.common.scope import council_scope
from council.models import Council, Rule
from council.rulebook import rulebook
from council.services import ensure_region, found_council, open_committee, set_rule
from tests.cast import Cast

KEY = "proposal.answer_days"
SPRING = dt.date(2026, 3, 1)
AUTUMN = dt.date(2026, 9, 1)
ADOPTED = "제8차 정기회의"


def test_a_council_rule_holds_from_its_day_and_the_earlier_one_before_it(council: Council, cast: Cast) -> None:
    by, at = cast.actor("secretary"), timezone.now()
    with council_scope(council.pk):
        set_rule(
            council=council,
            key=KEY,
            value=20,
            valid_from=SPRING,
            by=by,
            at=at,
            article="세칙 제5조",
            resolution=ADOPTED,
        )
        rule = set_rule(
            council=council,
            key=KEY,
            value=14,
            valid_from=AUTUMN,
            by=by,
            at=at,
            reason="제8차 정기회의",
            resolution=ADOPTED,
        )
        assert rulebook(council, SPRING - dt.timedelta(days=1)).days(KEY) == 30
        assert rulebook(council, AUTUMN - dt.timedelta(days=1)).rule(KEY).article == "세칙 제5조"
        assert rulebook(council, AUTUMN).days(KEY) == 14
        entry = Entry.objects.get(target_type="council.rule", target_id=rule.pk)
    assert (entry.action, entry.why, entry.actor_id) == ("council.rule.set", "제8차 정기회의", cast.secretary.pk)


def test_a_rule_written_later_for_an_earlier_day_ends_where_the_next_begins(council: Council) -> None:
    by, at = Actor.system(council.pk), timezone.now()
    with council_scope(council.pk):
        set_rule(council=council, key=KEY, value=14, valid_from=AUTUMN, by=by, at=at)
        earlier = set_rule(council=council, key=KEY, value=20, valid_from=SPRING, by=by, at=at)
        assert earlier.valid_until == AUTUMN
        assert rulebook(council, AUTUMN).days(KEY) == 14


def test_the_ordinance_yields_to_the_council_and_beats_the_default(council: Council, cast: Cast) -> None:
    at, region = timezone.now(), council.region.parent
    with council_scope(council.pk):
        set_rule(region=region, key=KEY, value=25, valid_from=SPRING, by=cast.actor("district"), at=at)
        assert rulebook(council, AUTUMN).days(KEY) == 25
        set_rule(
            council=council, key=KEY, value=10, valid_from=SPRING, by=cast.actor("secretary"), at=at, resolution=ADOPTED
        )
        assert rulebook(council, AUTUMN).days(KEY) == 10


@pytest.mark.parametrize(
    ("change", "field"),
    [({"key": "no.such"}, "key"), ({"value": 3}, "value"), ({"value": "많이"}, "value"), ({}, "valid_from")],
)
def test_what_cannot_stand_is_refused(council: Council, change: dict[str, object], field: str) -> None:
    by, at = Actor.system(council.pk), timezone.now()
    with council_scope(council.pk):
        set_rule(council=council, key=KEY, value=20, valid_from=SPRING, by=by, at=at)
        given: dict[str, Any] = {"key": KEY, "value": 15, "valid_from": SPRING, **change}
        with pytest.raises(Refused) as refused:
            set_rule(council=council, by=by, at=at, **given)
        assert refused.value.field == field
        assert Rule.objects.filter(council=council).count() == 1


@pytest.mark.parametrize("who", ["resident", "member", "auditor", "official", "head"])
def test_only_those_named_may_set_rules_or_open_committees(council: Council, cast: Cast, who: str) -> None:
    by, at = cast.actor(who), timezone.now()
    with council_scope(council.pk):
        with pytest.raises(Forbidden):
            set_rule(council=council, key=KEY, value=20, valid_from=SPRING, by=by, at=at)
        with pytest.raises(Forbidden):
            set_rule(region=council.region.parent, key=KEY, value=20, valid_from=SPRING, by=by, at=at)
        with pytest.raises(Forbidden):
            open_committee(council, name="새 분과", opened_on=SPRING, by=by, at=at)


def test_committees_are_numbered_and_never_named_twice(council: Council) -> None:
    by, at = Actor.system(council.pk), timezone.now()
    with council_scope(council.pk):
        names = ("가 분과", "나 분과")
        made = [open_committee(council, name=name, opened_on=SPRING, by=by, at=at) for name in names]
        assert [committee.number for committee in made] == [1, 2]
        with pytest.raises(Refused, match="이미 있습니다"):
            open_committee(council, name="나 분과", opened_on=SPRING, by=by, at=at)
        assert Entry.objects.filter(action="council.committee.opened").count() == 2


def test_only_the_operator_founds_councils(council: Council, cast: Cast) -> None:
    at = timezone.now()
    place: dict[str, Any] = {"level": "DONG", "parent": council.region.parent, "valid_from": SPRING, "at": at}
    with pytest.raises(Forbidden):
        ensure_region(code="1120079000", name="용답동", by=cast.actor("district"), **place)
    operator = cast.actor("operator")
    region = ensure_region(code="1120079000", name="용답동", by=operator, **place)
    words: dict[str, Any] = {
        "slug": "yongdap",
        "name": "용답동 주민자치회",
        "short_name": "용답동",
        "parent_name": "서울 성동구",
    }
    with pytest.raises(Forbidden):
        found_council(**words, region=region, by=cast.actor("district"), at=at)
    made = found_council(**words, region=region, by=operator, at=at)
    with council_scope(made.pk):
        assert Entry.objects.filter(council=made).get().action == "council.council.founded"
