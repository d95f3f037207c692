"""The council's work with a proposal, from the list to the project, in the pages."""

from __future__ import annotations

import re
import uuid

import pytest

from council.common.scope import council_scope
from projects.choices import AnswerReason, ProposalState
from projects.models import Project, Proposal
from tests.projects_pages.office import Office

pytestmark = pytest.mark.django_db


def test_a_proposal_becomes_a_project(office: Office) -> None:
    sent = office.proposal()
    committee = str(office.cast.committee.pk)
    assert (
        office.post("secretary", office.url("office_assign", sent.pk), committee=committee, owner="").status_code == 302
    )
    assert office.reload(sent).owner_id == office.cast.committee_head.pk
    assert (
        office.post("committee_head", office.url("office_review", sent.pk), note="둘러보겠습니다.").status_code == 302
    )
    assert office.reload(sent).state == ProposalState.REVIEWING
    answer = {"decision": "ADOPT", "answer": "골목 열두 곳을 함께 살피겠습니다."}
    assert office.post("committee_head", office.url("office_answer", sent.pk), **answer).status_code == 302
    guide = office.url("office_classify", sent.pk)
    asked = {"touches_rights": "NO", "office_work": "YES", "together": "NO"}
    result = office.post("committee_head", guide, **asked)
    assert result.status_code == 302
    page = office.client("committee_head").get(result["Location"].split("#")[0]).content.decode()
    assert "위탁 사무로 볼 만합니다" in page
    made = office.post(
        "committee_head",
        office.url("office_make_project", sent.pk),
        title="마을 안전지도 제작",
        affairs_class="ENTRUSTED",
        class_reason="행정에서 하던 일입니다.",
        committee_id=committee,
    )
    assert made.status_code == 302
    with council_scope(office.cast.council.pk):
        project = Project.objects.get(proposals=sent)
    assert project.title == "마을 안전지도 제작"
    assert made["Location"] == office.url("office_plan", project.pk)


def test_the_project_form_starts_with_the_proposal_and_the_three_answers(office: Office) -> None:
    adopted = office.adopted(title="작은도서관을 토요일에도")
    url = office.url("office_make_project", adopted.pk) + "?touches_rights=YES&office_work=NO&together=NO"
    page = office.client("secretary").get(url).content.decode()
    assert "작은도서관을 토요일에도" in page
    assert re.search(r'value="CONSULTATIVE"[^>]*checked', page)
    assert "맡길 수 없어" in page


def test_declining_needs_its_reason_and_keeps_what_was_typed(office: Office) -> None:
    taken = office.assigned()
    url = office.url("office_answer", taken.pk)
    typed = "이미 구청이 올해 안에 바꾸기로 했습니다."
    again = office.post("committee_head", url, decision="DECLINE", reason="", answer=typed)
    assert again.status_code == 200
    page = again.content.decode()
    assert "채택하지 않는 까닭을 골라 주십시오." in page
    assert typed in page
    done = office.post("committee_head", url, decision="DECLINE", reason=AnswerReason.DUPLICATE, answer=typed)
    assert done.status_code == 302
    assert office.reload(taken).state == ProposalState.DECLINED


def test_the_second_to_answer_is_told_who_was_first(office: Office) -> None:
    taken = office.assigned()
    url = office.url("office_answer", taken.pk)
    late = office.client("secretary")
    form = {"decision": "DECLINE", "reason": "OTHER", "answer": "나중 답", "token": str(uuid.uuid4())}
    office.post("committee_head", url, decision="ADOPT", answer="먼저 답")
    response = late.post(url, form)
    assert response.status_code == 409
    page = response.content.decode()
    assert "안전·환경분과장" in page
    assert "채택" in page
    assert office.reload(taken).answer == "먼저 답"


def test_the_same_form_twice_answers_once(office: Office) -> None:
    taken = office.assigned()
    url, client = office.url("office_answer", taken.pk), office.client("committee_head")
    form = {"decision": "ADOPT", "answer": "함께 하겠습니다.", "token": str(uuid.uuid4())}
    first, second = client.post(url, form), client.post(url, form)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]


def test_the_same_new_project_form_twice_opens_one_project(office: Office) -> None:
    url, client = office.url("office_project_new"), office.client("secretary")
    form = {
        "title": "꽃길 가꾸기",
        "affairs_class": "AUTONOMOUS",
        "class_reason": "주민이 합니다.",
        "origin": "COUNCIL",
        "token": str(uuid.uuid4()),
    }
    assert client.post(url, {**form, "title": ""}).status_code == 200
    assert [client.post(url, form).status_code for _ in range(2)] == [302, 302]
    with council_scope(office.cast.council.pk):
        assert Project.objects.filter(title="꽃길 가꾸기").count() == 1


def test_several_are_merged_and_keep_their_pages(office: Office) -> None:
    lead, other = office.assigned(title="골목 가로등"), office.assigned(title="골목 안전등")
    apart = office.assigned(title="마을 장터")
    url = office.url("office_merge", lead.pk)
    found = office.client("committee_head").get(url + "?q=안전등").content.decode()
    assert "골목 안전등" in found
    nothing = office.post("committee_head", url, answer="함께 답합니다.")
    assert "하나 넘게 골라" in nothing.content.decode()
    done = office.post("committee_head", url, others=[str(other.pk)], answer="함께 답합니다.")
    assert done.status_code == 302
    assert office.reload(lead).state == ProposalState.ADOPTED
    assert office.reload(other).merged_into_id == lead.pk
    assert office.reload(apart).is_open
    assert office.client("committee_head").get(office.url("office_proposal", other.pk)).status_code == 200


def test_the_list_tells_the_views_apart(office: Office) -> None:
    office.proposal("새로 온 것")
    office.assigned(title="늦은 것", days=-60)
    office.adopted(title="채택한 것")
    client = office.client("secretary")
    shown = {
        "unassigned": "새로 온 것",
        "late": "늦은 것",
        "adopted": "채택한 것",
    }
    for view, title in shown.items():
        page = client.get(office.url("office_proposals"), {"view": view}).content.decode()
        assert title in page
        assert not any(other in page for other in shown.values() if other != title)
    assert client.get(office.url("office_proposals"), {"view": "no-such", "page": "x" * 400}).status_code == 200


def test_a_held_proposal_is_seen_and_released_by_the_secretary_only(office: Office) -> None:
    sent = office.proposal()
    with council_scope(office.cast.council.pk):
        Proposal.objects.filter(pk=sent.pk).update(held=True)
    assert office.client("committee_head").get(office.url("office_proposal", sent.pk)).status_code == 404
    assert office.post("secretary", office.url("office_release", sent.pk)).status_code == 302
    assert not office.reload(sent).held


@pytest.mark.parametrize("name", ["office_assign", "office_answer", "office_merge", "office_classify"])
def test_other_councils_and_unknown_numbers_are_not_found(office: Office, name: str) -> None:
    assert office.client("secretary").get(office.url(name, 987654321)).status_code == 404
    sent = office.proposal()
    next_door = office.url(name, sent.pk).replace("/majang/", "/sageun/")
    assert office.client("neighbour_secretary").get(next_door).status_code == 404


def test_wrong_methods_are_answered_in_words(office: Office) -> None:
    sent = office.proposal()
    response = office.client("secretary").post(office.url("office_proposal", sent.pk))
    assert response.status_code == 405
    assert response.content.decode().count("<h1") == 1
    assert office.client("secretary").get(office.url("office_photo_remove", 1)).status_code == 405
