"""Residency: asking for it, and the secretary's confirming, refusing and ending it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record
from council.common.actor import Actor, Role
from council.common.errors import Conflict, Refused
from council.common.language import recorded
from council.models import Council
from council.notices.services import notify
from council.rulebook import rulebook
from members.models import Membership, Residency, User
from members.selectors import who
from members.services.guard import guard, guard_self

#: No letter or figure that a person may take for another on paper.
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8


class CodeRefused(Refused):
    """The one-time code does not open the door; the message says how many tries are left."""


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """The residency with its new code in plain text, which is never shown again."""

    residency: Residency
    code: str


def join(council: Council, user: User, *, basis: str, address_hint: str, by: Actor, at: dt.datetime) -> Residency:
    """Ask the council to confirm the person as a resident, and return the request.

    Refused while another request is open or the person is confirmed already.
    """
    guard(by, "members.join")
    guard_self(by, user)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        standing = Residency.objects.open().filter(user=user).first()
        if standing is not None and standing.is_verified:
            raise Refused(_("이미 확인된 주민입니다. 제안하고 의견을 쓸 수 있습니다."), code="verified")
        if standing is not None:
            raise Refused(_("이미 신청했습니다. 간사가 확인하면 알려 드립니다."), code="pending")
        residency = Residency.objects.create(
            council=council, user=user, basis=basis, address_hint=address_hint.strip(), requested_at=at
        )
        record("members.residency.requested", residency, by=by, at=at)
        notify(
            "members.residency.requested",
            who(council.pk, Role.SECRETARY, timezone.localdate(at)),
            council_id=council.pk,
            title=gettext_lazy("주민 확인 신청이 한 건 들어왔습니다"),
            body=gettext_lazy("만나서 확인하거나, 확인 번호를 찍어 전해 주십시오."),
            path=reverse("members:resident", args=[council.slug, residency.pk]),
            about=residency,
            at=at,
            by=by,
        )
    return residency


def verify_in_person(residency: Residency, *, by: Actor, at: dt.datetime) -> Residency:
    """Confirm a resident whose papers the secretary has seen. Nobody confirms himself."""
    guard(by, "members.verify_resident", residency)
    _not_oneself(residency, by)
    with transaction.atomic():
        _verify(residency, Residency.Method.IN_PERSON, by_id=by.user_id, at=at)
        record("members.residency.verified", residency, by=by, at=at, method=Residency.Method.IN_PERSON.label)
        _tell_verified(residency, by=by, at=at)
    return residency


def issue_code(residency: Residency, *, by: Actor, at: dt.datetime) -> IssuedCode:
    """Make a one-time code to be printed and handed over or posted to the address; an older one stops working.

    Good for ``residency.code_days`` days and ``residency.code_tries`` tries (rules). Only its hash is kept.
    """
    guard(by, "members.verify_resident", residency)
    _not_oneself(residency, by)
    code = "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH))
    days = rulebook(residency.council, timezone.localdate(at)).days("residency.code_days")
    with transaction.atomic():
        changed = (
            Residency.objects.pending()
            .filter(pk=residency.pk)
            .update(
                code_hash=make_password(code),
                code_expires_at=at + dt.timedelta(days=days),
                code_tries=0,
                # Whoever handed the code over vouches for the address; redeeming keeps this name.
                verified_by_id=by.user_id,
            )
        )
        if not changed:
            raise _moved_on(residency)
        residency.refresh_from_db()
        record("members.residency.code_issued", residency, by=by, at=at)
    return IssuedCode(residency, f"{code[:4]}-{code[4:]}")


def redeem_code(residency: Residency, code: str, *, by: Actor, at: dt.datetime) -> Residency:
    """Confirm the person by the code that was handed over.

    Raises CodeRefused for a wrong, used up or old one. A try counts even when the caller's work is refused, so
    the caller must let the surrounding transaction commit (the view answers 200).
    """
    guard_self(by, residency.user)
    limit = rulebook(residency.council, timezone.localdate(at)).days("residency.code_tries")
    if not residency.code_hash:
        raise CodeRefused(
            _("아직 확인 번호를 받지 않았습니다. 간사에게 말씀하시면 찍어 드립니다."), field="code", code="none"
        )
    if not residency.is_pending:
        raise _moved_on(residency)
    if not residency.code_waits(at):
        raise CodeRefused(
            _("확인 번호의 기한이 지났습니다. 간사에게 새 번호를 청하십시오."), field="code", code="expired"
        )
    # Counted before it is looked at: two guesses at once cannot both be the last one.
    if (
        not Residency.objects.pending()
        .filter(pk=residency.pk, code_tries__lt=limit)
        .update(code_tries=F("code_tries") + 1)
    ):
        raise CodeRefused(
            _("여러 번 틀려 이 번호는 더 쓸 수 없습니다. 간사에게 새 번호를 청하십시오."), field="code", code="spent"
        )
    residency.refresh_from_db()
    if not check_password(_plain(code), residency.code_hash):
        record("members.residency.code_refused", residency, by=by, at=at, tries=residency.code_tries)
        left = max(0, limit - residency.code_tries)
        raise CodeRefused(
            _("번호가 다릅니다. 종이의 번호를 다시 보아 주십시오. %(left)d번 더 쓸 수 있습니다.") % {"left": left},
            field="code",
            code="wrong",
        )
    with transaction.atomic():
        _verify(residency, Residency.Method.CODE, by_id=residency.verified_by_id, at=at)
        record("members.residency.verified", residency, by=by, at=at, method=Residency.Method.CODE.label)
        _tell_verified(residency, by=by, at=at)
    return residency


def refuse(residency: Residency, *, reason: str, by: Actor, at: dt.datetime) -> Residency:
    """Tell the person that residency could not be confirmed, with the reason; a new request may follow."""
    guard(by, "members.verify_resident", residency)
    reason = reason.strip()
    if not reason:
        raise Refused(_("까닭을 써 주십시오. 신청한 사람이 읽습니다."), field="reason", code="no_reason")
    with transaction.atomic():
        changed = (
            Residency.objects.pending()
            .filter(pk=residency.pk)
            .update(status=Residency.Status.REFUSED, reason=reason, ended_at=at, code_hash="", code_expires_at=None)
        )
        if not changed:
            raise _moved_on(residency)
        residency.refresh_from_db()
        record("members.residency.refused", residency, by=by, at=at, why=reason)
        notify(
            "members.residency.refused",
            [residency.user_id],
            council_id=residency.council_id,
            title=format_lazy(
                gettext_lazy("{council}에서 주민임을 확인하지 못했습니다"), council=residency.council.name
            ),
            body=format_lazy(gettext_lazy("까닭: {reason}\n다시 신청할 수 있습니다."), reason=reason),
            path=reverse("members:join", args=[residency.council.slug]),
            about=residency,
            at=at,
            by=by,
        )
    return residency


def end_residency(residency: Residency, *, reason: str, by: Actor, at: dt.datetime) -> Residency:
    """End an open residency: by the person (moved away), or by the secretary with a reason."""
    if by.user_id != residency.user_id:
        guard(by, "members.verify_resident", residency)
        if not reason.strip():
            raise Refused(_("까닭을 써 주십시오. 그 사람이 읽습니다."), field="reason", code="no_reason")
    on = timezone.localdate(at)
    if Membership.objects.not_over(on).filter(user_id=residency.user_id).exists():
        raise Refused(
            _("위원 임기가 남아 있어 주민 자격을 끝낼 수 없습니다. 먼저 시군구 담당이 위원 임기를 끝내야 합니다."),
            code="seated",
        )
    with transaction.atomic():
        changed = (
            Residency.objects.open()
            .filter(pk=residency.pk)
            .update(
                status=Residency.Status.ENDED, reason=reason.strip(), ended_at=at, code_hash="", code_expires_at=None
            )
        )
        if not changed:
            raise _moved_on(residency)
        residency.refresh_from_db()
        record("members.residency.ended", residency, by=by, at=at, why=reason.strip())
        notify(
            "members.residency.ended",
            [residency.user_id],
            council_id=residency.council_id,
            title=format_lazy(gettext_lazy("{council} 주민 자격이 끝났습니다"), council=residency.council.name),
            body=format_lazy(gettext_lazy("까닭: {reason}"), reason=reason.strip()) if reason.strip() else "",
            path=reverse("members:join", args=[residency.council.slug]),
            about=residency,
            at=at,
            by=by,
        )
    return residency


def log_list_seen(
    council: Council, residencies: Iterable[Residency], *, by: Actor, at: dt.datetime, origin: str
) -> None:
    """Record who saw whose names in the list of residents (안전성 확보조치 기준 §8: whose data, from where)."""
    guard(by, "members.verify_resident")
    people = [residency.user_id for residency in residencies]
    if people:
        record(
            "members.residents.listed", council, by=by, at=at, why=recorded(lambda: _("주민 확인")), people=people,
            count=len(people), origin=origin,
        )  # fmt: skip


def see_contact(residency: Residency, *, why: str, by: Actor, at: dt.datetime, origin: str) -> User:
    """Return the resident's account with name and contacts, once the reason for looking is on record."""
    guard(by, "members.see_contact", residency)
    if not why.strip():
        raise Refused(_("왜 보는지 써 주십시오. 기록에 남습니다."), field="why", code="no_reason")
    record("members.contact.seen", residency, by=by, at=at, why=why.strip(), person=residency.user_id, origin=origin)
    return residency.user


def _verify(residency: Residency, method: Residency.Method, *, by_id: int | None, at: dt.datetime) -> None:
    changed = (
        Residency.objects.pending()
        .filter(pk=residency.pk)
        .update(
            status=Residency.Status.VERIFIED,
            method=method,
            verified_at=at,
            # The portal's own commands (demo data) vouch in the person's own name.
            verified_by_id=by_id or residency.user_id,
            code_hash="",
            code_expires_at=None,
        )
    )
    if not changed:
        raise _moved_on(residency)
    residency.refresh_from_db()


def _tell_verified(residency: Residency, *, by: Actor, at: dt.datetime) -> None:
    notify(
        "members.residency.verified",
        [residency.user_id],
        council_id=residency.council_id,
        title=format_lazy(gettext_lazy("{council} 주민으로 확인되었습니다"), council=residency.council.name),
        body=gettext_lazy("이제 동네 일을 제안하고 공감하고 의견을 쓸 수 있습니다."),
        path=reverse("council:home", args=[residency.council.slug]),
        about=residency,
        at=at,
        by=by,
    )


def _not_oneself(residency: Residency, by: Actor) -> None:
    if by.user_id is not None and by.user_id == residency.user_id:
        raise Refused(_("자기 자신은 확인할 수 없습니다. 시군구 담당이나 운영자에게 말씀해 주십시오."), code="oneself")


def _moved_on(residency: Residency) -> Conflict:
    """Return the conflict that tells how the request stands now."""
    residency.refresh_from_db()
    return Conflict(
        _("이 신청은 이미 ‘%(status)s’ 상태입니다. 다른 분이 먼저 하였습니다.")
        % {"status": residency.get_status_display()}
    )


def _plain(code: str) -> str:
    """Return the code without what a person adds in typing: spaces, dashes, small letters."""
    return "".join(sign for sign in code.upper() if sign.isalnum())
