"""Issued papers with their files, the council's letterhead, and batches. Issued papers never change."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned, ScopedManager
from council.documents.registry import PAPERS


class Letterhead(CouncilOwned):
    """What stands around every paper of the council; papers already issued keep the one they had."""

    name = models.CharField(_("기관 이름"), max_length=60, help_text=_("문서 머리와 발신 명의에 쓰는 이름"))
    motto = models.CharField(_("머리 문구"), max_length=80, blank=True, help_text=_("기관 이름 위에 작게 놓입니다."))
    footer = models.CharField(_("꼬리말"), max_length=160, blank=True, help_text=_("주소, 전화, 누리집 같은 것"))
    seal = models.CharField(_("직인"), max_length=200, blank=True, help_text="Name in the storage; a PNG.")
    changed_at = models.DateTimeField(_("고친 때"))

    class Meta:
        verbose_name = _("문서 머리")
        verbose_name_plural = _("문서 머리")
        constraints = [
            models.UniqueConstraint(fields=["council"], name="letterhead_once"),
            models.CheckConstraint(condition=~Q(name=""), name="letterhead_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class IssuedPaperQuerySet(models.QuerySet["IssuedPaper"]):
    def public(self) -> IssuedPaperQuerySet:
        """Papers that everybody may read."""
        return self.filter(is_public=True)

    def of(self, target: models.Model) -> IssuedPaperQuerySet:
        """Papers made from one record."""
        return self.filter(target_type=target._meta.label_lower, target_id=target.pk)

    def newest_first(self) -> IssuedPaperQuerySet:
        return self.order_by("-issued_at", "-pk")


class IssuedPaper(CouncilOwned):
    """One paper that went out under a number: what it said, and the files as they were."""

    number = models.CharField(_("문서번호"), max_length=60)
    series = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(_("해"))
    sequence = models.PositiveIntegerField(_("차례"))
    code = models.CharField(_("문서"), max_length=80)
    title = models.CharField(_("제목"), max_length=200)
    target_type = models.CharField(max_length=60)
    target_id = models.BigIntegerField()
    context = models.JSONField(help_text="The blocks of the paper (council.documents.blocks).")
    head = models.JSONField(help_text="The letterhead of the day.")
    mark = models.CharField(_("확인값"), max_length=64, help_text="SHA-256 of what the paper says.")
    is_public = models.BooleanField(_("공개"), default=False)
    issued_at = models.DateTimeField(_("발급한 때"))
    # PROTECT: who issued a paper stays known, without the name when the account is closed.
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("발급한 사람")
    )
    issued_by_label = models.CharField(_("발급한 사람의 자리"), max_length=40)
    # PROTECT: the chain of re-issues is part of the record.
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replacements", verbose_name=_("앞 문서")
    )
    why = models.CharField(_("다시 낸 까닭"), max_length=300, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(IssuedPaperQuerySet)()

    class Meta:
        verbose_name = _("발급한 문서")
        verbose_name_plural = _("발급한 문서")
        constraints = [
            models.UniqueConstraint(fields=["council", "series", "year", "sequence"], name="paper_sequence_once"),
            models.UniqueConstraint(fields=["council", "number"], name="paper_number_once"),
            models.UniqueConstraint(fields=["replaces"], name="paper_replaced_once"),
            models.CheckConstraint(condition=Q(sequence__gt=0), name="paper_sequence_from_one"),
            models.CheckConstraint(condition=Q(mark__regex=r"^[0-9a-f]{64}$"), name="paper_mark_is_sha256"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(why=""), name="paper_replacement_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["council", "-issued_at", "-id"], name="paper_list"),
            models.Index(fields=["council", "target_type", "target_id"], name="paper_of_target"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def kind_label(self) -> str:
        """The paper's kind; an old one may no longer be declared."""
        return str(PAPERS[self.code].title) if self.code in PAPERS else str(_("문서"))


class PaperFile(CouncilOwned):
    """One file of an issued paper, with the hash of its bytes."""

    # PROTECT: neither goes without the other, and neither goes.
    paper = models.ForeignKey(IssuedPaper, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(_("형식"), max_length=4)
    path = models.CharField(max_length=240, help_text="Name in the storage.")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("크기"))

    class Meta:
        verbose_name = _("문서 파일")
        verbose_name_plural = _("문서 파일")
        constraints = [
            models.UniqueConstraint(fields=["paper", "format"], name="paper_file_once"),
            models.CheckConstraint(condition=Q(format__in=["pdf", "hwpx", "xlsx"]), name="paper_file_format"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="paper_file_is_sha256"),
            models.CheckConstraint(condition=Q(size__gt=0), name="paper_file_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}.{self.format}"

    @property
    def format_label(self) -> str:
        return self.format.upper()


class BatchQuerySet(models.QuerySet["Batch"]):
    def outdated(self, before: dt.datetime) -> BatchQuerySet:
        """Batches whose ZIP has been there long enough."""
        return self.filter(asked_at__lt=before).exclude(path="")


class Batch(CouncilOwned):
    """Many papers in one ZIP, made in the background."""

    class State(models.TextChoices):
        WAITING = "WAITING", _("기다림")
        RUNNING = "RUNNING", _("모으는 중")
        DONE = "DONE", _("다 모음")
        FAILED = "FAILED", _("모으지 못함")
        GONE = "GONE", _("기간이 지나 지움")

    OPEN = (State.WAITING, State.RUNNING)

    title = models.CharField(_("제목"), max_length=120)
    # PROTECT: who asked for a file full of papers stays known.
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("부탁한 때"))
    actor = models.JSONField(help_text="The roles with which it was asked; papers are issued with them.")
    wanted = models.JSONField(help_text='[{"paper": id}] or [{"code": …, "target": id}].')
    formats = models.JSONField()
    made = models.JSONField(default=list, help_text="Ids of the papers gathered or issued so far.")
    troubles = models.JSONField(default=list, help_text="What could not be made, and why.")
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    state = models.CharField(_("상태"), max_length=8, choices=State, default=State.WAITING)
    path = models.CharField(max_length=240, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(BatchQuerySet)()

    class Meta:
        verbose_name = _("문서 묶음")
        verbose_name_plural = _("문서 묶음")
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="batch_done_within_total"),
            models.CheckConstraint(condition=~Q(state="DONE") | ~Q(path=""), name="batch_done_has_file"),
        ]
        indexes = [models.Index(fields=["council", "asked_by", "-asked_at"], name="batch_of_person")]

    def __str__(self) -> str:
        return f"{self.title} {self.done}/{self.total}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 0


CONSTRAINT_MESSAGES.update(
    {
        "paper_replaced_once": _("이 문서는 다른 분이 먼저 다시 냈습니다. 새 문서를 확인해 주십시오."),
        "paper_number_in_order": _("문서번호는 앞 번호에 이어서만 붙습니다."),
        "documents_issuedpaper_append_only": _("발급한 문서는 고치거나 지울 수 없습니다. 새로 발급해 주십시오."),
        "documents_paperfile_append_only": _("발급한 문서의 파일은 바꿀 수 없습니다. 새로 발급해 주십시오."),
    }
)
