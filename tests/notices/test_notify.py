"""Telling people of an event, in the transaction of the act."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from council.models import Council
from council.notices.models import Delivery, Notice
from council.notices.registry import Group, UnknownKind, register_kind
from council.notices.services import notify
from tests.notices.conftest import ANSWERED, PATH, WAITING, People

TITLE = "제안에 답이 달렸습니다"


def jobs() -> list[dict[str, int]]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name="notices.send_deliveries")]


def test_it_works(here: Council, people: People, now: dt.datetime) -> None:
    told = notify(ANSWERED, [people.kim], council_id=here.pk, title=TITLE, body="채택했습니다.", path=PATH, at=now)

    assert told == 1
    notice = Notice.objects.get()
    assert (notice.recipient_id, notice.title, notice.body, notice.path) == (people.kim, TITLE, "채택했습니다.", PATH)
    assert (notice.created_at, notice.read_at) == (now, None)
    assert sorted(notice.deliveries.values_list("channel", "status")) == [("EMAIL", "QUEUED"), ("IN_PORTAL", "SENT")]
    assert jobs() == [{"council_id": here.pk}]


def test_a_rolled_back_act_tells_nobody(here: Council, people: People, now: dt.datetime) -> None:
    with transaction.atomic():
        notify(ANSWERED, [people.kim], council_id=here.pk, title=TITLE, path=PATH, at=now)
        assert len(jobs()) == 1
        transaction.set_rollback(True)

    assert not Notice.objects.exists()
    assert not Delivery.objects.exists()
    assert jobs() == []


def test_who_acts_is_not_told(here: Council, people: People, now: dt.datetime) -> None:
    notify(ANSWERED, [people.kim, people.park], council_id=here.pk, title=TITLE, path=PATH, at=now, by=people.secretary)

    assert list(Notice.objects.values_list("recipient_id", flat=True)) == [people.kim]


def test_nobody_to_tell_leaves_no_job(here: Council, people: People, now: dt.datetime) -> None:
    assert (
        notify(ANSWERED, [None, people.park], council_id=here.pk, title=TITLE, path=PATH, at=now, by=people.secretary)
        == 0
    )
    assert jobs() == []


def test_the_same_event_is_told_once(here: Council, people: People, now: dt.datetime) -> None:
    notify(ANSWERED, [people.kim, people.kim], council_id=here.pk, title=TITLE, path=PATH, at=now)
    again = notify(ANSWERED, [people.kim, people.lee], council_id=here.pk, title=TITLE, path=PATH, at=now)

    assert again == 1
    assert sorted(Notice.objects.values_list("recipient_id", flat=True)) == sorted([people.kim, people.lee])
    assert Delivery.objects.count() == 4


def test_the_same_thing_later_is_another_event(here: Council, people: People, now: dt.datetime) -> None:
    notify(ANSWERED, [people.kim], council_id=here.pk, title=TITLE, path=PATH, at=now)
    notify(ANSWERED, [people.kim], council_id=here.pk, title=TITLE, path=PATH, at=now + dt.timedelta(minutes=1))

    assert Notice.objects.count() == 2


def test_a_named_event_collapses_across_kinds_and_times(here: Council, people: People, now: dt.datetime) -> None:
    later = now + dt.timedelta(hours=3)
    notify(ANSWERED, [people.kim], council_id=here.pk, title=TITLE, path=PATH, at=now, event="due:7:2026-11-25")
    notify(WAITING, [people.kim], council_id=here.pk, title=TITLE, path=PATH, at=later, event="due:7:2026-11-25")

    assert Notice.objects.get().kind == ANSWERED


def test_events_about_two_records_stay_two(here: Council, people: People, now: dt.datetime) -> None:
    for record in people.users:
        notify(ANSWERED, [people.kim], council_id=here.pk, title=TITLE, path=PATH, at=now, about=record)

    assert Notice.objects.count() == len(people.users)
    assert set(Notice.objects.values_list("about_type", flat=True)) == {"members.user"}


def test_an_unregistered_kind_raises(here: Council, people: People, now: dt.datetime) -> None:
    with pytest.raises(UnknownKind):
        notify("test.never.declared", [people.kim], council_id=here.pk, title=TITLE, path=PATH, at=now)


def test_a_kind_is_registered_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        register_kind(ANSWERED, "다른 이름", Group.GENERAL)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "proposals/7/",
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "/a\r\nSet-Cookie: b",
        "/" * 501,
    ],
)
def test_a_path_out_of_the_portal_is_refused(here: Council, people: People, now: dt.datetime, path: str) -> None:
    with pytest.raises(ValueError, match="path of this portal"):
        notify(ANSWERED, [people.kim], council_id=here.pk, title=TITLE, path=path, at=now)


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "https://evil.example/"])
def test_the_database_refuses_a_foreign_path_too(here: Council, people: People, now: dt.datetime, path: str) -> None:
    with pytest.raises(IntegrityError, match="notice_path_is_local"):
        Notice.objects.create(recipient_id=people.kim, kind=ANSWERED, event="x", title=TITLE, path=path, created_at=now)


def test_the_reader_is_the_recipient_so_lazy_text_is_korean(here: Council, people: People, now: dt.datetime) -> None:
    with translation.override("en"):
        title = format_lazy("{word} ‘{title}’", word=gettext_lazy("Yes"), title="{가로등}")
        notify(ANSWERED, [people.kim], council_id=here.pk, title=title, path=PATH, at=now)

    assert Notice.objects.get().title == "예 ‘{가로등}’"


def test_a_title_is_one_line_of_at_most_200_signs(here: Council, people: People, now: dt.datetime) -> None:
    notify(
        ANSWERED,
        [people.kim],
        council_id=here.pk,
        title="가로등\r\nBcc: x@evil.example\x00" + "가" * 300,
        path=PATH,
        at=now,
    )

    title = Notice.objects.get().title
    assert title.isprintable()
    assert (len(title), title[-1]) == (200, "…")


def test_it_costs_the_same_for_one_and_for_many(
    here: Council, people: People, now: dt.datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for readers in ([people.kim], people.everybody):
        # savepoint in and out, notices, which are new, deliveries, the job
        with django_assert_num_queries(6):
            notify(ANSWERED, readers, council_id=here.pk, title=TITLE, path=f"{PATH}{len(readers)}/", at=now)


def test_it_opens_the_scope_where_none_is_open(council: Council, people: People, now: dt.datetime) -> None:
    assert notify(ANSWERED, [people.kim], council_id=council.pk, title=TITLE, path=PATH, at=now) == 1
