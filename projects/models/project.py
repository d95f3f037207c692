"""A project of the council, the moves that took it where it stands, and its log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from council.common.actor import Role
from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned, ScopedManager
from council.models import Committee
from projects.choices import AffairsClass, Origin, Outcome, RefusalReason, Stage, Status
from projects.search import SearchQuerySet, searched
from projects.wording import particles
from projects.workflows import WORKFLOWS, State, Workflow, final_statuses, stations, statuses_of

FINAL = final_statuses()

#: Before these are passed the plan may still be rewritten; afterwards only a change request alters it.
PLAN_OPEN = (Status.PLANNING, Status.REQUESTED, Status.COMMITTEE, Status.APPLYING, Status.RETURNED)


def _fits_class() -> Q:
    fits = Q()
    for affairs_class in AffairsClass.values:
        fits |= Q(affairs_class=affairs_class, status__in=statuses_of(affairs_class))
    return fits


class ProjectQuerySet(SearchQuerySet["Project"]):
    search_fields = ("title", "summary", "place", "content")

    def running(self) -> ProjectQuerySet:
        """Not at an end."""
        return self.exclude(status__in=FINAL)

    def late(self, on: dt.date) -> ProjectQuerySet:
        return self.running().filter(due_on__lt=on)

    def in_stage(self, stage: str) -> ProjectQuerySet:
        where = Q(pk__in=[])
        for affairs_class, status in stations(stage):
            where |= Q(affairs_class=affairs_class, status=status)
        return self.filter(where)


class Project(CouncilOwned):
    """A task of one of the three classes; its status changes only together with a StatusChange."""

    year = models.PositiveSmallIntegerField(_("연도"))
    number = models.PositiveIntegerField(_("번호"))
    title = models.CharField(_("사업 이름"), max_length=80)
    summary = models.CharField(_("한 줄 소개"), max_length=200, blank=True)
    affairs_class = models.CharField(_("사무 구분"), max_length=12, choices=AffairsClass)
    class_reason = models.TextField(_("그렇게 나눈 까닭"), max_length=1000)
    status = models.CharField(_("상태"), max_length=12, choices=Status)
    resume_status = models.CharField(_("돌아갈 상태"), max_length=12, choices=Status, blank=True)
    version = models.PositiveIntegerField(_("바뀐 횟수"), default=1, editable=False)
    origin = models.CharField(_("처음 낸 곳"), max_length=8, choices=Origin, default=Origin.COUNCIL)
    # PROTECT: a 분과 is closed, not deleted.
    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("분과")
    )
    # PROTECT: whose task it was stays known.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="owned_projects", verbose_name=_("맡은 사람")
    )

    place = models.CharField(_("곳"), max_length=100, blank=True)
    background = models.TextField(_("배경"), max_length=4000, blank=True)
    target = models.CharField(_("대상"), max_length=200, blank=True)
    content = models.TextField(_("내용"), max_length=4000, blank=True)
    schedule = models.TextField(_("일정"), max_length=2000, blank=True)
    effect = models.TextField(_("기대하는 효과"), max_length=2000, blank=True)
    risk = models.TextField(_("걱정되는 점과 대비"), max_length=2000, blank=True)
    starts_on = models.DateField(_("시작하는 날"), null=True, blank=True)
    ends_on = models.DateField(_("끝나는 날"), null=True, blank=True)
    planned_cost = models.BigIntegerField(_("드는 돈"), null=True, blank=True)
    grant_funded = models.BooleanField(_("정부 지원금을 씀"), default=False)
    in_annual_plan = models.BooleanField(_("자치계획에 넣음"), default=False)
    renewals = models.PositiveSmallIntegerField(_("갱신 횟수"), default=0)

    due_on = models.DateField(_("기한"), null=True, blank=True)
    due_article = models.CharField(_("기한의 근거"), max_length=160, blank=True)
    progress_note = models.CharField(_("지금"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("만든 때"))
    # Kept by triggers, as on proposals.
    comment_count = models.PositiveIntegerField(_("의견"), default=0, editable=False)
    search = searched("title", "summary", "place", "content")

    objects: ClassVar = ScopedManager.from_queryset(ProjectQuerySet)()

    class Meta:
        verbose_name = _("사업")
        verbose_name_plural = _("사업")
        constraints = [
            models.UniqueConstraint(fields=["council", "year", "number"], name="project_number_once"),
            models.CheckConstraint(condition=_fits_class(), name="project_status_fits_class"),
            models.CheckConstraint(
                condition=(Q(status__in=["RETURNED", "CHANGING"]) & ~Q(resume_status=""))
                | (~Q(status__in=["RETURNED", "CHANGING"]) & Q(resume_status="")),
                name="project_knows_where_to_resume",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="project_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(planned_cost__isnull=True) | Q(planned_cost__gte=0, planned_cost__lte=100_000_000_000),
                name="project_cost_in_range",
            ),
            models.CheckConstraint(condition=~Q(class_reason="") & ~Q(title=""), name="project_class_has_reason"),
            models.CheckConstraint(
                condition=~Q(status__in=FINAL) | Q(due_on__isnull=True), name="project_ended_has_no_deadline"
            ),
        ]
        indexes = [
            models.Index(fields=["council", "due_on", "-id"], name="project_urgent"),
            models.Index(fields=["council", "status", "due_on"], name="project_status"),
            models.Index(fields=["council", "affairs_class", "status"], name="project_class"),
            models.Index(fields=["council", "committee", "due_on"], name="project_committee"),
            models.Index(fields=["council", "-created_at"], name="project_latest"),
            GinIndex(fields=["search"], name="project_search"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/c/{self.council.slug}/projects/{self.pk}/"

    @property
    def number_label(self) -> str:
        return f"{self.year}-사업-{self.number:04d}"

    @property
    def workflow(self) -> Workflow:
        return WORKFLOWS[self.affairs_class]

    @property
    def state_info(self) -> State:
        return self.workflow.state(self.status)

    @property
    def status_title(self) -> str | Promise:
        """What the badge says: the station, or simply that it runs."""
        if self.status == Status.RUNNING:
            return _("하는 중")
        if self.status == Status.CLOSED:
            return _("끝남")
        return self.state_info.title

    @property
    def tone(self) -> str:
        return self.state_info.tone

    @property
    def stage(self) -> str:
        return self.state_info.stage

    @property
    def stage_title(self) -> str:
        return str(Stage(self.stage).label)

    @property
    def is_final(self) -> bool:
        return self.state_info.final

    @property
    def plan_open(self) -> bool:
        """Whether the plan may still be rewritten without a change request."""
        if self.status == Status.RETURNED:
            return self.resume_status not in (Status.SETTLING, Status.EVALUATION, Status.REPLY)
        return self.status in PLAN_OPEN

    def is_late(self, on: dt.date) -> bool:
        return self.due_on is not None and self.due_on < on

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The roles whose turn it is."""
        return self.workflow.waits_for(self.status, self.resume_status, grant_funded=self.grant_funded)

    def labels(self) -> dict[str, str]:
        """Return the council's own words for the people of a sentence."""
        council = self.council
        return {
            "head": council.label(Role.HEAD),
            "official": council.label(Role.OFFICIAL),
            "secretary": council.label(Role.SECRETARY),
            "chair": council.label(Role.CHAIR),
            "committee": self.committee.name if self.committee else str(_("주민자치회")),
        }

    def role_label(self, role: str) -> str:
        """Return the council's own word for a role; a 분과장 is named with the 분과."""
        if role == Role.COMMITTEE_HEAD and self.committee is not None:
            return str(_("%(committee)s장") % {"committee": self.committee.name})
        return self.council.label(role)

    @property
    def waits_for_label(self) -> str:
        """Whose turn it is, in one word: the first of the roles, or the 분과장 when a 분과 has it."""
        roles = self.waits_for
        if not roles:
            return ""
        if Role.COMMITTEE_HEAD in roles and self.committee is not None:
            return self.role_label(Role.COMMITTEE_HEAD)
        return self.role_label(next(role for role in roles if role != Role.COMMITTEE_HEAD))

    @property
    def waiting_sentence(self) -> str:
        """What happens now and by whom, as the public reads it."""
        if self.status == Status.RETURNED:
            sentence = str(_("%(who)s{이/가} 보완해 다시 낼 차례입니다."))
            return particles(sentence % {"who": self.waits_for_label})
        return particles(str(self.state_info.waiting) % self.labels())

    @property
    def plan_missing(self) -> list[str]:
        """Return the labels of plan fields that must be written before the plan can go on."""
        needed = ("background", "target", "content", "schedule", "planned_cost")
        return [self.field_label(name) for name in needed if getattr(self, name) in ("", None)]

    @classmethod
    def field_label(cls, name: str) -> str:
        """Return the Korean label of a column."""
        return str(getattr(cls._meta.get_field(name.removesuffix("_id")), "verbose_name", name))

    @classmethod
    def field_labels(cls, names: Iterable[str]) -> str:
        """Return the labels of several columns in a row."""
        return ", ".join(cls.field_label(name) for name in names)


class StatusChange(CouncilOwned):
    """One move: who, when, from where to where, with which facts and why. Append-only."""

    # PROTECT: history outlives everything it tells of.
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="changes", verbose_name=_("사업"))
    from_status = models.CharField(_("앞 상태"), max_length=12, choices=Status, blank=True)
    to_status = models.CharField(_("뒤 상태"), max_length=12, choices=Status)
    affairs_class = models.CharField(_("사무 구분"), max_length=12, choices=AffairsClass)
    move = models.CharField(_("한 일"), max_length=30)
    outcome = models.CharField(_("결과"), max_length=10, choices=Outcome)
    # PROTECT: who decided stays known. NULL is the portal itself.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("한 사람")
    )
    by_label = models.CharField(_("한 사람"), max_length=40)
    at = models.DateTimeField(_("때"))
    comment = models.TextField(_("까닭"), max_length=4000, blank=True)
    reason_code = models.CharField(_("까닭의 갈래"), max_length=20, choices=RefusalReason, blank=True)
    basis_on = models.DateField(_("근거의 날짜"), null=True, blank=True)
    basis_reference = models.CharField(_("근거"), max_length=200, blank=True)
    facts = models.JSONField(_("내용"), default=dict, blank=True)
    by_hand = models.BooleanField(_("손으로 적음"), default=False)
    was_due_on = models.DateField(_("그때의 기한"), null=True, blank=True)
    due_on = models.DateField(_("다음 기한"), null=True, blank=True)
    # Filled by the database: which transaction wrote the row (see the guard in migration 0002).
    transaction = models.BigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("상태가 바뀐 기록")
        verbose_name_plural = _("상태가 바뀐 기록")
        indexes = [
            models.Index(fields=["council", "project", "id"], name="status_change_path"),
            models.Index(fields=["council", "by", "-at"], name="status_change_by"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.from_status}→{self.to_status}"

    @property
    def label(self) -> str:
        """What was done, in the words of the table of that day's class."""
        try:
            return str(WORKFLOWS[self.affairs_class].move(self.move).label)
        except KeyError:
            return str(_SPECIAL.get(self.move, self.get_outcome_display()))

    @property
    def word(self) -> str:
        """The one word beside a finished step: 가결, 적합, 면제, 승인 …"""
        try:
            done = WORKFLOWS[self.affairs_class].move(self.move).done_word
        except KeyError:
            done = ""
        return str(done or _("마침"))

    @property
    def facts_lines(self) -> list[tuple[str, Any, str]]:
        """Return (label, value, kind) of the facts to show, in the order they were asked."""
        try:
            asked = WORKFLOWS[self.affairs_class].move(self.move).inputs
        except KeyError:
            return []
        lines = []
        for one in asked:
            if one.name in self.facts and one.name not in ("basis_on", "basis_reference"):
                value = self.facts[one.name]
                if one.choices:
                    value = str(dict(one.choices).get(value, value))
                elif one.kind == "DATE":
                    value = dt.date.fromisoformat(value)
                lines.append((str(one.label), value, str(one.kind)))
        return lines


_SPECIAL = {"opened": _("사업을 열었습니다"), "reclassified": _("사무 구분을 바꾸었습니다")}


class ProgressUpdate(CouncilOwned):
    """A line of the project's log: what happened on a day."""

    # PROTECT: the log is part of the project's public record.
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="updates", verbose_name=_("사업"))
    on = models.DateField(_("날짜"))
    text = models.TextField(_("있었던 일"), max_length=2000)
    # PROTECT: who wrote it stays known.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("한 사람")
    )
    by_label = models.CharField(_("쓴 사람"), max_length=40)
    at = models.DateTimeField(_("쓴 때"))
    token = models.UUIDField(editable=False)

    class Meta:
        verbose_name = _("사업 일지")
        verbose_name_plural = _("사업 일지")
        constraints = [models.UniqueConstraint(fields=["council", "by", "token"], name="progress_once")]
        indexes = [models.Index(fields=["council", "project", "-on", "-id"], name="progress_latest")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.on}"


CONSTRAINT_MESSAGES.update(
    {
        "project_status_fits_class": _("이 갈래의 사업에는 없는 상태입니다."),
        "project_status_told": _("상태는 까닭과 함께 기록해야 바뀝니다."),
        "project_dates_in_order": _("끝나는 날이 시작하는 날보다 빠릅니다."),
        "project_cost_in_range": _("돈은 0원부터 1,000억 원까지 쓸 수 있습니다."),
        "project_class_has_reason": _("사업 이름과 갈래를 정한 까닭이 있어야 합니다."),
        "project_number_once": _("같은 사업 번호가 이미 있습니다. 다시 해 주십시오."),
        "projects_statuschange_append_only": CONSTRAINT_MESSAGES["append_only"],
    }
)
