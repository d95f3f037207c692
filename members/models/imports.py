"""A file of people on its way into the roll: looked over first, written only when somebody confirms, undone as a whole."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned, ScopedManager
from members.models.user import User


class RollImportQuerySet(models.QuerySet["RollImport"]):
    def unfinished(self) -> RollImportQuerySet:
        """Those that still hold the cells of the file."""
        return self.filter(status__in=RollImport.UNFINISHED)


class RollImport(CouncilOwned):
    """One uploaded file. Its cells are personal data, so they go as soon as the import is over either way."""

    class Status(models.TextChoices):
        COLUMNS = "COLUMNS", _("칸을 정할 차례")
        CHECKING = "CHECKING", _("살펴보는 중")
        READY = "READY", _("확정을 기다림")
        APPLYING = "APPLYING", _("명부에 적는 중")
        STOPPED = "STOPPED", _("적다가 멈춤")
        DONE = "DONE", _("들여옴")
        DISCARDED = "DISCARDED", _("그만둠")
        UNDONE = "UNDONE", _("되돌림")

    UNFINISHED = (Status.COLUMNS, Status.CHECKING, Status.READY, Status.APPLYING, Status.STOPPED)
    AT_WORK = (Status.CHECKING, Status.APPLYING)

    file_name = models.CharField(_("파일"), max_length=120)
    sheet = models.CharField(_("시트"), max_length=60, blank=True)
    headings = models.JSONField(_("제목"), default=list)
    #: Which column of ours stands at which place of the file.
    mapping = models.JSONField(_("칸"), default=dict)
    status = models.CharField(_("상태"), max_length=10, choices=Status, default=Status.CHECKING)
    total = models.PositiveIntegerField(_("줄"), default=0)
    bad = models.PositiveIntegerField(_("고칠 줄"), default=0)
    doubtful = models.PositiveIntegerField(_("살펴볼 줄"), default=0)
    #: How far the work of the moment has come: lines looked over, then lines written.
    done = models.PositiveIntegerField(_("끝낸 줄"), default=0)
    written = models.PositiveIntegerField(_("적은 줄"), default=0)
    skip_bad = models.BooleanField(_("고칠 줄은 빼고 들여옴"), default=False)
    trouble = models.CharField(_("멈춘 까닭"), max_length=300, blank=True)
    uploaded_at = models.DateTimeField(_("올린 때"))
    # PROTECT throughout: who brought people in stays known. NULL is the portal's own command.
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_label = models.CharField(_("올린 사람"), max_length=30)
    asked_at = models.DateTimeField(_("확정을 부탁한 때"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("확정한 때"), null=True, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_label = models.CharField(_("확정한 사람"), max_length=30, blank=True)
    finished_at = models.DateTimeField(_("다 적은 때"), null=True, blank=True)
    undone_at = models.DateTimeField(_("되돌린 때"), null=True, blank=True)
    undone_why = models.CharField(_("되돌린 까닭"), max_length=200, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(RollImportQuerySet)()

    class Meta:
        verbose_name = _("명부 들여오기")
        verbose_name_plural = _("명부 들여오기")
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="roll_import_done_in_total"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_why="") | (Q(undone_at__isnull=False) & ~Q(undone_why="")),
                name="roll_import_undone_says_why",
            ),
        ]
        indexes = [models.Index(fields=["council", "-uploaded_at"], name="roll_import_latest")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def at_work(self) -> bool:
        """Whether a job works on it now."""
        return self.status in self.AT_WORK

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def good(self) -> int:
        """How many lines would be written."""
        return self.total - self.bad


class RollImportRow(CouncilOwned):
    """One line of the file with what was found wrong in it, and afterwards what it became."""

    class State(models.TextChoices):
        WAITING = "WAITING", _("기다림")
        WRITTEN = "WRITTEN", _("적음")
        SKIPPED = "SKIPPED", _("뺌")

    class Tone(models.IntegerChoices):
        FINE = 0, _("그대로")
        NOTE = 1, _("알림")
        WARNING = 2, _("살펴볼 것")
        ERROR = 3, _("고칠 것")

    # CASCADE: a discarded file leaves nothing of its lines.
    roll_import = models.ForeignKey(RollImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("줄 번호"))
    cells = models.JSONField(_("칸의 글"), default=list)
    problems = models.JSONField(_("찾은 것"), default=list)
    tone = models.PositiveSmallIntegerField(_("갈래"), choices=Tone, default=Tone.FINE)
    state = models.CharField(_("상태"), max_length=8, choices=State, default=State.WAITING)
    #: Kind of record → numbers of what this line made.
    made = models.JSONField(_("만든 것"), default=dict)

    class Meta:
        verbose_name = _("들여올 줄")
        verbose_name_plural = _("들여올 줄")
        constraints = [
            models.UniqueConstraint(fields=["roll_import", "number"], name="roll_import_row_once"),
        ]
        indexes = [models.Index(fields=["council", "roll_import", "number"], name="roll_import_row_list")]

    def __str__(self) -> str:
        return f"{self.roll_import_id}:{self.number}"


CONSTRAINT_MESSAGES.update(
    {
        "roll_import_undone_says_why": _("까닭을 써 주십시오. 이력에 남습니다."),
        "roll_import_done_in_total": _("다른 분이 이 파일을 다시 올렸습니다. 쪽을 새로 열어 보십시오."),
    }
)
