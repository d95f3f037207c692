"""The council itself: its place, its committees, and the dated rules it lives by."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from council.common.actor import Role
from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned

#: What councils call their 간사, so that catalogues know the words.
SECRETARY_TITLES = (gettext_noop("간사"), gettext_noop("사무장"), gettext_noop("사무국장"))


class RegionQuerySet(models.QuerySet["Region"]):
    def current(self, on: dt.date) -> RegionQuerySet:
        """Regions whose code is in force on that day."""
        return self.filter(valid_from__lte=on).filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))


class Region(models.Model):
    """A 시도, 시군구 or 행정동 with its code and the days on which the code holds.

    Codes change (강원 42→51, 전북 45→52), so they are dated; councils attach to the 행정동 code.
    """

    class Level(models.TextChoices):
        SIDO = "SIDO", _("시도")
        SIGUNGU = "SIGUNGU", _("시군구")
        DONG = "DONG", _("읍면동")

    code = models.CharField(_("행정구역 코드"), max_length=10, validators=[RegexValidator(r"^\d{10}$")])
    name = models.CharField(_("이름"), max_length=40)
    level = models.CharField(_("단계"), max_length=8, choices=Level)
    # PROTECT: a region keeps its past; it is ended by its date, not removed.
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField(_("시작일"))
    valid_until = models.DateField(_("끝난 날"), null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("행정구역")
        verbose_name_plural = _("행정구역")
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="region_code_once_per_day"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")), name="region_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(level="SIDO", parent__isnull=True) | Q(~Q(level="SIDO"), parent__isnull=False),
                name="region_parent_by_level",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Council(models.Model):
    """A 주민자치회 of one 읍·면·동; what the portal calls itself there, and whom it names."""

    slug = models.SlugField(_("주소 이름"), max_length=40, unique=True)
    name = models.CharField(_("이름"), max_length=60)
    short_name = models.CharField(_("짧은 이름"), max_length=20, help_text=_("예: 마장동, 진천읍, 부강면"))
    parent_name = models.CharField(_("시군구"), max_length=40, help_text=_("예: 서울 성동구"))
    # PROTECT: a council's region is part of every paper that it issued.
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="councils", verbose_name=_("행정동"))
    phone = models.CharField(_("전화"), max_length=20, blank=True)
    address = models.CharField(_("주소"), max_length=100, blank=True)
    hall = models.CharField(_("모이는 곳"), max_length=60, blank=True)
    secretary_title = models.CharField(_("간사의 이름"), max_length=10, default="간사")
    is_demo = models.BooleanField(_("시연 자료"), default=False)
    opened_on = models.DateField(_("연 날"))
    closed_on = models.DateField(_("닫은 날"), null=True, blank=True)

    class Meta:
        verbose_name = _("주민자치회")
        verbose_name_plural = _("주민자치회")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gt=F("opened_on")), name="council_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def head_label(self) -> str:
        """마장동장, 부강면장, 진천읍장: the word residents use."""
        return str(_("%(place)s장") % {"place": self.short_name})

    @property
    def official_label(self) -> str:
        return str(_("%(place)s 담당") % {"place": self.short_name})

    @property
    def secretary_label(self) -> str:
        """What the council calls its 간사; other languages know the titles that councils use."""
        return gettext(self.secretary_title)

    @property
    def office_label(self) -> str:
        """The office of the 읍·면·동 as residents call it."""
        words = _("%(place)s 주민센터") if self.short_name.endswith("동") else _("%(place)s 사무소")
        return str(words % {"place": self.short_name})

    def label(self, role: str) -> str:
        """Return the role's name as this council says it."""
        if role == Role.HEAD:
            return self.head_label
        if role == Role.OFFICIAL:
            return self.official_label
        if role == Role.SECRETARY:
            return self.secretary_label
        return str(Role(role).label)


class Committee(CouncilOwned):
    """A 분과 of the council."""

    number = models.PositiveSmallIntegerField(_("차례"))
    name = models.CharField(_("이름"), max_length=30)
    duties = models.CharField(_("맡은 일"), max_length=200, blank=True)
    opened_on = models.DateField(_("연 날"))
    closed_on = models.DateField(_("닫은 날"), null=True, blank=True)

    class Meta:
        verbose_name = _("분과")
        verbose_name_plural = _("분과")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="committee_number_once"),
            models.UniqueConstraint(
                fields=["council", "name"], condition=Q(closed_on__isnull=True), name="committee_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


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


class RuleQuerySet(models.QuerySet["Rule"]):
    def for_council(self, council: Council, on: dt.date) -> RuleQuerySet:
        """Rules in force for the council on that day, of all three levels."""
        region = council.region
        return (
            self.filter(Q(council=council) | Q(region_id__in=[region.pk, region.parent_id]) | Q(level="PLATFORM"))
            .filter(valid_from__lte=on)
            .filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))
        )


class RuleManager(models.Manager.from_queryset(RuleQuerySet)):  # type: ignore[misc]
    """Rules are public: everyone may read any council's; row-level security guards their writing."""


class Rule(models.Model):
    """One dated value with its article, set by the platform, a 시군구's 조례 or a council's 운영세칙."""

    class Level(models.TextChoices):
        PLATFORM = "PLATFORM", _("포털 기본값")
        REGION = "REGION", _("조례")
        COUNCIL = "COUNCIL", _("운영세칙")

    level = models.CharField(_("단계"), max_length=8, choices=Level)
    # PROTECT throughout: a verdict of the past quotes the rule of its day.
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="rules")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, blank=True, related_name="rules")
    ordinance = models.ForeignKey(Ordinance, on_delete=models.PROTECT, null=True, blank=True, related_name="rules")
    key = models.CharField(_("항목"), max_length=60)
    value = models.JSONField(_("값"))
    article = models.CharField(_("근거 조문"), max_length=120, blank=True)
    checked = models.BooleanField(_("조문을 확인함"), default=False)
    valid_from = models.DateField(_("시작일"))
    valid_until = models.DateField(_("끝난 날"), null=True, blank=True)
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
            models.CheckConstraint(
                condition=Q(level="PLATFORM", region__isnull=True, council__isnull=True)
                | Q(level="REGION", region__isnull=False, council__isnull=True)
                | Q(level="COUNCIL", region__isnull=True, council__isnull=False),
                name="rule_owner_by_level",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")), name="rule_dates_in_order"
            ),
            # One value at a time for each key and owner; int8range stands in for "=" (no btree_gist in the wheel).
            ExclusionConstraint(
                name="rule_one_value_at_a_time",
                expressions=[
                    (Func(F("region_id"), function="portal_point"), "&&"),
                    (Func(F("council_id"), function="portal_point"), "&&"),
                    (Func(F("key"), function="portal_point"), "&&"),
                    (Func(F("valid_from"), F("valid_until"), function="daterange"), "&&"),
                ],
            ),
        ]
        indexes = [models.Index(fields=["council", "key"]), models.Index(fields=["region", "key"])]

    def __str__(self) -> str:
        return f"{self.key} {self.valid_from}"


CONSTRAINT_MESSAGES.update(
    {
        "rule_one_value_at_a_time": _(
            "같은 기간에 같은 규칙이 이미 있습니다. 앞의 규칙을 끝낸 다음 날부터 시작하십시오."
        ),
        "rule_dates_in_order": _("끝난 날은 시작일보다 뒤여야 합니다."),
        "committee_number_once": _("같은 차례의 분과가 이미 있습니다."),
        "committee_name_once": _("같은 이름의 분과가 이미 있습니다."),
        "council_dates_in_order": _("닫은 날은 연 날보다 뒤여야 합니다."),
    }
)
