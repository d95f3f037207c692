"""Residency: a person says to live, work or study here, and the secretary has seen that it is so."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned, ScopedManager
from members.models.user import User


class ResidencyQuerySet(models.QuerySet["Residency"]):
    def open(self) -> ResidencyQuerySet:
        """Asked for or verified: at most one for each person and council."""
        return self.filter(status__in=Residency.OPEN)

    def pending(self) -> ResidencyQuerySet:
        return self.filter(status=Residency.Status.PENDING)

    def verified(self) -> ResidencyQuerySet:
        return self.filter(status=Residency.Status.VERIFIED)


class Residency(CouncilOwned):
    """One request to take part as a resident, and what became of it. No 주민등록번호, no full address."""

    class Status(models.TextChoices):
        PENDING = "PENDING", _("확인 기다림")
        VERIFIED = "VERIFIED", _("확인함")
        REFUSED = "REFUSED", _("확인 못 함")
        ENDED = "ENDED", _("끝남")

    class Basis(models.TextChoices):
        ADDRESS = "ADDRESS", _("이 동네에 삽니다")
        WORKPLACE = "WORKPLACE", _("이 동네에서 일합니다")
        SCHOOL = "SCHOOL", _("이 동네 학교나 단체에 다닙니다")

    class Method(models.TextChoices):
        IN_PERSON = "IN_PERSON", _("만나서 확인")
        CODE = "CODE", _("확인 번호")

    OPEN = (Status.PENDING, Status.VERIFIED)

    # PROTECT: a closed account keeps its row without its name.
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="residencies")
    status = models.CharField(_("상태"), max_length=8, choices=Status, default=Status.PENDING)
    basis = models.CharField(_("까닭"), max_length=10, choices=Basis, default=Basis.ADDRESS)
    address_hint = models.CharField(_("사는 곳"), max_length=40, blank=True, help_text=_("예: 마장로 3길, 현대아파트"))
    requested_at = models.DateTimeField(_("신청한 때"))
    method = models.CharField(_("확인한 방법"), max_length=9, choices=Method, blank=True)
    code_hash = models.CharField(max_length=128, blank=True)
    code_expires_at = models.DateTimeField(_("확인 번호 기한"), null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(_("틀린 횟수"), default=0)
    verified_at = models.DateTimeField(_("확인한 때"), null=True, blank=True)
    # PROTECT: who vouched stays known.
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("확인하지 못한 까닭"), max_length=200, blank=True)
    ended_at = models.DateTimeField(_("끝난 때"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(ResidencyQuerySet)()

    class Meta:
        verbose_name = _("주민")
        verbose_name_plural = _("주민")
        constraints = [
            models.UniqueConstraint(
                fields=["council", "user"],
                condition=Q(status__in=["PENDING", "VERIFIED"]),
                name="residency_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(status="VERIFIED")
                | Q(verified_at__isnull=False, verified_by__isnull=False, method__in=["IN_PERSON", "CODE"]),
                name="residency_verified_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(code_hash="", code_expires_at__isnull=True)
                | (~Q(code_hash="") & Q(code_expires_at__isnull=False)),
                name="residency_code_expires",
            ),
            models.CheckConstraint(condition=~Q(status="REFUSED") | ~Q(reason=""), name="residency_refusal_says_why"),
            models.CheckConstraint(
                condition=~Q(status="ENDED") | Q(ended_at__isnull=False), name="residency_end_has_day"
            ),
        ]
        indexes = [
            models.Index(fields=["council", "status", "requested_at"], name="residency_list"),
            models.Index(fields=["user", "status"], name="residency_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.status}"

    @property
    def is_pending(self) -> bool:
        return self.status == self.Status.PENDING

    @property
    def is_verified(self) -> bool:
        return self.status == self.Status.VERIFIED

    def code_waits(self, at: dt.datetime) -> bool:
        """Return whether a one-time code is out that can still be entered."""
        return bool(self.is_pending and self.code_hash and self.code_expires_at and at < self.code_expires_at)


CONSTRAINT_MESSAGES["residency_one_open"] = _("이미 신청했거나 확인된 주민입니다.")
