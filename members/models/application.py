"""Application: what somebody who wants a seat says of themselves, the proof of it, and what was decided."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned, ScopedManager
from council.models import Committee
from members.models.recruitment import Recruitment, RecruitmentTrack, TrainingSession
from members.models.user import User


class ApplicationQuerySet(models.QuerySet["Application"]):
    def sent(self) -> ApplicationQuerySet:
        """Handed in and not taken back."""
        return self.exclude(status__in=[Application.Status.DRAFT, Application.Status.WITHDRAWN])

    def accepted(self) -> ApplicationQuerySet:
        return self.filter(status=Application.Status.ACCEPTED)


class Application(CouncilOwned):
    """One person's application to one recruitment. It is personal data: each look by the office is on record."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("쓰는 중")
        SUBMITTED = "SUBMITTED", _("접수")
        ACCEPTED = "ACCEPTED", _("적격")
        REJECTED = "REJECTED", _("부적격")
        WITHDRAWN = "WITHDRAWN", _("취하")

    class Channel(models.TextChoices):
        ONLINE = "ONLINE", _("누리집")
        PAPER = "PAPER", _("종이")

    class Sex(models.TextChoices):
        FEMALE = "female", _("여성")
        MALE = "male", _("남성")

    # PROTECT: a decision about a person names the person.
    recruitment = models.ForeignKey(Recruitment, on_delete=models.PROTECT, related_name="applications")
    track = models.ForeignKey(RecruitmentTrack, on_delete=models.PROTECT, null=True, related_name="applications")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="applications")
    status = models.CharField(_("상태"), max_length=10, choices=Status, default=Status.DRAFT)
    channel = models.CharField(_("낸 방법"), max_length=6, choices=Channel, default=Channel.ONLINE)
    #: Given when handed in; under it the person stands in everything that is published.
    number = models.CharField(_("접수 번호"), max_length=12, blank=True)
    name = models.CharField(_("이름"), max_length=30, blank=True)
    born_on = models.DateField(_("생년월일"), null=True, blank=True)
    sex = models.CharField(_("성별"), max_length=6, choices=Sex, blank=True)
    phone = models.CharField(_("전화"), max_length=20, blank=True)
    address = models.CharField(_("주소"), max_length=100, blank=True)
    eligibility = models.CharField(_("자격"), max_length=40, blank=True)
    occupation = models.CharField(_("직업"), max_length=40, blank=True)
    household = models.CharField(_("세대"), max_length=40, blank=True)
    recommended_by = models.CharField(_("추천한 기관·단체"), max_length=60, blank=True)
    # SET_NULL: a closed 분과 takes the wish with it, not the application.
    committee = models.ForeignKey(Committee, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    motive = models.TextField(_("하고 싶은 일"), max_length=1000, blank=True)
    #: What was declared or seen, under the names of docs/ordinances.md §6.
    facts = models.JSONField(default=dict, blank=True)
    consent_version = models.CharField(_("동의한 글의 판"), max_length=20, blank=True)
    consent_at = models.DateTimeField(_("동의한 때"), null=True, blank=True)
    show_name = models.BooleanField(_("결과에 이름을 모두 보임"), default=False)
    started_at = models.DateTimeField(_("쓰기 시작한 때"))
    submitted_at = models.DateTimeField(_("낸 때"), null=True, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("취하한 때"), null=True, blank=True)
    withdraw_reason = models.CharField(_("취하한 까닭"), max_length=200, blank=True)
    verdict = models.JSONField(_("규칙이 말하는 것"), default=dict, blank=True)
    decided_at = models.DateTimeField(_("정한 때"), null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("정한 까닭"), max_length=300, blank=True)
    erased_at = models.DateTimeField(_("개인정보를 지운 때"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(ApplicationQuerySet)()

    class Meta:
        verbose_name = _("지원")
        verbose_name_plural = _("지원")
        constraints = [
            models.UniqueConstraint(fields=["recruitment", "user"], name="application_one_each"),
            models.UniqueConstraint(
                fields=["recruitment", "number"], condition=~Q(number=""), name="application_number_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["DRAFT", "WITHDRAWN"])
                | (Q(submitted_at__isnull=False, track__isnull=False) & ~Q(number="")),
                name="application_sent_has_number",
            ),
            # Nobody is screened out or in by nobody.
            models.CheckConstraint(
                condition=~Q(status__in=["ACCEPTED", "REJECTED"])
                | (Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="application_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(status="REJECTED") | ~Q(reason=""), name="application_rejection_says_why"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["DRAFT", "WITHDRAWN"]) | Q(consent_at__isnull=False),
                name="application_with_consent",
            ),
            models.CheckConstraint(
                condition=~Q(channel="PAPER") | Q(entered_by__isnull=False), name="application_paper_entered_by"
            ),
        ]
        indexes = [
            models.Index(fields=["recruitment", "status", "number"], name="application_list"),
            models.Index(fields=["council", "user"], name="application_person"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.recruitment_id}:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether the person may still take it back or change a draft."""
        return self.status != self.Status.WITHDRAWN

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    def age(self, on: dt.date) -> int | None:
        """Full years on that day."""
        if self.born_on is None:
            return None
        before = (on.month, on.day) < (self.born_on.month, self.born_on.day)
        return on.year - self.born_on.year - before


class ApplicationProof(CouncilOwned):
    """A paper that proves what an application says: a picture written anew, or a PDF without moving parts."""

    class Kind(models.TextChoices):
        IMAGE = "IMAGE", _("사진")
        PDF = "PDF", "PDF"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="proofs")
    kind = models.CharField(max_length=5, choices=Kind)
    title = models.CharField(_("파일 이름"), max_length=100)
    file_name = models.CharField(max_length=120)
    size = models.PositiveIntegerField(_("크기"))
    uploaded_at = models.DateTimeField(_("올린 때"))
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(_("지운 때"), null=True, blank=True)

    class Meta:
        verbose_name = _("증빙 서류")
        verbose_name_plural = _("증빙 서류")
        indexes = [models.Index(fields=["application"], name="application_proof_list")]

    def __str__(self) -> str:
        return self.title


class SessionAttendance(CouncilOwned):
    """One applicant was at one training session."""

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="attendances")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="attendances")
    # PROTECT: the hours on the person's record that came of it.
    training = models.ForeignKey("members.Training", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(_("적은 때"))

    class Meta:
        verbose_name = _("교육 출석")
        verbose_name_plural = _("교육 출석")
        constraints = [models.UniqueConstraint(fields=["session", "application"], name="session_attendance_once")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.application_id}"


CONSTRAINT_MESSAGES.update(
    {
        "application_one_each": _("이 모집에 이미 낸 지원서가 있습니다. 한 사람은 한 번만 지원합니다."),
        "application_number_once": _("같은 접수 번호가 있습니다. 다시 내 주십시오."),
        "application_with_consent": _("개인정보 수집·이용에 동의해야 접수합니다."),
        "application_rejection_says_why": _("부적격으로 정한 까닭을 써 주십시오. 지원한 사람이 읽습니다."),
        "application_list_frozen": _(
            "추첨 명단을 굳힌 뒤에는 심사를 바꿀 수 없습니다. 명단을 먼저 풀고 까닭을 남기십시오."
        ),
        "application_decided_by_someone": _("누가 정했는지 없이 적격·부적격을 적을 수 없습니다."),
        "application_in_time": _("지금은 이 모집의 지원서를 받지 않습니다."),
        "application_person_kept": _("지원서는 다른 사람이나 다른 모집으로 옮길 수 없습니다."),
        "session_attendance_once": _("이미 출석으로 적었습니다."),
    }
)
