"""Mails that did not go: the secretary sees them and tries again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from council.audit.models import Entry
from council.common.access import Forbidden
from council.common.actor import Actor
from council.common.scope import council_scope
from council.models import Council
from council.notices.models import Delivery, Trouble
from council.notices.selectors import delivery_report, outbox_state
from council.notices.services import AlreadyResent, notify, resend, resend_all
from members.services.terms import grant_office
from tests.notices.conftest import ANSWERED, PATH, People

LIST = "/c/majang/office/deliveries/"


@pytest.fixture
def failed(mail: Delivery) -> Delivery:
    mail.status, mail.trouble, mail.last_error, mail.attempts = "FAILED", Trouble.REFUSED, "SMTPDataError 550", 1
    mail.save()
    return mail


@pytest.fixture
def secretary(client: Client, people: People, council: Council, now: dt.datetime) -> Client:
    day = now.date() - dt.timedelta(days=30)
    with council_scope(council.pk):
        grant_office(council, people.users[2], kind="SECRETARY", starts_on=day, by=Actor.system(council.pk), at=now)
    client.force_login(people.users[2])
    return client


def test_it_works(failed: Delivery, secretary: Client) -> None:
    page = secretary.get(LIST).text

    assert "받는 쪽 전자우편 서버가 받지 않았습니다" in page
    assert "kim" in page
    # Whom it was for and why it failed; not what was written to them, nor where.
    assert failed.notice.title not in page
    assert "kim@majang.example" not in page


def test_resending_puts_it_back_with_all_its_tries(
    here: Council, people: People, failed: Delivery, now: dt.datetime
) -> None:
    later = now + dt.timedelta(days=2)

    again = resend(failed, by=people.secretary, at=later)

    assert (again.status, again.attempts, again.next_try_at, again.trouble) == ("QUEUED", 0, later, "")
    assert Entry.objects.get(action="notices.delivery.resent").target_id == failed.pk
    assert ProcrastinateJob.objects.filter(task_name="notices.send_deliveries").count() == 2


def test_the_second_who_resends_hears_of_the_first(
    here: Council, people: People, failed: Delivery, now: dt.datetime
) -> None:
    resend(failed, by=people.secretary, at=now)

    with pytest.raises(AlreadyResent):
        resend(failed, by=people.secretary, at=now)


def test_the_second_click_is_a_page_of_its_own(failed: Delivery, secretary: Client) -> None:
    address = f"{LIST}{failed.pk}/resend/"

    assert secretary.post(address).status_code == 302
    assert secretary.post(address).status_code == 409


def test_all_can_be_resent_at_once(failed: Delivery, council: Council, secretary: Client) -> None:
    assert secretary.post(f"{LIST}resend/").status_code == 302

    with council_scope(council.pk):
        assert not delivery_report().exists()
        assert Entry.objects.get(action="notices.deliveries.resent").data == {"count": 1}


def test_nothing_to_resend_leaves_no_trace(here: Council, people: People, now: dt.datetime) -> None:
    assert resend_all(here, by=people.secretary, at=now) == 0
    assert not Entry.objects.filter(action="notices.deliveries.resent").exists()


def test_only_the_secretary_may(here: Council, people: People, failed: Delivery, now: dt.datetime) -> None:
    with pytest.raises(Forbidden):
        resend(failed, by=people.resident, at=now)
    with pytest.raises(Forbidden):
        resend_all(here, by=people.resident, at=now)


def test_residents_do_not_see_the_list(client: Client, people: People, failed: Delivery) -> None:
    client.force_login(people.users[0])

    assert client.get(LIST).status_code == 403


def test_the_state_tells_what_waits_and_since_when(
    here: Council, people: People, failed: Delivery, now: dt.datetime
) -> None:
    later = now + dt.timedelta(hours=1)
    notify(ANSWERED, [people.lee, people.park], council_id=here.pk, title="답", path=PATH, at=later)

    state = outbox_state()

    assert (state.failed, state.waiting, state.waiting_since) == (1, 2, later)
