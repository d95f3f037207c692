"""One's own notices, and which of them come by e-mail."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from council.common.scope import council_scope
from council.models import Council
from council.notices.models import Notice
from council.notices.registry import Group
from council.notices.selectors import email_groups, export_for, inbox, unread_count
from council.notices.services import choose_email, erase_person, mark_all_read, mark_read, notify
from tests.notices.conftest import ANSWERED, PATH, People, make_council

INBOX = "/c/majang/my/notices/"
SETTINGS = "/accounts/notices/"


@pytest.fixture
def kim(client: Client, people: People) -> Client:
    client.force_login(people.users[0])
    return client


def fill(council: Council, user_id: int, count: int, now: dt.datetime, word: str = "알림") -> None:
    for number in range(count):
        at = now + dt.timedelta(minutes=number)
        notify(ANSWERED, [user_id], council_id=council.pk, title=f"{word} {number}", path=PATH, at=at)


def test_it_works(council: Council, people: People, now: dt.datetime, kim: Client) -> None:
    fill(council, people.kim, 2, now)

    page = kim.get(INBOX)

    assert page.status_code == 200
    assert "읽지 않은 알림이 2건 있습니다." in page.text
    assert page.text.index("알림 1") < page.text.index("알림 0")


def test_unread_ones_come_first(here: Council, people: People, now: dt.datetime) -> None:
    fill(here, people.kim, 3, now)
    mark_read(Notice.objects.get(title="알림 2"), at=now)

    assert [notice.title for notice in inbox(people.kim)] == ["알림 1", "알림 0", "알림 2"]


def test_the_empty_inbox_says_what_comes_here(kim: Client, council: Council) -> None:
    assert "받은 알림이 없습니다." in kim.get(INBOX).text


def test_opening_marks_as_read_and_leads_there(council: Council, people: People, now: dt.datetime, kim: Client) -> None:
    fill(council, people.kim, 1, now)
    with council_scope(council.pk):
        pk = Notice.objects.get().pk

    answer = kim.post(f"{INBOX}{pk}/open/")

    assert (answer.status_code, answer["Location"]) == (302, PATH)
    with council_scope(council.pk):
        assert unread_count(people.kim) == 0


def test_looking_changes_nothing(council: Council, people: People, now: dt.datetime, kim: Client) -> None:
    fill(council, people.kim, 1, now)
    with council_scope(council.pk):
        pk = Notice.objects.get().pk

    kim.get(INBOX)

    assert kim.get(f"{INBOX}{pk}/open/").status_code == 405
    assert kim.get(f"{INBOX}read/").status_code == 405
    with council_scope(council.pk):
        assert unread_count(people.kim) == 1


def test_the_first_reading_counts(here: Council, people: People, now: dt.datetime) -> None:
    fill(here, people.kim, 1, now)
    notice = Notice.objects.get()
    mark_read(notice, at=now)
    mark_read(notice, at=now + dt.timedelta(days=1))

    notice.refresh_from_db()
    assert notice.read_at == now


def test_somebody_elses_notice_is_not_there(council: Council, people: People, now: dt.datetime, kim: Client) -> None:
    fill(council, people.lee, 1, now, word="위원 이에게")
    with council_scope(council.pk):
        pk = Notice.objects.get().pk

    assert "위원 이에게" not in kim.get(INBOX).text
    assert kim.post(f"{INBOX}{pk}/open/").status_code == 404
    with council_scope(council.pk):
        assert unread_count(people.lee) == 1


def test_another_councils_notice_is_not_there(people: People, now: dt.datetime, kim: Client) -> None:
    other = make_council("haenggung")
    fill(other, people.kim, 1, now, word="옆 동에서")
    with council_scope(other.pk):
        pk = Notice.objects.get().pk

    assert "옆 동에서" not in kim.get(INBOX).text
    assert kim.post(f"{INBOX}{pk}/open/").status_code == 404
    assert kim.post(f"/c/haenggung/my/notices/{pk}/open/").status_code == 302


def test_who_is_not_signed_in_is_asked_to(client: Client, council: Council) -> None:
    for address in (INBOX, SETTINGS):
        assert client.get(address)["Location"].startswith("/accounts/login/")


def test_all_read_reaches_what_stood_on_the_page(council: Council, people: People, kim: Client) -> None:
    fill(council, people.kim, 2, timezone.now() - dt.timedelta(days=1))
    shown = kim.get(INBOX).context["up_to"]
    fill(council, people.kim, 1, timezone.now(), word="방금")

    kim.post(f"{INBOX}read/", {"up_to": shown})

    with council_scope(council.pk):
        assert [notice.title for notice in Notice.objects.unread()] == ["방금 0"]


@pytest.mark.parametrize("up_to", ["", "-1", "내일", "9" * 30, "2026-13-01T00:00:00+09:00", "2099-01-01T00:00:00"])
def test_all_read_takes_no_nonsense(
    council: Council, people: People, now: dt.datetime, kim: Client, up_to: str
) -> None:
    fill(council, people.kim, 1, now)

    assert kim.post(f"{INBOX}read/", {"up_to": up_to}).status_code == 302
    with council_scope(council.pk):
        assert unread_count(people.kim) == 1


def test_all_read_leaves_other_people_alone(here: Council, people: People, now: dt.datetime) -> None:
    fill(here, people.lee, 1, now)

    assert mark_all_read(people.kim, up_to=now, at=now) == 0


def test_the_list_costs_the_same_at_any_length(
    council: Council,
    people: People,
    now: dt.datetime,
    kim: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    kim.get(INBOX)  # the first visit of a day is noted
    costs = []
    for count in (50, 1000):
        with council_scope(council.pk):
            Notice.objects.bulk_create(
                Notice(
                    council_id=council.pk,
                    recipient_id=people.kim,
                    kind=ANSWERED,
                    event=f"{count}-{number}",
                    title=f"알림 {number}",
                    path=PATH,
                    created_at=now,
                )
                for number in range(count)
            )
        with django_assert_max_num_queries(12) as counted:
            assert kim.get(INBOX).status_code == 200
        costs.append(len(counted))

    assert costs[0] == costs[1]


def test_counting_unread_is_one_query_or_none(
    council: Council, people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert unread_count(people.kim) == 0  # outside any council
    with council_scope(council.pk), django_assert_num_queries(1):
        assert unread_count(people.kim) == 0
        assert unread_count(None) == 0


def test_people_choose_what_comes_by_mail(council: Council, people: People, kim: Client) -> None:
    assert set(email_groups(people.kim)) >= {Group.DUTY, Group.MY_PROPOSALS}

    answer = kim.post(SETTINGS, {"groups": [Group.DUTY]})

    assert (answer.status_code, answer["Location"]) == (302, SETTINGS)
    assert email_groups(people.kim) == [Group.DUTY]
    assert kim.get(SETTINGS).text.count("checked") == 1


def test_an_unknown_group_is_refused_beside_the_field(council: Council, people: People, kim: Client) -> None:
    before = email_groups(people.kim)

    answer = kim.post(SETTINGS, {"groups": ["NONSENSE"]})

    assert answer.status_code == 200
    assert "groups" in answer.context["form"].errors
    assert email_groups(people.kim) == before


def test_choosing_twice_keeps_the_last(people: People) -> None:
    choose_email(people.kim, [])
    choose_email(people.kim, [Group.MY_PROPOSALS])

    assert email_groups(people.kim) == [Group.MY_PROPOSALS]


def test_ones_own_notices_can_be_taken_along(here: Council, people: People, now: dt.datetime) -> None:
    fill(here, people.kim, 1, now)
    fill(here, people.lee, 1, now)

    (row,) = export_for(people.kim)
    assert (row["제목"], row["갈래"], row["읽은 때"]) == ("알림 0", "내 제안에 답이 달림", None)


def test_a_closed_account_leaves_no_notices(here: Council, people: People, now: dt.datetime) -> None:
    fill(here, people.kim, 1, now)
    fill(here, people.lee, 1, now)
    choose_email(people.kim, [])

    erase_person(people.kim)

    assert list(Notice.objects.values_list("recipient_id", flat=True)) == [people.lee]
    assert email_groups(people.kim) != []
