"""A whole 조례 from one file: entered, seen in the rulebook, amended, undone and written out again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from council.audit.models import Entry
from council.common.access import Forbidden
from council.common.actor import Actor
from council.common.errors import Conflict
from council.common.scope import council_scope
from council.models import Council, Ordinance, Rule, RuleLoading
from council.rulebook import rulebook
from council.services import set_rule
from council.services.exporting import export_text
from council.services.loading import FileRefused, load_rules, plan_loading, undo_loading
from council.services.wording import Owner, RuleRefused
from tests.cast import Cast

pytestmark = pytest.mark.django_db

ON = dt.date(2026, 9, 17)
PRESETS = Path(settings.BASE_DIR) / "council" / "ordinances"
SYSTEM = Actor.system()


def preset(name: str) -> str:
    return (PRESETS / f"{name}.yaml").read_text()


def ordinance(*rules: str, in_force: str = "2024-07-17", more: str = "") -> str:
    """Return a file of 성동구 with these rules."""
    head = (
        f'format: 1\nlevel: ordinance\nregion: "1120000000"\ntitle: 성동구 조례\nin_force: {in_force}\n{more}rules:\n'
    )
    return head + "".join(f"  - {rule}\n" for rule in rules)


SEATS = "{key: seats, article: 제6조, value: {min: 30, max: 50}}"
TERM = "{key: term, article: 제10조, value: {years: 2, starts: appointment}}"
NOTICE = "{key: meeting.notice, article: 제12조, bylaw: true}"


def test_it_works(council: Council, cast: Cast) -> None:
    by, at = cast.actor("district"), timezone.now()
    loading = load_rules(preset("seongdong"), "seongdong.yaml", by=by, at=at)
    with council_scope(council.pk):
        book = rulebook(council, ON)
        verdict = book.ask("quorum", enrolled=36, present=19)
        assert (verdict.holds, verdict.needed) == (True, 19)
        assert verdict.article
        assert book.ask("seats", seats=51).holds is False
    assert loading.rules.count() == Rule.objects.filter(region=council.region.parent).count() > 30
    assert Ordinance.objects.get(region=council.region.parent).number == "조례 제1703호"
    entry = Entry.objects.get(action="council.rules.loaded")
    assert (entry.council_id, entry.actor_id) == (None, cast.district.pk)


def test_the_bylaw_fills_what_the_ordinance_leaves_open(council: Council, cast: Cast) -> None:
    at = timezone.now()
    load_rules(preset("seongdong"), "seongdong.yaml", by=SYSTEM, at=at)
    with council_scope(council.pk):
        assert rulebook(council, ON).ask("value", key="committees").holds is not None
        load_rules(preset("majang-bylaw"), "majang-bylaw.yaml", by=cast.actor("secretary"), at=at)
        verdict = rulebook(council, ON).ask("notice", meeting=ON, notice=ON - dt.timedelta(days=5), urgent=False)
        assert verdict.holds
        rule = Rule.objects.filter(council=council).order_by("pk")[0]
    assert (rule.resolved_on, rule.resolution) == (dt.date(2026, 3, 5), "2026년 3월 정기회의")


def test_one_query_reads_all_rules(council: Council, cast: Cast, django_assert_num_queries: object) -> None:
    load_rules(preset("seongdong"), "seongdong.yaml", by=SYSTEM, at=timezone.now())
    with council_scope(council.pk), django_assert_num_queries(1):  # type: ignore[operator]
        book = rulebook(council, ON)
        assert book.days("proposal.answer_days") == 30
        book.ask("quorum", enrolled=36, present=18)


def test_an_amendment_ends_what_it_names_and_leaves_the_rest(council: Council) -> None:
    at = timezone.now()
    load_rules(ordinance(SEATS, TERM), "old.yaml", by=SYSTEM, at=at)
    amended = ordinance("{key: seats, article: 제6조, value: {min: 20, max: 30}}", in_force="2026-01-01")
    load_rules(amended, "new.yaml", by=SYSTEM, at=at)
    with council_scope(council.pk):
        assert rulebook(council, dt.date(2025, 12, 31)).ask("seats", seats=45).holds is True
        assert rulebook(council, dt.date(2026, 1, 1)).ask("seats", seats=45).holds is False
        assert rulebook(council, ON).loaded("term")


def test_a_procedure_already_begun_keeps_the_rule_of_its_day(council: Council) -> None:
    at = timezone.now()
    load_rules(ordinance("{key: plan.reply, article: 제22조, value: {days: 30}}"), "old.yaml", by=SYSTEM, at=at)
    amended = "{key: plan.reply, article: 제22조, value: {days: 10}, begun: old}"
    load_rules(ordinance(amended, in_force="2026-01-01"), "new.yaml", by=SYSTEM, at=at)
    with council_scope(council.pk):
        book = rulebook(council, ON)
    received = dt.date(2026, 1, 5)
    fresh = book.ask("due", key="plan.reply", plan_received=received, begun_on=received)
    assert fresh.due == dt.date(2026, 1, 15)
    begun = book.ask("due", key="plan.reply", plan_received=received, begun_on=dt.date(2025, 12, 20))
    assert begun.due == dt.date(2026, 2, 4)


def test_an_older_file_entered_later_ends_where_the_newer_begins(council: Council) -> None:
    at = timezone.now()
    newer = ordinance("{key: seats, article: 제6조, value: {min: 20, max: 30}}", in_force="2026-01-01")
    load_rules(newer, "new.yaml", by=SYSTEM, at=at)
    load_rules(ordinance(SEATS, TERM), "old.yaml", by=SYSTEM, at=at)
    with council_scope(council.pk):
        assert rulebook(council, ON).ask("seats", seats=45).holds is False
        assert rulebook(council, dt.date(2025, 6, 1)).ask("seats", seats=45).holds is True


def test_a_corrected_file_of_the_same_day_takes_the_place_of_the_first(council: Council) -> None:
    at = timezone.now()
    load_rules(ordinance(SEATS), "first.yaml", by=SYSTEM, at=at)
    load_rules(ordinance("{key: seats, article: 제6조, value: {min: 25, max: 50}}"), "again.yaml", by=SYSTEM, at=at)
    assert [rule.value["min"] for rule in Rule.objects.standing().filter(key="seats")] == [25]
    assert Rule.objects.filter(key="seats").count() == 2


def test_replaces_all_ends_what_the_file_does_not_name(council: Council) -> None:
    at = timezone.now()
    load_rules(ordinance(SEATS, TERM), "old.yaml", by=SYSTEM, at=at)
    load_rules(ordinance(SEATS, in_force="2026-01-01", more="replaces: all\n"), "new.yaml", by=SYSTEM, at=at)
    with council_scope(council.pk):
        assert not rulebook(council, ON).loaded("term")
        assert rulebook(council, dt.date(2025, 1, 1)).loaded("term")


def test_undoing_withdraws_the_file_and_brings_back_what_it_ended(council: Council, cast: Cast) -> None:
    at, by = timezone.now(), cast.actor("district")
    load_rules(ordinance(SEATS), "old.yaml", by=by, at=at)
    amended = ordinance("{key: seats, article: 제6조, value: {min: 20, max: 30}}", in_force="2026-01-01")
    second = load_rules(amended, "new.yaml", by=by, at=at)
    undo_loading(second, reason="다른 조례의 파일이었음", by=by, at=at)
    with council_scope(council.pk):
        assert rulebook(council, ON).ask("seats", seats=45).holds is True
    assert Rule.objects.filter(key="seats").count() == 2, "history stays"
    with pytest.raises(Conflict):
        undo_loading(second, reason="또", by=by, at=at)
    # What was undone may be entered again.
    load_rules(amended, "new.yaml", by=by, at=at)


def test_what_a_later_file_stands_on_is_undone_after_it(council: Council) -> None:
    at = timezone.now()
    first = load_rules(ordinance(SEATS), "old.yaml", by=SYSTEM, at=at)
    amended = ordinance("{key: seats, article: 제6조, value: {min: 20, max: 30}}", in_force="2026-01-01")
    load_rules(amended, "new.yaml", by=SYSTEM, at=at)
    with pytest.raises(RuleRefused, match="먼저 되돌리십시오"):
        undo_loading(first, reason="잘못", by=SYSTEM, at=at)


def test_mistakes_are_told_with_their_lines_and_nothing_is_entered(council: Council) -> None:
    wrong = ordinance(
        SEATS, "{key: seets, article: 제7조, value: 3}", "{key: term, article: 제10조, value: {yeers: 2}}"
    )
    with pytest.raises(FileRefused) as caught:
        load_rules(wrong, "wrong.yaml", by=SYSTEM, at=timezone.now())
    assert [problem.line for problem in caught.value.problems][:2] == [8, 9]
    assert not Rule.objects.exists()
    assert not RuleLoading.objects.exists()


def test_the_same_file_is_not_entered_twice(council: Council) -> None:
    load_rules(ordinance(SEATS), "a.yaml", by=SYSTEM, at=timezone.now())
    with pytest.raises(FileRefused, match="이미 들여왔습니다"):
        load_rules(ordinance(SEATS), "b.yaml", by=SYSTEM, at=timezone.now())


ORDINANCE_HEAD = 'level: ordinance\nregion: "1120000000"'
NOWHERE = "level: bylaw\ncouncil: nowhere\nresolution: {on: 2026-03-01}"


@pytest.mark.parametrize(
    ("change", "told"),
    [(('"1120000000"', '"9999900000"'), "없는 행정구역"), ((ORDINANCE_HEAD, NOWHERE), "없는 주민자치회")],
)
def test_a_file_of_an_unknown_place_is_refused(council: Council, change: tuple[str, str], told: str) -> None:
    with pytest.raises(FileRefused, match=told):
        load_rules(ordinance(SEATS).replace(*change), "a.yaml", by=SYSTEM, at=timezone.now())


def test_a_file_of_another_place_is_refused_at_a_desk(council: Council) -> None:
    with pytest.raises(FileRefused, match="다른 곳의 규칙"):
        plan_loading(ordinance(SEATS), "a.yaml", owner=Owner(council=council))


def bylaw(*rules: str) -> str:
    head = "format: 1\nlevel: bylaw\ncouncil: majang\ntitle: 세칙\nin_force: 2026-03-01\nresolution: {on: 2026-03-01, meeting: 제2차 정기회의}\nrules:\n"
    return head + "".join(f"  - {rule}\n" for rule in rules)


def test_a_bylaw_does_not_change_what_the_ordinance_fixes(council: Council, cast: Cast) -> None:
    at = timezone.now()
    load_rules(ordinance(SEATS, NOTICE), "a.yaml", by=SYSTEM, at=at)
    with council_scope(council.pk):
        with pytest.raises(FileRefused) as caught:
            load_rules(
                bylaw("{key: seats, article: 제2조, value: {max: 20}}"), "b.yaml", by=cast.actor("secretary"), at=at
            )
        assert "성동구 조례 제6조" in caught.value.problems[0].message
        assert caught.value.problems[0].line == 8
        open_one = bylaw("{key: meeting.notice, article: 제9조, value: {days: 5, before: meeting}}")
        load_rules(open_one, "c.yaml", by=cast.actor("secretary"), at=at)


def test_setting_by_hand_what_the_ordinance_fixes_names_the_article(council: Council, cast: Cast) -> None:
    at = timezone.now()
    load_rules(ordinance(SEATS), "a.yaml", by=SYSTEM, at=at)
    with council_scope(council.pk), pytest.raises(RuleRefused, match="성동구 조례 제6조") as refused:
        set_rule(
            council=council,
            key="seats",
            value={"max": 20},
            valid_from=ON,
            resolution="제2차 정기회의",
            by=cast.actor("secretary"),
            at=at,
        )
    assert refused.value.code == "locked"


@pytest.mark.parametrize("who", ["secretary", "member", "official", "neighbour_secretary"])
def test_only_the_district_enters_an_ordinance(council: Council, cast: Cast, who: str) -> None:
    with pytest.raises(Forbidden):
        load_rules(ordinance(SEATS), "a.yaml", by=cast.actor(who), at=timezone.now())


def test_what_is_in_force_is_written_as_a_file_that_reads_the_same(council: Council, cast: Cast) -> None:
    region = council.region.parent
    load_rules(preset("seongdong"), "seongdong.yaml", by=SYSTEM, at=timezone.now())
    written = export_text(Owner(region=region), ON)
    plan = plan_loading(written, "again.yaml")
    before = Rule.objects.filter(region=region).order_by("pk")
    columns = ("key", "answer", "value", "article", "conditions", "cohort", "strength", "locked", "clause", "text")
    assert [[getattr(rule, name) for name in columns] for rule in plan.edit.added] == [
        [getattr(rule, name) for name in columns] for rule in before
    ]
