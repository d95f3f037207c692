"""Telling people: notices are written in the transaction of the act that they tell of, or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar

from django.conf import settings
from django.db import models, transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.access import require
from council.common.actor import Actor
from council.common.errors import Conflict
from council.common.scope import council_scope, current_scope
from council.models import Council
from council.notices import tasks
from council.notices.models import Delivery, Notice, Preference, Trouble
from council.notices.registry import groups_in_use, kind_of
from council.notices.text import is_local, one_line


class AlreadyResent(Conflict):
    """Somebody else has put the mail back into the queue."""


#: Set while records of the past are written: notices from before that moment count as read.
_read_before: ContextVar[dt.datetime | None] = ContextVar("notices_read_before", default=None)


@contextmanager
def past_notices(read_before: dt.datetime) -> Iterator[None]:
    """Write notices of what happened long ago (demonstration, taking over old records).

    They stand in the inbox as they would have, those from before the moment as read; nothing goes out by e-mail.
    """
    token = _read_before.set(read_before)
    try:
        yield
    finally:
        _read_before.reset(token)


def notify(
    kind: str,
    to: Iterable[int | None],
    *,
    council_id: int,
    title: str | Promise,
    path: str,
    at: dt.datetime,
    body: str | Promise = "",
    by: Actor | None = None,
    about: models.Model | None = None,
    event: str = "",
) -> int:
    """Tell people of one event, in the caller's transaction; return how many were told.

    Whoever acted (``by``) is left out, and nobody is told of the same event twice: an event is ``event``, or
    else the kind, the record it is about and the moment. Lazy texts are rendered in the portal's language,
    since the reader is the recipient and not whoever acts. Raises UnknownKind for a kind nobody registered,
    ValueError for a path that leaves the portal.
    """
    known = kind_of(kind)
    if not is_local(path):
        raise ValueError("a notice leads to a path of this portal")
    people = {person for person in to if person is not None} - ({by.user_id} if by else set())
    if not people:
        return 0
    about_type = about._meta.label_lower if about is not None else ""
    about_id = about.pk if about is not None else None
    key = event or f"{kind}|{about_type}:{about_id}|{'' if about else path}|{at.isoformat()}"[:200]
    read_before = _read_before.get()
    with translation.override(settings.LANGUAGE_CODE):
        title_text, body_text = one_line(str(title)), str(body).strip()
    with nullcontext() if _in_scope_of(council_id) else council_scope(council_id), transaction.atomic():
        Notice.objects.bulk_create(
            [
                Notice(
                    council_id=council_id,
                    recipient_id=person,
                    kind=known.code,
                    event=key,
                    title=title_text,
                    body=body_text,
                    path=path,
                    about_type=about_type,
                    about_id=about_id,
                    created_at=at,
                    read_at=at if read_before is not None and at < read_before else None,
                )
                for person in sorted(people)
            ],
            ignore_conflicts=True,
        )
        # Rows that were there before have their deliveries; a conflict tells no keys, so ask again.
        fresh = Notice.objects.filter(event=key, recipient_id__in=people, deliveries__isnull=True)
        keys = list(fresh.values_list("pk", flat=True))
        if keys:
            _queue(keys, council_id=council_id, at=at)
    return len(keys)


def _queue(notice_ids: list[int], *, council_id: int, at: dt.datetime) -> None:
    """Write how each notice goes out, and the job that sends; the inbox has it at once."""
    in_portal, email = Delivery.Channel.IN_PORTAL, Delivery.Channel.EMAIL
    sent = Delivery.Status.SENT
    of_the_past = _read_before.get() is not None
    rows = []
    for key in notice_ids:
        common = {"council_id": council_id, "notice_id": key, "next_try_at": at}
        rows.append(Delivery(channel=in_portal, status=sent, attempts=1, sent_at=at, **common))
        if not of_the_past:
            rows.append(Delivery(channel=email, **common))
    Delivery.objects.bulk_create(rows)
    if not of_the_past:
        tasks.send_deliveries.defer(council_id=council_id)


def mark_read(notice: Notice, *, at: dt.datetime) -> None:
    """Note when the recipient opened the notice; the first time counts."""
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=at)


def mark_all_read(user_id: int, *, up_to: dt.datetime, at: dt.datetime) -> int:
    """Note the person's notices as read, those until the page was shown (``up_to``); return how many."""
    return Notice.objects.to(user_id).unread().filter(created_at__lte=up_to).update(read_at=at)


def choose_email(user_id: int, groups: Iterable[str]) -> None:
    """Keep which groups of notices the person wants by e-mail; the others come to the inbox only."""
    wanted = set(groups)
    Preference.objects.bulk_create(
        [Preference(user_id=user_id, group=group, email=group in wanted) for group in groups_in_use()],
        update_conflicts=True,
        unique_fields=["user", "group"],
        update_fields=["email"],
    )


def resend(delivery: Delivery, *, by: Actor, at: dt.datetime) -> Delivery:
    """Put a mail that was given up back into the queue, with all its tries. Raises AlreadyResent."""
    require(by, "notices.deliveries", delivery)
    with transaction.atomic():
        if not _requeue(Delivery.objects.failed().filter(pk=delivery.pk), at=at):
            raise AlreadyResent(_("다른 분이 먼저 다시 보냈습니다. 결과는 잠시 뒤 이 목록에 나옵니다."))
        record("notices.delivery.resent", delivery, by=by, at=at)
        tasks.send_deliveries.defer(council_id=delivery.council_id)
    delivery.refresh_from_db()
    return delivery


def resend_all(council: Council, *, by: Actor, at: dt.datetime) -> int:
    """Put all mails that were given up back into the queue, as after a repaired mail server; return how many."""
    require(by, "notices.deliveries", council)
    with transaction.atomic():
        count = _requeue(Delivery.objects.failed(), at=at)
        if count:
            record("notices.deliveries.resent", council, by=by, at=at, count=count)
            tasks.send_deliveries.defer(council_id=council.pk)
    return count


def erase_person(user_id: int) -> None:
    """Remove what is kept for a person who closed the account: wishes, and the notices of the open scope."""
    Preference.objects.filter(user_id=user_id).delete()
    Notice.objects.to(user_id).delete()


def _requeue(deliveries: models.QuerySet[Delivery], *, at: dt.datetime) -> int:
    return deliveries.update(
        status=Delivery.Status.QUEUED, attempts=0, next_try_at=at, trouble=Trouble.NONE, last_error=""
    )


def _in_scope_of(council_id: int) -> bool:
    scope = current_scope()
    return scope is not None and not scope.wide and scope.council_ids == (council_id,)
