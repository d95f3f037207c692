"""Who may do what, by role: the table behind the help page."""

from __future__ import annotations

import pytest

from council.common.access import PERMISSIONS, holders, may
from council.common.actor import Actor, Role
from tests.projects.conftest import World

R = Role
COUNCIL = {R.RESIDENT, R.MEMBER, R.COMMITTEE_HEAD, R.VICE_CHAIR, R.CHAIR, R.SECRETARY}
EVERYBODY = set(Role) - {R.VISITOR}
MATRIX = {
    "projects.draft": EVERYBODY,
    "projects.propose": COUNCIL,
    "projects.support": COUNCIL,
    "projects.comment": COUNCIL | {R.OFFICIAL, R.HEAD},
    "projects.follow": COUNCIL | {R.OFFICIAL, R.HEAD, R.AUDITOR},
    "projects.moderate": {R.SECRETARY, R.CHAIR, R.COMMITTEE_HEAD},
    "projects.view_held": {R.SECRETARY, R.CHAIR, R.VICE_CHAIR},
    "projects.release": {R.SECRETARY, R.CHAIR},
    "projects.assign_proposal": {R.SECRETARY, R.CHAIR},
    "projects.review_proposal": {R.SECRETARY, R.COMMITTEE_HEAD},
    "projects.answer_proposal": {R.SECRETARY, R.COMMITTEE_HEAD},
    "projects.make_project": {R.SECRETARY, R.COMMITTEE_HEAD},
    "projects.start_project": {R.SECRETARY, R.COMMITTEE_HEAD, R.OFFICIAL, R.HEAD},
    "projects.edit_plan": {R.SECRETARY, R.COMMITTEE_HEAD},
    "projects.advance": {R.SECRETARY, R.COMMITTEE_HEAD, R.CHAIR, R.OFFICIAL, R.HEAD, R.DISTRICT},
}


@pytest.mark.parametrize("code", MATRIX)
def test_the_roles_that_may(code: str) -> None:
    assert set(holders(code)) == {str(role) for role in MATRIX[code]}


@pytest.mark.parametrize("code", sorted(code for code in PERMISSIONS if code.startswith("projects.")))
def test_a_visitor_may_nothing_and_an_auditor_writes_nothing(code: str) -> None:
    assert not may(Actor.anonymous(1), code)
    auditor = Actor(user_id=1, council_id=1, roles=frozenset({Role.AUDITOR}))
    reading = {"projects.draft", "projects.propose_unverified", "projects.follow", "projects.read_papers"}
    own = {"projects.withdraw", "projects.reask", "projects.withdraw_comment", "projects.upload_own_photo"}
    assert may(auditor, code) == (code in reading | own)


def test_an_owner_without_a_staff_role_does_not_answer(world: World) -> None:
    """The owner is who is asked; the right to answer comes from a dated role."""
    sent = world.proposal()
    sent.owner_id = world.kim.user_id or 0
    assert not may(world.kim, "projects.answer_proposal", sent)
