"""Lines of a file become persons, letters, seats, 분과, offices and hours, each with its entry in the history."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from council.audit.services import record_many
from council.common.actor import Actor
from council.common.errors import Refused, explain
from council.models import Committee
from members.models import CommitteeMembership, Membership, Office, PersonalRecord, Training, User
from members.models.imports import RollImport
from members.selectors import office_label
from members.services.appointments import Appointee, write_appointment
from members.sheets.lines import Line

#: Columns of a line that are kept in the person's record, under the same names.
RECORDED = ("born_on", "sex", "phone", "address", "eligibility", "occupation", "residence")
#: What a line made, by kind of record.
Made = dict[str, list[int]]


def appointed_on(line: Line) -> dt.date:
    """Return the day of the letter: as written, else the first day of the term."""
    day: dt.date = line.values.get("appointed_on") or line.values["starts_on"]
    return day


class Writer:
    """Writes the lines of one import, some at a time; remembers whom it met, for a person's second line."""

    def __init__(self, row: RollImport, *, by: Actor, at: dt.datetime) -> None:
        self.row, self.council, self.by, self.at = row, row.council, by, at
        self.people: dict[tuple[str, int], User] = {}
        self.made: dict[int, Made] = {}

    def write(self, lines: Sequence[Line]) -> dict[int, Made]:
        """Write the lines in one transaction (a fixed number of queries) and return, by line, what each made.

        Raises Refused with the sentence of the guard that a line ran into; then none of them is written.
        """
        self.made = {line.number: defaultdict(list) for line in lines}
        try:
            with transaction.atomic():
                self._people(lines)
                self._records(lines)
                self._seats(lines)
                self._places(lines)
                self._offices(lines)
                self._trainings(lines)
        except IntegrityError as error:
            sentence = explain(error)
            if sentence is None:
                raise
            raise Refused(sentence, code="refused") from error
        return self.made

    def _people(self, lines: Sequence[Line]) -> None:
        """Find the persons of the lines; whom nobody knows is put on the roll, without an account if need be."""
        known = {line.user_id for line in lines if line.user_id is not None and line.person not in self.people}
        for user in User.objects.filter(pk__in=known):
            self.people["user", user.pk] = user
        unusable = make_password(None)
        new: list[tuple[Line, User]] = []
        for line in lines:
            if line.person not in self.people:
                email = line.values.get("email") or None
                user = User(name=line.values["name"], email=email, password=unusable, joined_at=self.at)
                self.people[line.person] = user
                new.append((line, user))
        self._create(new, "user")
        self._tell("members.import.person", [(user, {}) for _line, user in new])

    def _records(self, lines: Sequence[Line]) -> None:
        """Keep each person's data apart; whoever has a record here already keeps it as it is."""
        users = {self.people[line.person].pk for line in lines}
        have = set(PersonalRecord.objects.filter(user_id__in=users).values_list("user_id", flat=True))
        new: list[tuple[Line, PersonalRecord]] = []
        for line in lines:
            user = self.people[line.person]
            if user.pk not in have:
                have.add(user.pk)
                told = {field: line.values[field] for field in RECORDED if line.values.get(field)}
                new.append((line, PersonalRecord(council=self.council, user=user, **told)))
        self._create(new, "record")
        self._tell("members.import.record", [(one, {}) for _line, one in new])

    def _seats(self, lines: Sequence[Line]) -> None:
        """Write one letter for all who were appointed on one day."""
        letters: defaultdict[dt.date, list[Line]] = defaultdict(list)
        for line in lines:
            letters[appointed_on(line)].append(line)
        for day, together in letters.items():
            seats = write_appointment(
                self.council,
                [self._appointee(line) for line in together],
                appointed_on=day,
                note=_("명부 파일에서 들여옴"),
                tell=False,
                by=self.by,
                at=self.at,
            )
            for line, seat in zip(together, seats, strict=True):
                self.made[line.number]["membership"].append(seat.pk)

    def _appointee(self, line: Line) -> Appointee:
        values = line.values
        return Appointee(
            self.people[line.person],
            starts_on=values["starts_on"],
            ends_on=values["ends_on"],
            track=values.get("track") or Membership.Track.OPEN,
            eligibility=values.get("eligibility", ""),
            nth=values.get("nth", 1),
        )

    def _places(self, lines: Sequence[Line]) -> None:
        """Give places in 분과 for the term; a place that the person has at that time already is left alone."""
        new: list[tuple[Line, CommitteeMembership]] = []
        users = {self.people[line.person].pk for line in lines if line.values.get("committees")}
        taken = list(CommitteeMembership.objects.filter(user_id__in=users).exclude(ends_on=F("starts_on")))
        names: dict[int, str] = {}
        for line in lines:
            for committee in line.values.get("committees", ()):
                names[committee.pk] = committee.name
                place = CommitteeMembership(
                    council=self.council,
                    user=self.people[line.person],
                    committee_id=committee.pk,
                    starts_on=line.values["starts_on"],
                    ends_on=line.values["ends_on"],
                )
                if not any(_meets(place, other) for other in taken):
                    taken.append(place)
                    new.append((line, place))
        self._create(new, "place")
        self._tell("members.committee.joined", [(one, {"committee": names[one.committee_id]}) for _line, one in new])

    def _offices(self, lines: Sequence[Line]) -> None:
        new: list[tuple[Line, Office]] = []
        for line in lines:
            kind, head = line.values.get("office"), line.values.get("heads")
            if kind is not None:
                office = Office(
                    council=self.council,
                    user=self.people[line.person],
                    kind=kind,
                    seat=line.values["office_seat"],
                    committee_id=head.pk if head else None,
                    starts_on=line.values["starts_on"],
                    ends_on=line.values["ends_on"],
                )
                new.append((line, office))
        self._create(new, "office")
        committees = Committee.objects.in_bulk([one.committee_id for _line, one in new if one.committee_id])
        for _line, one in new:
            one.committee = committees.get(one.committee_id)
        told = [(office, {"office": office_label(self.council, office)}) for _line, office in new]
        self._tell("members.office.granted", told)

    def _trainings(self, lines: Sequence[Line]) -> None:
        """Write training hours, each session of a person once, however many lines name it."""
        users = {self.people[line.person].pk for line in lines if line.values.get("training_hours")}
        counted = Training.objects.counted().filter(user_id__in=users)
        seen = set(counted.values_list("user_id", "course", "held_on"))
        new: list[tuple[Line, Training]] = []
        for line in lines:
            if not line.values.get("training_hours"):
                continue
            user, held_on = self.people[line.person], line.values["training_on"]
            course = line.values.get("training_course") or _("주민자치 교육")
            if (user.pk, course, held_on) not in seen:
                seen.add((user.pk, course, held_on))
                training = Training(
                    council=self.council,
                    user=user,
                    course=course,
                    hours=line.values["training_hours"],
                    held_on=held_on,
                    recorded_at=self.at,
                    recorded_by_id=self.by.user_id,
                )
                new.append((line, training))
        self._create(new, "training")
        self._tell("members.import.training", [(one, {"hours": one.hours}) for _line, one in new])

    def _create(self, new: Sequence[tuple[Line, Any]], kind: str) -> None:
        if new:
            type(new[0][1])._default_manager.bulk_create([one for _line, one in new])
        for line, one in new:
            self.made[line.number][kind].append(one.pk)

    def _tell(self, action: str, told: Sequence[tuple[models.Model, dict[str, Any]]]) -> None:
        record_many(action, told, by=self.by, at=self.at, council_id=self.council.pk)


def _meets(one: CommitteeMembership, other: CommitteeMembership) -> bool:
    """Return whether both are one person's places in one 분과 at the same time."""
    return (
        (one.user_id, one.committee_id) == (other.user_id, other.committee_id)
        and (other.ends_on is None or one.starts_on < other.ends_on)
        and (one.ends_on is None or other.starts_on < one.ends_on)
    )
