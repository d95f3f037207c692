"""Moving a project on in the pages: the decision, single moves, two at once, and what is typed wrong."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from council.common.scope import council_scope
from projects.choices import AffairsClass, Status
from projects.models import ProgressUpdate, StatusChange
from tests.projects_pages.office import Office, hidden_of

pytestmark = pytest.mark.django_db


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(out, "PNG")
    return SimpleUploadedFile("모임.png", out.getvalue(), "image/png")


def not_a_picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("모임.png", b"<svg onload=alert(1)>", "image/png")


def test_the_head_approves(office: Office) -> None:
    project = office.at_approval()
    url = office.url("office_decide", project.pk)
    page = office.client("head").get(url).content.decode()
    for choice in ("승인", "보완 요구", "거절"):
        assert f"<b>{choice}</b>" in page
    assert "사업 페이지에 그대로 공개됩니다" in page
    done = office.post("head", url, move="approve", comment="")
    assert done.status_code == 302
    assert office.reload(project).status == Status.AGREEMENT


def test_returning_needs_a_reason_and_keeps_what_was_typed(office: Office) -> None:
    project = office.at_approval()
    url = office.url("office_decide", project.pk)
    due = timezone.localdate() + dt.timedelta(days=9)
    given = {"move": "approval_return", "due_on": due.isoformat(), "reason_code": "NO_INSURANCE"}
    again = office.post("head", url, comment=" ", **given)
    assert again.status_code == 200
    page = again.content.decode()
    assert "까닭을 써 주십시오" in page
    assert due.isoformat() in page
    done = office.post("head", url, comment="상해보험을 넣어 주십시오.", **given)
    assert done.status_code == 302
    project = office.reload(project)
    assert (project.status, project.due_on) == (Status.RETURNED, due)
    with council_scope(office.cast.council.pk):
        assert StatusChange.objects.filter(project=project).latest("pk").reason_code == "NO_INSURANCE"


def test_wrong_words_for_another_choice_do_not_stand_in_the_way(office: Office) -> None:
    project = office.at_approval()
    done = office.post(
        "head", office.url("office_decide", project.pk), move="approve", due_on="내일쯤", reason_code="?"
    )
    assert done.status_code == 302


def test_the_second_to_decide_is_told_who_decided_what(office: Office) -> None:
    project = office.at_approval()
    url, second = office.url("office_decide", project.pk), office.client("head")
    seen = hidden_of(second.get(url).content.decode())
    office.go(project, "refuse", "head", comment="쓸 돈이 없습니다.", reason_code="NO_BUDGET")
    response = second.post(url, seen | {"move": "approve"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "마장동장" in page
    assert "부결·반려" in page
    assert office.reload(project).status == Status.REJECTED


def test_the_same_decision_twice_is_one(office: Office) -> None:
    project = office.at_approval()
    url, client = office.url("office_decide", project.pk), office.client("head")
    form = hidden_of(client.get(url).content.decode()) | {"move": "approve"}
    first, second = client.post(url, form), client.post(url, form)
    assert (first.status_code, second.status_code) == (302, 302)
    with council_scope(office.cast.council.pk):
        assert StatusChange.objects.filter(project=project, move="approve").count() == 1


def test_a_tampered_form_changes_nothing(office: Office) -> None:
    project = office.at_approval()
    url, client = office.url("office_decide", project.pk), office.client("head")
    for form in (
        {"move": "approve"},
        {"move": "approve", "expected_status": "APPROVAL", "expected_version": "-1"},
        {"move": "approve", "expected_status": "x" * 9000, "token": "not-a-token"},
    ):
        assert client.post(url, form).status_code == 409
    assert client.post(url, {"move": "close", "expected_status": "APPROVAL"}).status_code == 200
    assert office.reload(project).status == Status.APPROVAL


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [("head", "no-such-move", 404), ("secretary", "approve", 403), ("auditor", "approve", 403), ("head", "close", 409)],
)
def test_a_move_that_is_not_mine_or_not_now(office: Office, who: str, code: str, status: int) -> None:
    project = office.at_approval()
    response = office.client(who).get(office.url("office_move", project.pk, code))
    assert response.status_code == status
    if who == "secretary":
        assert "마장동장이 합니다" in response.content.decode()


def test_a_vote_by_hand_names_its_later_form_and_is_checked(office: Office) -> None:
    project = office.go(office.project(), "accept", "secretary")
    basis: dict[str, Any] = {"basis_on": timezone.localdate(), "basis_reference": "제9차 정기회의"}
    project = office.go(project, "committee_pass", "committee_head", **basis)
    url = office.url("office_move", project.pk, "vote_pass")
    page = office.client("secretary").get(url).content.decode()
    assert "지금은 손으로 적습니다" in page
    votes = {"seated": "36", "present": "27", "yes": "5", "no": "20", "abstain": "2", "recused": "0"}
    given = {"basis_on": timezone.localdate().isoformat(), "basis_reference": "제9차 정기회의 회의록"}
    again = office.post("secretary", url, **given, **votes)
    assert again.status_code == 200
    assert "제9차 정기회의 회의록" in again.content.decode()
    done = office.post("secretary", url, **given, **(votes | {"yes": "24", "no": "1"}))
    assert done.status_code == 302
    assert office.reload(project).status == Status.APPLYING


def test_half_a_plan_is_saved_and_what_is_missing_is_listed(office: Office) -> None:
    project = office.project(AffairsClass.AUTONOMOUS, "마을축제")
    url = office.url("office_plan", project.pk)
    seen = hidden_of(office.client("secretary").get(url).content.decode())
    owner = str(office.cast.committee_head.pk)
    given = {
        "title": "마을축제",
        "owner_id": owner,
        "committee_id": str(office.cast.committee.pk),
        "place": "마장축산물시장",
    }
    done = office.post("secretary", url, **given, background="")
    assert done.status_code == 302
    page = office.client("secretary").get(url).content.decode()
    assert "아래 칸을 써야 분과에 낼 수 있습니다" in page
    assert "<li>배경</li>" in page
    # Somebody who opened the form before is told, keeps what was typed, and may save over it.
    late = office.client("committee_head")
    first = late.post(url, seen | given | {"place": "행당로", "token": str(uuid.uuid4())})
    assert first.status_code == 200
    words = first.content.decode()
    assert "그사이 다른 사람이 계획을 고쳤습니다" in words
    assert "행당로" in words
    second = late.post(url, hidden_of(words) | given | {"place": "행당로"})
    assert second.status_code == 302
    assert office.reload(project).place == "행당로"


def test_dates_in_the_wrong_order_are_told_beside_the_field(office: Office) -> None:
    project = office.project(AffairsClass.AUTONOMOUS, "마을축제")
    owner = str(office.cast.committee_head.pk)
    again = office.post(
        "secretary",
        office.url("office_plan", project.pk),
        title="마을축제",
        owner_id=owner,
        starts_on="2026-12-01",
        ends_on="2026-11-01",
        planned_cost="오백만",
    )
    page = again.content.decode()
    assert again.status_code == 200
    assert 'id="id_ends_on_error"' in page
    assert 'id="id_planned_cost_error"' in page


def test_the_class_is_put_right_and_responsibility_handed_over(office: Office) -> None:
    project = office.project()
    done = office.post(
        "secretary",
        office.url("office_reclassify", project.pk),
        affairs_class="CONSULTATIVE",
        class_reason="주민의 의무를 바꾸는 일입니다.",
    )
    assert done.status_code == 302
    assert office.reload(project).affairs_class == AffairsClass.CONSULTATIVE
    secretary = str(office.cast.secretary.pk)
    moved = office.post("secretary", office.url("office_responsible", project.pk), committee_id="", owner_id=secretary)
    assert moved.status_code == 302
    assert office.reload(project).owner_id == office.cast.secretary.pk
    late = office.at_approval("늦은 일")
    assert office.client("secretary").get(office.url("office_reclassify", late.pk)).status_code == 409


def test_a_line_of_the_log_is_written_once(office: Office) -> None:
    project = office.project()
    url, client = office.url("office_log", project.pk), office.client("committee_head")
    form = hidden_of(client.get(url).content.decode())
    form |= {"on": timezone.localdate().isoformat(), "text": "첫 모임을 했습니다."}
    assert [client.post(url, form).status_code for _ in range(2)] == [302, 302]
    with council_scope(office.cast.council.pk):
        assert ProgressUpdate.objects.filter(project=project).count() == 1
    tomorrow = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    again = office.post("committee_head", url, on=tomorrow, text="내일 할 일")
    assert "아직 오지 않은 날입니다" in again.content.decode()


def test_photos_go_up_and_down(office: Office, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    project = office.project()
    url = office.url("office_photos", project.pk)
    broken = office.post("secretary", url, photos=not_a_picture())
    assert broken.status_code == 200
    assert "사진으로 읽을 수 없습니다" in broken.content.decode()
    assert office.post("secretary", url, photos=picture(), caption="첫 모임").status_code == 302
    page = office.client("secretary").get(url).content.decode()
    assert "첫 모임" in page
    with council_scope(office.cast.council.pk):
        photo = project.photos.get()
    remove = office.url("office_photo_remove", photo.pk)
    assert office.client("head").post(remove).status_code == 403
    for _ in range(2):
        assert office.client("secretary").post(remove).status_code == 302
    assert "첫 모임" not in office.client("secretary").get(url).content.decode()


def test_whoever_looks_after_a_project_finds_its_tools(office: Office) -> None:
    project = office.at_approval()
    page = office.client("secretary").get(office.url("office_decide", project.pk)).content.decode()
    for name in ("office_log", "office_photos", "office_responsible"):
        assert office.url(name, project.pk) in page
    assert office.url("office_plan", project.pk) not in page
    stopped = office.go(project, "refuse", "head", comment="쓸 돈이 없습니다.", reason_code="NO_BUDGET")
    after = office.client("secretary").get(office.url("office_decide", stopped.pk))
    assert office.url("office_photos", stopped.pk) in after.content.decode()
    assert office.client("head").get(office.url("office_decide", stopped.pk)).status_code == 403
