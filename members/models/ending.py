"""How a 위원's term ended before its day: resigned, dismissed, lost by a rule, or withdrawn before it began."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned
from members.models.term import Membership
from members.models.user import User


class Ending(CouncilOwned):
    """The record without which no term ends early (guard members_ending_told). Rows only grow."""

    class Kind(models.TextChoices):
        RESIGNED = "RESIGNED", _("사임")
        DISMISSED = "DISMISSED", _("해촉")
        LOST = "LOST", _("자격 상실")
        WITHDRAWN = "WITHDRAWN", _("위촉 거둠")

    # PROTECT: the roll of past terms is a public record.
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="endings")
    kind = models.CharField(_("갈래"), max_length=10, choices=Kind)
    ground = models.CharField(_("사유"), max_length=40, blank=True, help_text=_("조례에 적힌 사유의 이름"))
    article = models.CharField(_("근거 조문"), max_length=120, blank=True)
    verdict = models.JSONField(_("판정"), default=dict, blank=True)
    decided_on = models.DateField(_("정한 날"))
    effective_on = models.DateField(_("위원이 아닌 첫날"))
    barred_until = models.DateField(
        _("다시 위촉할 수 있는 첫날"), null=True, blank=True, help_text=_("이 날의 전날까지는 위촉할 수 없습니다")
    )
    reason = models.CharField(_("까닭"), max_length=200)
    recorded_at = models.DateTimeField(_("적은 때"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("임기 끝냄")
        verbose_name_plural = _("임기 끝냄")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="ending_says_why"),
            models.CheckConstraint(condition=~Q(kind="LOST") | ~Q(ground=""), name="ending_loss_has_ground"),
            models.CheckConstraint(
                condition=Q(barred_until__isnull=True) | Q(barred_until__gt=F("effective_on")),
                name="ending_bar_comes_after",
            ),
        ]
        indexes = [models.Index(fields=["council", "membership"], name="ending_of_membership")]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.kind} {self.effective_on}"


CONSTRAINT_MESSAGES.update(
    {
        "ending_says_why": _("까닭을 써 주십시오. 이력에 남습니다."),
        "ending_loss_has_ground": _("어떤 사유로 자격을 잃었는지 골라 주십시오."),
        "ending_bar_comes_after": _("다시 위촉할 수 있는 날은 임기가 끝난 날보다 뒤여야 합니다."),
        "members_ending_append_only": CONSTRAINT_MESSAGES["append_only"],
        "membership_ending_told": _(
            "임기를 앞당겨 끝낸 까닭이 적혀 있지 않습니다. 사임, 해촉, 자격 상실로 끝내십시오."
        ),
    }
)
