"""A roll comes in from a file: looked over, confirmed, written with its history, and undone as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from council.audit.models import Entry
from council.common.access import Forbidden
from council.common.errors import Conflict, Refused
from council.common.scope import council_scope
from council.notices.models import Notice
from members import roll_tasks, services
from members.models import (
    Appointment,
    CommitteeMembership,
    Ending,
    Membership,
    Office,
    PersonalRecord,
    Training,
    User,
)
from members.models.imports import RollImport, RollImportRow
from members.services import imports
from members.sheets.reading import Unreadable
from tests.cast import Cast
from tests.members.sheet_files import xlsx

HEADINGS = (
    "성명",
    "생년월일",
    "성별",
    "전화",
    "전자우편",
    "위촉일",
    "임기 시작",
    "임기 끝",
    "분과",
    "직책",
    "교육 시간",
    "교육일",
)
AT = timezone.now()
TODAY = timezone.localdate(AT)
SINCE, LAST = TODAY - dt.timedelta(100), TODAY + dt.timedelta(600)
TRAINED: dict[str, Any] = {"교육 시간": 6, "교육일": SINCE - dt.timedelta(30)}


@pytest.fixture(autouse=True)
def here(cast: Cast) -> Iterator[None]:
    with council_scope(cast.council.pk):
        yield


def row(name: str, born_on: str = "1974-03-21", **more: Any) -> tuple[Any, ...]:
    values = {"성명": name, "생년월일": born_on, "임기 시작": SINCE, "임기 끝": LAST} | more
    return tuple(values.get(heading) for heading in HEADINGS)


def sent(cast: Cast, *rows: tuple[Any, ...], who: str = "secretary", headings: Any = HEADINGS) -> RollImport:
    data = xlsx(*rows, headings=headings)
    return imports.upload(cast.council, name="명부.xlsx", data=data, by=cast.actor(who), at=AT)


def written(cast: Cast, *rows: tuple[Any, ...], **more: Any) -> RollImport:
    made = sent(cast, *rows)
    return imports.confirm(made, by=cast.actor("district"), at=AT, **({"skip_bad": False} | more))


# --- Looking over ---------------------------------------------------------------------------------------------


def test_nothing_is_on_the_roll_until_somebody_confirms(cast: Cast) -> None:
    before = Membership.objects.count(), User.objects.count()
    made = sent(cast, row("김하나"), row("박둘", "1980-02-30"))
    assert (made.status, made.total, made.bad) == (RollImport.Status.READY, 2, 1)
    assert (Membership.objects.count(), User.objects.count()) == before
    bad = made.rows.get(number=3)
    assert [(p["column"], p["code"]) for p in bad.problems] == [("born_on", "no_such_day")]
    assert bad.tone == RollImportRow.Tone.ERROR


def test_the_roll_is_asked_for_persons_terms_and_offices(cast: Cast) -> None:
    rows = [
        row("이영희", "1970-01-01", 전자우편="lee@majang.example"),
        row("새사람", 직책="회장"),
        row("또사람", "1980-01-01", 직책="안전·환경분과장", 분과="안전·환경"),
        row("다른이", "1981-01-01", 전자우편="choi@majang.example"),
    ]
    made = sent(cast, *rows)
    found = {one.number: {(p["column"], p["code"]) for p in one.problems} for one in made.rows.all()}
    assert found == {
        2: {("name", "known"), ("starts_on", "overlap")},
        3: {("office", "taken")},
        4: {("office", "taken")},
        5: {("email", "email_of_another")},
    }


def test_an_unreadable_file_leaves_nothing(cast: Cast) -> None:
    with pytest.raises(Unreadable):
        imports.upload(cast.council, name="x", data=b"\x00", by=cast.actor("secretary"), at=AT)
    with pytest.raises(Unreadable, match="제24조의2"):
        sent(cast, row("김하나", 전화="740321-2234567"))
    assert not RollImport.objects.exists()


def test_columns_are_asked_for_only_where_the_headings_do_not_tell(cast: Cast) -> None:
    made = sent(cast, ("1", "김하나", SINCE, LAST), headings=("연번", "사람", "언제부터", "언제까지"))
    assert made.status == RollImport.Status.COLUMNS
    by = cast.actor("secretary")
    with pytest.raises(Refused, match="임기 시작"):
        imports.choose_columns(made, mapping={"name": 1}, by=by, at=AT)
    with pytest.raises(Refused, match="두 번"):
        imports.choose_columns(made, mapping={"name": 1, "starts_on": 2, "last_day": 2}, by=by, at=AT)
    made = imports.choose_columns(
        made, mapping={"name": 1, "starts_on": 2, "last_day": 3, "x": 0, "sex": 99}, by=by, at=AT
    )
    assert (made.status, made.bad) == (RollImport.Status.READY, 0)


# --- Confirming -----------------------------------------------------------------------------------------------


def test_a_confirmed_file_is_on_the_roll_with_all_it_says(cast: Cast) -> None:
    full = row(
        "김하나", 성별="여", 전화="010-1234-5678", 위촉일=SINCE - dt.timedelta(3), 분과="안전·환경분과", 직책="부회장",
        **TRAINED,
    )  # fmt: skip
    Notice.objects.all().delete()
    made = written(cast, full, row("박둘", "1980-01-01", 전자우편="two@example.kr"))
    assert (made.status, made.written, made.confirmed_label) == (RollImport.Status.DONE, 2, "시군구 담당")
    person = User.objects.get(name="김하나")
    assert (bool(person.email), person.has_usable_password()) == (False, False)
    seat = Membership.objects.select_related("appointment").get(user=person)
    assert (seat.starts_on, seat.last_day, seat.nth) == (SINCE, LAST, 1)
    assert seat.appointment.appointed_on == SINCE - dt.timedelta(3)
    record = PersonalRecord.objects.get(user=person)
    assert (record.born_on, record.sex, record.phone) == (dt.date(1974, 3, 21), "FEMALE", "010-1234-5678")
    assert CommitteeMembership.objects.get(user=person).committee == cast.committee
    assert (Office.objects.get(user=person).kind, Office.objects.get(user=person).seat) == ("VICE_CHAIR", 2)
    assert Training.objects.get(user=person).hours == 6
    assert User.objects.get(email="two@example.kr").name == "박둘"
    assert not Notice.objects.exists()
    assert not made.rows.exclude(cells=[]).exists()
    assert Entry.objects.filter(action="members.membership.seated", target_id=seat.pk).exists()


def test_two_terms_of_one_person_make_one_person(cast: Cast) -> None:
    before: dict[str, Any] = {"임기 시작": SINCE - dt.timedelta(700), "임기 끝": SINCE - dt.timedelta(1)}
    written(cast, row("김하나"), row("김하나", **before))
    person = User.objects.get(name="김하나")
    terms = Membership.objects.filter(user=person).order_by("starts_on")
    assert [term.nth for term in terms] == [1, 2]


def test_somebody_known_gets_the_term_and_keeps_the_record(cast: Cast) -> None:
    PersonalRecord.objects.create(council=cast.council, user=cast.resident, occupation="목수")
    written(cast, row("김민수", "1960-01-01", 전자우편="kim@majang.example"))
    assert Membership.objects.filter(user=cast.resident).count() == 1
    assert PersonalRecord.objects.get(user=cast.resident).occupation == "목수"
    assert User.objects.filter(name="김민수").count() == 1


def test_wrong_lines_keep_the_file_out_unless_they_are_left_out(cast: Cast) -> None:
    rows = [row("김하나"), row("박둘", "어제")]
    with pytest.raises(Refused, match="고칠 줄이 1줄"):
        written(cast, *rows)
    assert not User.objects.filter(name="김하나").exists()
    made = written(cast, *rows, skip_bad=True)
    assert (made.written, made.rows.get(number=3).state) == (1, RollImportRow.State.SKIPPED)
    with pytest.raises(Refused, match="들여올 수 있는 줄이 없습니다"):
        written(cast, row("박둘", "어제"), skip_bad=True)


def test_the_roll_is_looked_at_again_when_it_is_confirmed(cast: Cast) -> None:
    made = sent(cast, row("김하나", 전자우편="one@example.kr"))
    somebody = User.objects.create_user("one@example.kr", name="김하나")
    services.seat_member(cast.council, somebody, starts_on=TODAY, ends_on=LAST, by=cast.actor("district"), at=AT)
    with pytest.raises(Refused, match="그사이 명부가 바뀌어"):
        imports.confirm(made, skip_bad=True, by=cast.actor("district"), at=AT)
    made.refresh_from_db()
    assert (made.status, made.bad) == (RollImport.Status.READY, 1)


def test_a_file_is_confirmed_once(cast: Cast) -> None:
    made = sent(cast, row("김하나"))
    imports.confirm(made, skip_bad=False, by=cast.actor("district"), at=AT)
    with pytest.raises(Conflict, match="들여옴"):
        imports.confirm(made, skip_bad=False, by=cast.actor("district"), at=AT)


def test_the_secretary_looks_over_and_the_district_confirms(cast: Cast) -> None:
    made = sent(cast, row("김하나"))
    with pytest.raises(Forbidden):
        imports.confirm(made, skip_bad=False, by=cast.actor("secretary"), at=AT)
    with pytest.raises(Forbidden):
        sent(cast, row("김하나"), who="chair")
    assert imports.ask_to_confirm(made, by=cast.actor("secretary"), at=AT) == 1
    notice = Notice.objects.get(recipient=cast.district)
    assert "명부 들여오기를 확정해" in notice.title


# --- Long files -----------------------------------------------------------------------------------------------


def test_two_thousand_lines_are_written_by_jobs_that_tell_how_far_they_are(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs = "가나다라마바사아자차카타파하"
    names = [f"{a}{b}{c}" for a in signs for b in signs for c in signs][:2000]
    jobs: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr("members.services.imports.uploading.defer", lambda job, one, **told: jobs.append((job, told)))
    monkeypatch.setattr("members.services.imports.writing.defer", lambda job, one, **told: jobs.append((job, told)))
    monkeypatch.setattr("members.services.imports.setting.USUAL_SEATS", {"CHAIR": 1})
    made = sent(cast, *[row(name, 분과="안전·환경") for name in names])
    assert (made.status, jobs[-1][0]) == (RollImport.Status.CHECKING, "check")
    roll_tasks.check_roll_import(council_id=cast.council.pk, pk=made.pk, at=AT.isoformat())
    made.refresh_from_db()
    assert (made.status, made.bad) == (RollImport.Status.READY, 0)
    made = imports.confirm(made, skip_bad=False, by=cast.actor("district"), at=AT)
    assert (made.status, jobs[-1][0]) == (RollImport.Status.APPLYING, "apply")
    seen = []
    chunks = imports.apply(made, by=cast.actor("district"), at=AT)
    for _number in chunks:
        seen.append(RollImport.objects.get(pk=made.pk).percent)
    assert seen == list(range(10, 101, 10))
    made.refresh_from_db()
    assert (made.status, made.written) == (RollImport.Status.DONE, 2000)
    assert Membership.objects.filter(user__name__in=names).count() == 2000
    imports.undo(made, why="다른 동의 명부였습니다", by=cast.actor("district"), at=timezone.now())
    assert not Membership.objects.current(TODAY).filter(user__name__in=names).exists()


def test_an_interrupted_job_goes_on_where_it_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("members.services.imports.writing.AT_ONCE", 0)
    monkeypatch.setattr("members.services.imports.writing.CHUNK", 1)
    monkeypatch.setattr("members.services.imports.writing.defer", lambda *args, **told: None)
    made = sent(cast, row("김하나"), row("박둘", "1980-01-01"), row("이셋", "1981-01-01"))
    made = imports.confirm(made, skip_bad=False, by=cast.actor("district"), at=AT)
    next(imports.apply(made, by=cast.actor("district"), at=AT))
    assert Membership.objects.filter(user__name__in=["김하나", "박둘", "이셋"]).count() == 1
    roll_tasks.apply_roll_import(council_id=cast.council.pk, pk=made.pk, user_id=cast.district.pk, at=AT.isoformat())
    made.refresh_from_db()
    assert (made.status, made.written) == (RollImport.Status.DONE, 3)
    assert Membership.objects.filter(user__name__in=["김하나", "박둘", "이셋"]).count() == 3


def test_a_job_that_meets_a_changed_roll_stops_and_says_why(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("members.services.imports.writing.AT_ONCE", 0)
    monkeypatch.setattr("members.services.imports.writing.defer", lambda *args, **told: None)
    made = sent(cast, row("김하나", 직책="감사"), row("박둘", "1980-01-01", 직책="감사"))
    assert made.bad == 1  # one of the two seats is held
    made = sent(cast, row("김하나", 직책="감사"))
    made = imports.confirm(made, skip_bad=False, by=cast.actor("district"), at=AT)
    services.grant_office(
        cast.council, cast.resident, kind="AUDITOR", seat=2, starts_on=TODAY, by=cast.actor("district"), at=AT
    )
    roll_tasks.apply_roll_import(council_id=cast.council.pk, pk=made.pk, user_id=cast.district.pk, at=AT.isoformat())
    made.refresh_from_db()
    assert (made.status, made.written) == (RollImport.Status.STOPPED, 0)
    assert made.trouble


# --- Undoing --------------------------------------------------------------------------------------------------


def test_a_whole_import_is_taken_back(cast: Cast) -> None:
    told: dict[str, Any] = {"분과": "안전·환경", "직책": "감사", "교육 시간": 6, "교육일": SINCE}
    made = written(cast, row("김하나", 전자우편="one@example.kr", **told), row("박둘", "1980-01-01"))
    person = User.objects.get(name="김하나")
    made = imports.undo(made, why="옛 명부였습니다", by=cast.actor("district"), at=timezone.now())
    assert made.status == RollImport.Status.UNDONE
    person.refresh_from_db()
    assert (bool(person.email), person.is_active, "김" in person.name) == (False, False, False)
    assert not PersonalRecord.objects.filter(user=person).exists()
    assert not Training.objects.counted().filter(user=person).exists()
    for model in (Membership, Office, CommitteeMembership):
        assert not model.objects.current(TODAY).filter(user=person).exists()
    seat = Membership.objects.get(user=person)
    assert (seat.ends_on, seat.end_reason) == (seat.starts_on, "옛 명부였습니다")
    assert Ending.objects.get(membership=seat).kind == Ending.Kind.WITHDRAWN
    assert Appointment.objects.filter(pk=seat.appointment_id).exists()
    with pytest.raises(Conflict):
        imports.undo(made, why="또", by=cast.actor("district"), at=timezone.now())
    again = written(cast, row("김하나", 전자우편="one@example.kr", **told))
    assert again.written == 1


def test_undoing_is_refused_when_something_stands_on_it(cast: Cast) -> None:
    made = written(cast, row("김하나"), row("박둘", "1980-01-01"))
    person, district, later = User.objects.get(name="김하나"), cast.actor("district"), timezone.now()
    services.grant_office(cast.council, person, kind="VICE_CHAIR", seat=2, starts_on=TODAY, by=district, at=later)
    with pytest.raises(Refused, match="임원 1건"):
        imports.undo(made, why="잘못", by=district, at=timezone.now())
    seat = Membership.objects.get(user__name="박둘")
    services.end_membership(seat, ends_on=TODAY, reason="이사", by=district, at=later)
    with pytest.raises(Refused, match="고친 일"):
        imports.undo(made, why="잘못", by=district, at=timezone.now())
    assert Membership.objects.current(TODAY).filter(user=person).exists()


def test_work_in_another_council_stands_on_it_too(cast: Cast) -> None:
    made = written(cast, row("김하나"))
    person = User.objects.get(name="김하나")
    with council_scope(cast.other_council.pk):
        by = cast.actor("district", council=cast.other_council)
        services.join_committee(cast.other_committee, person, starts_on=TODAY, by=by, at=timezone.now())
    with pytest.raises(Refused, match="분과원 1건"):
        imports.undo(made, why="잘못", by=cast.actor("district"), at=timezone.now())


def test_somebody_who_came_in_since_is_not_put_out(cast: Cast) -> None:
    made = written(cast, row("김하나", 전자우편="one@example.kr"))
    User.objects.filter(name="김하나").update(last_login=timezone.now())
    with pytest.raises(Refused, match="본인의 로그인 1건"):
        imports.undo(made, why="잘못", by=cast.actor("district"), at=timezone.now())


def test_undoing_needs_a_reason_and_the_right(cast: Cast) -> None:
    made = written(cast, row("김하나"))
    with pytest.raises(Refused, match="까닭"):
        imports.undo(made, why=" ", by=cast.actor("district"), at=AT)
    with pytest.raises(Forbidden):
        imports.undo(made, why="잘못", by=cast.actor("secretary"), at=AT)


def test_a_file_given_up_leaves_nothing_of_its_lines(cast: Cast) -> None:
    made = imports.discard(sent(cast, row("김하나")), by=cast.actor("secretary"), at=AT)
    assert made.status == RollImport.Status.DISCARDED
    assert not made.rows.exists()


def test_files_that_nobody_confirms_are_forgotten(cast: Cast) -> None:
    old, new = sent(cast, row("김하나")), sent(cast, row("박둘"))
    RollImport.objects.filter(pk=old.pk).update(uploaded_at=AT - dt.timedelta(days=31))
    roll_tasks.forget_roll_imports(timestamp=int(AT.timestamp()))
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.status, new.status) == (RollImport.Status.DISCARDED, RollImport.Status.READY)
    assert not old.rows.exists()
