"""What the database refuses about rules even when no service stands in the way."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from council.common.errors import constraint_of, explain
from council.common.scope import council_scope
from council.models import Council, Rule, RuleLoading

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 1)
LATER = dt.date(2027, 3, 1)


def make(council: Council, **values: Any) -> Rule:
    given: dict[str, Any] = {"key": "seats", "value": {"min": 30}, "valid_from": DAY, "entered_at": timezone.now()}
    return Rule.objects.create(level=Rule.Level.REGION, region=council.region.parent, **given | values)


def refused(statement: str, *values: Any, error: type[Exception] = IntegrityError) -> str | None:
    """Return the name of the guard that refuses the raw SQL."""
    with pytest.raises(error) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    if not isinstance(caught.value, IntegrityError):
        return None
    assert explain(caught.value), "the guard has no words of its own"
    return constraint_of(caught.value)


def test_an_end_and_a_check_may_be_written_and_an_end_taken_back(council: Council) -> None:
    rule = make(council)
    Rule.objects.filter(pk=rule.pk).update(valid_until=LATER, checked=True, checked_on=DAY)
    Rule.objects.filter(pk=rule.pk).update(valid_until=None)


@pytest.mark.parametrize(
    "change",
    [
        "value = '{\"min\": 5}'",
        "answer = 'NONE', value = NULL",
        "article = '제1조'",
        "text = '다르게'",
        "conditions = '{\"urgent\": true}'",
        'cohort = \'{"appointed_before": "2026-01-01"}\'',
        "valid_from = '2025-01-01'",
        "level = 'PLATFORM', region_id = NULL",
        "key = 'term'",
        "locked = true",
        "strength = 'WARNS'",
        "reason = '고침'",
    ],
)
def test_nothing_else_of_a_rule_changes(council: Council, change: str) -> None:
    rule = make(council)
    statement = f"UPDATE council_rule SET {change} WHERE id = %s"  # noqa: S608 - the changes are written above
    assert refused(statement, rule.pk) == "rule_history_kept"


def test_no_rule_is_deleted(council: Council) -> None:
    rule = make(council)
    refused("DELETE FROM council_rule WHERE id = %s", rule.pk, error=ProgrammingError)
    refused("TRUNCATE council_rule CASCADE", error=ProgrammingError)


def test_not_even_the_owner_empties_the_table(council: Council, as_owner: None) -> None:
    """A row may be deleted by nobody at all: there is no policy that shows one to whoever would delete it."""
    rule = make(council)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("RESET ROLE")
        cursor.execute("ALTER TABLE council_rule NO FORCE ROW LEVEL SECURITY")
    assert refused("DELETE FROM council_rule WHERE id = %s", rule.pk) == "rule_history_kept"
    assert refused("TRUNCATE council_rule CASCADE") == "rule_history_kept"


def test_answers_and_values_belong_together(council: Council) -> None:
    insert = (
        "INSERT INTO council_rule (level, region_id, key, answer, value, clause, conditions, cohort, begun_old, "
        "strength, locked, article, text, checked, valid_from, resolution, entered_at, reason) VALUES "
        "('REGION', %s, 'seats', %s, %s::jsonb, '', '{}', '{}', false, %s, false, '', '', false, '2026-01-01', '', now(), '')"
    )
    region = council.region.parent_id
    assert refused(insert, region, "VALUE", None, "BLOCKS") == "rule_value_by_answer"
    assert refused(insert, region, "VALUE", "null", "BLOCKS") == "rule_value_by_answer"
    assert refused(insert, region, "NONE", "5", "BLOCKS") == "rule_value_by_answer"
    assert refused(insert, region, "BYLAW", "5", "BLOCKS") == "rule_value_by_answer"
    assert refused(insert, region, "JUDGED", None, "BLOCKS") == "rule_value_by_answer"
    assert refused(insert, region, "GUESS", "5", "BLOCKS") == "rule_value_by_answer"
    assert refused(insert, region, "VALUE", "5", "SHOUTS") == "rule_strength"


def test_two_answers_of_one_key_overlap_only_under_other_conditions_or_names(council: Council) -> None:
    make(council, valid_until=LATER)
    make(council, conditions={"urgent": True})
    make(council, clause="제2호")
    make(council, cohort={"appointed_before": "2026-01-01"})
    make(council, valid_from=LATER)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make(council, value={"min": 20}, valid_from=LATER - dt.timedelta(days=1))
    assert constraint_of(caught.value) == "rule_one_value_at_a_time"
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make(council, conditions={"urgent": True})
    assert constraint_of(caught.value) == "rule_one_value_at_a_time"


def test_a_withdrawn_rule_leaves_its_place_to_another(council: Council) -> None:
    rule = make(council)
    Rule.objects.filter(pk=rule.pk).update(valid_until=DAY)
    make(council, value={"min": 20})
    assert [one.value for one in Rule.objects.standing().filter(key="seats")] == [{"min": 20}]


def test_no_rule_ends_before_it_begins(council: Council) -> None:
    with pytest.raises(Exception, match=r"range|rule_dates_in_order"), transaction.atomic():
        make(council, valid_until=DAY - dt.timedelta(days=1))


def test_a_bylaw_bars_nobody_and_leaves_nothing_open(council: Council) -> None:
    own: dict[str, Any] = {"level": Rule.Level.COUNCIL, "council": council, "region": None, "key": "seats"}
    own |= {"value": {"min": 30}, "valid_from": DAY, "entered_at": timezone.now()}
    for wrong in ({"locked": True}, {"answer": Rule.Answer.BYLAW, "value": None}):
        with council_scope(council.pk), pytest.raises(IntegrityError) as caught, transaction.atomic():
            Rule.objects.create(**own | wrong)
        assert constraint_of(caught.value) == "rule_bylaw_is_last"


def load(council: Council, **values: Any) -> RuleLoading:
    given: dict[str, Any] = {"name": "a.yaml", "sha256": "0" * 64, "in_force_on": DAY, "at": timezone.now()}
    return RuleLoading.objects.create(level="REGION", region=council.region.parent, **given | values)


def test_a_file_is_entered_once_until_it_is_undone(council: Council) -> None:
    first = load(council)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        load(council)
    assert constraint_of(caught.value) == "rule_loading_once"
    RuleLoading.objects.filter(pk=first.pk).update(undone_at=timezone.now(), undone_why="잘못된 파일")
    load(council)


def test_a_loading_is_only_undone_and_says_why(council: Council) -> None:
    row = load(council)
    assert refused("UPDATE council_ruleloading SET ended = '[1]' WHERE id = %s", row.pk) == "rule_history_kept"
    assert refused("UPDATE council_ruleloading SET content = '' || 'x' WHERE id = %s", row.pk) == "rule_history_kept"
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        RuleLoading.objects.filter(pk=row.pk).update(undone_at=timezone.now())
    assert constraint_of(caught.value) == "rule_loading_undone_says_why"
    refused("DELETE FROM council_ruleloading WHERE id = %s", row.pk, error=ProgrammingError)


def test_a_councils_own_rules_are_written_in_its_scope_only(council: Council, other_council: Council) -> None:
    given = {"key": "seats", "value": {"min": 30}, "valid_from": DAY, "entered_at": timezone.now()}
    with council_scope(council.pk):
        rule = Rule.objects.create(level=Rule.Level.COUNCIL, council=council, **given)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Rule.objects.create(level=Rule.Level.COUNCIL, council=other_council, **given)
    with council_scope(other_council.pk):
        assert Rule.objects.filter(pk=rule.pk).exists()
        assert Rule.objects.filter(pk=rule.pk).update(valid_until=LATER) == 0
        file = {"name": "a.yaml", "sha256": "0" * 64, "in_force_on": DAY, "at": timezone.now()}
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            RuleLoading.objects.create(level="COUNCIL", council=council, **file)
