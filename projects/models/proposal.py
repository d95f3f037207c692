"""A resident's proposal and the path it walks: sent, given an owner, reviewed, answered with a reason."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned, ScopedManager
from council.models import Committee
from projects.choices import ANSWERED_STATES, OPEN_STATES, AffairsClass, AnswerReason, ProposalState, StepKind, Wish
from projects.search import SearchQuerySet, searched


class ProposalQuerySet(SearchQuerySet["Proposal"]):
    search_fields = ("title", "body", "place")

    def sent(self) -> ProposalQuerySet:
        return self.exclude(state=ProposalState.DRAFT)

    def public(self) -> ProposalQuerySet:
        """What everyone may read: sent, and not held for a look by the secretary."""
        return self.sent().filter(held=False)

    def open(self) -> ProposalQuerySet:
        """Still waiting for an answer."""
        return self.filter(state__in=OPEN_STATES)

    def late(self, on: dt.date) -> ProposalQuerySet:
        return self.open().filter(answer_by__lt=on)


class Proposal(CouncilOwned):
    """A draft belongs to its author alone; once sent it has a number, an owner and an answer-by date."""

    year = models.PositiveSmallIntegerField(_("연도"), null=True, blank=True)
    number = models.PositiveIntegerField(_("번호"), null=True, blank=True)
    # PROTECT: who proposed is part of the record; a closed account keeps its row without its name.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("쓴 사람")
    )
    title = models.CharField(_("한 줄로 말하면"), max_length=80, blank=True)
    body = models.TextField(_("무엇이 불편하고, 어떻게 되면 좋겠나요"), max_length=4000, blank=True)
    place = models.CharField(_("어디인가요"), max_length=100, blank=True)
    rough_cost = models.BigIntegerField(_("어림한 돈"), null=True, blank=True)
    wish = models.CharField(_("누가 하는 것이 좋을까요"), max_length=12, choices=Wish, default=Wish.UNKNOWN)
    show_name = models.BooleanField(_("제안에 내 이름을 보이게 합니다"), default=False)
    draft_saved_at = models.DateTimeField(_("저장한 때"), null=True, blank=True)
    consented_at = models.DateTimeField(_("동의한 때"), null=True, blank=True)
    consent_version = models.CharField(_("동의문의 판"), max_length=20, blank=True)

    state = models.CharField(_("상태"), max_length=10, choices=ProposalState, default=ProposalState.DRAFT)
    held = models.BooleanField(_("공개를 미룸"), default=False)
    submitted_at = models.DateTimeField(_("받은 때"), null=True, blank=True)
    # PROTECT: whose turn it was stays known.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_proposals",
        verbose_name=_("맡은 사람"),
    )
    # PROTECT: a 분과 is closed, not deleted.
    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("분과")
    )
    former_committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("앞서 본 분과")
    )
    assign_by = models.DateField(_("담당을 정할 날"), null=True, blank=True)
    assigned_at = models.DateTimeField(_("담당을 정한 때"), null=True, blank=True)
    answer_by = models.DateField(_("답변 기한"), null=True, blank=True)
    answered_at = models.DateTimeField(_("답한 때"), null=True, blank=True)
    # PROTECT: who answered stays known.
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("답한 사람"),
    )
    answered_label = models.CharField(_("답한 사람"), max_length=40, blank=True)
    answer = models.TextField(_("답변"), max_length=4000, blank=True)
    answer_reason = models.CharField(_("까닭"), max_length=20, choices=AnswerReason, blank=True)
    # PROTECT: each merged proposal keeps its own page, which points here.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("함께 묶은 제안")
    )
    # PROTECT: what became of a proposal is never forgotten.
    project = models.ForeignKey(
        "projects.Project",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("사업"),
    )
    suggested_class = models.CharField(_("제안된 갈래"), max_length=12, choices=AffairsClass, blank=True)
    reasked_at = models.DateTimeField(_("다시 물은 때"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("철회한 때"), null=True, blank=True)
    withdraw_reason = models.CharField(_("철회한 까닭"), max_length=200, blank=True)

    # Kept by triggers (migration 0002), so that a list needs no count per row and two at once do not lose one.
    support_count = models.PositiveIntegerField(_("공감"), default=0, editable=False)
    comment_count = models.PositiveIntegerField(_("의견"), default=0, editable=False)
    search = searched("title", "place", "body")

    objects: ClassVar = ScopedManager.from_queryset(ProposalQuerySet)()

    class Meta:
        verbose_name = _("제안")
        verbose_name_plural = _("제안")
        constraints = [
            models.UniqueConstraint(fields=["council", "year", "number"], name="proposal_number_once"),
            models.UniqueConstraint(
                fields=["council", "author"], condition=Q(state="DRAFT"), name="proposal_one_draft_each"
            ),
            models.CheckConstraint(
                condition=Q(
                    state="DRAFT", number__isnull=True, year__isnull=True, submitted_at__isnull=True, held=False
                )
                | (~Q(state="DRAFT") & Q(number__isnull=False, year__isnull=False, submitted_at__isnull=False)),
                name="proposal_numbered_when_sent",
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT")
                | (
                    Q(owner__isnull=False, answer_by__isnull=False, assign_by__isnull=False, consented_at__isnull=False)
                    & ~Q(title="")
                    & ~Q(body="")
                ),
                name="proposal_owned_when_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ANSWERED_STATES)
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(answer="")
                    & ~Q(answer_reason="")
                    & ~Q(answered_label="")
                ),
                name="proposal_answer_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="MERGED", merged_into__isnull=False)
                | (~Q(state="MERGED") & Q(merged_into__isnull=True)),
                name="proposal_merged_into_another",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="proposal_not_merged_into_itself"),
            models.CheckConstraint(
                condition=~Q(state="WITHDRAWN") | Q(withdrawn_at__isnull=False), name="proposal_withdrawal_dated"
            ),
            models.CheckConstraint(
                condition=Q(rough_cost__isnull=True) | Q(rough_cost__gte=0, rough_cost__lte=100_000_000_000),
                name="proposal_cost_in_range",
            ),
        ]
        indexes = [
            models.Index(
                fields=["council", "-submitted_at", "-id"],
                name="proposal_latest",
                condition=Q(held=False) & ~Q(state="DRAFT"),
            ),
            models.Index(fields=["council", "state", "answer_by"], name="proposal_due"),
            models.Index(fields=["council", "committee", "-submitted_at"], name="proposal_committee"),
            models.Index(fields=["council", "-support_count", "-id"], name="proposal_supported"),
            models.Index(fields=["council", "owner", "state"], name="proposal_owner"),
            models.Index(fields=["author", "-id"], name="proposal_author"),
            GinIndex(fields=["search"], name="proposal_search"),
        ]

    def __str__(self) -> str:
        return self.number_label or f"{_gettext('쓰는 중')} {self.pk}"

    def get_absolute_url(self) -> str:
        return f"/c/{self.council.slug}/proposals/{self.pk}/"

    @property
    def number_label(self) -> str:
        """접수번호, e.g. 2026-제안-0007; empty for a draft."""
        return f"{self.year}-제안-{self.number:04d}" if self.number else ""

    @property
    def is_draft(self) -> bool:
        return self.state == ProposalState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_answered(self) -> bool:
        return self.state in ANSWERED_STATES

    @property
    def tone(self) -> str:
        """The badge's tone by the meaning of the state."""
        tones = {"ADOPTED": "success", "MERGED": "success", "DECLINED": "danger", "WITHDRAWN": "gray", "DRAFT": "gray"}
        return tones.get(self.state, "warning")

    @property
    def state_word(self) -> str | Promise:
        """The state as residents read it: an adopted proposal with a project has become one."""
        return _("사업이 됨") if self.project_id else self.get_state_display()

    def is_late(self, on: dt.date) -> bool:
        return self.is_open and self.answer_by is not None and self.answer_by < on

    @property
    def author_label(self) -> str:
        """The author's name when it may be shown, else ‘마장동 주민’. A closed account has no name left."""
        if self.show_name and self.author.name and self.author.is_active:
            return str(self.author.name)
        return _gettext("%(place)s 주민") % {"place": self.council.short_name}


class ProposalStep(CouncilOwned):
    """One thing that happened to a proposal. Append-only: earlier answers stay readable after a second look."""

    # PROTECT: history outlives everything it tells of.
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="steps", verbose_name=_("제안"))
    kind = models.CharField(_("갈래"), max_length=12, choices=StepKind)
    state = models.CharField(_("상태"), max_length=10, choices=ProposalState)
    at = models.DateTimeField(_("때"))
    # PROTECT: who did it stays known. NULL is the portal itself.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("한 사람")
    )
    by_label = models.CharField(_("한 사람"), max_length=40)
    text = models.TextField(_("내용"), blank=True)
    reason_code = models.CharField(_("까닭"), max_length=20, choices=AnswerReason, blank=True)
    due_on = models.DateField(_("그때의 기한"), null=True, blank=True)

    class Meta:
        verbose_name = _("제안이 걸어온 길")
        verbose_name_plural = _("제안이 걸어온 길")
        indexes = [models.Index(fields=["council", "proposal", "id"], name="proposal_step_path")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.kind}"


CONSTRAINT_MESSAGES.update(
    {
        "proposal_one_draft_each": _("쓰던 제안이 이미 있습니다. 이어 쓰거나 지운 뒤 새로 쓰십시오."),
        "proposal_number_once": _("같은 접수번호가 이미 있습니다. 다시 보내 주십시오."),
        "proposal_owned_when_sent": _("보낸 제안에는 제목, 내용, 동의, 담당과 답변 기한이 있어야 합니다."),
        "proposal_answer_has_reason": _("답변에는 까닭이 있어야 합니다."),
        "proposal_not_merged_into_itself": _("자기 자신과 묶을 수 없습니다. 다른 제안을 고르십시오."),
        "proposal_cost_in_range": _("돈은 0원부터 1,000억 원까지 쓸 수 있습니다."),
        "projects_proposalstep_append_only": CONSTRAINT_MESSAGES["append_only"],
    }
)
