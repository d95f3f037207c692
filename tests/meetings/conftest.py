"""A council with eight 위원, its rules, and a meeting to which they were called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from council import pagecache
from council.common.actor import Actor
from council.common.scope import council_scope
from council.meetings.models import AgendaItem, Meeting
from council.models import Council, Rule
from members.models import Membership, User
from members.selectors import actor_for
from tests.cast import Cast, appointed, make_users
from tests.councils import OPENED

ZONE = timezone.get_default_timezone()
TODAY = timezone.localdate()
START = dt.datetime.combine(TODAY, dt.time(14), ZONE)
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
#: What most ordinances say (DOMAIN §1).
RULES: dict[str, Any] = {
    "meeting.quorum": {"of": "enrolled", "more_than": "1/2"},
    "meeting.decision": {"of": "present", "more_than": "1/2"},
    "meeting.notice": {"days": 7, "before": "meeting"},
    "meeting.regular": {"times": 1, "per": "month"},
    "meeting.recusal": {"kinds": ["제척", "기피", "회피"], "leaves_base": True},
    "meeting.online": {"allowed": True, "counts": True},
}


def write_rules(council: Council, rules: dict[str, Any], since: dt.date = OPENED) -> None:
    for key, value in rules.items():
        Rule.objects.create(
            level=Rule.Level.COUNCIL, council=council, key=key, value=value, article="제10조",
            valid_from=since, entered_at=START,
        )  # fmt: skip


@dataclass
class Room:
    """The meeting of today at 14:00, its people, and who runs it."""

    council: Council
    cast: Cast
    people: list[User]
    secretary: Actor
    chair: Actor
    meeting: Meeting

    def fresh(self) -> Meeting:
        return Meeting.objects.select_related("council", "committee").get(pk=self.meeting.pk)

    def actor(self, user: User) -> Actor:
        return actor_for(user, self.council, TODAY)

    def rule(self, key: str, value: Any) -> None:
        """Set a rule in the place of the one there was; None takes it away."""
        Rule.objects.filter(key=key).update(valid_until=OPENED + DAY)
        if value is not None:
            write_rules(self.council, {key: value}, since=OPENED + DAY)

    def item(self, title: str = "벽화사업 장소 바꾸기", **fields: Any) -> AgendaItem:
        fields = {"kind": AgendaItem.Kind.DECIDE, **fields}
        number = self.meeting.items.count() + 1
        return AgendaItem.objects.create(
            council=self.council, meeting=self.meeting, number=number, title=title, **fields
        )


def furnish(cast: Cast) -> Room:
    """Return the room; the four 위원 of the cast and four more sit."""
    council = cast.council
    names = ("강바다", "조새봄", "윤아라", "장하늘")
    more = make_users({name: (name, f"m{n}@majang.example") for n, name in enumerate(names)})
    since, until = TODAY - 300 * DAY, TODAY + 300 * DAY
    with council_scope(council.pk):
        write_rules(council, RULES)
        letter = appointed(council, since)
        Membership.objects.bulk_create(
            Membership(
                council=council, user=user, starts_on=since, ends_on=until, appointment=letter, serial=10 + serial
            )
            for serial, user in enumerate(more.values())
        )
        meeting = Meeting.objects.create(
            council=council, kind="REGULAR", year=TODAY.year, number=9, starts_at=START, place="자치회관 3층",
            status="NOTICED", notice_sent_at=START - 8 * DAY, created_at=START - 9 * DAY,
        )  # fmt: skip
    people = [cast.chair, cast.vice_chair, cast.committee_head, cast.member, *more.values()]
    return Room(council, cast, people, cast.actor("secretary"), cast.actor("chair"), meeting)


@pytest.fixture(autouse=True)
def no_page_is_kept() -> Iterator[None]:
    """Forget the public pages: each test's undone changes carry the same number as the last one's."""
    pagecache.shelf.clear()
    yield
    pagecache.shelf.clear()


@pytest.fixture
def room(cast: Cast) -> Iterator[Room]:
    """The room, its council in scope."""
    made = furnish(cast)
    with council_scope(cast.council.pk):
        yield made
