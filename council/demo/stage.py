"""Where the stories of one council are played: its people, its clock, and the order of what happens."""

from __future__ import annotations

import datetime as dt
import heapq
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from django.utils import timezone

from council.common.actor import Actor, Role
from council.demo.texts import Words
from council.models import Committee, Council
from council.rulebook import RuleBook
from members.models import User
from projects.models import Project
from projects.workflows.due import add_months

#: A story says when its next act is, and acts when it is asked to go on.
Story = Iterator[dt.datetime]

FRIDAY = 4
OFFICE_OPENS, OFFICE_CLOSES = 9 * 60 + 10, 17 * 60 + 40


@dataclass(frozen=True)
class Term:
    """Two years in office, [starts_on, ends_on)."""

    starts_on: dt.date
    ends_on: dt.date

    @property
    def at(self) -> dt.datetime:
        """The moment of 위촉: the second morning of the term."""
        day = self.starts_on + dt.timedelta(days=1)
        return dt.datetime.combine(day, dt.time(10), timezone.get_default_timezone())


def term_of(today: dt.date) -> Term:
    """Return the present term: it began thirteen months ago, and all that is told happens in it."""
    starts = add_months(today.replace(day=1), -13)
    return Term(starts, add_months(starts, 24))


@dataclass
class People:
    """Who is who in one council: accounts by role, heads by 분과, and everybody's Actor."""

    by_role: dict[str, User] = field(default_factory=dict)
    heads: dict[int, User] = field(default_factory=dict)
    members: list[User] = field(default_factory=list)
    residents: list[User] = field(default_factory=list)
    newcomers: list[User] = field(default_factory=list)
    actors: dict[int, Actor] = field(default_factory=dict)
    #: Gives a name that nobody has yet, with that surname if one is given.
    name: Callable[..., str] = str

    def actor(self, user: User) -> Actor:
        return self.actors[user.pk]


class Stage:
    """One council on one day, with seeded dice."""

    def __init__(
        self,
        council: Council,
        *,
        now: dt.datetime,
        words: Words,
        book: RuleBook,
        committees: dict[str, Committee],
        people: People,
        seats: int,
    ) -> None:
        self.council, self.now, self.words, self.book = council, now, words, book
        self.committees, self.people, self.seats = committees, people, seats
        self.today = timezone.localdate(now)
        self.term = term_of(self.today)
        self.dice = random.Random(f"portal-demo-{council.slug}")  # noqa: S311 - a play, not a secret
        self._queue: list[tuple[dt.datetime, int, Story]] = []
        self._order = count()
        self.clock = now - dt.timedelta(days=390)

    # --- Time ---------------------------------------------------------------------------------------------------

    def day(self, ago: int) -> dt.date:
        return self.today - dt.timedelta(days=ago)

    @staticmethod
    def office_day(day: dt.date) -> dt.date:
        """Return the day, or the Friday before a weekend."""
        return day - dt.timedelta(days=max(day.weekday() - FRIDAY, 0))

    def office_hours(self, ago: int) -> dt.datetime:
        """Return a moment of an office day so many days ago, or of the Friday before it; never in the future."""
        return self._moment(self.office_day(self.day(ago)), self.dice.randint(OFFICE_OPENS, OFFICE_CLOSES))

    def any_hour(self, ago: int) -> dt.datetime:
        """Return a moment when residents write: from breakfast to late evening."""
        return self._moment(self.day(ago), self.dice.randint(7 * 60, 22 * 60 + 30))

    def _moment(self, day: dt.date, minute: int) -> dt.datetime:
        midnight = dt.datetime.combine(day, dt.time(), timezone.get_default_timezone())
        moment = midnight + dt.timedelta(minutes=minute, seconds=self.dice.randint(0, 59))
        return min(moment, self.now - dt.timedelta(minutes=self.dice.randint(3, 40)))

    # --- Play ---------------------------------------------------------------------------------------------------

    def add(self, story: Story) -> None:
        """Let a story take its turn; it may be added while others are played."""
        at = next(story, None)
        if at is not None:
            heapq.heappush(self._queue, (max(at, self.clock), next(self._order), story))

    def play(self) -> None:
        """Play all stories together in the order of time."""
        while self._queue:
            self.clock, _turn, story = heapq.heappop(self._queue)
            self.add(story)

    # --- People -------------------------------------------------------------------------------------------------

    def user(self, role: str) -> User:
        return self.people.by_role[role]

    def actor(self, role: str) -> Actor:
        return self.people.actor(self.user(role))

    def head_of(self, committee: Committee | None) -> Actor:
        """Return the 분과장, or the secretary when there is no 분과."""
        head = self.people.heads.get(committee.pk) if committee else None
        return self.people.actor(head) if head else self.actor(Role.SECRETARY)

    def one_of(self, roles: tuple[str, ...], project: Project) -> Actor:
        """Return somebody who may act as one of the roles for the project; the 분과장 rather than the secretary."""
        if Role.COMMITTEE_HEAD in roles and project.committee_id in self.people.heads:
            return self.people.actor(self.people.heads[project.committee_id])
        return self.actor(next(role for role in roles if role in self.people.by_role))

    def committee(self, theme: str) -> Committee:
        return self.committees[theme]

    def token(self) -> uuid.UUID:
        return uuid.UUID(int=self.dice.getrandbits(128), version=4)
