"""What people add: support, comments, following, photos, and the reminders that went out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned, ScopedManager
from projects.models.project import ProgressUpdate, Project
from projects.models.proposal import Proposal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def about_one(name: str) -> models.CheckConstraint:
    """Return the constraint: about a proposal or about a project, never both and never neither."""
    return models.CheckConstraint(
        condition=Q(proposal__isnull=False, project__isnull=True) | Q(proposal__isnull=True, project__isnull=False),
        name=name,
    )


class Support(CouncilOwned):
    """공감: one for each person and proposal. It gates nothing."""

    # PROTECT: proposals stay.
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="supports", verbose_name=_("제안"))
    # PROTECT: a closed account keeps its row without its name.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("사람")
    )
    at = models.DateTimeField(_("때"))

    class Meta:
        verbose_name = _("공감")
        verbose_name_plural = _("공감")
        constraints = [models.UniqueConstraint(fields=["proposal", "user"], name="support_once")]
        indexes = [models.Index(fields=["council", "proposal"], name="support_list")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.user_id}"


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible(self) -> CommentQuerySet:
        return self.filter(hidden_at__isnull=True, withdrawn_at__isnull=True)


class Comment(CouncilOwned):
    """A resident's word on a proposal or a project. Hiding says why and can be undone."""

    # PROTECT: proposals and projects stay.
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="comments", verbose_name=_("제안")
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="comments", verbose_name=_("사업")
    )
    # PROTECT: a closed account keeps its row without its name.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("쓴 사람")
    )
    author_role = models.CharField(_("쓴 사람의 자리"), max_length=40, blank=True)
    body = models.TextField(_("의견"), max_length=1000)
    at = models.DateTimeField(_("때"))
    token = models.UUIDField(editable=False)
    hidden_at = models.DateTimeField(_("가린 때"), null=True, blank=True)
    # PROTECT: who hid it stays known.
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("가린 사람"),
    )
    hidden_reason = models.CharField(_("가린 까닭"), max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(_("거둔 때"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(CommentQuerySet)()

    class Meta:
        verbose_name = _("의견")
        verbose_name_plural = _("의견")
        constraints = [
            about_one("comment_about_one"),
            models.UniqueConstraint(fields=["council", "author", "token"], name="comment_once"),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True) | (Q(hidden_by__isnull=False) & ~Q(hidden_reason="")),
                name="comment_hidden_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["council", "proposal", "id"], name="comment_of_proposal"),
            models.Index(fields=["council", "project", "id"], name="comment_of_project"),
            models.Index(fields=["author", "-at"], name="comment_author"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.at}"

    @property
    def thing(self) -> Proposal | Project:
        found = self.proposal or self.project
        assert found is not None
        return found

    @property
    def is_visible(self) -> bool:
        return self.hidden_at is None and self.withdrawn_at is None

    @property
    def author_label(self) -> StrOrPromise:
        """The role for those who speak in one (간사, 마장동 담당), else ‘마장동 주민’."""
        return self.author_role or _gettext("%(place)s 주민") % {"place": self.council.short_name}


class Follow(CouncilOwned):
    """소식 받기."""

    # CASCADE would do, but proposals and projects stay anyway.
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="follows", verbose_name=_("제안")
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="follows", verbose_name=_("사업")
    )
    # PROTECT: accounts are closed, not deleted.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("사람")
    )
    at = models.DateTimeField(_("때"))

    class Meta:
        verbose_name = _("소식 받기")
        verbose_name_plural = _("소식 받기")
        constraints = [
            about_one("follow_about_one"),
            models.UniqueConstraint(fields=["user", "proposal"], name="follow_proposal_once"),
            models.UniqueConstraint(fields=["user", "project"], name="follow_project_once"),
        ]
        indexes = [
            models.Index(fields=["council", "proposal"], name="follow_of_proposal"),
            models.Index(fields=["council", "project"], name="follow_of_project"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.proposal_id or self.project_id}"


class Photo(CouncilOwned):
    """A re-encoded picture of a proposal or a project; removing deletes the files and keeps the row."""

    # PROTECT: proposals and projects stay.
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="photos", verbose_name=_("제안")
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="photos", verbose_name=_("사업")
    )
    update = models.ForeignKey(
        ProgressUpdate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="photos",
        verbose_name=_("사업 일지"),
    )
    full_name = models.CharField(max_length=120)
    thumb_name = models.CharField(max_length=120)
    width = models.PositiveIntegerField(_("너비"))
    height = models.PositiveIntegerField(_("높이"))
    caption = models.CharField(_("설명"), max_length=100, blank=True)
    alt = models.CharField(_("사진을 말로 하면"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("차례"), default=0)
    # PROTECT: who put it up stays known.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("한 사람")
    )
    at = models.DateTimeField(_("올린 때"))
    removed_at = models.DateTimeField(_("내린 때"), null=True, blank=True)

    class Meta:
        verbose_name = _("사진")
        verbose_name_plural = _("사진")
        constraints = [
            about_one("photo_about_one"),
            models.CheckConstraint(
                condition=Q(update__isnull=True) | Q(project__isnull=False), name="photo_of_update_is_of_project"
            ),
        ]
        indexes = [
            models.Index(fields=["council", "proposal", "position"], name="photo_of_proposal"),
            models.Index(fields=["council", "project", "position"], name="photo_of_project"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.caption}"

    def url(self, size: str) -> str:
        """Return the address of one size (``full`` or ``thumb``); needs ``council`` selected."""
        return f"/c/{self.council.slug}/photos/{self.pk}/{size}/"

    @property
    def thumb(self) -> str:
        return self.url("thumb")

    @property
    def full(self) -> str:
        return self.url("full")

    def file(self, size: str) -> str:
        """Return the name in the default storage."""
        return self.thumb_name if size == "thumb" else self.full_name


class Reminder(CouncilOwned):
    """That a deadline was reminded of on a day: each goes out once, whatever runs twice."""

    class Kind(models.TextChoices):
        SOON = "SOON", _("곧 기한")
        LATE = "LATE", _("기한 지남")

    # PROTECT: proposals and projects stay.
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("제안")
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("사업")
    )
    kind = models.CharField(_("갈래"), max_length=4, choices=Kind)
    due_on = models.DateField(_("기한"))
    sent_on = models.DateField(_("알린 날"))

    class Meta:
        verbose_name = _("기한 알림")
        verbose_name_plural = _("기한 알림")
        constraints = [
            about_one("reminder_about_one"),
            models.UniqueConstraint(
                fields=["council", "proposal", "project", "kind", "due_on", "sent_on"],
                name="reminder_once_a_day",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.proposal_id or self.project_id} {self.sent_on}"


CONSTRAINT_MESSAGES.update(
    {
        "support_once": _("이미 공감했습니다."),
        "comment_once": _("같은 의견을 이미 받았습니다."),
        "comment_hidden_says_why": _("가리는 까닭을 써 주십시오."),
        "follow_proposal_once": _("이미 소식을 받고 있습니다."),
        "follow_project_once": _("이미 소식을 받고 있습니다."),
    }
)
