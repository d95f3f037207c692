"""One council of the demonstration from nothing: place, 분과, rules, people, and all that they did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from council.common.actor import Actor
from council.common.scope import council_scope
from council.demo import changes, people, proposals, recruits, regions
from council.demo.stage import Stage, Story, Term, term_of
from council.demo.texts import Words, load
from council.models import Committee, Council
from council.notices.services import past_notices
from council.rulebook import rulebook
from council.services import found_council, open_committee, set_rule
from council.services.loading import load_rules, plan_loading

ORDINANCES = Path(__file__).resolve().parents[1] / "ordinances"
#: Notices of these last days are unread, as after a long weekend.
UNREAD = dt.timedelta(days=4)


def slugs() -> list[str]:
    """Return the councils of the demonstration, in order."""
    return [council["slug"] for council in load("councils")]


def make(slug: str, *, now: dt.datetime) -> Council:
    """Make one council with everything in it, or nothing of it, and return it."""
    told = next(council for council in load("councils") if council["slug"] == slug)
    with _all_or_nothing(), past_notices(read_before=now - UNREAD):
        council = _found(told, now)
        with council_scope(council.pk):
            _fill(council, told, now)
    return council


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """Hold one transaction in which the services open no savepoints of their own.

    Nothing is caught half-way here, so their thousands of savepoints would be a third of all statements.
    """
    before = connection.features.uses_savepoints
    connection.features.uses_savepoints = False
    try:
        with transaction.atomic():
            yield
    finally:
        connection.features.uses_savepoints = before


def _found(told: dict[str, Any], now: dt.datetime) -> Council:
    term = term_of(timezone.localdate(now))
    region = regions.ensure(told["region"], at=term.at)
    people.platform_people(now=now, district=region.parent if told["district"] else None)
    names = ("slug", "name", "short_name", "parent_name", "phone", "address", "hall", "secretary_title")
    council = found_council(
        **{name: told[name] for name in names},
        region=region,
        by=Actor.system(),
        at=term.at,
        opened_on=term.starts_on,
        is_demo=True,
    )
    _load(told["ordinances"], council, term, now)
    for rule in told["rules"]:
        owner = {"council": council} if rule["level"] == "COUNCIL" else {"region": region.parent}
        with council_scope(council.pk):
            set_rule(
                key=rule["key"],
                value=rule["value"],
                article=rule["article"],
                valid_from=term.starts_on,
                reason="시연 자료",
                resolution=rule.get("resolution", ""),
                resolved_on=term.starts_on if rule.get("resolution") else None,
                by=Actor.system(council.pk),
                at=term.at,
                **owner,
            )
    return council


def _load(files: list[str], council: Council, term: Term, now: dt.datetime) -> None:
    """Enter the 조례 of the place and its 세칙, each on the day after it came into force, or when the term began."""
    for name in files:
        content = (ORDINANCES / name).read_text()
        plan = plan_loading(content, name)
        day = dt.datetime.combine(plan.in_force_on, dt.time(15), timezone.get_default_timezone()) + dt.timedelta(days=1)
        with council_scope(council.pk):
            load_rules(content, name, by=Actor.system(council.pk), at=min(max(day, term.at), now))


def _fill(council: Council, told: dict[str, Any], now: dt.datetime) -> None:
    term = term_of(timezone.localdate(now))
    words = Words(told)
    committees: list[Committee] = []
    themes: dict[str, Committee] = {}
    for name, duties, of_themes in told["committees"]:
        committees.append(
            open_committee(
                council, name=name, duties=duties, opened_on=term.starts_on, by=Actor.system(council.pk), at=term.at
            )
        )
        themes |= dict.fromkeys(of_themes, committees[-1])
    who = people.gather(council, committees, now=now, words=words)
    stage = Stage(
        council,
        now=now,
        words=words,
        book=rulebook(council, timezone.localdate(now)),
        committees=themes,
        people=who,
        seats=len(who.members),
    )
    stage.add(people.newcomers(stage))
    for story in (*_of_the_roll(stage, told), *proposals.stories(stage)):
        stage.add(story)
    stage.play()


def _of_the_roll(stage: Stage, told: dict[str, Any]) -> Iterator[Story]:
    yield changes.meetings(stage, told["meets_every"])
    yield changes.hours(stage)
    yield changes.amendments(stage, told["amendments"])
    if told["brings_in"]:
        yield changes.brought_in(stage)
    if told["recruitment"] == "finished":
        yield changes.leaving(stage)
    yield recruits.story(stage, told["recruitment"])
