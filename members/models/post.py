"""Posts outside the council: the officials of the 읍·면·동 office, the 시군구 and the portal's operators."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.common.actor import Role
from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned, ScopedManager
from council.models import Region
from members.models.term import Term, TermQuerySet, dates_in_order, one_at_a_time
from members.models.user import User


class OfficialPost(CouncilOwned, Term):
    """An official of the 읍·면·동 office who works with this council."""

    class Kind(models.TextChoices):
        OFFICIAL = Role.OFFICIAL.value, Role.OFFICIAL.label
        HEAD = Role.HEAD.value, Role.HEAD.label

    # PROTECT: approvals name the official of the day.
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="official_posts")
    kind = models.CharField(_("자리"), max_length=8, choices=Kind)

    objects: ClassVar = ScopedManager.from_queryset(TermQuerySet)()

    class Meta:
        verbose_name = _("읍면동 담당 공무원")
        verbose_name_plural = _("읍면동 담당 공무원")
        constraints = [
            dates_in_order("official_post_dates_in_order"),
            one_at_a_time("official_post_one_head", "council_id", condition=Q(kind="HEAD")),
            one_at_a_time("official_post_once", "council_id", "user_id", "kind"),
        ]
        indexes = [models.Index(fields=["council", "user"], name="official_post_holder")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"


class PlatformPost(Term):
    """A post over several councils: a 시군구's official over those of its region, an operator over the portal."""

    class Kind(models.TextChoices):
        DISTRICT = Role.DISTRICT.value, Role.DISTRICT.label
        OPERATOR = Role.OPERATOR.value, Role.OPERATOR.label

    # PROTECT: as above.
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="platform_posts")
    kind = models.CharField(_("자리"), max_length=8, choices=Kind)
    # PROTECT: a region keeps its past.
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("시군구")
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("시군구 담당과 운영자")
        verbose_name_plural = _("시군구 담당과 운영자")
        constraints = [
            dates_in_order("platform_post_dates_in_order"),
            models.CheckConstraint(
                condition=Q(kind="DISTRICT", region__isnull=False) | Q(kind="OPERATOR", region__isnull=True),
                name="platform_post_region_by_kind",
            ),
            one_at_a_time("platform_post_once", "user_id", "kind", "region_id"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"


CONSTRAINT_MESSAGES.update(
    {
        "official_post_one_head": _("같은 기간에 이미 다른 읍면동장이 있습니다. 앞사람의 자리를 먼저 끝내십시오."),
        "official_post_once": _("이 사람은 같은 기간에 이미 그 자리에 있습니다."),
        "official_post_dates_in_order": _("끝난 날은 시작한 날보다 앞설 수 없습니다."),
        "platform_post_once": _("이 사람은 같은 기간에 이미 그 자리에 있습니다."),
        "platform_post_dates_in_order": _("끝난 날은 시작한 날보다 앞설 수 없습니다."),
        "platform_post_region_by_kind": _("시군구 담당이면 시군구를 고르고, 운영자이면 비우십시오."),
    }
)
