"""Plain-text mail through Django's backend: SMTP by settings, files in the demonstration."""

from __future__ import annotations

import smtplib
from email.utils import formataddr, parseaddr
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from council.notices.channels import Outcome
from council.notices.models import Delivery, Trouble
from council.notices.text import one_line

#: SMTP answers of 5xx are for ever, 4xx for now (RFC 5321 §4.2.1).
PERMANENT = 500


class EmailChannel:
    """Mail over one connection; a fault closes it, and the next mail opens a new one."""

    def __init__(self) -> None:
        self.connection: BaseEmailBackend = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.connection.close()

    def send(self, delivery: Delivery) -> Outcome:
        """Send one mail and return what became of it, without anybody's address in the words."""
        try:
            message = compose(delivery)
            self.connection.open()
            message.connection = self.connection
            message.send()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self.connection.close()
            return outcome_of(error)
        return Outcome()


def compose(delivery: Delivery) -> EmailMessage:
    """Return the mail: the council's name, what happened, where to look, and how to stop the mails."""
    notice = delivery.notice
    council = notice.council
    portal = settings.PORTAL_URL.rstrip("/")
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(
            "notices/mail.txt",
            {
                "notice": notice,
                "council": council,
                "link": portal + notice.path,
                "preferences": portal + reverse("notices_account:preferences"),
            },
        )
    return EmailMessage(
        subject=one_line(f"[{council.name}] {notice.title}"),
        body=text,
        from_email=formataddr((one_line(council.name), parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[notice.recipient.email],
        headers={
            # The same at every try: a mail that went out twice after a crash shows once.
            "Message-ID": f"<notice-{delivery.council_id}-{delivery.pk}@{urlsplit(portal).hostname}>",
            "List-Unsubscribe": f"<{portal}{reverse('notices_account:preferences')}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )


def outcome_of(error: Exception) -> Outcome:
    """Return what an error of sending means: for ever or for now, for this mail or for the whole server."""
    name = type(error).__name__
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _answer in error.recipients.values()]
        return _answered(max(codes, default=0), name)
    if isinstance(error, smtplib.SMTPDataError):
        return _answered(error.smtp_code, name)
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError):
        return Outcome(Trouble.UNSENDABLE, name, final=True)
    code = f" {error.smtp_code}" if isinstance(error, smtplib.SMTPResponseException) else ""
    return Outcome(Trouble.UNREACHABLE, name + code, channel_down=True)


def _answered(code: int, name: str) -> Outcome:
    final = code >= PERMANENT
    return Outcome(Trouble.REFUSED if final else Trouble.BUSY, f"{name} {code}", final=final)
