"""What the council knows of a person beyond name and address: kept apart, and each look at it is noted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned
from members.models.user import User


class PersonalRecord(CouncilOwned):
    """One person's data in one council (명부). No 주민등록번호. Read only through services.personal.see()."""

    class Sex(models.TextChoices):
        FEMALE = "FEMALE", _("여성")
        MALE = "MALE", _("남성")

    # PROTECT: a closed account keeps its row; its contents are emptied then.
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="personal_records")
    born_on = models.DateField(_("생년월일"), null=True, blank=True)
    sex = models.CharField(_("성별"), max_length=6, choices=Sex, blank=True)
    phone = models.CharField(_("전화"), max_length=20, blank=True)
    address = models.CharField(_("주소"), max_length=100, blank=True)
    eligibility = models.CharField(_("자격"), max_length=40, blank=True)
    occupation = models.CharField(_("하는 일"), max_length=40, blank=True)
    residence = models.CharField(_("통·리·마을"), max_length=40, blank=True)
    household = models.CharField(
        _("세대"), max_length=40, blank=True, help_text=_("한 세대에 여럿이면 같은 이름을 쓰십시오")
    )
    consent_version = models.CharField(_("동의한 글의 판"), max_length=20, blank=True)
    consented_at = models.DateTimeField(_("동의한 때"), null=True, blank=True)

    class Meta:
        verbose_name = _("개인정보")
        verbose_name_plural = _("개인정보")
        constraints = [
            models.UniqueConstraint(fields=["council", "user"], name="personal_record_once"),
            models.CheckConstraint(condition=Q(sex__in=["", "FEMALE", "MALE"]), name="personal_record_sex"),
            models.CheckConstraint(
                condition=Q(consent_version="", consented_at__isnull=True)
                | (~Q(consent_version="") & Q(consented_at__isnull=False)),
                name="personal_record_consent_dated",
            ),
        ]
        indexes = [models.Index(fields=["council", "household"], name="personal_record_household")]

    def __str__(self) -> str:
        return f"{self.user_id}"


CONSTRAINT_MESSAGES["personal_record_once"] = _("이 사람의 개인정보는 이미 적혀 있습니다. 그것을 고치십시오.")
