"""What was said, and the minutes made of the record; what is published never changes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned
from council.meetings.models.meeting import AgendaItem, Meeting


class Note(CouncilOwned):
    """What was said about an item, as the secretary writes it during the meeting."""

    # PROTECT: minutes are made of it.
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="note")
    text = models.TextField(_("나온 말"), max_length=20000, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("저장한 때"))
    # PROTECT: who wrote it stays known.
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("안건 기록")
        verbose_name_plural = _("안건 기록")

    def __str__(self) -> str:
        return f"{self.item_id} {self.version}"


class Minutes(CouncilOwned):
    """One version of the minutes."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("쓰는 중")
        COMMENTS = "COMMENTS", _("의견 받는 중")
        SIGNED = "SIGNED", _("서명함")
        PUBLISHED = "PUBLISHED", _("공개함")

    # PROTECT: the record of the meeting.
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField(_("판"), default=1)
    state = models.CharField(_("상태"), max_length=10, choices=State, default=State.DRAFT)
    body = models.JSONField(_("본문"), default=list)
    version = models.PositiveIntegerField(default=0)
    correction_why = models.CharField(_("고친 까닭"), max_length=300, blank=True)
    signed_at = models.DateTimeField(_("서명한 때"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("공개한 때"), null=True, blank=True)
    due_on = models.DateField(_("공개할 날"), null=True, blank=True)

    class Meta:
        verbose_name = _("회의록")
        verbose_name_plural = _("회의록")
        constraints = [
            models.UniqueConstraint(fields=["council", "meeting", "number"], name="minutes_number_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(correction_why=""), name="minutes_version_says_why"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(published_at__gte=F("signed_at"), signed_at__isnull=False),
                name="minutes_signed_before_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.number}"


class MinutesComment(CouncilOwned):
    """What somebody who was there says about the draft."""

    # PROTECT: part of how the minutes came about.
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="comments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("의견"), max_length=2000)
    at = models.DateTimeField(_("쓴 때"))

    class Meta:
        verbose_name = _("회의록 의견")
        verbose_name_plural = _("회의록 의견")

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.user_id}"


class AllowanceLine(CouncilOwned):
    """What is paid to somebody for having been at the meeting, in won, with the article."""

    # PROTECT: public money is explained by it.
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="allowances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    won = models.PositiveIntegerField(_("금액"))
    verdict = models.JSONField(_("판정"), default=dict)

    class Meta:
        verbose_name = _("회의 수당")
        verbose_name_plural = _("회의 수당")
        constraints = [models.UniqueConstraint(fields=["council", "meeting", "user"], name="allowance_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.user_id} {self.won}"


CONSTRAINT_MESSAGES.update(
    {
        "minutes_number_once": _("같은 판의 회의록이 이미 있습니다."),
        "minutes_version_says_why": _("회의록을 고치는 까닭을 써 주십시오."),
        "minutes_signed_before_published": _("서명한 회의록만 공개할 수 있습니다."),
        "minutes_published_kept": _("공개한 회의록은 바꾸지 않습니다. 고친 판을 새로 만드십시오."),
        "allowance_once": _("이 회의의 수당을 이미 적었습니다."),
    }
)
