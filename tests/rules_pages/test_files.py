"""A whole file at a desk: read, its mistakes by line, seen, entered, and undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from council.common.scope import council_scope
from council.models import Council, Rule, RuleLoading
from tests.cast import Cast
from tests.rules_pages.conftest import PRESETS
from tests.rules_pages.test_writing import DISTRICT, OFFICE, main_of

pytestmark = pytest.mark.django_db

UPLOAD = f"{DISTRICT}upload/"


def preset(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.yaml", (PRESETS / f"{name}.yaml").read_bytes(), "application/yaml")


def test_it_works(cast: Cast) -> None:
    browser = cast.client("district")
    shown = main_of(browser.post(UPLOAD, {"file": preset("seongdong"), "preview": "1"}))
    assert "이렇게 바뀝니다" in shown
    assert "적은 조례 없음" in shown
    assert "30명에서 50명" in shown
    assert not Rule.objects.exists()
    content = (PRESETS / "seongdong.yaml").read_text()
    answer = browser.post(UPLOAD, {"content": content, "name": "seongdong.yaml", "save": "1"})
    assert answer.status_code == 302
    loading = RuleLoading.objects.get()
    assert loading.rules.count() > 30
    desk = main_of(browser.get(DISTRICT))
    assert "서울특별시 성동구 주민자치회 설치 및 운영에 관한 조례" in desk
    undo = f"{DISTRICT}loadings/{loading.pk}/undo/"
    assert "이 칸을 써 주십시오." in main_of(browser.post(undo, {"reason": ""}))
    assert browser.post(undo, {"reason": "시험 삼아 올림"}).status_code == 302
    assert not Rule.objects.standing().exists()
    assert browser.post(undo, {"reason": "또"}).status_code == 409


def test_the_secretary_brings_in_the_councils_bylaw(cast: Cast, ruled: list[RuleLoading], council: Council) -> None:
    with council_scope(council.pk):
        bylaw = ruled[1]
    browser, undo = cast.client("secretary"), f"{OFFICE}loadings/{bylaw.pk}/undo/"
    assert browser.post(undo, {"reason": "다시 올리려고"}).status_code == 302
    content = (PRESETS / "majang-bylaw.yaml").read_text()
    assert browser.post(f"{OFFICE}upload/", {"content": content, "save": "1"}).status_code == 302
    assert cast.client("secretary").get(f"{OFFICE}loadings/{ruled[0].pk}/undo/").status_code == 404


def test_mistakes_stand_with_their_lines(cast: Cast) -> None:
    wrong = (PRESETS / "seongdong.yaml").read_text().replace("{min: 30, max: 50}", "{min: 60, max: 50}")
    line = wrong[: wrong.index("min: 60")].count("\n") + 1
    page = main_of(cast.client("district").post(UPLOAD, {"content": wrong, "preview": "1"}))
    assert f"{line}번째 줄" in page
    assert "rules[0].value.min" in page
    assert not RuleLoading.objects.exists()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "파일을 고르거나"),
        ({"content": "rules: ["}, "고칠 곳"),
        ({"file": SimpleUploadedFile("a.yaml", b"\xff\xfe\x00")}, "UTF-8"),
        ({"content": "format: 1\nlevel: platform\ntitle: x\nin_force: 2026-01-01\nrules:\n- {key: seats, value: {min: 1}}"}, "다른 곳"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_this_place_is_refused(cast: Cast, sent: dict[str, Any], told: str) -> None:
    page = main_of(cast.client("district").post(UPLOAD, {**sent, "preview": "1"}))
    assert told in page


def test_what_is_in_force_comes_as_a_file(cast: Cast, ruled: list[RuleLoading]) -> None:
    answer = cast.client("district").get(f"{DISTRICT}file/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "key: meeting.quorum" in answer.content.decode()


def test_the_command_enters_and_writes_files(council: Council, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(PRESETS / "seongdong.yaml")
    call_command("ordinance", "load", path, "--dry-run")
    assert not RuleLoading.objects.exists()
    call_command("ordinance", "load", path)
    call_command("ordinance", "load", str(PRESETS / "majang-bylaw.yaml"))
    told = capsys.readouterr().out
    assert "위원 정원: 적은 조례 없음 → 30명에서 50명 (마장동)" in told
    with pytest.raises(CommandError, match="이미 들여왔습니다"):
        call_command("ordinance", "load", path)
    call_command("ordinance", "export", "majang")
    assert "council: majang" in capsys.readouterr().out
    with pytest.raises(CommandError, match="없는 곳"):
        call_command("ordinance", "export", "nowhere")
