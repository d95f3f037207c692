"""Sending what waits: claim one delivery, send it outside any transaction, note what became of it.

A worker takes a delivery by a conditional update, so two workers never hold the same one. The claim ends by
itself: what a vanished worker held is tried again.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable

from council.common.scope import council_scope
from council.notices.channels import Channel, Outcome
from council.notices.models import Delivery, Preference, Trouble
from council.notices.registry import group_of

logger = logging.getLogger(__name__)

#: Minutes until the next try; after the last one the delivery is listed to the secretary.
RETRY_MINUTES = (1, 5, 30, 120, 480)
#: Longer than any mail server lets us wait (settings.EMAIL_TIMEOUT).
CLAIM = dt.timedelta(minutes=10)

Clock = Callable[[], dt.datetime]


def next_try(attempts: int, at: dt.datetime) -> dt.datetime | None:
    """Return when to try again after so many tries, or None when it is time to give up."""
    if attempts > len(RETRY_MINUTES):
        return None
    return at + dt.timedelta(minutes=RETRY_MINUTES[attempts - 1])


def send_due(council_id: int, channel: Channel, *, clock: Clock) -> int:
    """Send all that is due in one council; return how many went out.

    Stops at the first sign that the mail server is away: the rest keeps its tries for when it is back.
    """
    sent = 0
    while (delivery := claim(council_id, at=clock())) is not None:
        outcome = unwanted(delivery) or channel.send(delivery)
        finish(delivery, outcome, at=clock())
        sent += outcome.sent
        if outcome.channel_down:
            break
    return sent


def claim(council_id: int, *, at: dt.datetime) -> Delivery | None:
    """Take the delivery that has waited longest, with notice, recipient and council; None when nothing is due."""
    with council_scope(council_id):
        while True:
            due = Delivery.objects.filter(channel=Delivery.Channel.EMAIL).due(at).order_by("next_try_at", "pk")
            row = due.select_for_update(skip_locked=True).first()
            if row is None:
                return None
            if row.status == Delivery.Status.SENDING and next_try(row.attempts, at) is None:
                # Each try ended with its worker gone: trying for ever would take every worker down.
                due.filter(pk=row.pk).update(status=Delivery.Status.FAILED, trouble=Trouble.LOST)
                continue
            taken = due.filter(pk=row.pk).update(
                status=Delivery.Status.SENDING, attempts=row.attempts + 1, next_try_at=at + CLAIM
            )
            if taken:
                return Delivery.objects.select_related("notice__recipient", "notice__council").get(pk=row.pk)


def unwanted(delivery: Delivery) -> Outcome | None:
    """Return why no mail goes out to this person, or None; asked at the last moment, as wishes change."""
    recipient = delivery.notice.recipient
    if not recipient.is_active or not recipient.email:
        return Outcome(Trouble.NO_ADDRESS)
    group = group_of(delivery.notice.kind)
    if Preference.objects.filter(user_id=recipient.pk, group=group, email=False).exists():
        return Outcome(Trouble.NOT_WANTED)
    return None


def finish(delivery: Delivery, outcome: Outcome, *, at: dt.datetime) -> None:
    """Note what became of a claimed delivery; does nothing when the claim ended and another worker has it."""
    status = Delivery.Status
    if outcome.sent:
        change = {"status": status.SENT, "sent_at": at, "trouble": Trouble.NONE, "last_error": ""}
    elif outcome.trouble in (Trouble.NO_ADDRESS, Trouble.NOT_WANTED):
        change = {"status": status.SKIPPED, "trouble": outcome.trouble, "last_error": ""}
    else:
        logger.warning("delivery %s of council %s: %s", delivery.pk, delivery.council_id, outcome.error)
        again = None if outcome.final else next_try(delivery.attempts, at)
        change = {"status": status.QUEUED if again else status.FAILED, "trouble": outcome.trouble}
        change |= {"last_error": outcome.error[:80], "next_try_at": again or at}
    with council_scope(delivery.council_id):
        # The end of the claim is its mark: a later claim of the same row has another.
        held = Delivery.objects.filter(pk=delivery.pk, status=status.SENDING, next_try_at=delivery.next_try_at)
        held.update(**change)
