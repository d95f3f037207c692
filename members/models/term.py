"""Terms: seats in the council, places in a 분과, and offices. Half-open: the last day is the day before ends_on."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from council.common.actor import Role
from council.common.errors import CONSTRAINT_MESSAGES
from council.common.scope import CouncilOwned, ScopedManager
from council.models import Committee
from members.models.appointment import Appointment
from members.models.election import Election
from members.models.user import User


def one_at_a_time(name: str, *same: str, condition: Q | None = None) -> ExclusionConstraint:
    """Return the constraint: no two rows with the same columns have terms that overlap.

    portal_point stands in for "=" because the embedded PostgreSQL has no btree_gist.
    """
    expressions: list[tuple[Any, str]] = [(Func(F(column), function="portal_point"), "&&") for column in same]
    expressions.append((Func(F("starts_on"), F("ends_on"), function="daterange"), "&&"))
    return ExclusionConstraint(name=name, expressions=expressions, condition=condition)


class TermQuerySet(models.QuerySet[Any]):
    def current(self, on: dt.date) -> TermQuerySet:
        """In force on that day."""
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on))

    def not_over(self, on: dt.date) -> TermQuerySet:
        """In force on that day or later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on))


class Term(models.Model):
    """Somebody's time in a seat, from starts_on until the day before ends_on."""

    starts_on = models.DateField(_("시작한 날"))
    ends_on = models.DateField(_("끝난 날"), null=True, blank=True, help_text=_("이 날의 전날까지입니다"))
    end_reason = models.CharField(_("끝난 까닭"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def covers(self, on: dt.date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)

    @property
    def last_day(self) -> dt.date | None:
        """The last day in the seat, as people say it."""
        return self.ends_on - dt.timedelta(days=1) if self.ends_on else None


def dates_in_order(name: str) -> models.CheckConstraint:
    """Return the constraint; equal days are an appointment withdrawn before it began to count."""
    return models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name=name)


class Membership(CouncilOwned, Term):
    """A 위원's term, appointed (위촉) by the head of the 시군구."""

    class Track(models.TextChoices):
        """The usual ways to a seat. A 조례 may have others: the column holds any name that its rules give."""

        OPEN = "OPEN", _("공개모집")
        RECOMMENDED = "RECOMMENDED", _("추천")
        RESERVE = "RESERVE", _("예비후보")
        DRAW = "DRAW", _("추첨")
        COMMITTEE = "COMMITTEE", _("선정위원회")

    # PROTECT: the roll of past terms is a public record.
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    # PROTECT: nobody sits without having been appointed.
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("위촉")
    )
    #: Place in the letter's list: 제2026-3호의 12.
    serial = models.PositiveSmallIntegerField(_("차례"), default=1)
    track = models.CharField(_("뽑힌 길"), max_length=40, default=Track.OPEN)
    eligibility = models.CharField(_("자격"), max_length=40, blank=True)
    nth = models.PositiveSmallIntegerField(_("몇 번째 임기"), default=1)
    # PROTECT: whose rest of a term this is.
    predecessor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("앞사람")
    )

    objects: ClassVar = ScopedManager.from_queryset(TermQuerySet)()

    class Meta:
        verbose_name = _("위원")
        verbose_name_plural = _("위원")
        constraints = [
            dates_in_order("membership_dates_in_order"),
            models.CheckConstraint(condition=Q(ends_on__isnull=False), name="membership_has_end"),
            models.CheckConstraint(condition=Q(nth__gte=1), name="membership_nth_from_one"),
            one_at_a_time("membership_one_term_at_a_time", "council_id", "user_id"),
        ]
        indexes = [models.Index(fields=["council", "ends_on"], name="membership_list")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.starts_on}–{self.ends_on}"

    def get_track_display(self) -> str:
        """Return the track as people say it; a track of this place's own is shown by its name in the rules."""
        known = self.Track.__members__.get(self.track.upper())
        return str(known.label) if known else self.track

    @property
    def number_label(self) -> str:
        """Return the number on this person's letter: 제2026-3-12호."""
        year, number = self.appointment.year, self.appointment.number
        return str(_("제%(year)d-%(number)d-%(serial)d호") % {"year": year, "number": number, "serial": self.serial})


class CommitteeMembership(CouncilOwned, Term):
    """A person's place in a 분과; residents who are no 위원 may join one too."""

    # PROTECT: as above.
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="committee_memberships")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="places")

    objects: ClassVar = ScopedManager.from_queryset(TermQuerySet)()

    class Meta:
        verbose_name = _("분과원")
        verbose_name_plural = _("분과원")
        constraints = [
            dates_in_order("committee_membership_dates_in_order"),
            one_at_a_time("committee_membership_once", "council_id", "user_id", "committee_id"),
        ]
        indexes = [models.Index(fields=["council", "committee"], name="committee_membership_list")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.committee_id}"


class Office(CouncilOwned, Term):
    """An office of the council: one holder for each numbered seat at a time."""

    class Kind(models.TextChoices):
        CHAIR = Role.CHAIR.value, Role.CHAIR.label
        VICE_CHAIR = Role.VICE_CHAIR.value, Role.VICE_CHAIR.label
        SECRETARY = Role.SECRETARY.value, Role.SECRETARY.label
        AUDITOR = Role.AUDITOR.value, Role.AUDITOR.label
        COMMITTEE_HEAD = Role.COMMITTEE_HEAD.value, Role.COMMITTEE_HEAD.label

    #: Elected among the 위원; a secretary or an auditor may come from outside (DOMAIN §1).
    FOR_MEMBERS = (Kind.CHAIR, Kind.VICE_CHAIR, Kind.COMMITTEE_HEAD)

    # PROTECT: who held an office is part of what was signed.
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="offices")
    kind = models.CharField(_("직책"), max_length=16, choices=Kind)
    seat = models.PositiveSmallIntegerField(_("자리"), default=1)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, null=True, blank=True, related_name="heads")
    # PROTECT: the vote that made the officer.
    election = models.ForeignKey(Election, on_delete=models.PROTECT, null=True, blank=True, related_name="offices")

    objects: ClassVar = ScopedManager.from_queryset(TermQuerySet)()

    class Meta:
        verbose_name = _("임원")
        verbose_name_plural = _("임원")
        constraints = [
            dates_in_order("office_dates_in_order"),
            models.CheckConstraint(condition=Q(seat__gte=1), name="office_seat_from_one"),
            models.CheckConstraint(
                condition=Q(kind="COMMITTEE_HEAD", committee__isnull=False)
                | (~Q(kind="COMMITTEE_HEAD") & Q(committee__isnull=True)),
                name="office_committee_for_its_head",
            ),
            one_at_a_time("office_one_holder", "council_id", "kind", "seat", "committee_id"),
        ]
        indexes = [models.Index(fields=["council", "user"], name="office_holder")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.seat}"


CONSTRAINT_MESSAGES.update(
    {
        "membership_one_term_at_a_time": _(
            "이 사람은 같은 기간에 이미 위원입니다. 앞의 임기를 끝낸 다음 날부터 시작하십시오."
        ),
        "membership_seats_kept": _(
            "그 날에 조례가 정한 위원 정원의 최댓값을 넘습니다. 자리가 빈 다음 날부터 시작하십시오."
        ),
        "membership_after_appointment": _("임기는 위촉한 날보다 먼저 시작할 수 없습니다."),
        "membership_dates_in_order": _("끝난 날은 시작한 날보다 앞설 수 없습니다."),
        "committee_membership_once": _("이 사람은 이미 그 분과에 있습니다."),
        "committee_membership_dates_in_order": _("끝난 날은 시작한 날보다 앞설 수 없습니다."),
        "office_one_holder": _("그 자리에는 같은 기간에 이미 다른 사람이 있습니다. 앞사람의 임기를 먼저 끝내십시오."),
        "office_dates_in_order": _("끝난 날은 시작한 날보다 앞설 수 없습니다."),
        "office_committee_for_its_head": _("분과장이면 분과를 고르고, 다른 직책이면 분과를 비우십시오."),
    }
)
