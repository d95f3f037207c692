"""What every step of a recruitment shares: moving on exactly once, and telling people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.errors import Conflict, Refused, constraint_of, explain
from council.notices.services import notify
from members.models import Recruitment

Status = Recruitment.Status


class RecruitmentRefused(Refused):
    """A rule or the state of the procedure refuses the step."""


def move(recruitment: Recruitment, to: str, *, by: Actor, at: dt.datetime, why: str = "", **values: Any) -> Recruitment:
    """Take the recruitment to its next status, once: whoever comes second learns where it is now."""
    if to not in Recruitment.MOVES[recruitment.status]:
        raise RecruitmentRefused(
            _("‘%(now)s’ 상태에서는 ‘%(next)s’(으)로 옮길 수 없습니다.")
            % {"now": recruitment.get_status_display(), "next": Status(to).label},
            code="status",
        )
    before = recruitment.status
    with refusing():
        moved = Recruitment.objects.filter(pk=recruitment.pk, status=before).update(status=to, **values)
    if not moved:
        now = Recruitment.objects.get(pk=recruitment.pk)
        raise Conflict(_("다른 분이 먼저 이 모집을 ‘%(now)s’(으)로 옮겼습니다.") % {"now": now.get_status_display()})
    recruitment.refresh_from_db()
    record("members.recruitment.moved", recruitment, by=by, at=at, why=why, status=Status(to).label)
    return recruitment


class refusing(transaction.Atomic):
    """A savepoint in which what the database refuses comes back as a sentence."""

    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)

    def __exit__(self, kind: Any, error: Any, traceback: Any) -> None:
        super().__exit__(kind, error, traceback)
        if isinstance(error, IntegrityError) and (sentence := explain(error)) is not None:
            raise RecruitmentRefused(sentence, code=constraint_of(error) or "refused") from error


def tell(
    recruitment: Recruitment,
    kind: str,
    to: Iterable[int | None],
    *,
    title: str | Promise,
    body: str | Promise,
    path: str,
    by: Actor,
    at: dt.datetime,
    about: Any = None,
) -> None:
    """Write a notice to the people concerned; call it last in the step's transaction."""
    notify(
        kind,
        to,
        council_id=recruitment.council_id,
        title=title,
        body=body,
        path=path,
        about=about or recruitment,
        at=at,
        by=by,
    )


def applicants(recruitment: Recruitment, *statuses: str) -> list[int]:
    """Return the user ids of those who applied and did not withdraw (or of the given statuses)."""
    rows = recruitment.applications.filter(status__in=statuses) if statuses else recruitment.applications.sent()
    return list(rows.order_by("pk").values_list("user_id", flat=True))
