"""Projects brought to where a test begins."""

from __future__ import annotations

import datetime as dt
from typing import Any

from projects.choices import AffairsClass, Exemption
from projects.models import Project
from projects.workflows import WORKFLOWS
from tests.projects.conftest import BASIS, TODAY, VOTES, World

START, END = dt.date(2026, 12, 1), dt.date(2027, 11, 30)
TERM: dict[str, Any] = {"starts_on": START, "ends_on": END, "planned_cost": 4_000_000}
PAPERS: dict[str, Any] = {"application": True, "plan": True, "budget": True}
FIT: dict[str, Any] = {"opinion": "FIT", "rights_untouched": True, "capacity": True, "insured": True, "budgeted": True}
CONTENTS: dict[str, Any] = {
    asked.name: True for asked in WORKFLOWS["ENTRUSTED"].move("sign").inputs if asked.name.startswith("has_")
}
SIGNED: dict[str, Any] = {"signed_on": TODAY, "signed_head": True, "signed_chair": True, **TERM, **CONTENTS}


def at_approval(world: World) -> Project:
    """Return a 위탁 that waits for the 읍면동장."""
    project = world.project(AffairsClass.ENTRUSTED)
    project = world.go(project, "accept", world.park)
    project = world.go(project, "committee_pass", world.lee, **BASIS, yes=7, no=0)
    project = world.go(project, "vote_pass", world.park, **BASIS, **VOTES)
    project = world.go(project, "apply", world.park, **TERM, **PAPERS)
    project = world.go(project, "suitable", world.oh, **FIT, comment="조사와 안내 업무입니다.")
    return world.go(project, "exempt", world.oh, exemption=Exemption.SHORT_TERM, comment="1년 이하입니다.")


def running(world: World) -> Project:
    return world.go(world.go(at_approval(world), "approve", world.choi), "sign", world.oh, **SIGNED)


def voted(world: World, **fields: Any) -> Project:
    """Return a 주민자치 사무 right after the council's vote."""
    project = world.project(**fields)
    project = world.go(project, "submit_plan", world.lee)
    project = world.go(project, "committee_pass", world.lee, **BASIS, yes=7, no=0)
    project = world.go(project, "office_opinion", world.oh, opinion="FIT")
    code = "vote_to_assembly" if project.in_annual_plan else "vote_to_confirm"
    return world.go(project, code, world.park, **BASIS, **VOTES)
