"""Votes and what they decided. Written once; a wrong one is corrected by a new record that names it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned, ScopedManager
from council.meetings.models.meeting import AgendaItem


class Vote(CouncilOwned):
    """One vote in numbers, with those there at that moment and the verdict of the rules of that day."""

    class Method(models.TextChoices):
        SHOW_OF_HANDS = "SHOW_OF_HANDS", _("거수")
        BY_NAME = "BY_NAME", _("기명")
        SECRET = "SECRET", _("무기명")
        NO_OBJECTION = "NO_OBJECTION", _("이의 없음")

    # PROTECT: decisions are public records.
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    method = models.CharField(_("방법"), max_length=14, choices=Method)
    motion = models.TextField(_("물은 글"), max_length=2000)
    enrolled = models.PositiveSmallIntegerField(_("재적"))
    present = models.PositiveSmallIntegerField(_("출석"))
    online = models.PositiveSmallIntegerField(_("온라인 출석"), default=0)
    recused = models.PositiveSmallIntegerField(_("제척"), default=0)
    in_favour = models.PositiveSmallIntegerField(_("찬성"))
    against = models.PositiveSmallIntegerField(_("반대"))
    abstained = models.PositiveSmallIntegerField(_("기권"), default=0)
    invalid = models.PositiveSmallIntegerField(_("무효"), default=0)
    #: What the chair decided where a tie is the chair's.
    chair_decides = models.BooleanField(null=True, blank=True)
    verdict = models.JSONField(_("판정"), default=dict)
    taken_at = models.DateTimeField(_("표결한 때"))

    class Meta:
        verbose_name = _("표결")
        verbose_name_plural = _("표결")
        constraints = [
            models.CheckConstraint(
                condition=Q(present__gte=F("recused") + F("in_favour") + F("against") + F("abstained") + F("invalid")),
                name="vote_within_those_present",
            ),
            models.CheckConstraint(condition=Q(enrolled__gte=F("present")), name="vote_present_within_enrolled"),
            models.CheckConstraint(condition=Q(present__gte=F("online")), name="vote_online_within_present"),
            models.UniqueConstraint(fields=["council", "item"], condition=Q(corrects=None), name="vote_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.in_favour}:{self.against}"

    @property
    def voting(self) -> int:
        """Those who could vote: present less recused."""
        return self.present - self.recused


class Ballot(CouncilOwned):
    """One person's choice; kept for votes by name only."""

    class Choice(models.TextChoices):
        FOR = "FOR", _("찬성")
        AGAINST = "AGAINST", _("반대")
        ABSTAIN = "ABSTAIN", _("기권")

    # PROTECT: part of the vote.
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="ballots")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(_("선택"), max_length=8, choices=Choice)

    class Meta:
        verbose_name = _("기명 투표")
        verbose_name_plural = _("기명 투표")
        constraints = [models.UniqueConstraint(fields=["council", "vote", "user"], name="ballot_once")]

    def __str__(self) -> str:
        return f"{self.vote_id} {self.user_id}"


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def standing(self) -> ResolutionQuerySet:
        """Those that no later record corrects."""
        return self.filter(corrected_by__isnull=True)


class Resolution(CouncilOwned):
    """What the council decided, under its number in the register (의결 대장)."""

    # PROTECT: decisions are public records.
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="resolutions")
    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, null=True, blank=True, related_name="resolution")
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    correction_why = models.CharField(_("바로잡은 까닭"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("해"))
    number = models.PositiveIntegerField(_("의결번호"))
    passed = models.BooleanField(_("가결"))
    text = models.TextField(_("의결한 글"), max_length=4000)
    verdict = models.JSONField(_("판정"), default=dict)
    #: Why it was decided so where the rules could not say.
    judged_why = models.CharField(_("판단한 까닭"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("의결한 때"))

    objects: ClassVar = ScopedManager.from_queryset(ResolutionQuerySet)()

    class Meta:
        verbose_name = _("의결")
        verbose_name_plural = _("의결")
        constraints = [
            models.UniqueConstraint(fields=["council", "year", "number"], name="resolution_number_once"),
            models.UniqueConstraint(fields=["council", "item"], condition=Q(corrects=None), name="resolution_once"),
            models.CheckConstraint(
                condition=Q(corrects=None, correction_why="") | (Q(corrects__isnull=False) & ~Q(correction_why="")),
                name="resolution_correction_says_why",
            ),
        ]
        indexes = [models.Index(fields=["council", "-year", "-number"], name="resolution_register")]

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def number_label(self) -> str:
        return _g("%(year)d-의결-%(number)03d") % {"year": self.year, "number": self.number}

    @property
    def word(self) -> str:
        return _g("가결") if self.passed else _g("부결")


CONSTRAINT_MESSAGES.update(
    {
        "vote_within_those_present": _("찬성·반대·기권·무효를 더하면 투표할 수 있는 사람보다 많습니다."),
        "vote_present_within_enrolled": _("출석이 재적보다 많습니다."),
        "vote_online_within_present": _("온라인 출석이 출석보다 많습니다."),
        "vote_once": _("이 안건은 이미 표결했습니다."),
        "vote_counts_those_there": _("출석과 제척의 수가 출석 기록과 다릅니다."),
        "vote_in_open_meeting": _("회의를 연 동안에만 표결할 수 있습니다."),
        "ballot_once": _("한 사람은 한 번만 투표합니다."),
        "ballot_by_name_only": _("누가 무엇을 골랐는지는 기명투표에서만 남깁니다."),
        "ballot_by_voter": _("그때 투표할 수 있던 사람이 아닙니다."),
        "resolution_number_once": _("같은 의결번호가 이미 있습니다. 다시 해 주십시오."),
        "resolution_once": _("이 안건은 이미 의결했습니다."),
        "resolution_correction_says_why": _("바로잡는 까닭을 써 주십시오."),
        "resolution_corrects_the_same": _("바로잡는 의결은 같은 안건의 것이어야 합니다."),
        "resolution_follows_vote": _("표결의 판정과 다른 의결입니다."),
        "meetings_vote_append_only": CONSTRAINT_MESSAGES["append_only"],
        "meetings_ballot_append_only": CONSTRAINT_MESSAGES["append_only"],
        "meetings_resolution_append_only": CONSTRAINT_MESSAGES["append_only"],
    }
)
