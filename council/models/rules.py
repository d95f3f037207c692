"""The rules a council lives by, as dated rows: what they say, who entered them, and from which file."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.models.places import Council, Region


class Ordinance(models.Model):
    """A 조례 of a 시군구, as the source of rules: title, number and the day it came into force."""

    # PROTECT: rules quote it.
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="ordinances", verbose_name=_("시군구"))
    title = models.CharField(_("제목"), max_length=120)
    number = models.CharField(_("번호"), max_length=40, blank=True)
    in_force_on = models.DateField(_("시행일"))
    source = models.CharField(_("출처"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("조례")
        verbose_name_plural = _("조례")
        constraints = [
            models.UniqueConstraint(fields=["region", "title", "in_force_on"], name="ordinance_version_once"),
        ]

    def __str__(self) -> str:
        return self.title


def owner_by_level() -> Q:
    """Return the condition: the platform's belong to nobody, an ordinance's to a region, a bylaw's to a council."""
    return (
        Q(level="PLATFORM", region__isnull=True, council__isnull=True)
        | Q(level="REGION", region__isnull=False, council__isnull=True)
        | Q(level="COUNCIL", region__isnull=True, council__isnull=False)
    )


class RuleLevel(models.TextChoices):
    PLATFORM = "PLATFORM", _("포털 기본값")
    REGION = "REGION", _("조례")
    COUNCIL = "COUNCIL", _("운영세칙")


class RuleLoading(models.Model):
    """One file of rules that was entered as a whole; it can be undone as a whole.

    ``ended`` keeps what its entering ended, as [rule, the day it ended before or null]; undoing puts that back.
    """

    level = models.CharField(_("단계"), max_length=8, choices=RuleLevel)
    # PROTECT throughout: the rules that came from the file quote it.
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, related_name="+")
    ordinance = models.ForeignKey(Ordinance, on_delete=models.PROTECT, null=True, related_name="loadings")
    title = models.CharField(_("제목"), max_length=120)
    name = models.CharField(_("파일 이름"), max_length=120)
    sha256 = models.CharField(_("파일의 지문"), max_length=64)
    content = models.TextField(_("파일의 내용"))
    in_force_on = models.DateField(_("시행일"))
    #: Facts that the file adds to the portal's own: {name: {label, type}}; its conditions may ask for them.
    facts = models.JSONField(_("조례에만 있는 사실"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("들여온 때"))
    ended = models.JSONField(_("끝낸 규칙"), default=list)
    undone_at = models.DateTimeField(_("되돌린 때"), null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_why = models.CharField(_("되돌린 까닭"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("들여온 규칙 파일")
        verbose_name_plural = _("들여온 규칙 파일")
        constraints = [
            models.CheckConstraint(condition=owner_by_level(), name="rule_loading_owner_by_level"),
            # A file that stands is not entered again; one that was undone may be.
            models.UniqueConstraint(
                fields=["region", "council", "sha256"],
                condition=Q(undone_at__isnull=True),
                nulls_distinct=False,
                name="rule_loading_once",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | ~Q(undone_why=""), name="rule_loading_undone_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RuleQuerySet(models.QuerySet["Rule"]):
    def bearing_on(self, council: Council) -> RuleQuerySet:
        """Rules of all three levels that ever bore on the council, whatever the day; withdrawn ones too.

        A 읍·면·동 lies in its 시군구, or in a 구 of a city whose 조례 holds.
        """
        here = Region.objects.filter(children=council.region_id)
        over = Q(region_id__in=here.values("pk")) | Q(region_id__in=here.values("parent_id"))
        return self.filter(over | Q(council=council) | Q(region_id=council.region_id) | Q(level="PLATFORM"))

    def current(self, on: dt.date) -> RuleQuerySet:
        """In force on that day."""
        return self.filter(valid_from__lte=on).filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))

    def standing(self) -> RuleQuerySet:
        """Without those that were withdrawn before they counted: their last day is before their first."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")))

    def for_council(self, council: Council, on: dt.date) -> RuleQuerySet:
        """Rules in force for the council on that day, of all three levels."""
        return self.bearing_on(council).current(on)


class RuleManager(models.Manager.from_queryset(RuleQuerySet)):  # type: ignore[misc]
    """Rules are public: everyone may read any council's; row-level security guards their writing."""


class Rule(models.Model):
    """One dated answer with its article, set by the platform, a 시군구's 조례 or a council's 운영세칙.

    Of a rule that stands, only its end and whether somebody compared the article may change (a trigger holds
    it): an amendment is a new row. What the columns mean is written in docs/ordinances.md.
    """

    Level = RuleLevel

    class Answer(models.TextChoices):
        VALUE = "VALUE", _("값을 정함")
        NONE = "NONE", _("정하지 않음")
        BYLAW = "BYLAW", _("운영세칙에 맡김")
        JUDGED = "JUDGED", _("사람이 판단함")

    class Strength(models.TextChoices):
        BLOCKS = "BLOCKS", _("막습니다")
        WARNS = "WARNS", _("알려 줍니다")
        NOTES = "NOTES", _("적어만 둡니다")

    level = models.CharField(_("단계"), max_length=8, choices=RuleLevel)
    # PROTECT throughout: a verdict of the past quotes the rule of its day.
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="rules")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, blank=True, related_name="rules")
    ordinance = models.ForeignKey(Ordinance, on_delete=models.PROTECT, null=True, blank=True, related_name="rules")
    loading = models.ForeignKey(RuleLoading, on_delete=models.PROTECT, null=True, blank=True, related_name="rules")
    key = models.CharField(_("항목"), max_length=60)
    answer = models.CharField(_("답"), max_length=6, choices=Answer, default=Answer.VALUE)
    value = models.JSONField(_("값"), null=True, blank=True)
    clause = models.CharField(_("조문 이름"), max_length=80, blank=True)
    conditions = models.JSONField(_("적용 조건"), default=dict, blank=True)
    cohort = models.JSONField(_("적용받는 사람"), default=dict, blank=True)
    begun_old = models.BooleanField(_("이미 시작한 일은 예전 규칙대로"), default=False)
    strength = models.CharField(_("세기"), max_length=6, choices=Strength, default=Strength.BLOCKS)
    locked = models.BooleanField(_("아래 단계에서 바꿀 수 없음"), default=False)
    rank = models.SmallIntegerField(_("우선 차례"), null=True, blank=True)
    article = models.CharField(_("근거 조문"), max_length=120, blank=True)
    text = models.TextField(_("조문의 글"), blank=True)
    checked = models.BooleanField(_("조문을 확인함"), default=False)
    checked_on = models.DateField(_("조문을 확인한 날"), null=True, blank=True)
    valid_from = models.DateField(_("시작일"))
    valid_until = models.DateField(_("끝난 날"), null=True, blank=True)
    resolved_on = models.DateField(_("의결한 날"), null=True, blank=True)
    resolution = models.CharField(_("의결한 회의"), max_length=120, blank=True)
    # PROTECT: who entered a rule stays known.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("적은 때"))
    reason = models.CharField(_("까닭"), max_length=200, blank=True)

    objects = RuleManager()

    class Meta:
        verbose_name = _("규칙")
        verbose_name_plural = _("규칙")
        constraints = [
            models.CheckConstraint(condition=owner_by_level(), name="rule_owner_by_level"),
            # Equal days are a rule withdrawn before it counted.
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name="rule_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["VALUE", "JUDGED"], value__isnull=False)
                & ~Q(Exact(Func(F("value"), function="jsonb_typeof", output_field=models.TextField()), Value("null")))
                | Q(answer__in=["NONE", "BYLAW"], value__isnull=True),
                name="rule_value_by_answer",
            ),
            models.CheckConstraint(condition=Q(strength__in=["BLOCKS", "WARNS", "NOTES"]), name="rule_strength"),
            # The 세칙 is the narrowest level: nothing is below it to which it could leave a thing, or be barred.
            models.CheckConstraint(
                condition=~Q(level="COUNCIL") | (Q(locked=False) & ~Q(answer="BYLAW")), name="rule_bylaw_is_last"
            ),
            # One answer at a time for each owner, key and circumstance; int8range stands in for "=" (no btree_gist
            # in the wheel).
            ExclusionConstraint(
                name="rule_one_value_at_a_time",
                expressions=[
                    (Func(F("region_id"), function="portal_point"), "&&"),
                    (Func(F("council_id"), function="portal_point"), "&&"),
                    (Func(F("key"), function="portal_point"), "&&"),
                    (Func(F("clause"), function="portal_point"), "&&"),
                    (Func(Cast(F("conditions"), models.TextField()), function="portal_point"), "&&"),
                    (Func(Cast(F("cohort"), models.TextField()), function="portal_point"), "&&"),
                    (Func(F("valid_from"), F("valid_until"), function="daterange"), "&&"),
                ],
            ),
        ]
        indexes = [models.Index(fields=["council", "key"]), models.Index(fields=["region", "key"])]

    def __str__(self) -> str:
        return f"{self.key} {self.valid_from}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back so that it never counted."""
        return self.valid_until is not None and self.valid_until <= self.valid_from


CONSTRAINT_MESSAGES.update(
    {
        "rule_one_value_at_a_time": _(
            "같은 기간에 같은 규칙이 이미 있습니다. 앞의 규칙을 끝낸 다음 날부터 시작하십시오."
        ),
        "rule_dates_in_order": _("끝난 날은 시작일보다 앞설 수 없습니다."),
        "rule_value_by_answer": _("값을 정한 규칙에는 값이 있어야 하고, 정하지 않은 규칙에는 값이 없어야 합니다."),
        "rule_strength": _("세기는 막음, 알림, 적어 둠 가운데 하나입니다."),
        "rule_bylaw_is_last": _("운영세칙 아래에는 맡기거나 막을 단계가 없습니다."),
        "rule_history_kept": _("적은 규칙은 고치거나 지우지 않습니다. 끝내고 새 규칙을 적어 주십시오."),
        "rule_loading_once": _("같은 파일을 이미 들여왔습니다. 다시 들여오려면 앞의 것을 먼저 되돌리십시오."),
    }
)
