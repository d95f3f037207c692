"""Who was in the room from when to when, and who kept out of which item."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned, ScopedManager
from council.meetings.models.meeting import AgendaItem, Meeting


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def standing(self) -> AttendanceQuerySet:
        """Those that nobody has taken back."""
        return self.filter(voided_at__isnull=True)

    def there(self) -> AttendanceQuerySet:
        """Those who have come and not gone."""
        return self.filter(voided_at__isnull=True, left_at__isnull=True)

    def there_at(self, at: dt.datetime) -> AttendanceQuerySet:
        return self.standing().filter(arrived_at__lte=at).filter(Q(left_at__isnull=True) | Q(left_at__gt=at))


class Attendance(CouncilOwned):
    """One stay in the room: whoever goes out and comes back has two. Written once, ended once, never removed."""

    class Door(models.TextChoices):
        SECRETARY = "SECRETARY", _("간사가 적음")
        SELF = "SELF", _("스스로 확인")

    # PROTECT: attendance decides on votes, seats and pay.
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField(_("온 때"))
    left_at = models.DateTimeField(_("나간 때"), null=True, blank=True)
    online = models.BooleanField(_("온라인"), default=False)
    door = models.CharField(_("적은 길"), max_length=10, choices=Door)
    # A tap on the wrong name is taken back; the row stays and no longer counts.
    voided_at = models.DateTimeField(_("거둔 때"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(AttendanceQuerySet)()

    class Meta:
        verbose_name = _("회의 출석")
        verbose_name_plural = _("회의 출석")
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at")),
                name="meeting_attendance_times_in_order",
            ),
            ExclusionConstraint(
                name="meeting_attendance_once_at_a_time",
                expressions=[
                    (Func(F("meeting_id"), function="portal_point"), "&&"),
                    (Func(F("user_id"), function="portal_point"), "&&"),
                    (Func(F("arrived_at"), F("left_at"), function="tstzrange"), "&&"),
                ],
                condition=Q(voided_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["council", "meeting", "user"], name="meeting_attendance_list")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.user_id} {self.arrived_at:%H:%M}"


class Recusal(CouncilOwned):
    """Somebody keeps out of one item: it leaves the base of the vote where the rule says so."""

    class Kind(models.TextChoices):
        EXCLUDED = "EXCLUDED", _("제척")
        CHALLENGED = "CHALLENGED", _("기피")
        WITHDREW = "WITHDREW", _("회피")

    # PROTECT: why the base was smaller.
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="recusals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("갈래"), max_length=10, choices=Kind)
    reason = models.CharField(_("까닭"), max_length=300)
    at = models.DateTimeField(_("때"))

    class Meta:
        verbose_name = _("제척·기피·회피")
        verbose_name_plural = _("제척·기피·회피")
        constraints = [
            models.UniqueConstraint(fields=["council", "item", "user"], name="recusal_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="recusal_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.user_id}"


CONSTRAINT_MESSAGES.update(
    {
        "meeting_attendance_times_in_order": _("나간 때는 온 때보다 앞설 수 없습니다."),
        "meeting_attendance_once_at_a_time": _("이미 온 것으로 적혀 있습니다."),
        "meeting_attendance_seated": _("그 날 이 회의에 나올 자격이 없는 사람입니다. 임기를 살펴봐 주십시오."),
        "meeting_attendance_room_open": _("알린 뒤부터 마치기 전까지만 출석을 적을 수 있습니다."),
        "meeting_attendance_kept": _("적은 출석은 나간 때와 거둔 때만 한 번 적을 수 있습니다."),
        "recusal_once": _("이 안건에서 이미 빠진 사람입니다."),
        "recusal_has_reason": _("빠지는 까닭을 써 주십시오."),
        "recusal_before_vote": _("이미 표결한 안건입니다."),
    }
)
