"""Every office page opens for whoever works there, says so to whoever does not, and is closed next door."""

from __future__ import annotations

import pytest
from django.urls import reverse

from projects.choices import AffairsClass
from tests.projects_pages.office import Office

pytestmark = pytest.mark.django_db


def test_every_page_opens(office: Office) -> None:
    sent, taken, adopted = office.proposal("가로등"), office.assigned(title="작은도서관"), office.adopted(title="꽃길")
    project, planned = office.at_approval(), office.project(AffairsClass.AUTONOMOUS, title="마을축제")
    pages = [
        ("secretary", "office_proposals", ()),
        ("secretary", "office_proposal", (sent.pk,)),
        ("secretary", "office_assign", (sent.pk,)),
        ("committee_head", "office_review", (taken.pk,)),
        ("committee_head", "office_answer", (taken.pk,)),
        ("committee_head", "office_merge", (taken.pk,)),
        ("secretary", "office_release", (sent.pk,)),
        ("secretary", "office_classify", (adopted.pk,)),
        ("secretary", "office_make_project", (adopted.pk,)),
        ("secretary", "office_project_new", ()),
        ("official", "office_project_new", ()),
        ("secretary", "office_plan", (planned.pk,)),
        ("secretary", "office_reclassify", (planned.pk,)),
        ("secretary", "office_responsible", (planned.pk,)),
        ("secretary", "office_log", (planned.pk,)),
        ("secretary", "office_photos", (planned.pk,)),
        ("head", "office_decide", (project.pk,)),
        ("head", "office_move", (project.pk, "approve")),
        ("head", "office_move", (project.pk, "approval_return")),
    ]
    for who, name, args in pages:
        response = office.client(who).get(office.url(name, *args))
        assert response.status_code == 200, (name, response.status_code)


@pytest.mark.parametrize(
    ("who", "title"),
    [
        ("secretary", "오늘 할 일"),
        ("chair", "오늘 할 일"),
        ("vice_chair", "오늘 할 일"),
        ("committee_head", "오늘 할 일"),
        ("official", "정하실 일"),
        ("head", "정하실 일"),
        ("auditor", "살펴보기"),
        ("district", "살펴보기"),
        ("operator", "살펴보기"),
    ],
)
def test_workspace_and_history_fit_the_role(office: Office, who: str, title: str) -> None:
    office.proposal()
    office.at_approval()
    slug = office.cast.council.slug
    response = office.client(who).get(reverse("council:office", args=[slug]))
    assert response.status_code == 200
    assert title in response.content.decode()
    assert office.client(who).get(reverse("council:office_history", args=[slug])).status_code == 200


@pytest.mark.parametrize("who", ["resident", "member", "neighbour_secretary", "stranger"])
def test_who_does_not_work_here_is_told_whose_it_is(office: Office, who: str) -> None:
    sent, project = office.proposal(), office.at_approval()
    slug = office.cast.council.slug
    urls = [reverse("council:office", args=[slug]), reverse("council:office_history", args=[slug])]
    urls += [
        office.url("office_proposals"),
        office.url("office_assign", sent.pk),
        office.url("office_decide", project.pk),
    ]
    for url in urls:
        response = office.client(who).get(url)
        assert response.status_code == 403, url
        assert "의 일입니다" in response.content.decode()
