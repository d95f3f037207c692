"""All councils of a 시군구 on one page: figures, warnings, order and filter, print and file; in few queries."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from council.common.actor import Actor
from council.common.scope import council_scope
from council.districts import arranged, councils_in, lines_of
from council.models import Committee, Council, Region, Rule
from members.models import Membership, Office, PersonalRecord, PlatformPost, Training, User
from projects.models import Project
from projects.services import plans
from tests.cast import Cast, appointed
from tests.councils import OPENED, make_council

CODE = "1120000000"
TODAY = timezone.localdate()
#: The tests' own transaction makes these of what is BEGIN and COMMIT in a request.
FRAME = re.compile(r"^(SAVEPOINT|RELEASE) ")


def rule(key: str, value: object, region: Region, article: str = "제7조") -> None:
    Rule.objects.create(
        level=Rule.Level.REGION, region=region, key=key, value=value, article=article, valid_from=OPENED,
        entered_at=timezone.now(),
    )  # fmt: skip


def populate(number: int, people: int) -> Council:
    """Return a council with so many 위원: every second a woman, some untrained, some whose term ends soon."""
    council = make_council(f"dong{number}", f"{number}동", f"11200{number:03d}00", "서울특별시", "성동구")
    users = User.objects.bulk_create(
        User(name=f"위원{number}-{n}", email=f"m{number}-{n}@x.example") for n in range(people)
    )
    with council_scope(council.pk):
        letter = appointed(council, TODAY - dt.timedelta(200))
        committee = Committee.objects.create(number=1, name="교육분과", opened_on=OPENED)
        soon, later = TODAY + dt.timedelta(20), TODAY + dt.timedelta(500)
        Membership.objects.bulk_create(
            Membership(
                council=council, user=user, appointment=letter, serial=n + 1, starts_on=TODAY - dt.timedelta(200),
                ends_on=soon if n < 2 else later,
            )
            for n, user in enumerate(users)
        )  # fmt: skip
        PersonalRecord.objects.bulk_create(
            PersonalRecord(council=council, user=user, sex="FEMALE" if n % 2 else "MALE")
            for n, user in enumerate(users)
        )
        Training.objects.bulk_create(
            Training(
                council=council, user=user, course="기본", hours=6, held_on=TODAY - dt.timedelta(250),
                recorded_at=timezone.now(),
            )
            for user in users[5:]
        )  # fmt: skip
        Office.objects.create(user=users[0], kind="CHAIR", starts_on=TODAY - dt.timedelta(100))
        operator = Actor(user_id=users[0].pk, council_id=council.pk, roles=frozenset({"SECRETARY"}))
        project = plans.start_project(
            by=operator, at=timezone.now(), affairs_class="AUTONOMOUS", class_reason="주민의 일",
            title="마을 안전지도", committee_id=committee.pk,
        )  # fmt: skip
        Project.objects.filter(pk=project.pk).update(due_on=TODAY - dt.timedelta(3))
    return council


@pytest.fixture
def district(cast: Cast) -> Region:
    """성동구 with the rules that the warnings ask."""
    region = cast.council.region.parent
    assert region is not None
    rule("seats", {"min": 30, "max": 50}, region)
    rule("training", {"hours": 6, "due": {"before": "draw"}}, region, "제8조")
    rule("officers", [{"office": "chair", "seats": {"min": 1, "max": 1}}, {"office": "auditor", "seats": {"min": 2, "max": 2}}],
         region, "제14조")  # fmt: skip
    return region


def test_twenty_five_councils_of_fifty_people_are_read_in_twelve_queries(cast: Cast, district: Region) -> None:
    for number in range(1, 26):
        populate(number, 50)
    browser = cast.client("district")
    address = reverse("council:district", args=[CODE])
    browser.get("/help/")  # being seen today is written once
    with CaptureQueriesContext(
        connection,
    ) as counted:
        page = browser.get(address).content.decode()
    asked = [query["sql"] for query in counted.captured_queries if not FRAME.match(query["sql"])]
    assert len(asked) <= 12, "\n".join(sql[:120] for sql in asked)
    assert "27곳" in page
    assert page.count("임기가") > 25
    assert page.count("채우지 못한 위원이 5명") == 25
    assert page.count("기한이 지난 사업이 1건") == 25


def test_each_line_has_the_councils_own_figures(cast: Cast, district: Region) -> None:
    council = populate(1, 40)
    lines = {line.council.pk: line for line in lines_of(councils_in(district, TODAY), TODAY)}
    line = lines[council.pk]
    assert (line.seats, line.seated, line.women, line.men, line.share) == ("30~50", 40, 20, 20, "50.0%")
    assert (line.ending, line.untrained, line.vacancies, line.late_projects, line.late_answers) == (2, 5, 2, 1, 0)
    assert line.next_last_day == TODAY + dt.timedelta(19)
    assert {warning.code for warning in line.warnings} >= {"terms.ending", "training.missing", "office.auditor"}
    mine = lines[cast.council.pk]
    assert (mine.seated, mine.unknown, mine.untrained) == (4, 4, 4)
    assert "seats.short" in {warning.code for warning in mine.warnings}


def test_the_list_is_ordered_and_narrowed_as_asked(cast: Cast, district: Region) -> None:
    full = populate(1, 40)
    lines = lines_of(councils_in(district, TODAY), TODAY)
    assert [line.council.short_name for line in arranged(lines, show="all", sort="name")] == ["1동", "마장동", "사근동"]
    assert arranged(lines, show="ending", sort="")[0].council == full
    assert len(arranged(lines, show="late", sort="")) == 1
    assert arranged(lines, show="all", sort="seated")[-1].council == full
    assert arranged(lines, show="\x00", sort="x") == arranged(lines, show="", sort="")
    browser = cast.client("district")
    page = browser.get(reverse("council:district", args=[CODE]), {"show": "late", "sort": "late"}).content.decode()
    assert "1동 주민자치회" in page
    assert "사근동 주민자치회" not in page


def test_the_page_can_be_had_as_a_workbook(cast: Cast, district: Region) -> None:
    populate(1, 40)
    response = cast.client("district").get(reverse("council:district_file", args=[CODE]), {"sort": "name"})
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    row = [cell.value for cell in sheet[4]]
    assert row[:6] == ["1동 주민자치회", "30~50", 40, 20, 20, 0]
    assert sheet["H4"].is_date


def test_another_places_page_is_not_there(cast: Cast, district: Region) -> None:
    other = Region.objects.create(
        code="1121500000", name="광진구", level="SIGUNGU", parent=district.parent, valid_from=OPENED
    )
    browser = cast.client("district")
    assert browser.get(reverse("council:district", args=[other.code])).status_code == 404
    assert browser.get(reverse("council:district", args=["9999999999"])).status_code == 404
    assert cast.client("operator").get(reverse("council:district", args=[other.code])).status_code == 200
    PlatformPost.objects.filter(user=cast.district).update(ends_on=TODAY)
    assert browser.get(reverse("council:district", args=[CODE])).status_code == 403


def test_an_official_finds_it_from_the_workspace(cast: Cast, district: Region) -> None:
    page = cast.client("district").get(reverse("council:office", args=[cast.council.slug])).content.decode()
    assert reverse("council:district", args=[CODE]) in page
