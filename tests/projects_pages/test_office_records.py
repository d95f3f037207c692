"""The council's history, and the admin site for proposals and projects: to be read, by the right people."""

from __future__ import annotations

import pytest
from django.urls import reverse

from council.common.scope import council_scope
from projects.models import Proposal
from projects.services import proposals
from tests.projects_pages.office import Office

pytestmark = pytest.mark.django_db


def history(office: Office, who: str = "secretary", **query: str) -> str:
    url = reverse("council:office_history", args=[office.cast.council.slug])
    return office.client(who).get(url, query).content.decode()


def test_history_is_found_by_kind_and_by_words(office: Office) -> None:
    office.proposal("가로등을 달아 주세요")
    project = office.at_approval()
    office.go(project, "approval_return", "head", comment="상해보험을 넣어 주십시오.", reason_code="NO_INSURANCE")
    everything = history(office)
    assert "가로등을 달아 주세요" in everything
    assert "상해보험을 넣어 주십시오." in everything
    assert "마장동장" in everything
    assert "가로등" not in history(office, about="projects.project")
    found = history(office, q="상해보험")
    assert "상해보험을 넣어" in found
    assert "가로등" not in found
    assert "찾는 기록이 없습니다" in history(office, q="없는말")


def test_history_tells_nothing_of_next_door(office: Office) -> None:
    office.proposal("가로등을 달아 주세요")
    url = reverse("council:office_history", args=[office.cast.other_council.slug])
    assert "가로등" not in office.client("neighbour_secretary").get(url).content.decode()


@pytest.mark.parametrize("model", ["proposal", "proposalstep", "project", "statuschange", "progressupdate", "photo"])
def test_records_are_read_but_not_written_on_the_admin_site(office: Office, model: str) -> None:
    office.adopted()
    office.at_approval()
    for who in ("secretary", "auditor", "official", "district"):
        assert office.client(who).get(f"/admin/projects/{model}/").status_code == 200, who
        assert office.client(who).get(f"/admin/projects/{model}/add/").status_code == 403, who


def test_one_record_shows_its_history_and_cannot_be_saved(office: Office) -> None:
    project = office.at_approval()
    client, url = office.client("secretary"), f"/admin/projects/project/{project.pk}/"
    page = client.get(url + "change/").content.decode()
    assert "맡은 사람" in page
    assert 'name="_save"' not in page
    assert client.post(url + "change/", {"title": "다른 이름"}).status_code == 403
    assert client.get(url + "history/").status_code == 200
    assert office.client("secretary").get(f"/admin/projects/project/{project.pk}/delete/").status_code == 403


def test_drafts_and_held_proposals_stay_with_those_who_may_see_them(office: Office) -> None:
    held = office.proposal("아직 공개 전")
    with council_scope(office.cast.council.pk):
        Proposal.objects.filter(pk=held.pk).update(held=True)
        proposals.save_draft(by=office.cast.actor("resident"), at=office.at(), title="쓰다 만 것")
    seen = {
        who: office.client(who).get("/admin/projects/proposal/").content.decode() for who in ("secretary", "auditor")
    }
    assert "아직 공개 전" in seen["secretary"]
    assert "아직 공개 전" not in seen["auditor"]
    assert not any("쓰다 만 것" in page for page in seen.values())


def test_residents_have_no_admin_site(office: Office) -> None:
    project = office.project()
    for who in ("resident", "member", "stranger"):
        response = office.client(who).get(f"/admin/projects/project/{project.pk}/change/")
        assert response.status_code in (302, 403)
        assert project.title not in response.content.decode()
