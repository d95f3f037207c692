"""Invitation: an office offered by e-mail to somebody who may not have an account yet."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from council.common.actor import Role
from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned, ScopedManager
from members.models.user import User


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self, at: dt.datetime) -> InvitationQuerySet:
        """Neither accepted, nor taken back, nor too old."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at)


class Invitation(CouncilOwned):
    """One office for one address, until a day. The link's secret is kept only as a hash."""

    class Kind(models.TextChoices):
        CHAIR = Role.CHAIR.value, Role.CHAIR.label
        SECRETARY = Role.SECRETARY.value, Role.SECRETARY.label
        AUDITOR = Role.AUDITOR.value, Role.AUDITOR.label
        OFFICIAL = Role.OFFICIAL.value, Role.OFFICIAL.label
        HEAD = Role.HEAD.value, Role.HEAD.label

    email = models.EmailField(_("전자우편"))
    kind = models.CharField(_("자리"), max_length=16, choices=Kind)
    token_hash = models.CharField(max_length=64)
    invited_at = models.DateTimeField(_("부른 때"))
    # PROTECT: who invited stays known; NULL is a command run by the operator.
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField(_("기한"))
    accepted_at = models.DateTimeField(_("받아들인 때"), null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("거둔 때"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(InvitationQuerySet)()

    class Meta:
        verbose_name = _("초대")
        verbose_name_plural = _("초대")
        constraints = [models.UniqueConstraint(fields=["council", "token_hash"], name="invitation_token_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.invited_at:%Y-%m-%d}"


CONSTRAINT_MESSAGES["invitation_token_once"] = _("초대장을 다시 만들어 주십시오.")
