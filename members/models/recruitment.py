"""Recruitment: an open call for seats, its tracks with their quotas, and the training that goes with it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned, ScopedManager
from members.models.user import User


class RecruitmentQuerySet(models.QuerySet["Recruitment"]):
    def public(self) -> RecruitmentQuerySet:
        """Announced, whatever became of it since."""
        return self.filter(announced_on__isnull=False)

    def open(self, on: dt.date) -> RecruitmentQuerySet:
        """Taking applications on that day."""
        announced = self.filter(status=Recruitment.Status.ANNOUNCED)
        return announced.filter(opens_on__lte=on, closes_on__gte=on).order_by("closes_on", "pk")

    def running(self) -> RecruitmentQuerySet:
        return self.exclude(status__in=[Recruitment.Status.APPOINTED, Recruitment.Status.CANCELLED])


class Recruitment(CouncilOwned):
    """One procedure from the open call to the appointment. The rules of the day it began hold to its end."""

    class Kind(models.TextChoices):
        REGULAR = "REGULAR", _("정기 모집")
        VACANCY = "VACANCY", _("빈자리 모집")
        FIRST = "FIRST", _("첫 구성")

    class Status(models.TextChoices):
        PREPARING = "PREPARING", _("준비")
        ANNOUNCED = "ANNOUNCED", _("접수")
        CLOSED = "CLOSED", _("접수 마감")
        SCREENING = "SCREENING", _("심사")
        TRAINING = "TRAINING", _("교육")
        FROZEN = "FROZEN", _("명단 굳힘")
        DRAWN = "DRAWN", _("추첨함")
        SENT = "SENT", _("명부 보냄")
        APPOINTED = "APPOINTED", _("위촉함")
        CANCELLED = "CANCELLED", _("취소")

    #: Where each act may lead; the database holds the same table (members.sql_recruitment).
    MOVES: ClassVar[dict[str, tuple[str, ...]]] = {
        "PREPARING": ("ANNOUNCED", "CANCELLED"),
        "ANNOUNCED": ("CLOSED", "CANCELLED"),
        "CLOSED": ("SCREENING", "CANCELLED"),
        # Straight to the roll where no track is drawn (선정위원회, 추천).
        "SCREENING": ("TRAINING", "FROZEN", "SENT", "CANCELLED"),
        "TRAINING": ("FROZEN", "SENT", "CANCELLED"),
        # Back when the frozen list turns out wrong before anything is drawn.
        "FROZEN": ("DRAWN", "SCREENING", "CANCELLED"),
        # Back to the frozen list when a draw is declared void and repeated.
        "DRAWN": ("FROZEN", "SENT", "CANCELLED"),
        "SENT": ("APPOINTED", "CANCELLED"),
        "APPOINTED": (),
        "CANCELLED": (),
    }

    title = models.CharField(_("이름"), max_length=80, help_text=_("예: 2027년 주민자치회 위원 모집"))
    kind = models.CharField(_("갈래"), max_length=8, choices=Kind, default=Kind.REGULAR)
    status = models.CharField(_("상태"), max_length=10, choices=Status, default=Status.PREPARING)
    # 부칙: a procedure already begun keeps the old rule, so the day is kept and given with every question.
    begun_on = models.DateField(_("절차를 시작한 날"))
    seats = models.PositiveSmallIntegerField(_("정원"), help_text=_("주민자치회 전체의 위원 수"))
    places = models.PositiveSmallIntegerField(_("뽑는 자리"))
    quota_verdict = models.JSONField(_("자리를 나눈 근거"), default=dict, blank=True)
    quota_reason = models.CharField(_("자리를 나눈 까닭"), max_length=300, blank=True)
    opens_on = models.DateField(_("접수 시작"))
    closes_on = models.DateField(_("접수 마지막 날"))
    draw_on = models.DateField(_("추첨일"))
    draw_place = models.CharField(_("추첨 장소"), max_length=80, blank=True)
    term_starts_on = models.DateField(_("임기 첫날"))
    term_ends_on = models.DateField(_("임기가 끝난 다음 날"))
    text = models.TextField(_("알리는 글"), max_length=4000, blank=True)
    papers = models.TextField(_("낼 서류"), max_length=1000, blank=True)
    announced_on = models.DateField(_("공고한 날"), null=True, blank=True)
    list_sent_on = models.DateField(_("명부를 보낸 날"), null=True, blank=True)
    appointed_on = models.DateField(_("위촉한 날"), null=True, blank=True)
    cancel_reason = models.CharField(_("취소한 까닭"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("만든 때"))
    # PROTECT: who ran the procedure stays known.
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar = ScopedManager.from_queryset(RecruitmentQuerySet)()

    class Meta:
        verbose_name = _("위원 모집")
        verbose_name_plural = _("위원 모집")
        constraints = [
            models.CheckConstraint(condition=Q(opens_on__lte=F("closes_on")), name="recruitment_dates_in_order"),
            models.CheckConstraint(condition=Q(closes_on__lt=F("draw_on")), name="recruitment_draw_after_close"),
            models.CheckConstraint(condition=Q(term_starts_on__lt=F("term_ends_on")), name="recruitment_term_in_order"),
            models.CheckConstraint(
                condition=Q(places__gte=1) & Q(places__lte=F("seats")), name="recruitment_places_in_seats"
            ),
            models.CheckConstraint(
                condition=Q(announced_on__isnull=False) | Q(status__in=["PREPARING", "CANCELLED"]),
                name="recruitment_announced_has_day",
            ),
            models.CheckConstraint(
                condition=Q(list_sent_on__isnull=False) | ~Q(status__in=["SENT", "APPOINTED"]),
                name="recruitment_sent_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(status="CANCELLED") | ~Q(cancel_reason=""), name="recruitment_cancelled_says_why"
            ),
        ]
        indexes = [models.Index(fields=["council", "-begun_on"], name="recruitment_list")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("members:recruitment", args=[self.council.slug, self.pk])

    @property
    def last_day(self) -> dt.date:
        """The last day of the term that is given."""
        return self.term_ends_on - dt.timedelta(days=1)

    @property
    def is_public(self) -> bool:
        return self.announced_on is not None

    @property
    def is_over(self) -> bool:
        return self.status in (self.Status.APPOINTED, self.Status.CANCELLED)

    def takes_applications(self, on: dt.date) -> bool:
        return self.status == self.Status.ANNOUNCED and self.opens_on <= on <= self.closes_on

    @property
    def may_decide(self) -> bool:
        """Whether applications may be screened now."""
        return self.status in (self.Status.SCREENING, self.Status.TRAINING)


class RecruitmentTrack(CouncilOwned):
    """One way to a seat in this recruitment, with its number of seats as the rule gave it that day."""

    class By(models.TextChoices):
        DRAW = "draw", _("추첨")
        COMMITTEE = "committee", _("선정위원회")
        RECOMMENDATION = "recommendation", _("추천")
        APPOINTMENT = "appointment", _("위촉")

    # PROTECT: decided quotas stay.
    recruitment = models.ForeignKey(Recruitment, on_delete=models.PROTECT, related_name="tracks")
    track = models.SlugField(_("갈래"), max_length=40)
    label = models.CharField(_("이름"), max_length=40)
    by = models.CharField(_("뽑는 방법"), max_length=14, choices=By, default=By.DRAW)
    seats = models.PositiveSmallIntegerField(_("자리"))
    article = models.CharField(_("근거 조문"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("모집 갈래")
        verbose_name_plural = _("모집 갈래")
        constraints = [models.UniqueConstraint(fields=["recruitment", "track"], name="recruitment_track_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def is_drawn(self) -> bool:
        return self.by == self.By.DRAW


class TrainingSession(CouncilOwned):
    """One session of the training that applicants of a recruitment attend."""

    # PROTECT: hours rest on it.
    recruitment = models.ForeignKey(Recruitment, on_delete=models.PROTECT, related_name="sessions")
    course = models.CharField(_("교육 이름"), max_length=80)
    held_on = models.DateField(_("교육한 날"))
    hours = models.PositiveSmallIntegerField(_("시간"))
    place = models.CharField(_("장소"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("교육")
        verbose_name_plural = _("교육")
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=24), name="training_session_hours"),
            models.UniqueConstraint(fields=["recruitment", "course", "held_on"], name="training_session_once"),
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.held_on}"


CONSTRAINT_MESSAGES.update(
    {
        "recruitment_dates_in_order": _("접수 마지막 날은 시작하는 날보다 앞설 수 없습니다."),
        "recruitment_draw_after_close": _("추첨일은 접수 마지막 날보다 뒤여야 합니다."),
        "recruitment_term_in_order": _("임기 마지막 날은 첫날보다 뒤여야 합니다."),
        "recruitment_places_in_seats": _("뽑는 자리는 1 이상이고 정원을 넘지 않아야 합니다."),
        "recruitment_cancelled_says_why": _("취소하는 까닭을 써 주십시오. 지원한 사람들이 읽습니다."),
        "recruitment_status_moves": _("이 모집은 지금 그렇게 옮길 수 없습니다. 쪽을 새로 열어 보십시오."),
        "recruitment_track_kept": _("공고한 뒤에는 갈래와 자리를 고칠 수 없습니다. 취소하고 새로 공고하십시오."),
        "recruitment_terms_kept": _("공고한 뒤에는 정원과 뽑는 자리를 고칠 수 없습니다. 취소하고 새로 공고하십시오."),
        "training_session_once": _("같은 날 같은 교육이 이미 있습니다."),
        "training_session_hours": _("교육 시간은 1시간부터 24시간까지입니다."),
    }
)
