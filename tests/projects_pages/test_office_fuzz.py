"""Whatever is typed into the office's forms: an answer in words, never a fault, and the text stays."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from council.common.forms import clean_text
from projects.choices import AffairsClass
from tests.projects_pages.office import Office, hidden_of

pytestmark = pytest.mark.django_db

ODD = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["", " ", "\x00", "9" * 40, "-1", "１２", "ADOPT", "approve", "2026-13-40", "on", "가" * 5000, "𝟙", "é\r\n"]
    ),
)
FEW = settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def pages(office: Office) -> list[tuple[str, str]]:
    taken, adopted = office.assigned(), office.adopted(title="꽃길")
    project, planned = office.at_approval(), office.project(AffairsClass.AUTONOMOUS, "마을축제")
    return [
        ("secretary", office.url("office_assign", taken.pk)),
        ("committee_head", office.url("office_answer", taken.pk)),
        ("committee_head", office.url("office_merge", taken.pk)),
        ("secretary", office.url("office_classify", adopted.pk)),
        ("secretary", office.url("office_make_project", adopted.pk)),
        ("secretary", office.url("office_project_new")),
        ("official", office.url("office_project_new")),
        ("secretary", office.url("office_plan", planned.pk)),
        ("secretary", office.url("office_reclassify", planned.pk)),
        ("secretary", office.url("office_responsible", planned.pk)),
        ("secretary", office.url("office_log", planned.pk)),
        ("head", office.url("office_decide", project.pk)),
        ("secretary", office.url("office_move", planned.pk, "stop")),
    ]


def test_forms_take_anything(office: Office) -> None:
    for who, url in pages(office):
        client = office.client(who)
        page = client.get(url)
        assert page.status_code == 200, url
        form = page.context["form"]
        names = [name for name, field in form.fields.items() if not field.widget.is_hidden]
        send_anything(client, url, names, hidden_of(page.content.decode()))


def send_anything(client: Client, url: str, names: list[str], hidden: dict[str, str]) -> None:
    """Send the form with odd values in every field: answered in words, and what was typed stays."""

    @FEW
    @given(data=st.fixed_dictionaries(dict.fromkeys(names, ODD)))
    def send(data: dict[str, str]) -> None:
        response = client.post(url, {**hidden, "token": "", **data})
        assert response.status_code in (200, 302, 409), (url, data)
        if response.status_code == 200:
            bound = response.context["form"]
            assert bound.errors
            for name, value in data.items():
                assert bound.data.get(name) == clean_text(value)

    send()


@FEW
@given(
    data=st.fixed_dictionaries(
        {"expected_status": ODD, "expected_version": ODD, "token": ODD, "seen": ODD, "move": ODD}
    )
)
def test_hidden_fields_take_anything(office: Office, data: dict[str, str]) -> None:
    project = office.at_approval() if not hasattr(office, "kept") else office.kept
    office.kept = project  # type: ignore[attr-defined]
    response = office.client("head").post(office.url("office_decide", project.pk), data)
    assert response.status_code in (200, 409)


@pytest.mark.parametrize(
    "query", ["?view=%00&q=%00", "?q=" + "가" * 900, "?page=-3", "?page=99999999999", "?q='%22%3Cb%3E%25_"]
)
def test_addresses_take_anything(office: Office, query: str) -> None:
    sent = office.proposal()
    office_url = reverse("council:office", args=[office.cast.council.slug])
    urls = [office.url("office_proposals"), office.url("office_merge", sent.pk), office_url, office_url + "history/"]
    for url in urls:
        assert office.client("secretary").get(url + query).status_code == 200
