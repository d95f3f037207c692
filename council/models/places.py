"""The council itself: its place and its committees."""

from __future__ import annotations

import datetime as dt

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
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


CONSTRAINT_MESSAGES.update(
    {
        "committee_number_once": _("같은 차례의 분과가 이미 있습니다."),
        "committee_name_once": _("같은 이름의 분과가 이미 있습니다."),
        "council_dates_in_order": _("닫은 날은 연 날보다 뒤여야 합니다."),
    }
)
