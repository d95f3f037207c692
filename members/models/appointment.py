"""위촉: the act by which the head of the 시군구 makes people 위원. No term without one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned
from members.models.user import User


class Appointment(CouncilOwned):
    """One letter of appointment for one or many people. Rows only grow; what was wrong is ended, not rewritten."""

    year = models.PositiveSmallIntegerField(_("해"))
    number = models.PositiveIntegerField(_("위촉번호"))
    appointed_on = models.DateField(_("위촉한 날"))
    appointer = models.CharField(_("위촉한 사람"), max_length=60, blank=True, help_text=_("예: 성동구청장"))
    list_sent_on = models.DateField(_("명부를 보낸 날"), null=True, blank=True)
    note = models.CharField(_("덧붙임"), max_length=200, blank=True)
    #: The rules' answer as it stood: {user id: verdict}, and the reason where a person decided past a warning.
    verdict = models.JSONField(_("판정"), default=dict, blank=True)
    # PROTECT: who recorded it stays known; NULL is a command run by the operator.
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("위촉")
        verbose_name_plural = _("위촉")
        constraints = [
            models.UniqueConstraint(fields=["council", "year", "number"], name="appointment_number_once"),
            models.CheckConstraint(
                condition=Q(list_sent_on__isnull=True) | Q(list_sent_on__lte=F("appointed_on")),
                name="appointment_after_its_list",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def label(self) -> str:
        """Return the number as it is printed on the letter: 제2026-3호."""
        return str(_("제%(year)d-%(number)d호") % {"year": self.year, "number": self.number})


CONSTRAINT_MESSAGES.update(
    {
        "appointment_number_once": _("같은 위촉번호가 이미 있습니다. 다시 한 번 눌러 주십시오."),
        "appointment_after_its_list": _("명부를 보낸 날은 위촉한 날보다 뒤일 수 없습니다."),
        "members_appointment_append_only": CONSTRAINT_MESSAGES["append_only"],
    }
)
