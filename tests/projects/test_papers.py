"""The papers of projects: each says what the record says, to whom it is for, when it makes sense."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from council.common.access import Forbidden
from council.common.actor import Actor
from council.documents.layout import lay_out, texts
from council.documents.registry import PAPERS, papers_for
from council.documents.services import NotForThis, issue, preview, stored
from projects.choices import AffairsClass
from projects.models import Project
from tests.documents.readers import hwpx_lines, hwpx_tables, pdf_text, squeezed, workbook
from tests.projects.conftest import AT, BASIS, TODAY, VOTES, World
from tests.projects.ways import at_approval, voted


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def codes(project: Project) -> set[str]:
    return {paper.code.removeprefix("projects.") for paper in papers_for(project)}


def answered(world: World) -> Project:
    """Return a 협의 that the 동장 has answered."""
    project = world.project(AffairsClass.CONSULTATIVE)
    project = world.go(project, "accept", world.park)
    project = world.go(project, "committee_pass", world.lee, **BASIS)
    text = "낮 시간에는 주차를 허용해 주십시오."
    project = world.go(project, "vote_opinion", world.park, opinion="CONDITIONAL", opinion_text=text, **BASIS, **VOTES)
    project = world.go(project, "send", world.park, **BASIS)
    return world.go(project, "reply", world.choi, reply="PARTLY", reply_text="화요일과 목요일에 허용합니다.")


def said(code: str, project: Project, by: Actor) -> str:
    """Issue the paper in all formats, compare them with its context, and return what its PDF says."""
    issued = issue(f"projects.{code}", project, by=by, at=AT)
    files = {file.format: stored(file) for file in issued.files.all()}
    context = PAPERS[f"projects.{code}"].build(project, on=TODAY)
    found = pdf_text(files["pdf"]).replace("\u00a0", " ")
    cells = [cell for table in hwpx_tables(files["hwpx"]) for row in table for cell in row]
    written = squeezed("".join([*hwpx_lines(files["hwpx"]), *cells]))
    book = workbook(files["xlsx"])
    listed = squeezed("".join(str(c.value) for p in book.worksheets for r in p.iter_rows() for c in r if c.value))
    for text in texts(lay_out(context)):
        assert squeezed(text) in squeezed(found), text
        assert squeezed(text) in written, text
        if not text.replace(",", "").isdecimal() and "(" not in text:
            assert squeezed(text) in listed, text
    assert issued.number in found
    return found


def test_the_plan_says_what_was_planned_and_decided(world: World) -> None:
    found = said("plan", voted(world), world.park)
    assert "마을 안전지도 제작 사업계획서" in found
    assert "금4,000,000원(금사백만원)" in found
    assert "골목 12곳을 살핍니다." in found
    assert "제9차 정기회의" in found
    assert "2026. 9. 16.(수)" in found


def test_the_offices_review_says_its_opinion(world: World) -> None:
    project = world.project()
    project = world.go(project, "submit_plan", world.lee)
    project = world.go(project, "committee_pass", world.lee, **BASIS, yes=7, no=0)
    assert "review" not in codes(project)
    project = world.go(
        project, "office_opinion", world.oh, opinion="CONDITIONAL", site="구청 땅입니다.", comment="협의하십시오."
    )
    found = said("review", project, world.oh)
    assert "조건부 적합" in found
    assert "구청 땅입니다." in found
    assert "협의하십시오." in found
    assert "마장동장" in found


def test_the_suitability_review_lists_what_was_checked(world: World) -> None:
    found = said("review", at_approval(world), world.choi)
    assert "적정성 검토의견서" in found
    assert "확인함" in found
    assert "조사와 안내 업무입니다." in found


def test_the_application_is_a_letter_to_the_head(world: World) -> None:
    found = said("application", at_approval(world), world.han)
    assert "수신 마장동장" in " ".join(found.split())
    assert "2026. 12. 1. ~ 2027. 11. 30." in found
    assert "마장동 주민자치회장" in found
    assert "예산서 1부. 끝." in " ".join(found.split())
    assert "찬성" in found


def test_opinion_and_reply_answer_each_other(world: World) -> None:
    project = answered(world)
    opinion, reply = said("opinion", project, world.park), said("reply", project, world.choi)
    assert "조건부 동의" in opinion
    assert "낮 시간에는 주차를 허용해 주십시오." in opinion
    assert "조건부 동의" in reply
    assert "일부반영" in reply
    assert "화요일과 목요일에 허용합니다." in reply


def test_each_paper_is_there_when_it_makes_sense(world: World) -> None:
    assert codes(world.project()) == {"plan"}
    assert codes(voted(world)) == {"plan", "review"}
    assert codes(world.project(AffairsClass.ENTRUSTED)) == {"plan"}
    assert codes(at_approval(world)) == {"plan", "review", "application"}
    assert codes(world.project(AffairsClass.CONSULTATIVE)) == set()
    assert codes(answered(world)) == {"opinion", "reply"}


def test_a_refused_project_keeps_its_review(world: World) -> None:
    project = world.go(at_approval(world), "refuse", world.choi, comment="안 됩니다.", reason_code="OTHER")
    assert codes(project) == {"plan", "review", "application"}
    assert "조사와 안내 업무입니다." in said("review", project, world.oh)


def test_the_plan_of_a_project_under_way_is_public(world: World) -> None:
    project = voted(world)
    assert not issue("projects.plan", project, by=world.park, at=AT, formats=["xlsx"]).is_public
    term: dict[str, Any] = {"starts_on": TODAY, "ends_on": TODAY, "planned_cost": 4_000_000}
    project = world.go(project, "confirm", world.han, **term)
    assert issue("projects.plan", project, by=world.park, at=AT, formats=["xlsx"]).is_public


def test_each_side_issues_its_own_papers(world: World) -> None:
    project = at_approval(world)
    for who in (world.oh, world.choi, world.kim, world.yoo, world.cho):
        with pytest.raises(Forbidden):
            preview("projects.plan", project, by=who, at=AT, file_format="xlsx")
    for who in (world.park, world.han, world.lee, world.yoo):
        with pytest.raises(Forbidden):
            preview("projects.review", project, by=who, at=AT, file_format="xlsx")
    assert preview("projects.plan", project, by=world.lee, at=AT, file_format="xlsx")


def test_a_paper_too_early_is_refused(world: World) -> None:
    with pytest.raises(NotForThis):
        preview("projects.review", world.project(), by=world.oh, at=AT, file_format="pdf")


def test_long_words_of_a_plan_are_all_there(world: World) -> None:
    project = world.project()
    Project.objects.filter(pk=project.pk).update(
        content="뷁 똠 漢字 🎉 #panic() =1+1 " + "골목을 살핍니다. " * 400, risk="비가 오면\n\n미룹니다. " * 100
    )
    project.refresh_from_db()
    context = PAPERS["projects.plan"].build(project, on=TODAY)
    found = squeezed(pdf_text(preview("projects.plan", project, by=world.park, at=AT, file_format="pdf")))
    for label in ("마장동주민자치회·미리보기(발급하지않음)",):
        found = found.replace(label, "")
    for text in texts(lay_out(context)):
        pieces = [piece for piece in squeezed(text).split(".") if piece]
        assert all(piece in found for piece in pieces)
