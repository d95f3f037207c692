"""Who may do what about meetings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from council.common.access import permission, role
from council.common.actor import Actor, Role


@predicate
def leads_its_committee(actor: Actor, obj: Any = None) -> bool:
    """A 분과장, about the meetings of the own 분과."""
    return actor.has(Role.COMMITTEE_HEAD) and (obj is None or actor.leads(getattr(obj, "committee_id", None)))


permission(
    "meetings.prepare",
    role(Role.SECRETARY, Role.CHAIR) | leads_its_committee,
    what=_("회의를 잡고 안건을 넣고 알리기"),
)
permission(
    "meetings.run",
    role(Role.SECRETARY, Role.CHAIR) | leads_its_committee,
    what=_("회의장에서 출석과 표결을 적기"),
)
permission("meetings.correct", role(Role.SECRETARY, Role.CHAIR), what=_("잘못 적은 의결을 바로잡기"))
permission("meetings.check_in", role(Role.MEMBER), what=_("회의에 왔음을 스스로 확인하기"))
permission(
    "meetings.office",
    role(
        Role.SECRETARY, Role.CHAIR, Role.VICE_CHAIR, Role.COMMITTEE_HEAD, Role.AUDITOR, Role.OFFICIAL, Role.HEAD,
        Role.DISTRICT, Role.OPERATOR,
    ),
    what=_("준비 중인 회의 보기"),
)  # fmt: skip
