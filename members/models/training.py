"""Training hours with certificates, and who came to which meeting."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned, ScopedManager
from members.models.user import User


class TrainingQuerySet(models.QuerySet["Training"]):
    def counted(self) -> TrainingQuerySet:
        """Those that nobody has taken back."""
        return self.filter(withdrawn_at__isnull=True)


class Training(CouncilOwned):
    """Hours of 주민자치 교육 that a person took; a wrong row is taken back with the reason, never removed."""

    # PROTECT: the hours decided on a seat.
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="trainings")
    course = models.CharField(_("교육 이름"), max_length=80)
    hours = models.PositiveSmallIntegerField(_("시간"))
    held_on = models.DateField(_("교육을 마친 날"))
    #: Name in the store (council.common.documents); empty without a certificate.
    certificate = models.CharField(_("수료증"), max_length=120, blank=True)
    certificate_type = models.CharField(max_length=20, blank=True)
    certificate_name = models.CharField(_("파일 이름"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(_("적은 때"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("거둔 때"), null=True, blank=True)
    withdrawn_why = models.CharField(_("거둔 까닭"), max_length=200, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(TrainingQuerySet)()

    class Meta:
        verbose_name = _("교육")
        verbose_name_plural = _("교육")
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=100), name="training_hours_in_range"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="training_withdrawn_says_why",
            ),
            models.UniqueConstraint(
                fields=["council", "user", "course", "held_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="training_once",
            ),
        ]
        indexes = [models.Index(fields=["council", "user", "held_on"], name="training_of_person")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.held_on} {self.hours}"


class Attendance(CouncilOwned):
    """Whether a person was at a meeting. The meetings' own app will fill it; until then it is written by hand."""

    class Presence(models.TextChoices):
        PRESENT = "PRESENT", _("출석")
        ONLINE = "ONLINE", _("온라인 출석")
        ABSENT = "ABSENT", _("결석")
        EXCUSED = "EXCUSED", _("사유 있는 결석")

    #: What counts as having been there (조례 may set online apart: meeting.online).
    THERE = (Presence.PRESENT, Presence.ONLINE)

    # PROTECT: absences decide on a seat.
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="attendances")
    held_on = models.DateField(_("회의한 날"))
    meeting = models.CharField(_("회의"), max_length=60)
    presence = models.CharField(_("출석"), max_length=8, choices=Presence)

    class Meta:
        verbose_name = _("출석")
        verbose_name_plural = _("출석")
        constraints = [
            models.UniqueConstraint(fields=["council", "user", "held_on", "meeting"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(presence__in=["PRESENT", "ONLINE", "ABSENT", "EXCUSED"]), name="attendance_presence"
            ),
        ]
        indexes = [models.Index(fields=["council", "held_on"], name="attendance_of_meeting")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.held_on} {self.presence}"


CONSTRAINT_MESSAGES.update(
    {
        "training_hours_in_range": _("교육 시간은 1시간부터 100시간까지 적을 수 있습니다."),
        "training_once": _("같은 날 같은 교육을 이미 적었습니다."),
        "attendance_once": _("이 회의의 출석을 이미 적었습니다."),
    }
)
