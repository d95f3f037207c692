"""Each row as a person with a term: what is understood, and which problems are marked on which row and column."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from typing import Any

import pytest

from council.rulebook.spans import Span as Length
from members.sheets import cells
from members.sheets.checks import check
from members.sheets.columns import plain, recognise
from members.sheets.lines import ERROR, NOTE, WARNING, Line, read_lines
from members.sheets.reading import Grid
from members.sheets.setting import Identity, KnownCommittee, KnownOffice, KnownPerson, Setting, Span

TODAY = dt.date(2026, 11, 22)
SINCE = dt.date(2024, 1, 1)
EDUCATION = KnownCommittee(1, "교육분과", Span(SINCE, None))
SAFETY = KnownCommittee(2, "안전·환경분과", Span(SINCE, None))
OLD = KnownCommittee(3, "홍보분과", Span(SINCE, dt.date(2025, 6, 1)))

SETTING = Setting(
    today=TODAY,
    committees={plain(name): row for row in (EDUCATION, SAFETY, OLD) for name in (row.name, row.name.removesuffix("분과"))},
    tracks={"공개모집": "OPEN", "추천": "RECOMMENDED"},
    kinds={"주민등록을둔사람": "resident"},
    office_words={
        "회장": "CHAIR", "부회장": "VICE_CHAIR", "사무국장": "SECRETARY", "감사": "AUDITOR", "분과장": "COMMITTEE_HEAD",
    },
    office_seats={"CHAIR": 1, "VICE_CHAIR": 2, "SECRETARY": 1, "AUDITOR": 2, "COMMITTEE_HEAD": 1},
    term=Length(months=24),
)  # fmt: skip

WHOLE = {"성명": "김하나", "생년월일": "1974-03-21", "임기 시작": "2026-01-01", "임기 끝": "2027-12-31"}


def lines(*rows: dict[str, str], setting: Setting = SETTING) -> list[Line]:
    """Return the checked lines; rows are numbered from 2, as below a line of headings."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    grid = Grid(headings, [(n, [row.get(heading, "") for heading in headings]) for n, row in enumerate(rows, start=2)])
    found = read_lines(grid, recognise(headings), setting)
    check(found, setting)
    return found


def marks(line: Line, tone: str = ERROR) -> set[tuple[str, str]]:
    return {(problem.column, problem.code) for problem in line.problems if problem.tone == tone}


def person(name: str, born_on: str = "1974-03-21", **more: str) -> dict[str, str]:
    return WHOLE | {"성명": name, "생년월일": born_on} | more


# --- One line -------------------------------------------------------------------------------------------------


def test_a_whole_line_is_understood() -> None:
    more = {
        "성별": "여성", "휴대폰": "1012345678", "이메일": " Hana@Example.KR ", "자격구분": "주민등록을 둔 사람",
        "선정 경로": "추천", "위촉일": "2025. 12. 20.", "분과": "교육, 안전·환경분과", "직책": "회장",
        "교육 시간": "6시간", "교육일": "20251120",
    }  # fmt: skip
    (line,) = lines(WHOLE | more)
    assert not line.problems
    assert line.values == {
        "name": "김하나", "born_on": dt.date(1974, 3, 21), "sex": "FEMALE", "phone": "010-1234-5678",
        "email": "hana@example.kr", "eligibility": "resident", "track": "RECOMMENDED",
        "appointed_on": dt.date(2025, 12, 20), "starts_on": dt.date(2026, 1, 1), "last_day": dt.date(2027, 12, 31),
        "ends_on": dt.date(2028, 1, 1), "committees": [EDUCATION, SAFETY], "office": "CHAIR", "office_seat": 1,
        "training_hours": 6, "training_on": dt.date(2025, 11, 20), "nth": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "day"),
    [("1974-3-1", (1974, 3, 1)), ("1974.03.01", (1974, 3, 1)), ("1974년 3월 1일", (1974, 3, 1)), ("1974/3/1", (1974, 3, 1)),
     ("1974. 3. 1.(금)", (1974, 3, 1)), ("19740301", (1974, 3, 1)), ("27089", (1974, 3, 1)), ("１９７４-０３-０１", (1974, 3, 1))],
)  # fmt: skip
def test_days_are_read_as_people_write_them(written: str, day: tuple[int, int, int]) -> None:
    assert cells.day(written) == dt.date(*day)


@pytest.mark.parametrize(
    ("written", "code"),
    [("74-03-01", "short_year"), ("1974-02-30", "no_such_day"), ("1974-13-01", "no_such_day"), ("1874-01-01", "out_of_range"),
     ("삼월 하루", "day"), ("1974-03", "day"), ("9999999", "day"), ("0000-00-00", "out_of_range")],
)  # fmt: skip
def test_bad_days_are_marked_on_their_row_and_column(written: str, code: str) -> None:
    good, bad = lines(WHOLE, person("박둘", written))
    assert not good.problems
    assert (bad.number, marks(bad)) == (3, {("born_on", code)})


@pytest.mark.parametrize(
    ("written", "number"),
    [("010-1234-5678", "010-1234-5678"), ("01012345678", "010-1234-5678"), ("1012345678", "010-1234-5678"),
     ("+82 10 1234 5678", "010-1234-5678"), ("02)123-4567", "02-123-4567"), ("0212345678", "02-1234-5678"),
     ("031-123-4567", "031-123-4567"), ("1588-1234", "1588-1234"), ("1012345678.0", "010-1234-5678")],
)  # fmt: skip
def test_telephones_are_brought_to_one_form(written: str, number: str) -> None:
    assert cells.phone(written) == number


@pytest.mark.parametrize(
    ("column", "written", "mark"),
    [("성별", "둘", ("sex", "sex")), ("전화", "없음", ("phone", "phone")), ("전화", "12345", ("phone", "phone")),
     ("전자우편", "hana@", ("email", "email")), ("선정 경로", "제비", ("track", "unknown")),
     ("자격구분", "누구나", ("eligibility", "unknown")), ("분과", "우주분과", ("committee", "unknown")),
     ("분과", "홍보", ("committee", "closed")), ("직책", "두목", ("office", "unknown")), ("직책", "분과장", ("office", "which")),
     ("교육 시간", "여섯", ("training_hours", "hours")), ("교육 시간", "6", ("training_on", "half")),
     ("주소", "가" * 300, ("address", "long")), ("주소", '=HYPERLINK("x")', ("address", "formula")), ("주소", "#REF!", ("address", "broken")),
     ("성명", "", ("name", "required")), ("성명", "김", ("name", "name")), ("성명", "김하나2", ("name", "name")),
     ("임기 시작", "", ("starts_on", "required")), ("임기 끝", "2025-01-01", ("last_day", "order")),
     ("위촉일", "2026-01-05", ("appointed_on", "late"))],
)  # fmt: skip
def test_what_cannot_stand_is_marked(column: str, written: str, mark: tuple[str, str]) -> None:
    (line,) = lines(WHOLE | {column: written})
    assert marks(line) == {mark}
    assert all(problem.text.strip() for problem in line.problems)


def test_an_empty_last_day_is_counted_from_the_rule_and_says_so() -> None:
    (line,) = lines(WHOLE | {"임기 끝": ""})
    assert line.values["ends_on"] == dt.date(2028, 1, 1)
    assert marks(line, NOTE) == {("last_day", "filled")}
    (line,) = lines(WHOLE | {"임기 끝": ""}, setting=replace(SETTING, term=None))
    assert marks(line) == {("last_day", "required")}


def test_odd_but_possible_things_only_ask_to_look() -> None:
    (long,) = lines(WHOLE | {"임기 끝": "2029-12-31"})
    assert (marks(long), marks(long, WARNING)) == (set(), {("last_day", "long_term")})
    (past,) = lines(WHOLE | {"임기 시작": "2024-01-01", "임기 끝": "2025-12-31"})
    assert (marks(past), marks(past, NOTE)) == (set(), {("last_day", "past")})


def test_a_part_of_a_word_is_enough_where_only_one_has_it() -> None:
    (line,) = lines(WHOLE | {"자격구분": "주민등록", "선정 경로": "공개"})
    assert (line.values["eligibility"], line.values["track"]) == ("resident", "OPEN")


def test_a_head_of_a_committee_is_named_either_way() -> None:
    by_office, by_column = lines(person("박둘", 직책="교육분과장"), person("이셋", 직책="분과장", 분과="안전·환경분과"))
    assert (by_office.values["heads"], by_column.values["heads"]) == (EDUCATION, SAFETY)


# --- The same person twice ------------------------------------------------------------------------------------


def test_two_terms_of_one_person_are_joined() -> None:
    first, second = lines(WHOLE | {"임기 시작": "2024-01-01", "임기 끝": "2025-12-31"}, WHOLE)
    assert (first.same_as, second.same_as) == (None, 2)
    assert not second.problems


@pytest.mark.parametrize(
    "more",
    [{"생년월일": "1974-03-21"}, {"전화": "010-1234-5678"}, {"전자우편": "hana@example.kr"}],
    ids=["birth", "phone", "email"],
)
def test_the_same_person_with_overlapping_terms_is_marked(more: dict[str, str]) -> None:
    base = {"성명": "김하나", "임기 시작": "2026-01-01", "임기 끝": "2027-12-31"} | more
    first, second = lines(base, base | {"임기 시작": "2027-01-01"})
    assert not marks(first)
    assert marks(second) == {("starts_on", "overlap")}
    assert "2번째 줄" in second.problems[-1].text


def test_a_row_pasted_twice_is_marked() -> None:
    assert marks(lines(WHOLE, WHOLE)[1]) == {("starts_on", "repeated")}


def test_namesakes_with_different_days_of_birth_are_two_persons() -> None:
    first, second = lines(WHOLE, person("김하나", "1980-01-01"))
    assert (first.same_as, second.same_as, marks(second)) == (None, None, set())


def test_namesakes_that_cannot_be_told_apart_are_both_marked() -> None:
    first, second = lines(WHOLE | {"생년월일": ""}, WHOLE)
    assert marks(first) == marks(second) == {("name", "same_name")}


def test_one_address_for_two_names_is_an_error_and_one_telephone_a_question() -> None:
    same = {"전자우편": "one@example.kr", "전화": "010-1234-5678"}
    first, second = lines(WHOLE | same, person("박둘", **same))
    assert marks(first) == marks(second) == {("email", "same_email")}
    assert marks(second, WARNING) == {("phone", "same_phone")}


# --- Against the roll -----------------------------------------------------------------------------------------


def known(*terms: Span, **identity: Any) -> Setting:
    born_on = identity.pop("born_on", dt.date(1974, 3, 21))
    return replace(SETTING, people=(KnownPerson(7, Identity("김하나", born_on=born_on, **identity), terms),))


def test_somebody_on_the_roll_is_recognised() -> None:
    for setting, row in (
        (known(), WHOLE),
        (known(born_on=None, phone="010-1234-5678"), WHOLE | {"전화": "01012345678", "생년월일": ""}),
        (known(born_on=None, email="hana@example.kr"), WHOLE | {"전자우편": "HANA@example.kr"}),
    ):
        (line,) = lines(row, setting=setting)
        assert line.user_id == 7
        assert marks(line, NOTE) == {("name", "known")}


def test_a_term_that_overlaps_one_on_the_roll_is_marked() -> None:
    (line,) = lines(WHOLE, setting=known(Span(dt.date(2025, 1, 1), dt.date(2026, 1, 2))))
    assert marks(line) == {("starts_on", "overlap")}
    (line,) = lines(WHOLE, setting=known(Span(dt.date(2025, 1, 1), dt.date(2026, 1, 1))))
    assert not marks(line)
    (line,) = lines(WHOLE, setting=known(Span(dt.date(2026, 3, 1), dt.date(2026, 3, 1))))
    assert not marks(line)  # withdrawn before it began


def test_a_namesake_on_the_roll_is_a_question_and_an_address_of_another_an_error() -> None:
    (line,) = lines(WHOLE, setting=known(born_on=None))
    assert (line.user_id, marks(line), marks(line, WARNING)) == (None, set(), {("name", "namesake")})
    (line,) = lines(person("박둘", 전자우편="hana@example.kr"), setting=known(email="hana@example.kr"))
    assert marks(line) == {("email", "email_of_another")}
    (line,) = lines(person("박둘", 전화="010-1234-5678"), setting=known(phone="010-1234-5678"))
    assert marks(line, WARNING) == {("phone", "same_phone")}


def test_both_lines_of_a_person_find_the_one_on_the_roll() -> None:
    setting = known(born_on=None, email="hana@example.kr")
    before = {"임기 시작": "2024-01-01", "임기 끝": "2025-12-31"}
    first, second = lines(WHOLE | before, WHOLE | {"전자우편": "hana@example.kr"}, setting=setting)
    assert first.user_id == second.user_id == 7


# --- Offices and seats ----------------------------------------------------------------------------------------


def test_two_holders_of_one_office_are_both_marked() -> None:
    first, second = lines(person("박둘", 직책="회장"), person("이셋", 직책="회장"))
    assert marks(first) == marks(second) == {("office", "taken")}
    assert "이셋" in first.problems[0].text
    assert "박둘" in second.problems[0].text


def test_an_office_may_pass_on_and_may_have_two_seats() -> None:
    before = {"임기 시작": "2024-01-01", "임기 끝": "2025-12-31"}
    rows = [person("박둘", 직책="회장", **before), person("이셋", 직책="회장")]
    vice = [person(name, 직책="부회장") for name in ("최넷", "정다섯", "윤여섯")]
    found = lines(*rows, *vice)
    assert [line.is_bad for line in found] == [False, False, True, False, True]
    assert [line.values.get("office_seat") for line in found[2:]] == [1, 2, None]


def test_an_office_held_on_the_roll_is_taken() -> None:
    held = KnownOffice("COMMITTEE_HEAD", 1, EDUCATION.pk, Span(SINCE, None), "오준호")
    setting = replace(SETTING, offices=(held,))
    taken, free = lines(person("박둘", 직책="교육분과장"), person("이셋", 직책="안전환경분과장"), setting=setting)
    assert marks(taken) == {("office", "taken")}
    assert "오준호" in taken.problems[0].text
    assert not marks(free)


def test_more_than_the_seats_are_marked_from_the_one_that_is_too_many() -> None:
    setting = replace(
        SETTING, seats_max=3, seats_article="제7조", people=known(Span(SINCE, dt.date(2026, 7, 1))).people
    )
    rows = [person(name, f"19{n}0-01-01") for n, name in enumerate(("박둘", "이셋", "최넷", "정다섯"), start=5)]
    found = lines(*rows, setting=setting)
    assert [bool(marks(line)) for line in found] == [False, False, True, True]
    assert marks(found[2]) == {("starts_on", "over_seats")}
    assert "제7조" in found[2].problems[0].text


def test_a_later_term_on_the_roll_counts_too() -> None:
    later = known(Span(dt.date(2027, 1, 1), dt.date(2028, 1, 1))).people
    (line,) = lines(person("박둘"), setting=replace(SETTING, seats_max=1, people=later))
    assert marks(line) == {("starts_on", "over_seats")}
    (line,) = lines(person("박둘", **{"임기 끝": "2026-12-31"}), setting=replace(SETTING, seats_max=1, people=later))
    assert not marks(line)


def test_five_thousand_lines_are_checked_in_a_few_seconds() -> None:
    signs = "가나다라마바사아자차카타파하거너더러머버"
    names = [f"{a}{b}{c}" for a in signs for b in signs for c in signs][:5000]
    rows = [person(name, 전화=f"010-{n:04d}-0000", 분과="교육") for n, name in enumerate(names)]
    began = time.perf_counter()
    found = lines(*rows, setting=replace(SETTING, seats_max=5000))
    assert not [line for line in found if line.is_bad]
    assert time.perf_counter() - began < 5
