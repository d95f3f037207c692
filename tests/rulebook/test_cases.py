"""Tables of hand-computed answers: read with their lines, compared line by line, asked from the command line."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string

from council.rulebook import Verdict
from council.rulebook.cases import differences, read_cases
from council.rulebook.document import FileProblems
from tests.rulebook.asked import book

QUORUM = {"key": "meeting.quorum", "value": {"more_than": "1/2", "of": "enrolled"}}
TABLE = """
- ask: quorum
  facts: {on: 2026-09-17, enrolled: 36, present: 18}
  expect: {holds: false, needed: 19, article: 제1조}
- ask: quorum
  name: 하나 더
  facts: {on: 2026-09-17, enrolled: 36, present: 19}
  expect: {holds: false}
"""


def test_a_difference_names_the_line_of_the_table_and_of_the_verdict() -> None:
    table = read_cases(TABLE)
    (found,) = differences(book(QUORUM), table.cases)
    assert (found.case.line, found.case.name, found.line, found.expected, found.found) == (
        5,
        "하나 더",
        "holds",
        False,
        True,
    )


def test_a_question_without_a_day_stays_open() -> None:
    table = read_cases("[{ask: quorum, facts: {enrolled: 36}, expect: {holds: null, missing: [on]}}]")
    assert not list(differences(book(QUORUM), table.cases))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- ask: quorums\n  expect: {holds: true}", 1),
        ("- ask: quorum\n  expect:\n    hold: true", 3),
        ("- ask: quorum\n  facts: [1]\n  expect: {holds: true}", 2),
        ("- ask: quorum", 1),
        ("- ask: [", 2),
        ("", 1),
    ],
)
def test_a_slip_in_a_table_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(FileProblems) as refused:
        read_cases(text)
    assert refused.value.problems[0].line == line


def test_the_command_checks_a_file_and_asks_it(tmp_path: Path) -> None:
    out = StringIO()
    call_command("ordinance", "check", "seongdong.yaml", stdout=out)
    assert "잘못이 없습니다" in out.getvalue()
    right = tmp_path / "right.yaml"
    right.write_text(
        "[{ask: quorum, facts: {on: 2026-09-17, enrolled: 36, present: 18}, expect: {holds: false, needed: 19}}]",
        encoding="utf-8",
    )
    call_command("ordinance", "ask", "seongdong.yaml", "--cases", str(right), stdout=out)
    assert "모두 같습니다" in out.getvalue()


def test_the_command_fails_when_an_answer_differs_or_a_file_is_wrong(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("[{ask: quorum, facts: {on: 2026-09-17, enrolled: 36}, expect: {needed: 18}}]", encoding="utf-8")
    out = StringIO()
    with pytest.raises(CommandError, match="1개의 답이 다릅니다"):
        call_command("ordinance", "ask", "seongdong.yaml", "--cases", str(wrong), stdout=out)
    assert "wrong.yaml:1: quorum" in out.getvalue()
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: 1\nlevel: ordinance\n", encoding="utf-8")
    with pytest.raises(CommandError, match="잘못이"):
        call_command("ordinance", "check", str(broken), stdout=out)
    with pytest.raises(CommandError, match="파일이 없습니다"):
        call_command("ordinance", "check", "nowhere.yaml", stdout=out)


# --- On a page ------------------------------------------------------------------------------------------------------


def page(verdict: Verdict, **more: object) -> str:
    return render_to_string("_verdict.html", {"verdict": verdict, **more})


def test_a_verdict_shows_its_word_its_figures_and_its_article() -> None:
    verdict = book(QUORUM).ask("quorum", on="2026-09-17", enrolled=36, present=18)
    html = page(verdict)
    assert '<div class="verdict no">' in html
    assert "불성립" in html
    assert "출석 18명으로 필요한 19명보다 1명 적습니다." in html
    assert "근거: 제1조" in html
    assert "조문 확인 전" in html
    assert "<dt>필요한 수</dt><dd><b>19명</b></dd>" in html
    assert "<dl" not in page(verdict, brief=True)


def test_a_verdict_kept_with_a_record_shows_the_same() -> None:
    verdict = book(QUORUM).ask("quorum", on="2026-09-17", enrolled=36, present=19)
    assert page(Verdict.from_json(verdict.as_json())) == page(verdict)


def test_what_is_not_determined_and_what_only_warns_do_not_look_like_a_refusal() -> None:
    assert '<div class="verdict wait">' in page(book(QUORUM).ask("quorum", on="2026-09-17"))
    warning = book({"key": "training.yearly", "strength": "warns", "value": 5})
    html = page(warning.ask("training_yearly", on="2026-09-17", training_hours=4))
    assert '<div class="verdict wait">' in html
    assert "알아 두기" in html
