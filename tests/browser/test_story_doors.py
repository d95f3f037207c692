"""Doors that stay closed, and two people at the same door."""

from __future__ import annotations

from tests.browser.conftest import Arrives
from tests.projects_pages.office import Office


def test_two_officials_decide_at_once_and_the_second_reads_who_was_first(arrives: Arrives, office: Office) -> None:
    project = office.at_approval("마을탐방 안내 위탁")
    page = f"office/projects/{project.pk}/decide/"
    head, other_window = arrives("head").opens(page), arrives("head").opens(page)

    head.picks("승인").presses("승인하기").sees("협약 체결")
    other_window.picks("거절").selects("까닭의 갈래", "쓸 돈이 없음").types("까닭", "예산이 없습니다.")
    other_window.presses("거절하기", status=409)

    other_window.sees("그사이 다른 사람이 먼저 했습니다", "마장동장")
    other_window.follows("지금 상태 보기").sees("마을탐방 안내 위탁", "협약 체결")


def test_a_resident_at_an_office_door_reads_whose_it_is(arrives: Arrives, office: Office) -> None:
    project = office.at_approval("작은도서관 운영 위탁")
    resident = arrives("resident")
    resident.opens(f"office/projects/{project.pk}/move/approve/", status=403)
    resident.sees("이 일은 다른 사람이 합니다")
    resident.opens("office/", status=403).sees("이 일은 다른 사람이 합니다")
    assert office.reload(project).status == project.status


def test_the_council_next_door_does_not_know_it(arrives: Arrives, office: Office) -> None:
    project = office.at_approval("마을 소식지 배포 위탁")
    arrives("neighbour_secretary").opens(f"/c/sageun/projects/{project.pk}/", status=404)
    arrives("head").opens("/c/sageun/office/", status=403)
    arrives().opens("/c/nowhere/", status=404)
