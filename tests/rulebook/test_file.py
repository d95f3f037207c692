"""A file is taken whole, or every mistake in it is named with its line; nothing else can happen."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from council.rulebook import KEYS, Clause, Facts, Kind, Level, RuleBook
from council.rulebook.document import LARGEST_FILE, load
from council.rulebook.file import FileProblems, OrdinanceFile, Problem, dump_file, in_sequence, read_file

SHIPPED = sorted((Path(__file__).parents[2] / "council" / "ordinances").glob("*.yaml"))

HEAD = """\
format: 1
level: ordinance
region: "1120000000"
title: 시험 조례
in_force: 2024-07-17
"""


def read(rules: str, head: str = HEAD) -> OrdinanceFile:
    return read_file(f"{head}rules:\n{rules}", "test.yaml")


def problems(text: str | bytes, name: str = "test.yaml") -> list[Problem]:
    with pytest.raises(FileProblems) as caught:
        read_file(text, name)
    assert caught.value.problems
    return caught.value.problems


def places(rules: str, head: str = HEAD) -> list[tuple[int, str]]:
    """Return line (within the rules) and path of every mistake."""
    first = len(head.splitlines()) + 2
    return [(problem.line - first, problem.path) for problem in problems(f"{head}rules:\n{rules}")]


def same(one: OrdinanceFile, other: OrdinanceFile) -> bool:
    return replace(one, clauses=()) == replace(other, clauses=()) and [plain(c) for c in one.clauses] == [
        plain(c) for c in other.clauses
    ]


def plain(clause: Clause) -> dict[str, Any]:
    return {line.name: getattr(clause, line.name) for line in fields(clause)}


# --- Reading ----------------------------------------------------------------------------------------------------------


def test_it_reads_a_rule() -> None:
    file = read("  - {key: seats, article: 제7조제1항, value: {min: 30, max: 50}}\n")
    (clause,) = file.clauses
    assert (file.level, file.region, str(file.in_force)) == (Level.REGION, "1120000000", "2024-07-17")
    assert (clause.key, clause.article, clause.source) == ("seats", "제7조제1항", "시험 조례")
    assert (clause.parsed.min, clause.parsed.max, clause.locked) == (30, 50, True)


@pytest.mark.parametrize(
    ("answer", "kind", "locked"),
    [
        ("value: 2", Kind.VALUE, True),
        ("none: true", Kind.NONE, False),
        ("bylaw: true", Kind.BYLAW, False),
        ("judged: {by: head, what: 필요한지}", Kind.JUDGED, True),
        ("value: 2\n    locked: false", Kind.VALUE, False),
    ],
)
def test_what_bars_the_bylaw(answer: str, kind: Kind, locked: bool) -> None:
    (clause,) = read(f"  - key: assembly.times\n    article: 제1조\n    {answer}\n").clauses
    assert (clause.answer, clause.locked) == (kind, locked)


def test_a_rule_may_carry_all_that_the_page_describes() -> None:
    (clause,) = read(
        """
  - key: assembly.times
    article: 제1조
    clause: 첫 해
    text: 총회는 해마다 연다.
    when: {first_council: true}
    for: {appointed_before: 2025-01-01}
    from: 2025-01-01
    until: 2026-01-01
    begun: old
    strength: warns
    rank: 3
    reason: 옮겨 적음
    checked: true
    value: 2
"""
    ).clauses
    assert (clause.clause, clause.begun_old, clause.strength, clause.rank) == ("첫 해", True, "warns", 3)
    assert (str(clause.valid_from), str(clause.valid_until)) == ("2025-01-01", "2026-01-01")
    assert (clause.when, clause.cohort) == ({"first_council": True}, {"appointed_before": "2025-01-01"})


def test_json_says_the_same() -> None:
    data = {
        **{"format": 1, "level": "ordinance", "region": "1120000000", "title": "시험 조례", "in_force": "2024-07-17"},
        "rules": [{"key": "seats", "article": "제7조", "value": {"min": 30, "max": 50}}],
    }
    expected = read("  - {key: seats, article: 제7조, value: {min: 30, max: 50}}\n")
    for indent in (None, 2, "\t"):
        assert same(read_file(json.dumps(data, ensure_ascii=indent is None, indent=indent), "test.json"), expected)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_ships_reads_and_is_written_the_same_again(path: Path) -> None:
    file = read_file(path.read_bytes(), path.name)
    assert same(read_file(dump_file(file), path.name), file)
    for clause in file.clauses:
        assert clause.words


def test_the_word_on_stays_a_word() -> None:
    head = HEAD.replace("level: ordinance", "level: bylaw").replace('region: "1120000000"', "council: majang")
    file = read("  - {key: assembly.times, article: 제1조, value: 2}\n", head + "resolution: {on: 2026-03-01}\n")
    assert str(file.resolution and file.resolution.on) == "2026-03-01"


# --- Mistakes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ("{key: seat, article: 제1조, value: {min: 3}}", "rules[0].key"),
        ("{article: 제1조, value: 2}", "rules[0]"),
        ("{key: assembly.times, value: 2}", "rules[0]"),
        ("{key: assembly.times, article: 제1조}", "rules[0]"),
        ("{key: assembly.times, article: 제1조, value: 2, none: true}", "rules[0].none"),
        ("{key: assembly.times, article: 제1조, none: false}", "rules[0].none"),
        ("{key: assembly.times, article: 제1조, value: 2.5}", "rules[0].value"),
        ("{key: assembly.times, article: 제1조, value: 2, articel: 제2조}", "rules[0].articel"),
        ("{key: seats, article: 제1조, value: {min: 50, max: 30}}", "rules[0].value.min"),
        ("{key: seats, article: 제1조, value: {mim: 50}}", "rules[0].value.mim"),
        ("{key: meeting.quorum, article: 제1조, value: {more_than: 0.5, of: enrolled}}", "rules[0].value.more_than"),
        ("{key: meeting.quorum, article: 제1조, value: {more_than: 3/2, of: enrolled}}", "rules[0].value.more_than"),
        ("{key: assembly.times, article: 제1조, when: {weather: true}, value: 2}", "rules[0].when.weather"),
        ("{key: assembly.times, article: 제1조, for: {born_before: 2025-01-01}, value: 2}", "rules[0].for.born_before"),
        ("{key: assembly.times, article: 제1조, from: 2026-01-01, until: 2026-01-01, value: 2}", "rules[0].until"),
        ("{key: assembly.times, article: 제1조, from: 2026-02-30, value: 2}", "rules[0].from"),
        ("{key: assembly.times, article: 제1조, strength: hard, value: 2}", "rules[0].strength"),
        ("{key: assembly.times, article: 제1조, judged: {by: head}}", "rules[0].judged"),
        ("총회는 한 번", "rules[0]"),
    ],
)
def test_a_mistake_has_its_path(rule: str, path: str) -> None:
    assert path in [found for _line, found in places(f"  - {rule}\n")]


def test_every_mistake_is_named_with_its_line() -> None:
    rules = """\
  - key: seats
    article: 제1조
    value: {min: 50, max: 30}
  - key: meeting.quorm
    article: 제2조
    value: {more_than: "1/2", of: enrolled}
  - key: meeting.notice
    value:
      days: 일곱
      befor: meeting
"""
    assert places(rules)[:4] == [
        (2, "rules[0].value.min"),
        (3, "rules[1].key"),
        (6, "rules[2]"),
        (8, "rules[2].value.days"),
    ]
    assert (9, "rules[2].value.befor") in places(rules)


def test_a_slip_gets_the_word_that_was_meant() -> None:
    (problem,) = problems(f"{HEAD}rules:\n  - {{key: meeting.quorm, article: 제1조, none: true}}\n")
    assert "‘meeting.quorum’" in problem.message


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("format: 1", "format: 2", "format"),
        ("format: 1\n", "", ""),
        ("level: ordinance", "level: city", "level"),
        ('region: "1120000000"', 'region: "112"', "region"),
        ('region: "1120000000"\n', "", ""),
        ("in_force: 2024-07-17", "in_force: 작년", "in_force"),
        ("title: 시험 조례", "titel: 시험 조례", "titel"),
        ("level: ordinance", "level: ordinance\ncouncil: majang", "council"),
        ("level: ordinance", "level: ordinance\nfacts: {urgent: {label: 긴급, type: yes_no}}", "facts.urgent"),
        ("level: ordinance", "level: ordinance\nfacts: {mine: {label: 내 것, type: money}}", "facts.mine.type"),
    ],
)
def test_mistakes_of_the_head(old: str, new: str, path: str) -> None:
    rule = "  - {key: assembly.times, article: 제1조, value: 2}\n"
    found = problems(f"{HEAD.replace(old, new)}rules:\n{rule}")
    assert path in [problem.path for problem in found]


def test_a_bylaw_needs_its_council_and_the_resolution_and_leaves_nothing_open() -> None:
    head = HEAD.replace("level: ordinance", "level: bylaw").replace('region: "1120000000"\n', "")
    found = places("  - {key: assembly.times, article: 제1조, bylaw: true}\n", head)
    assert [path for _line, path in found] == ["", "", "rules[0].bylaw"]


def test_two_rules_of_a_key_must_differ_or_follow_each_other() -> None:
    rule = "  - {{key: assembly.times, article: 제1조, value: 2{more}}}\n"
    twice = rule.format(more="") + rule.format(more="")
    assert places(twice) == [(1, "rules[1]")]
    assert read(rule.format(more=", until: 2025-01-01") + rule.format(more=", from: 2025-01-01"))
    assert read(rule.format(more="") + rule.format(more=", when: {urgent: true}"))
    assert read(rule.format(more="") + rule.format(more=", clause: 특례"))
    overlapping = rule.format(more=", until: 2025-01-02") + rule.format(more=", from: 2025-01-01")
    assert places(overlapping) == [(1, "rules[1]")]


# --- What is no such file ---------------------------------------------------------------------------------------------


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "[1, 2",
        "a: 1\na: 2\n",
        "a: [1]\n--- \nb: 2\n",
        "!!python/object/apply:os.system [ls]\n",
        "a: !!binary aGk=\n",
        BOMB,
        "? [a]\n: 1\n",
        "\x00",
        '{"format": 1, "title": "\\u0000"}',
        "%YAML 9.9\n---\na",
        "{" * 2000,
        "a: " * 2000,
        "- " * 2000 + "a",
        '{"format": 1,}',
        "null",
        "시험",
        "a" * (LARGEST_FILE + 1),
    ],
)
def test_what_is_no_ordinance_gets_a_sentence(text: str) -> None:
    for problem in problems(text):
        assert problem.message
        assert problem.line >= 1


def test_another_encoding_is_named() -> None:
    (problem,) = problems("format: 1\ntitle: 조례\n".encode("cp949"))
    assert (problem.line, "UTF-8" in problem.message) == (2, True)


def test_aliases_are_for_tables_of_questions_only_and_counted() -> None:
    assert load("a: &a {x: 1}\nb: {<<: *a, y: 2}\n", aliases=True).data["b"] == {"x": 1, "y": 2}
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}, *a{n}, *a{n}]\n" for n in range(12))
    with pytest.raises(FileProblems):
        load(bomb, aliases=True)


def unscathed(text: str | bytes, name: str = "fuzz.yaml") -> None:
    """Read the text; what is taken can be written, said and asked, what is not has its mistakes named."""
    found: list[Problem] = []
    try:
        file = read_file(text, name)
    except FileProblems as caught:
        found = caught.problems
    if found:
        assert all(problem.message and problem.line >= 1 and problem.column >= 1 for problem in found)
        return
    assert same(read_file(dump_file(file)), file)
    for clause in file.clauses:
        assert isinstance(clause.words, str)
        RuleBook.of_files([file], file.in_force).answer(clause.key, Facts({"urgent": True}, file.in_force))


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes(text: bytes) -> None:
    unscathed(text)


@given(st.text(max_size=300), st.sampled_from(["a.yaml", "a.json"]))
@settings(deadline=None)
def test_any_text(text: str, name: str) -> None:
    unscathed(text, name)


WORDS = st.sampled_from(
    [
        "min",
        "max",
        "of",
        "at_least",
        "more_than",
        "any",
        "all",
        "by",
        "is",
        "each",
        "days",
        "after",
        "before",
        "when",
        "seats",
        "enrolled",
        "1/2",
        "60%",
        "2026-01-01",
        "12-31",
        "draw",
        "rest",
        "within",
        "years",
        "not",
        "date",
        "at",
        "track",
        "label",
        "requires",
        "urgent",
        "value",
        "none",
        "hours",
        "due",
        "limit",
        "then",
        "gap",
        "ground",
        "how",
    ]
)
SCALARS = (
    st.none() | st.booleans() | st.integers(-10, 10**20) | st.floats(allow_nan=False) | WORDS | st.text(max_size=5)
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(max_size=5), inner, max_size=5)
)


@given(key=st.sampled_from(sorted(KEYS)), value=VALUES, when=VALUES, more=st.dictionaries(WORDS, SCALARS, max_size=2))
@settings(max_examples=200, deadline=None)
def test_any_rule(key: str, value: Any, when: Any, more: dict[str, Any]) -> None:
    top = {
        **{"format": 1, "level": "ordinance", "region": "1120000000", "title": "시험", "in_force": "2024-07-17"},
        "rules": [{"key": key, "article": "제1조", "value": value, "when": when, **more}],
    }
    unscathed(json.dumps(top), "fuzz.json")
    unscathed(json.dumps({**top, "rules": [{"key": key, "article": "제1조", "value": value}]}), "fuzz.json")


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_any_damage_to_a_real_file(data: st.DataObject) -> None:
    text = SHIPPED[0].read_text()
    start = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(0, 60))
    unscathed(text[:start] + data.draw(st.text(max_size=5)) + text[start + length :])


# --- Amendments -------------------------------------------------------------------------------------------------------


def amendment(rules: str, on: str, *, more: str = "") -> OrdinanceFile:
    return read(rules, HEAD.replace("2024-07-17", on) + more)


TWO_KEYS = "  - {key: assembly.times, article: 제1조, value: 1}\n  - {key: audit.times, article: 제2조, value: 1}\n"


def dated(files: list[OrdinanceFile]) -> list[tuple[str, int, str]]:
    return [(c.key, c.value, f"{c.valid_from}~{c.valid_until or ''}") for c in in_sequence(files)]


def test_an_amendment_replaces_the_keys_that_it_names() -> None:
    new = amendment("  - {key: assembly.times, article: 제1조, value: 2}\n", "2026-01-01")
    assert dated([new, read(TWO_KEYS)]) == [
        ("assembly.times", 1, "2024-07-17~2026-01-01"),
        ("audit.times", 1, "2024-07-17~"),
        ("assembly.times", 2, "2026-01-01~"),
    ]


def test_a_clause_with_a_later_start_leaves_no_gap() -> None:
    new = amendment("  - {key: assembly.times, article: 제1조, from: 2026-07-01, value: 2}\n", "2026-01-01")
    assert dated([read(TWO_KEYS), new])[0] == ("assembly.times", 1, "2024-07-17~2026-07-01")


def test_an_amendment_of_the_whole_ends_every_older_rule() -> None:
    new = amendment("  - {key: assembly.times, article: 제1조, value: 2}\n", "2026-01-01", more="replaces: all\n")
    assert dated([read(TWO_KEYS), new])[1] == ("audit.times", 1, "2024-07-17~2026-01-01")


def test_another_place_s_ordinance_replaces_nothing() -> None:
    other = read_file(
        HEAD.replace("1120000000", "3023000000").replace("2024-07-17", "2026-01-01") + "rules:\n" + TWO_KEYS,
        "other.yaml",
    )
    assert dated([read(TWO_KEYS), other])[0] == ("assembly.times", 1, "2024-07-17~")


def test_a_file_is_plain_yaml_for_others_too() -> None:
    text = dump_file(read(TWO_KEYS))
    assert yaml.safe_load(text)["rules"][0]["key"] == "assembly.times"
