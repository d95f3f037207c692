"""Consent: what a person agreed to, which version of the text, when; and when it was withdrawn."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from members.models.user import User


class Consent(models.Model):
    """One answer to one text: given, or withdrawn. Rows only grow; the last one for a kind stands."""

    class Kind(models.TextChoices):
        PRIVACY = "PRIVACY", _("개인정보 수집과 이용")
        TERMS = "TERMS", _("이용 약관")
        AGE_14 = "AGE_14", _("만 14세 이상")
        NEWS = "NEWS", _("동네 소식 전자우편")
        SHOW_NAME = "SHOW_NAME", _("제안에 이름 보이기")
        ROLL_NAME = "ROLL_NAME", _("위원 명부에 이름 보이기")

    class Answer(models.TextChoices):
        GIVEN = "GIVEN", _("동의")
        WITHDRAWN = "WITHDRAWN", _("거둠")

    # PROTECT: proof of consent outlives the account's name and address.
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(_("갈래"), max_length=12, choices=Kind)
    answer = models.CharField(_("대답"), max_length=10, choices=Answer)
    version = models.CharField(_("글의 판"), max_length=20)
    at = models.DateTimeField(_("때"))

    class Meta:
        verbose_name = _("동의")
        verbose_name_plural = _("동의")
        indexes = [models.Index(fields=["user", "kind", "-at"], name="consent_latest")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.answer} {self.version}"

    @classmethod
    def latest_of(cls, user_id: int) -> dict[str, Consent]:
        """Return the standing answer of each kind (one query)."""
        rows: QuerySet[Consent] = cls.objects.filter(user_id=user_id).order_by("at", "pk")
        return {row.kind: row for row in rows}

    @property
    def given(self) -> bool:
        return self.answer == self.Answer.GIVEN

    @property
    def day(self) -> dt.date:
        return self.at.date()


CONSTRAINT_MESSAGES["members_consent_append_only"] = CONSTRAINT_MESSAGES["append_only"]
