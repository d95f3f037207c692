"""The council's election of an officer, with the figures of the vote and what the rules said to them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned
from council.models import Committee
from members.models.user import User


class Election(CouncilOwned):
    """One vote for one seat of one office. Rows only grow."""

    class Method(models.TextChoices):
        SECRET_BALLOT = "SECRET_BALLOT", _("비밀투표")
        MUTUAL = "MUTUAL", _("호선")
        APPOINTMENT = "APPOINTMENT", _("지명")
        RECOMMENDATION = "RECOMMENDATION", _("추천")

    kind = models.CharField(_("직책"), max_length=16)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, null=True, blank=True, related_name="elections")
    held_on = models.DateField(_("뽑은 날"))
    meeting = models.CharField(_("회의"), max_length=60, blank=True, help_text=_("예: 제1차 정기회의"))
    method = models.CharField(_("뽑은 방법"), max_length=16, choices=Method)
    candidates = models.PositiveSmallIntegerField(_("후보"), default=1)
    enrolled = models.PositiveSmallIntegerField(_("재적"), null=True, blank=True)
    present = models.PositiveSmallIntegerField(_("출석"), null=True, blank=True)
    votes_cast = models.PositiveSmallIntegerField(_("투표수"), null=True, blank=True)
    in_favour = models.PositiveSmallIntegerField(_("얻은 표"), null=True, blank=True)
    verdict = models.JSONField(_("판정"), default=dict, blank=True)
    reason = models.CharField(_("사람이 판단한 까닭"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("임원 선출")
        verbose_name_plural = _("임원 선출")
        constraints = [
            models.CheckConstraint(condition=Q(candidates__gte=1), name="election_has_a_candidate"),
            models.CheckConstraint(
                condition=Q(in_favour__isnull=True) | Q(votes_cast__isnull=True) | Q(in_favour__lte=F("votes_cast")),
                name="election_votes_in_order",
            ),
            models.CheckConstraint(
                condition=Q(votes_cast__isnull=True) | Q(present__isnull=True) | Q(votes_cast__lte=F("present")),
                name="election_voters_present",
            ),
            models.CheckConstraint(
                condition=Q(present__isnull=True) | Q(enrolled__isnull=True) | Q(present__lte=F("enrolled")),
                name="election_present_enrolled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on}"


CONSTRAINT_MESSAGES.update(
    {
        "election_has_a_candidate": _("후보는 한 사람 이상이어야 합니다."),
        "election_votes_in_order": _("얻은 표는 투표수보다 많을 수 없습니다."),
        "election_voters_present": _("투표수는 출석한 사람보다 많을 수 없습니다."),
        "election_present_enrolled": _("출석은 재적보다 많을 수 없습니다."),
        "members_election_append_only": CONSTRAINT_MESSAGES["append_only"],
    }
)
