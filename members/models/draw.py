"""Draw: the frozen list, the numbers drawn in public, what came out, and the reserve list that remains."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned, ScopedManager
from members.models.application import Application
from members.models.recruitment import Recruitment, RecruitmentTrack
from members.models.term import Membership
from members.models.user import User


class Draw(CouncilOwned):
    """One public draw. The list stands before the seed, the seed before the result; nothing of it changes later."""

    class Status(models.TextChoices):
        FROZEN = "FROZEN", _("명단 굳힘")
        DRAWN = "DRAWN", _("추첨함")
        VOID = "VOID", _("무효")

    # PROTECT: a published draw stays.
    recruitment = models.ForeignKey(Recruitment, on_delete=models.PROTECT, related_name="draws")
    attempt = models.PositiveSmallIntegerField(_("몇 번째"))
    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="repeated_by", verbose_name=_("앞의 추첨")
    )
    status = models.CharField(_("상태"), max_length=6, choices=Status, default=Status.FROZEN)
    list_text = models.TextField(_("굳힌 명단"))
    list_sha256 = models.CharField(_("명단의 SHA-256"), max_length=64)
    candidate_count = models.PositiveIntegerField(_("후보"))
    seed_source = models.CharField(_("번호를 뽑는 방법"), max_length=300)
    officers = models.JSONField(_("추첨위원"), default=list)
    numbers_needed = models.PositiveSmallIntegerField(_("번호의 수"))
    terms_reason = models.CharField(_("규칙이 정하지 않아 사람이 정한 까닭"), max_length=300, blank=True)
    terms_verdicts = models.JSONField(_("비율과 예비후보의 근거"), default=dict, blank=True)
    frozen_at = models.DateTimeField(_("굳힌 때"))
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seed = models.CharField(_("씨앗"), max_length=64, blank=True)
    result_sha256 = models.CharField(_("결과의 SHA-256"), max_length=64, blank=True)
    drawn_at = models.DateTimeField(_("추첨한 때"), null=True, blank=True)
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    void_at = models.DateTimeField(_("무효로 한 때"), null=True, blank=True)
    void_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(_("무효로 한 까닭"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("추첨")
        verbose_name_plural = _("추첨")
        constraints = [
            models.UniqueConstraint(fields=["recruitment", "attempt"], name="draw_attempt_once"),
            models.UniqueConstraint(fields=["recruitment"], condition=~Q(status="VOID"), name="draw_one_valid"),
            models.CheckConstraint(
                condition=Q(
                    list_sha256=Func(
                        Func(
                            Func(F("list_text"), Value("UTF8"), function="convert_to"),
                            function="sha256",
                            output_field=models.BinaryField(),
                        ),
                        Value("hex"),
                        function="encode",
                        output_field=models.TextField(),
                    )
                ),
                name="draw_list_hash",
            ),
            models.CheckConstraint(
                condition=~Q(status="DRAWN") | Q(drawn_at__isnull=False) & ~Q(seed="") & ~Q(result_sha256=""),
                name="draw_result_after_seed",
            ),
            models.CheckConstraint(
                condition=~Q(status="VOID") | Q(void_at__isnull=False) & ~Q(void_reason=""), name="draw_void_says_why"
            ),
            models.CheckConstraint(condition=Q(numbers_needed__gte=1), name="draw_needs_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.recruitment_id}#{self.attempt}"

    @property
    def is_frozen(self) -> bool:
        return self.status == self.Status.FROZEN

    @property
    def is_drawn(self) -> bool:
        return self.status == self.Status.DRAWN

    @property
    def is_void(self) -> bool:
        return self.status == self.Status.VOID

    @property
    def short_hash(self) -> str:
        return self.list_sha256[:12]


class DrawCandidate(CouncilOwned):
    """One line of the frozen list."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="candidates")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="candidacies")
    track = models.ForeignKey(RecruitmentTrack, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("추첨 후보")
        verbose_name_plural = _("추첨 후보")
        constraints = [models.UniqueConstraint(fields=["draw", "application"], name="draw_candidate_once")]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.application_id}"


class DrawNumber(CouncilOwned):
    """One number that a draw officer (추첨위원) drew in public."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="numbers")
    position = models.PositiveSmallIntegerField(_("차례"))
    value = models.CharField(_("번호"), max_length=9)
    officer = models.CharField(_("추첨위원"), max_length=30)
    entered_at = models.DateTimeField(_("넣은 때"))
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("뽑은 번호")
        verbose_name_plural = _("뽑은 번호")
        constraints = [
            models.UniqueConstraint(fields=["draw", "position"], name="draw_number_once"),
            models.CheckConstraint(condition=Q(value__regex=r"^[0-9]{1,9}$"), name="draw_number_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id}.{self.position}"


class DrawResult(CouncilOwned):
    """What the draw gave one candidate, in the drawn order."""

    class Outcome(models.TextChoices):
        SEATED = "seated", _("뽑힘")
        TRACK_FULL = "track_full", _("그 갈래의 자리가 다 참")
        LIMIT_FULL = "limit_full", _("그 성별로 뽑을 수 있는 수가 다 참")
        KEPT_FREE = "kept_free", _("다른 자리가 비지 않도록 넘김")
        HOUSEHOLD = "household", _("같은 세대의 다른 사람이 앞섬")

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="results")
    # A candidate has one result, and only a line of the frozen list has one at all.
    candidate = models.OneToOneField(DrawCandidate, on_delete=models.PROTECT, related_name="result")
    order = models.PositiveIntegerField(_("나온 차례"))
    key = models.CharField(_("순서 값"), max_length=64)
    outcome = models.CharField(_("결과"), max_length=10, choices=Outcome)
    reserve_rank = models.PositiveIntegerField(_("예비 순위"), null=True, blank=True)

    class Meta:
        verbose_name = _("추첨 결과")
        verbose_name_plural = _("추첨 결과")
        constraints = [
            models.UniqueConstraint(fields=["draw", "order"], name="draw_result_order_once"),
            models.CheckConstraint(
                condition=Q(reserve_rank__isnull=True) | ~Q(outcome="seated"), name="draw_result_seat_or_reserve"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id}:{self.order}"

    @property
    def is_seated(self) -> bool:
        return self.outcome == self.Outcome.SEATED


class ReserveQuerySet(models.QuerySet["Reserve"]):
    def waiting(self, on: dt.date) -> ReserveQuerySet:
        """Still to be asked: neither used up nor past the list's last day."""
        return self.filter(state=Reserve.State.WAITING).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))


class Reserve(CouncilOwned):
    """A place on the ranked list of those who succeed when a seat falls free (예비후보)."""

    class State(models.TextChoices):
        WAITING = "WAITING", _("기다림")
        ASKED = "ASKED", _("물어봄")
        ACCEPTED = "ACCEPTED", _("맡기로 함")
        DECLINED = "DECLINED", _("사양함")
        APPOINTED = "APPOINTED", _("위촉됨")
        REMOVED = "REMOVED", _("빠짐")

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="reserves")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reserves")
    #: Null on a list over all tracks.
    track = models.ForeignKey(
        RecruitmentTrack, on_delete=models.PROTECT, null=True, blank=True, related_name="reserves"
    )
    rank = models.PositiveIntegerField(_("순위"))
    listed_on = models.DateField(_("명단에 오른 날"))
    valid_until = models.DateField(_("명단의 마지막 날"), null=True, blank=True)
    state = models.CharField(_("상태"), max_length=9, choices=State, default=State.WAITING)
    state_reason = models.CharField(_("까닭"), max_length=200, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(ReserveQuerySet)()

    class Meta:
        verbose_name = _("예비후보")
        verbose_name_plural = _("예비후보")
        constraints = [
            models.UniqueConstraint(fields=["draw", "application"], name="reserve_person_once"),
            models.UniqueConstraint(fields=["draw", "track", "rank"], nulls_distinct=False, name="reserve_rank_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["DECLINED", "REMOVED"]) | ~Q(state_reason=""), name="reserve_out_says_why"
            ),
        ]
        indexes = [models.Index(fields=["council", "state", "rank"], name="reserve_list")]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.rank}"


class Succession(CouncilOwned):
    """A seat that fell free, and whether and by whom it was filled."""

    class State(models.TextChoices):
        OPEN = "OPEN", _("이을 사람을 찾는 중")
        FILLED = "FILLED", _("채움")
        LEFT = "LEFT", _("채우지 않음")

    # PROTECT: the seat's history.
    vacated = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="succession")
    state = models.CharField(_("상태"), max_length=6, choices=State, default=State.OPEN)
    vacant_on = models.DateField(_("자리가 빈 날"))
    term_ends_on = models.DateField(_("이어받는 임기가 끝난 다음 날"))
    verdict = models.JSONField(_("규칙이 말하는 것"), default=dict, blank=True)
    reason = models.CharField(_("사람이 정한 까닭"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("정한 때"))
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    filled_by = models.OneToOneField(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="succeeded",
        verbose_name=_("이은 위원"),
    )

    class Meta:
        verbose_name = _("자리 이음")
        verbose_name_plural = _("자리 이음")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="FILLED", filled_by__isnull=False) | (~Q(state="FILLED") & Q(filled_by__isnull=True)),
                name="succession_filled_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vacated_id} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class ReserveCall(CouncilOwned):
    """The next on the list was asked to take a seat, and what the answer was."""

    class Answer(models.TextChoices):
        WAITING = "WAITING", _("답 기다림")
        ACCEPTED = "ACCEPTED", _("맡겠다고 함")
        DECLINED = "DECLINED", _("사양함")
        NO_ANSWER = "NO_ANSWER", _("기한까지 답 없음")

    # Either a seat that fell free during the term, or that of somebody drawn who withdrew before the appointment.
    succession = models.ForeignKey(Succession, on_delete=models.PROTECT, null=True, blank=True, related_name="calls")
    instead_of = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, blank=True, related_name="calls")
    reserve = models.ForeignKey(Reserve, on_delete=models.PROTECT, related_name="calls")
    asked_at = models.DateTimeField(_("물어본 때"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer_by = models.DateField(_("답할 날"))
    answer = models.CharField(_("답"), max_length=9, choices=Answer, default=Answer.WAITING)
    answered_at = models.DateTimeField(_("답한 때"), null=True, blank=True)
    note = models.CharField(_("적은 말"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("예비후보에게 물음")
        verbose_name_plural = _("예비후보에게 물음")
        constraints = [
            models.CheckConstraint(
                condition=Q(succession__isnull=False, instead_of__isnull=True)
                | Q(succession__isnull=True, instead_of__isnull=False),
                name="reserve_call_for_one_seat",
            ),
            models.UniqueConstraint(
                fields=["succession"], condition=Q(answer__in=["WAITING", "ACCEPTED"]), name="reserve_call_one_open"
            ),
            models.UniqueConstraint(
                fields=["instead_of"], condition=Q(answer__in=["WAITING", "ACCEPTED"]), name="reserve_call_one_for_seat"
            ),
            models.UniqueConstraint(
                fields=["reserve"], condition=Q(answer__in=["WAITING", "ACCEPTED"]), name="reserve_call_one_seat_each"
            ),
            models.CheckConstraint(
                condition=Q(answer="WAITING") | Q(answered_at__isnull=False), name="reserve_call_answer_has_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reserve_id} {self.answer}"


CONSTRAINT_MESSAGES.update(
    {
        "draw_one_valid": _("이 모집에는 이미 굳힌 명단이 있습니다. 먼저 무효로 하고 까닭을 남기십시오."),
        "draw_attempt_once": _("다른 분이 먼저 명단을 굳혔습니다."),
        "draw_list_hash": _("명단과 지문(SHA-256)이 맞지 않습니다."),
        "draw_kept": _("굳힌 명단과 추첨 결과는 고칠 수 없습니다. 무효로 하고 다시 추첨하십시오."),
        "draw_candidate_accepted": _("심사에서 적격으로 정한 사람만 추첨 명단에 오릅니다."),
        "draw_candidates_complete": _("굳힌 명단의 사람 수가 맞지 않습니다."),
        "draw_number_once": _("그 차례의 번호는 이미 들어 있습니다."),
        "draw_number_digits": _("번호는 숫자 1~9자리입니다."),
        "draw_number_in_time": _("지금은 번호를 넣을 수 없습니다."),
        "draw_seed_from_numbers": _("씨앗은 굳힌 명단과 뽑은 번호에서만 나옵니다."),
        "draw_result_in_time": _("명단을 굳히고 번호를 모두 뽑은 뒤에만 결과를 적습니다."),
        "draw_result_quota": _("갈래의 자리보다 많이 뽑을 수 없습니다."),
        "draw_void_says_why": _("무효로 하는 까닭을 써 주십시오. 모두가 봅니다."),
        "reserve_kept": _("예비후보의 순위는 고치거나 지울 수 없습니다."),
        "reserve_in_rank_order": _("예비후보에게는 순위대로 물어봅니다. 앞 순위가 아직 남아 있습니다."),
        "reserve_call_one_open": _("이 자리에 이미 물어본 예비후보가 있습니다. 답을 먼저 적으십시오."),
        "reserve_call_one_for_seat": _("이 자리에 이미 물어본 예비후보가 있습니다. 답을 먼저 적으십시오."),
        "reserve_call_one_seat_each": _("이 예비후보에게는 이미 다른 자리를 물어보았습니다."),
        "members_drawcandidate_append_only": _("굳힌 명단은 고칠 수 없습니다. 무효로 하고 다시 굳히십시오."),
        "members_drawnumber_append_only": _("뽑은 번호는 고칠 수 없습니다. 무효로 하고 다시 추첨하십시오."),
        "members_drawresult_append_only": _("추첨 결과는 고칠 수 없습니다. 무효로 하고 다시 추첨하십시오."),
        "reserve_out_says_why": _("까닭을 써 주십시오. 이력에 남습니다."),
    }
)
