"""Everything that does not simply go on: returned, refused, voted down, stopped, changed, ended before its time.

Each such move of the three tables, made on its page by the person whose turn it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from projects.choices import Outcome, RefusalReason
from projects.forms.moves import verb
from projects.models import StatusChange
from projects.workflows import WORKFLOWS, Move, Workflow
from projects.workflows.inputs import Kind
from tests.browser.conftest import Arrives
from tests.browser.person import Person
from tests.browser.ways import REASON, brought_to, facts_for, who_makes
from tests.projects_pages.office import Office

#: Of what goes on, only a renewal is not part of the three stories.
ASIDE = frozenset(Outcome) - {Outcome.PASS}


def moves() -> Iterator[Any]:
    for flow in WORKFLOWS.values():
        for move in flow.moves:
            if move.outcome in ASIDE or move.code == "renew":
                yield pytest.param(flow, move, id=f"{flow.affairs_class.lower()}-{move.code}")


def chooses(person: Person, move: Move) -> None:
    """Pick the move on the page where its project is decided, or the link to it there."""
    if person.page.locator(f'input[name=move][value="{move.code}"]').count():
        person.picks(str(move.label), under="결정")
    elif person.page.locator(f'main a[href$="/move/{move.code}/"]').count():
        person.follows(str(move.label), within="main")


def fills_in(person: Person, move: Move, facts: dict[str, Any]) -> None:
    for asked in move.inputs:
        if asked.name not in facts:
            continue
        if asked.kind == Kind.CHECK:
            person.picks(str(asked.label))
        elif asked.kind == Kind.CHOICE:
            person.picks(str(dict(asked.choices)[facts[asked.name]]), under=str(asked.label))
        else:
            person.types(str(asked.label), facts[asked.name])


@pytest.mark.parametrize(("flow", "move"), list(moves()))
def test_each_is_made_on_its_page_and_told_in_public(
    flow: Workflow, move: Move, arrives: Arrives, office: Office
) -> None:
    project = brought_to(office, flow, move, f"{move.label} 시험")
    person = arrives(who_makes(move)).opens(f"office/projects/{project.pk}/decide/")

    chooses(person, move)
    if move.reason_required:
        person.presses(verb(move)).sees("까닭을 써 주십시오.")
    fills_in(person, move, facts_for(move))
    if move.reasons:
        person.selects("까닭의 갈래", str(RefusalReason(move.reasons[0]).label))
    if move.reason_required:
        person.types("까닭", REASON)
    person.presses(verb(move))

    after = office.reload(project)
    assert person.path == after.get_absolute_url(), person.reads()
    person.sees(f"‘{move.label}’", str(after.status_title))
    with office.scope():
        change = StatusChange.objects.filter(project=project).latest("pk")
    assert (change.move, change.to_status) == (move.code, after.status)
    if move.reason_required:
        person.opens(f"projects/{project.pk}/history/").sees(REASON)
