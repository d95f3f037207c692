"""Opening and closing a term of any kind: what the verbs about seats, places, offices and posts share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.common.actor import Actor
from council.common.dates import kdate
from council.common.errors import Conflict, Refused, constraint_of, explain
from council.models import Council
from council.notices.services import notify
from members.models import Membership
from members.models.term import Term

T = TypeVar("T", bound=Term)


class TermRefused(Refused):
    """The dates or the person do not fit the seat; the message says what is in the way."""


def open_term(term: Term) -> None:
    """Save a new term; what the database refuses comes back as a sentence."""
    _dated(term)
    council_id = getattr(term, "council_id", None)
    try:
        with transaction.atomic():
            if council_id is not None:
                # Two rows that exclude each other, inserted at once, may wait for each other for ever: one by one.
                list(Council.objects.select_for_update(no_key=True).filter(pk=council_id).values_list("pk"))
            term.save(force_insert=True)
    except IntegrityError as error:
        raise _refused(error) from error


def open_seats(seats: list[Membership]) -> None:
    """Save the seats of one letter by one statement; where one is refused, none is taken, and the person is named."""
    for seat in seats:
        _dated(seat)
    try:
        with transaction.atomic():
            Membership.objects.bulk_create(seats)
    except IntegrityError as error:
        if len(seats) == 1:
            raise _refused(error) from error
        _one_by_one(seats)


def _one_by_one(seats: list[Membership]) -> None:
    """Try the seats one after the other, so that the refusal names the person whose seat it is."""
    for seat in seats:
        try:
            with transaction.atomic():
                seat.save(force_insert=True)
        except IntegrityError as error:
            found = _refused(error)
            raise TermRefused(f"{seat.user.name}: {found.message}", field=found.field, code=found.code) from error


def _dated(term: Term) -> None:
    if term.ends_on is not None and term.ends_on <= term.starts_on:
        raise TermRefused(_("끝나는 날은 시작하는 날보다 뒤여야 합니다."), field="ends_on", code="dates")


def _refused(error: IntegrityError) -> TermRefused:
    """Return the refusal in words. Raises the error itself when it is none of ours."""
    sentence = explain(error)
    if sentence is None:
        raise error
    return TermRefused(sentence, code=constraint_of(error) or "refused")


def close_term(term: T, ends_on: dt.date, reason: str) -> None:
    """End the term on that day, unless it is over by then or somebody else ended it first."""
    if not reason.strip():
        raise TermRefused(_("까닭을 써 주십시오. 이력에 남습니다."), field="reason", code="no_reason")
    model = type(term)
    row = model._default_manager.select_for_update().get(pk=term.pk)
    if row.ends_on != term.ends_on:
        raise Conflict(_("다른 분이 먼저 이 임기를 %(day)s까지로 바꾸었습니다.") % {"day": kdate(row.last_day)})
    if row.ends_on is not None and row.ends_on <= ends_on:
        raise TermRefused(
            _("이 임기는 %(day)s에 이미 끝납니다. 그보다 이른 날을 쓰십시오.") % {"day": kdate(row.last_day)},
            field="ends_on",
            code="over",
        )
    if ends_on < row.starts_on:
        raise TermRefused(_("끝난 날은 시작한 날보다 앞설 수 없습니다."), field="ends_on", code="dates")
    term.ends_on, term.end_reason = ends_on, reason.strip()
    term.save(update_fields=["ends_on", "end_reason"])


def tell_started(
    council: Council, user_ids: Iterable[int], label: str, term: Term, *, by: Actor, at: dt.datetime
) -> None:
    notify(
        "members.term.started",
        user_ids,
        council_id=council.pk,
        title=format_lazy(gettext_lazy("{council} {label} 임기가 시작됩니다"), council=council.name, label=label),
        body=format_lazy(gettext_lazy("{day}부터입니다."), day=kdate(term.starts_on)),
        path=reverse("members:roll", args=[council.slug]),
        about=term,
        at=at,
        by=by,
    )


def tell_ended(council: Council, user_id: int, label: str, term: Term, *, by: Actor, at: dt.datetime) -> None:
    if timezone.localdate(at) < term.starts_on:
        return  # withdrawn before it began: the history says so, and a notice would only puzzle
    notify(
        "members.term.ended",
        [user_id],
        council_id=council.pk,
        title=format_lazy(gettext_lazy("{council} {label} 임기가 끝납니다"), council=council.name, label=label),
        body=format_lazy(gettext_lazy("까닭: {reason}"), reason=term.end_reason),
        path=reverse("members:roll", args=[council.slug]),
        about=term,
        at=at,
        by=by,
    )
