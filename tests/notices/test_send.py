"""Sending what waits, and what happens when it does not go."""

from __future__ import annotations

import datetime as dt
import smtplib
from email.header import decode_header, make_header
from typing import Any, Self

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from pytest_django import Settings

from council.models import Council
from council.notices.channels import Outcome
from council.notices.channels.email import EmailChannel
from council.notices.models import Delivery, Notice, Trouble
from council.notices.registry import Group
from council.notices.sending import CLAIM, RETRY_MINUTES, claim, finish, send_due
from council.notices.services import choose_email, notify
from tests.notices.conftest import ANSWERED, PATH, WAITING, People
from tests.notices.smtp_server import smtp_server


class Failing:
    """A channel that answers the same to every mail."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.tried: list[int] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        """Nothing to close."""

    def send(self, delivery: Delivery) -> Outcome:
        self.tried.append(delivery.pk)
        return self.outcome


class RaisingBackend(BaseEmailBackend):
    error: Exception

    def send_messages(self, email_messages: Any) -> int:
        raise self.error


BUSY = Outcome(Trouble.BUSY, "SMTPDataError 451")
DOWN = Outcome(Trouble.UNREACHABLE, "ConnectionRefusedError", channel_down=True)


def send(council: Council, at: dt.datetime, channel: Any = None) -> int:
    return send_due(council.pk, channel or EmailChannel(), clock=lambda: at)


def sent() -> EmailMessage:
    (message,) = django_mail.outbox
    return message


def test_it_works(here: Council, people: People, mail: Delivery, now: dt.datetime, settings: Settings) -> None:
    settings.PORTAL_URL = "https://portal.example.kr"

    assert send(here, now) == 1

    message = sent()
    assert message.to == ["kim@majang.example"]
    assert message.subject == "[마장동 주민자치회] 제안 ‘가로등’에 답이 달렸습니다"
    assert "https://portal.example.kr/c/majang/proposals/7/" in message.body
    assert "까닭은 제안 쪽에 있습니다." in message.body
    assert "https://portal.example.kr/accounts/notices/" in message.body
    wire = message.message()
    assert str(make_header(decode_header(wire["From"]))).startswith("마장동 주민자치회 <")
    assert wire["List-Unsubscribe"] == "<https://portal.example.kr/accounts/notices/>"
    assert wire["Auto-Submitted"] == "auto-generated"
    assert wire["Message-ID"] == f"<notice-{here.pk}-{mail.pk}@portal.example.kr>"
    mail.refresh_from_db()
    assert (mail.status, mail.sent_at, mail.attempts, mail.trouble) == ("SENT", now, 1, "")


def test_what_was_sent_is_not_sent_again(here: Council, mail: Delivery, now: dt.datetime) -> None:
    send(here, now)
    send(here, now + dt.timedelta(days=1))

    assert len(django_mail.outbox) == 1


def test_it_goes_over_smtp(here: Council, mail: Delivery, now: dt.datetime, settings: Settings) -> None:
    with smtp_server() as server:
        use_smtp(settings, server.port)
        with EmailChannel() as channel:
            assert send(here, now, channel) == 1

    (text,) = server.mails
    assert "To: kim@majang.example" in text
    assert "List-Unsubscribe: <" in text


def test_an_address_refused_for_ever_is_given_up_at_once(
    here: Council, mail: Delivery, now: dt.datetime, settings: Settings
) -> None:
    with smtp_server(rcpt="550 no such user kim@majang.example") as server:
        use_smtp(settings, server.port)
        with EmailChannel() as channel:
            send(here, now, channel)

    mail.refresh_from_db()
    assert (mail.status, mail.trouble, mail.last_error) == ("FAILED", "REFUSED", "SMTPRecipientsRefused 550")


def test_a_server_that_is_away_is_noted_and_tried_again(
    here: Council, people: People, mail: Delivery, now: dt.datetime, settings: Settings
) -> None:
    notify(WAITING, [people.lee], council_id=here.pk, title="할 일", path=PATH, at=now)
    with smtp_server() as server:
        port = server.port
    use_smtp(settings, port)

    with EmailChannel() as channel:
        assert send(here, now, channel) == 0

    mail.refresh_from_db()
    assert (mail.status, mail.trouble, mail.attempts) == ("QUEUED", "UNREACHABLE", 1)
    assert mail.next_try_at == now + dt.timedelta(minutes=1)
    # The rest has not spent a try on a server that is away.
    assert Delivery.objects.waiting().filter(attempts=0).count() == 1

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send(here, now + dt.timedelta(minutes=1)) == 2


def test_pauses_grow_and_then_it_is_given_up(here: Council, mail: Delivery, now: dt.datetime) -> None:
    at, channel = now, Failing(BUSY)
    for minutes in RETRY_MINUTES:
        send(here, at, channel)
        assert claim(here.pk, at=at + dt.timedelta(minutes=minutes, seconds=-1)) is None
        at += dt.timedelta(minutes=minutes)
    send(here, at, channel)

    mail.refresh_from_db()
    assert (mail.status, mail.trouble, mail.last_error) == ("FAILED", "BUSY", "SMTPDataError 451")
    assert len(channel.tried) == mail.attempts == len(RETRY_MINUTES) + 1


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (smtplib.SMTPDataError(552, b"kim@majang.example over quota"), "FAILED", "SMTPDataError 552"),
        (smtplib.SMTPDataError(451, b"later, kim@majang.example"), "QUEUED", "SMTPDataError 451"),
        (smtplib.SMTPAuthenticationError(535, b"bad password hunter2"), "QUEUED", "SMTPAuthenticationError 535"),
        (smtplib.SMTPServerDisconnected("gone"), "QUEUED", "SMTPServerDisconnected"),
        (TimeoutError("timed out"), "QUEUED", "TimeoutError"),
        (ValueError("bad address kim@majang.example"), "FAILED", "ValueError"),
    ],
)
def test_errors_are_kept_without_anybodys_address(
    here: Council,
    mail: Delivery,
    now: dt.datetime,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    status: str,
    words: str,
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.RaisingBackend"
    monkeypatch.setattr(RaisingBackend, "error", error, raising=False)

    send(here, now)

    mail.refresh_from_db()
    assert (mail.status, mail.last_error) == (status, words)
    assert "kim@" not in caplog.text
    assert "hunter2" not in caplog.text


def test_nothing_typed_becomes_a_header(here: Council, people: People, now: dt.datetime, council: Council) -> None:
    Council.objects.filter(pk=council.pk).update(name='마장동 "주민"\r\nBcc: x@evil.example')
    evil = "가로등\r\nBcc: x@evil.example\r\n\r\n본문"
    notify(ANSWERED, [people.kim], council_id=here.pk, title=evil, body="Bcc: x@evil.example", path=PATH, at=now)
    # Rows that somebody wrote around the service.
    Notice.objects.update(title=evil)

    send(here, now)

    message = sent()
    assert message.message()["Bcc"] is None
    assert message.recipients() == ["kim@majang.example"]
    assert message.subject == '[마장동 "주민" Bcc: x@evil.example] 가로등 Bcc: x@evil.example 본문'


def test_who_switched_a_group_off_gets_no_mail_of_it(
    here: Council, people: People, mail: Delivery, now: dt.datetime
) -> None:
    choose_email(people.kim, [Group.DUTY])
    notify(WAITING, [people.kim], council_id=here.pk, title="할 일", path=PATH, at=now)

    assert send(here, now) == 1

    assert "할 일" in sent().subject
    mail.refresh_from_db()
    assert (mail.status, mail.trouble) == ("SKIPPED", "NOT_WANTED")
    assert Notice.objects.to(people.kim).unread().count() == 2


def test_a_closed_account_gets_no_mail(here: Council, people: People, mail: Delivery, now: dt.datetime) -> None:
    people.users[0].is_active = False
    people.users[0].save()

    assert send(here, now) == 0

    mail.refresh_from_db()
    assert (mail.status, mail.trouble) == ("SKIPPED", "NO_ADDRESS")


def test_what_a_vanished_worker_held_is_tried_again(here: Council, mail: Delivery, now: dt.datetime) -> None:
    claim(here.pk, at=now)

    assert send(here, now + CLAIM - dt.timedelta(seconds=1)) == 0
    assert send(here, now + CLAIM) == 1


def test_a_mail_that_kills_its_workers_is_given_up(here: Council, mail: Delivery, now: dt.datetime) -> None:
    at = now
    while claim(here.pk, at=at) is not None:
        at += CLAIM

    mail.refresh_from_db()
    assert (mail.status, mail.trouble, mail.attempts) == ("FAILED", "LOST", len(RETRY_MINUTES) + 1)


def test_a_worker_that_came_back_too_late_changes_nothing(here: Council, mail: Delivery, now: dt.datetime) -> None:
    slow = claim(here.pk, at=now)
    assert slow is not None
    assert send(here, now + CLAIM) == 1

    finish(slow, BUSY, at=now + CLAIM)

    mail.refresh_from_db()
    assert mail.status == "SENT"


def test_a_server_that_is_away_ends_the_round(here: Council, people: People, now: dt.datetime) -> None:
    notify(ANSWERED, people.everybody, council_id=here.pk, title="답", path=PATH, at=now)
    channel = Failing(DOWN)

    send(here, now, channel)

    assert len(channel.tried) == 1


def use_smtp(settings: Settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 2
    settings.EMAIL_USE_TLS = False
