"""The data of the demonstration holds together: real tasks, known words, ways that the tables allow."""

from __future__ import annotations

import csv
import datetime as dt

import pytest

from council.demo.councils import slugs
from council.demo.projects import arrives_at
from council.demo.proposals import entries
from council.demo.routes import ROUTES, cues
from council.demo.stage import term_of
from council.demo.texts import DATA, Words, load
from projects.choices import DECLINE_REASONS, RefusalReason
from projects.workflows import WORKFLOWS


def statuses(slug: str) -> set[tuple[str, str]]:
    """Return (class, status) of every project of a council, as its route ends."""
    found = set()
    for cue in cues(slug):
        edition = load("editions")[cue.edition]
        kind = load("tasks")[edition["task"]]["class"]
        steps = ROUTES[kind][cue.route].split()
        found.add((kind, arrives_at(kind, steps, annual=bool(edition.get("annual")))))
    return found


def test_every_real_task_is_played_in_its_class_and_place() -> None:
    with (DATA / "affairs.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    tasks = load("tasks")
    assert {row["task"]: row["class"] for row in rows} == {name: task["class"] for name, task in tasks.items()}
    places = {council["slug"]: council["short_name"] for council in load("councils")}
    for slug in slugs():
        mine = {load("editions")[cue.edition]["task"] for cue in cues(slug)}
        for row in rows:
            if row["place"].endswith(places[slug]):
                assert row["task"] in mine
        # A council's own tasks are no other's.
        assert {tasks[name].get("council", slug) for name in mine} == {slug}


def test_majang_shows_every_state_and_the_others_each_at_least_once() -> None:
    every = {(str(kind), str(state.status)) for kind, flow in WORKFLOWS.items() for state in flow.states}
    assert statuses("majang") == every
    others = [statuses(slug) for slug in slugs() if slug != "majang"]
    assert set.union(*others) == every


@pytest.mark.parametrize("slug", slugs())
def test_about_forty_proposals_and_some_twenty_five_projects(slug: str) -> None:
    told = entries(slug)
    proposals = [entry for kind in told.values() for entry in kind]
    merged = [entry for entry in proposals for _other in entry.get("merged", ())]
    assert 38 <= len(proposals) + len(merged) <= 46
    assert 25 <= len(cues(slug)) <= 46


@pytest.mark.parametrize("slug", slugs())
def test_every_word_is_known_in_every_council(slug: str) -> None:
    words = Words(next(council for council in load("councils") if council["slug"] == slug))
    for kind in entries(slug).values():
        for entry in kind:
            assert "$" not in words(entry["title"] + entry["body"] + entry["place"] + entry.get("answer", ""))
    for cue in cues(slug):
        edition = load("editions")[cue.edition]
        texts = {**load("tasks")[edition["task"]], **edition}
        for text in (*[texts[name] for name in texts if isinstance(texts[name], str)], *texts["log"]):
            assert "{" not in words(text)


def test_reasons_are_those_of_the_forms() -> None:
    for entry in load("proposals")["declined"] + load("proposals")["reasked"]:
        assert entry["reason"] in DECLINE_REASONS
    for code, text in load("moves")["refusals"].values():
        assert code in RefusalReason.values
        assert text


@pytest.mark.parametrize("day", ["2026-01-01", "2026-11-22", "2028-02-29", "2027-12-31"])
def test_the_term_holds_what_is_told_and_goes_on(day: str) -> None:
    today = dt.date.fromisoformat(day)
    term = term_of(today)
    assert (today - term.starts_on).days >= 390
    assert (term.ends_on - today).days >= 300
