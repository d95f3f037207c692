"""A meeting, its agenda, and the proof that people were called to it."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned, ScopedManager
from council.models import Committee

User = settings.AUTH_USER_MODEL


def new_secret() -> str:
    """Return the secret that the minute's check-in codes are made from."""
    return secrets.token_hex(16)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def announced(self) -> MeetingQuerySet:
        """Meetings that the public knows of; a cancelled one only if it had been announced."""
        return self.filter(notice_sent_at__isnull=False)

    def held(self) -> MeetingQuerySet:
        return self.filter(status=Meeting.Status.CLOSED)

    def to_come(self) -> MeetingQuerySet:
        return self.filter(status__in=Meeting.TO_COME)


class Meeting(CouncilOwned):
    """One meeting of the council, of a 분과 or of the officers."""

    class Kind(models.TextChoices):
        REGULAR = "REGULAR", _("정기회의")
        EXTRAORDINARY = "EXTRAORDINARY", _("임시회의")
        COMMITTEE = "COMMITTEE", _("분과회의")
        BOARD = "BOARD", _("임원회의")

    class Mode(models.TextChoices):
        IN_PERSON = "IN_PERSON", _("모여서")
        ONLINE = "ONLINE", _("온라인으로")
        MIXED = "MIXED", _("모여서, 온라인으로도")

    class Status(models.TextChoices):
        PLANNED = "PLANNED", _("준비 중")
        NOTICED = "NOTICED", _("알림")
        OPEN = "OPEN", _("회의 중")
        CLOSED = "CLOSED", _("마침")
        CANCELLED = "CANCELLED", _("취소")

    TO_COME = (Status.PLANNED, Status.NOTICED, Status.OPEN)
    #: When people can be marked as there: they come before the meeting opens.
    ROOM = (Status.NOTICED, Status.OPEN)

    kind = models.CharField(_("회의"), max_length=14, choices=Kind)
    # PROTECT: the 분과 of a record stays known.
    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("분과")
    )
    year = models.PositiveSmallIntegerField(_("해"))
    number = models.PositiveSmallIntegerField(_("차수"))
    mode = models.CharField(_("여는 방법"), max_length=10, choices=Mode, default=Mode.IN_PERSON)
    starts_at = models.DateTimeField(_("여는 때"))
    place = models.CharField(_("곳"), max_length=100, blank=True)
    link = models.URLField(_("온라인 주소"), max_length=300, blank=True)
    status = models.CharField(_("상태"), max_length=10, choices=Status, default=Status.PLANNED)
    called_by = models.CharField(_("소집한 사람"), max_length=100, blank=True)
    callers = models.PositiveSmallIntegerField(_("소집을 요구한 위원 수"), null=True, blank=True)
    call_verdict = models.JSONField(default=dict, blank=True)
    call_reason = models.CharField(_("소집의 까닭"), max_length=300, blank=True)
    # PROTECT: who chaired is part of the record.
    chair = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    notice_sent_at = models.DateTimeField(_("알린 때"), null=True, blank=True)
    notice_verdict = models.JSONField(default=dict, blank=True)
    late_reason = models.CharField(_("늦게 알린 까닭"), max_length=300, blank=True)
    quorum_verdict = models.JSONField(default=dict, blank=True)
    opened_at = models.DateTimeField(_("연 때"), null=True, blank=True)
    closed_at = models.DateTimeField(_("마친 때"), null=True, blank=True)
    cancelled_why = models.CharField(_("취소한 까닭"), max_length=300, blank=True)
    code_secret = models.CharField(max_length=32, default=new_secret, editable=False)
    created_at = models.DateTimeField(_("만든 때"))
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar = ScopedManager.from_queryset(MeetingQuerySet)()

    class Meta:
        verbose_name = _("회의")
        verbose_name_plural = _("회의")
        constraints = [
            models.UniqueConstraint(
                fields=["council", "year", "kind", "committee", "number"],
                name="meeting_number_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(kind="COMMITTEE", committee__isnull=False)
                | (~Q(kind="COMMITTEE") & Q(committee__isnull=True)),
                name="meeting_committee_for_its_own",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at"), opened_at__isnull=False),
                name="meeting_times_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["OPEN", "CLOSED"]) | Q(opened_at__isnull=False), name="meeting_open_has_time"
            ),
            models.CheckConstraint(
                condition=Q(status="CLOSED", closed_at__isnull=False)
                | (~Q(status="CLOSED") & Q(closed_at__isnull=True)),
                name="meeting_closed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="NOTICED") | Q(notice_sent_at__isnull=False), name="meeting_noticed_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(status="CANCELLED") | ~Q(cancelled_why=""), name="meeting_cancelled_says_why"
            ),
        ]
        indexes = [models.Index(fields=["council", "-starts_at", "-id"], name="meeting_latest")]

    def __str__(self) -> str:
        return f"{self.year} {self.kind} {self.number}"

    @property
    def title(self) -> str:
        """제9차 정기회의; a 분과's meeting is named with the 분과."""
        kind = self.get_kind_display()
        if self.committee is not None:
            kind = _g("%(committee)s 회의") % {"committee": self.committee.name}
        return _g("제%(number)d차 %(kind)s") % {"number": self.number, "kind": kind}

    @property
    def held_on(self) -> dt.date:
        """The day in Korea; seats and rules are those of this day."""
        return timezone.localdate(self.starts_at)

    @property
    def tone(self) -> str:
        tones = {"PLANNED": "gray", "NOTICED": "warning", "OPEN": "primary", "CLOSED": "success", "CANCELLED": "gray"}
        return tones[self.status]

    @property
    def is_held(self) -> bool:
        return self.status == self.Status.CLOSED

    @property
    def has_room(self) -> bool:
        return self.status in self.ROOM

    @property
    def can_change(self) -> bool:
        return self.status in (self.Status.PLANNED, self.Status.NOTICED)


class AgendaItem(CouncilOwned):
    """One line of the agenda, and what became of it."""

    class Kind(models.TextChoices):
        REPORT = "REPORT", _("보고")
        DELIBERATE = "DELIBERATE", _("심의")
        DECIDE = "DECIDE", _("의결")

    class State(models.TextChoices):
        WAITING = "WAITING", _("남음")
        NOW = "NOW", _("지금")
        DONE = "DONE", _("끝남")
        PASSED = "PASSED", _("가결")
        REJECTED = "REJECTED", _("부결")
        CARRIED = "CARRIED", _("다음으로")

    #: What a rule may set apart when it comes to a majority (docs/ordinances.md §6, fact ``matter``).
    class Matter(models.TextChoices):
        ORDINARY = "", _("보통 안건")
        BYLAW = "bylaw", _("운영세칙을 고침")
        DISMISSAL = "dismissal", _("위원 해촉")

    OPEN = (State.WAITING, State.NOW)

    # PROTECT: an agenda is part of the meeting's record.
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField(_("차례"))
    kind = models.CharField(_("갈래"), max_length=10, choices=Kind)
    title = models.CharField(_("안건"), max_length=200)
    body = models.TextField(_("내용"), max_length=8000, blank=True)
    #: What passing does: "<target model>:<id>:<act>", for whoever receives resolution_recorded; "" for free text.
    decides = models.CharField(_("정하는 일"), max_length=120, blank=True)
    #: What the act needs to be told, as the receiver reads it.
    decides_with = models.JSONField(default=dict, blank=True)
    matter = models.CharField(_("의결의 갈래"), max_length=20, choices=Matter, blank=True, default="")
    # PROTECT: where it came from stays known.
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to")
    closed_reason = models.CharField(_("공개하지 않는 까닭"), max_length=200, blank=True)
    state = models.CharField(_("상태"), max_length=10, choices=State, default=State.WAITING)
    outcome = models.CharField(_("결과"), max_length=300, blank=True)
    #: Why a decision could not be recorded, until it can.
    trouble = models.CharField(_("기록하지 못한 까닭"), max_length=500, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("안건")
        verbose_name_plural = _("안건")
        constraints = [
            models.UniqueConstraint(
                fields=["council", "meeting", "number"],
                name="agenda_number_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~Q(title=""), name="agenda_has_title"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")), name="agenda_times_in_order"
            ),
            models.UniqueConstraint(
                fields=["council", "meeting"], condition=Q(state="NOW"), name="agenda_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.number}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def tone(self) -> str:
        tones = {"NOW": "primary", "DONE": "success", "PASSED": "success", "REJECTED": "danger"}
        return tones.get(self.state, "gray")

    @property
    def target(self) -> tuple[str, int, str] | None:
        """Return (model, id, act) of what it decides, None for free text."""
        parts = self.decides.split(":")
        return (parts[0], int(parts[1]), parts[2]) if len(parts) == 3 and parts[1].isdigit() else None


class AgendaFile(CouncilOwned):
    """A paper that lies with an agenda item."""

    # CASCADE: nothing without its item; items of noticed meetings are never removed.
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("파일 이름"), max_length=120)
    stored = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("안건 자료")
        verbose_name_plural = _("안건 자료")

    def __str__(self) -> str:
        return self.name


class Convening(CouncilOwned):
    """Who was called to the meeting, when: with the deliveries of the notices, the proof of convening."""

    # PROTECT: the proof of convening.
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="convenings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("알린 때"))

    class Meta:
        verbose_name = _("소집 통지")
        verbose_name_plural = _("소집 통지")
        constraints = [models.UniqueConstraint(fields=["council", "meeting", "user"], name="convening_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.user_id}"


def _messages() -> dict[str, Any]:
    return {
        "meeting_number_once": _("같은 차수의 회의가 이미 있습니다. 다시 해 주십시오."),
        "meeting_committee_for_its_own": _("분과회의이면 분과를 고르고, 다른 회의이면 분과를 비우십시오."),
        "meeting_times_in_order": _("회의를 마친 때는 연 때보다 앞설 수 없습니다."),
        "meeting_open_has_time": _("회의를 연 때가 있어야 합니다."),
        "meeting_closed_has_time": _("회의를 마친 때가 있어야 합니다."),
        "meeting_noticed_has_time": _("회의를 알린 때가 있어야 합니다."),
        "meeting_cancelled_says_why": _("취소한 까닭을 써 주십시오."),
        "agenda_number_once": _("같은 차례의 안건이 이미 있습니다."),
        "agenda_has_title": _("안건의 이름을 써 주십시오."),
        "agenda_times_in_order": _("안건을 마친 때는 시작한 때보다 앞설 수 없습니다."),
        "agenda_one_at_a_time": _("다른 안건을 다루고 있습니다. 그 안건을 먼저 마쳐 주십시오."),
        "meetings_convening_append_only": CONSTRAINT_MESSAGES["append_only"],
    }


CONSTRAINT_MESSAGES.update(_messages())
