"""The outbox: what people are told, how each notice went out, and what they want by e-mail."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from council.common.scope import CouncilOwned, ScopedManager
from council.notices.registry import group_of, label_of

#: One leading slash and no second one: a path of this portal, never another site.
LOCAL_PATH = r"^/([^/\\]|$)"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def to(self, user_id: int) -> NoticeQuerySet:
        """Notices of one person; nobody else reads them."""
        return self.filter(recipient_id=user_id)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at__isnull=True)


class Notice(CouncilOwned):
    """One thing one person is told; it stands in the inbox from the moment it is written."""

    # PROTECT: a closed account keeps its row without its name.
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("갈래"), max_length=80)
    event = models.CharField(max_length=200, help_text="What happened; one person is told of it once.")
    title = models.CharField(_("제목"), max_length=200)
    body = models.TextField(_("내용"), blank=True)
    path = models.CharField(_("볼 곳"), max_length=500)
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(_("알린 때"))
    read_at = models.DateTimeField(_("읽은 때"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(NoticeQuerySet)()

    class Meta:
        verbose_name = _("알림")
        verbose_name_plural = _("알림")
        constraints = [
            models.UniqueConstraint(fields=["council", "recipient", "event"], name="notice_once_per_event"),
            models.CheckConstraint(condition=Q(path__regex=LOCAL_PATH), name="notice_path_is_local"),
        ]
        indexes = [
            models.Index(fields=["council", "recipient", "-created_at", "-id"], name="notice_inbox"),
            models.Index(fields=["council", "recipient"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_unread(self) -> bool:
        return self.read_at is None

    @property
    def kind_label(self) -> str:
        return label_of(self.kind)

    @property
    def group_label(self) -> str:
        return str(group_of(self.kind).label)


class Trouble(models.TextChoices):
    """Why a mail did not go out: a word, never the address or the server's own text."""

    NONE = "", ""
    NO_ADDRESS = "NO_ADDRESS", _("전자우편 주소가 없습니다")
    NOT_WANTED = "NOT_WANTED", _("전자우편으로 받지 않기로 하셨습니다")
    REFUSED = "REFUSED", _("받는 쪽 전자우편 서버가 받지 않았습니다")
    BUSY = "BUSY", _("받는 쪽 전자우편 서버가 나중에 보내라고 했습니다")
    UNREACHABLE = "UNREACHABLE", _("우리 전자우편 서버에 닿지 않았습니다")
    UNSENDABLE = "UNSENDABLE", _("전자우편으로 보낼 수 없는 주소나 내용입니다")
    LOST = "LOST", _("보내는 사이에 프로그램이 멈췄습니다")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, at: dt.datetime) -> DeliveryQuerySet:
        """Deliveries to try now, those included whose worker vanished while sending."""
        return self.filter(status__in=Delivery.OPEN, next_try_at__lte=at)

    def waiting(self) -> DeliveryQuerySet:
        return self.filter(status__in=Delivery.OPEN)

    def failed(self) -> DeliveryQuerySet:
        return self.filter(status=Delivery.Status.FAILED)


class Delivery(CouncilOwned):
    """How one notice went out on one channel; the proof that somebody was told."""

    class Channel(models.TextChoices):
        IN_PORTAL = "IN_PORTAL", _("포털 알림함")
        EMAIL = "EMAIL", _("전자우편")

    class Status(models.TextChoices):
        QUEUED = "QUEUED", _("기다림")
        SENDING = "SENDING", _("보내는 중")
        SENT = "SENT", _("보냄")
        FAILED = "FAILED", _("보내지 못함")
        SKIPPED = "SKIPPED", _("보내지 않음")

    OPEN = (Status.QUEUED, Status.SENDING)

    # CASCADE: a delivery says nothing without its notice.
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(_("길"), max_length=12, choices=Channel)
    status = models.CharField(_("상태"), max_length=8, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("보낸 횟수"), default=0)
    #: While SENDING this is the end of the claim: the sender is taken for dead after it.
    next_try_at = models.DateTimeField(_("다음에 보낼 때"))
    trouble = models.CharField(_("까닭"), max_length=12, choices=Trouble, blank=True, default=Trouble.NONE)
    last_error = models.CharField(_("오류"), max_length=80, blank=True)
    sent_at = models.DateTimeField(_("보낸 때"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(DeliveryQuerySet)()

    class Meta:
        verbose_name = _("알림 보냄")
        verbose_name_plural = _("알림 보냄")
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once_per_channel"),
            models.CheckConstraint(
                condition=Q(status="SENT", sent_at__isnull=False) | (~Q(status="SENT") & Q(sent_at__isnull=True)),
                name="delivery_sent_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["council", "next_try_at"], condition=Q(status__in=["QUEUED", "SENDING"]), name="delivery_due"
            ),
            models.Index(fields=["council", "-id"], condition=Q(status="FAILED"), name="delivery_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.status} {self.pk}"

    @property
    def trouble_label(self) -> str | Promise:
        return Trouble(self.trouble).label


class Preference(models.Model):
    """Whether a person wants e-mail for one group of notices; no row means yes. Holds for all councils."""

    # CASCADE: a wish is nothing without its person.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    group = models.CharField(_("갈래"), max_length=20)
    email = models.BooleanField(_("전자우편으로 받기"), default=True)

    class Meta:
        verbose_name = _("알림 설정")
        verbose_name_plural = _("알림 설정")
        constraints = [models.UniqueConstraint(fields=["user", "group"], name="preference_once_per_group")]

    def __str__(self) -> str:
        return f"{self.group} {self.email}"
