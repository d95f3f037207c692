"""Offering an office to an e-mail address: the first secretary of a new council comes in this way."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.errors import Conflict, Refused
from council.common.language import recorded
from council.models import Council
from council.rulebook import rulebook
from members.models import Invitation, Office, OfficialPost, User
from members.models.user import normal_email
from members.services.guard import guard, guard_self
from members.services.terms import open_office, open_post
from members.tasks import send_mail


@dataclass(frozen=True, slots=True)
class Invited:
    """The invitation and its secret, which stands only in the mail."""

    invitation: Invitation
    token: str


def invite(council: Council, *, email: str, kind: str, by: Actor, at: dt.datetime) -> Invited:
    """Offer an office to an address and send the mail; good for ``people.invitation_days`` days (rule).

    An earlier invitation of the same address to the same office stops working. The posts of the 읍·면·동 office
    are offered by whoever may fill them.
    """
    guard(by, "members.appoint_officials" if kind in OfficialPost.Kind.values else "members.invite", council)
    token = secrets.token_urlsafe(32)
    days = rulebook(council, timezone.localdate(at)).days("people.invitation_days")
    with transaction.atomic():
        Invitation.objects.waiting(at).filter(email=normal_email(email), kind=kind).update(withdrawn_at=at)
        invitation = Invitation.objects.create(
            council=council,
            email=normal_email(email),
            kind=kind,
            token_hash=hash_of(token),
            invited_at=at,
            invited_by_id=by.user_id,
            expires_at=at + dt.timedelta(days=days),
        )
        record("members.invitation.sent", invitation, by=by, at=at, office=recorded(council.label, kind))
        with translation.override(settings.LANGUAGE_CODE):
            path = reverse("members:invitation", args=[council.slug, token])
            context = {
                "council": council,
                "office": council.label(kind),
                "url": settings.PORTAL_URL.rstrip("/") + path,
                "last_day": invitation.expires_at,
            }
            subject = _("%(council)s %(office)s 자리에 초대합니다") % {
                "council": council.name,
                "office": council.label(kind),
            }
            body = render_to_string("members/mail/invitation.txt", context)
        send_mail.defer(subject=subject, body=body, to=invitation.email)
    return Invited(invitation, token)


def find_invitation(token: str, at: dt.datetime) -> Invitation | None:
    """Return the waiting invitation that the link belongs to, in the council in scope."""
    return Invitation.objects.waiting(at).filter(token_hash=hash_of(token)).select_related("council").first()


def accept_invitation(invitation: Invitation, user: User, *, by: Actor, at: dt.datetime) -> Office | OfficialPost:
    """Take up the office from today on; only the account with the invited address may.

    Refused while somebody else holds the seat, or when the office is for 위원 and the person is none.
    """
    guard_self(by, user)
    if user.email != invitation.email:
        raise Refused(
            _("이 초대장은 다른 전자우편으로 보낸 것입니다. 초대를 받은 주소의 계정으로 로그인해 주십시오."),
            code="other_address",
        )
    on = timezone.localdate(at)
    with transaction.atomic():
        taken = Invitation.objects.waiting(at).filter(pk=invitation.pk).update(accepted_at=at, accepted_by=user)
        if not taken:
            raise Conflict(_("이 초대장은 이미 쓰였거나 기한이 지났습니다. 보낸 분에게 새 초대장을 청하십시오."))
        # The inviter's right was asked when the invitation was sent; now the person acts on it.
        office: Office | OfficialPost
        if invitation.kind in OfficialPost.Kind.values:
            office = open_post(invitation.council, user, kind=invitation.kind, starts_on=on, by=by, at=at)
        else:
            office = open_office(invitation.council, user, kind=invitation.kind, starts_on=on, by=by, at=at)
        label = recorded(invitation.council.label, invitation.kind)
        record("members.invitation.accepted", invitation, by=by, at=at, office=label)
    invitation.refresh_from_db()
    return office


def withdraw_invitation(invitation: Invitation, *, by: Actor, at: dt.datetime) -> Invitation:
    """Take an invitation back; its link stops working."""
    guard(by, "members.invite", invitation)
    with transaction.atomic():
        if not Invitation.objects.waiting(at).filter(pk=invitation.pk).update(withdrawn_at=at):
            raise Conflict(_("이 초대장은 이미 쓰였거나 기한이 지났습니다."))
        label = recorded(invitation.council.label, invitation.kind)
        record("members.invitation.withdrawn", invitation, by=by, at=at, office=label)
    invitation.refresh_from_db()
    return invitation


def hash_of(token: str) -> str:
    """Return what is kept of a link's secret; it has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
