"""Background jobs of members."""

from __future__ import annotations

from django.core.mail import EmailMessage
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app


@app.task(
    name="members.send_mail",
    queue="notices",
    retry=RetryStrategy(max_attempts=6, exponential_wait=4),
)
def send_mail(subject: str, body: str, to: str) -> None:
    """Send one mail to an address that need not belong to an account; tried again when the server is away."""
    EmailMessage(subject, body, to=[to]).send()
