"""Who may do what with proposals and projects (DESIGN §5). With no object: whether the role ever may."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from council.common.access import permission, role
from council.common.actor import STAFF_ROLES, Actor, Role
from projects.models import Comment, Project, Proposal
from projects.workflows import WORKFLOWS


@predicate
def is_signed_in(actor: Actor, obj: Any = None) -> bool:
    return actor.is_authenticated


@predicate
def is_author(actor: Actor, obj: Proposal | Comment | None = None) -> bool:
    return actor.is_authenticated and (obj is None or obj.author_id == actor.user_id)


@predicate
def is_owner(actor: Actor, obj: Proposal | Project | None = None) -> bool:
    return obj is not None and actor.is_authenticated and obj.owner_id == actor.user_id and actor.is_staff


@predicate
def leads_its_committee(actor: Actor, obj: Proposal | Project | Comment | None = None) -> bool:
    """분과장 work with what their own 분과 has; asked without an object, with something."""
    if obj is None:
        return actor.has(Role.COMMITTEE_HEAD)
    return actor.leads(getattr(obj, "committee_id", None))


@predicate
def leads_committee_of_its_thing(actor: Actor, obj: Comment | None = None) -> bool:
    if obj is None:
        return actor.has(Role.COMMITTEE_HEAD)
    return actor.leads(obj.thing.committee_id)


@predicate
def has_a_move(actor: Actor, obj: Project | None = None) -> bool:
    """The workflow table gives this role (or a 분과장 of the project's own 분과) something to do here."""
    flows = WORKFLOWS.values() if obj is None else [obj.workflow]
    moves = [move for flow in flows for move in flow.moves if obj is None or move.open_for(obj)]
    roles = {str(who) for move in moves for who in move.who}
    if Role.HEAD in roles:
        roles.add(Role.OFFICIAL)  # when the rule entrusted.official_may_act says so; the service asks it
    if obj is not None and not actor.leads(obj.committee_id):
        roles.discard(Role.COMMITTEE_HEAD)
    return actor.has(*roles)


is_resident = role(Role.RESIDENT, Role.MEMBER, Role.COMMITTEE_HEAD, Role.VICE_CHAIR, Role.CHAIR, Role.SECRETARY)
is_secretary = role(Role.SECRETARY)
is_secretary_or_chair = role(Role.SECRETARY, Role.CHAIR)
is_office = role(Role.OFFICIAL, Role.HEAD)
reviews = is_secretary | leads_its_committee | is_owner

permission("projects.draft", is_signed_in, what=_("제안을 쓰고 저장하기"))
permission("projects.propose", is_resident, what=_("제안 보내기"))
permission("projects.propose_unverified", is_signed_in, what=_("확인 전에 제안 보내기(규칙이 허락할 때)"))
permission("projects.support", is_resident, what=_("제안에 공감하기"))
permission("projects.comment", is_resident | is_office, what=_("의견 쓰기"))
permission("projects.follow", is_resident | is_office | role(Role.AUDITOR), what=_("소식 받기"))
permission("projects.withdraw", is_author, what=_("내 제안 철회하기"))
permission("projects.reask", is_author, what=_("내 제안 다시 묻기"))
permission("projects.withdraw_comment", is_author, what=_("내 의견 거두기"))
permission(
    "projects.moderate", is_secretary_or_chair | leads_committee_of_its_thing, what=_("의견 가리기와 다시 보이기")
)
permission("projects.view_held", is_secretary_or_chair | role(Role.VICE_CHAIR), what=_("공개를 미룬 제안 보기"))
permission("projects.release", is_secretary_or_chair, what=_("미룬 제안 공개하기"))
permission("projects.assign_proposal", is_secretary_or_chair, what=_("제안의 담당 정하기"))
permission("projects.review_proposal", reviews, what=_("제안 검토하기"))
permission("projects.answer_proposal", reviews, what=_("제안에 답하기"))
permission("projects.merge_proposals", reviews, what=_("제안 묶기"))
permission("projects.classify", reviews, what=_("사무의 갈래 정하기"))
permission("projects.make_project", reviews, what=_("제안을 사업으로 만들기"))
permission("projects.start_project", is_secretary | leads_its_committee | is_office, what=_("제안 없이 사업 열기"))
permission("projects.edit_plan", reviews, what=_("사업계획 쓰기"))
permission("projects.log_progress", reviews, what=_("사업 일지 쓰기"))
permission("projects.upload_photo", reviews, what=_("사업 사진 올리기"))
permission(
    "projects.moderate_photo", is_secretary_or_chair | leads_its_committee | is_owner, what=_("남의 사진 내리기")
)
permission("projects.upload_own_photo", is_author, what=_("내 제안에 사진 올리기"))
permission(
    "projects.issue_papers",
    is_secretary_or_chair | leads_its_committee,
    what=_("사업계획서·위탁 신청서·협의의견서 발급하기"),
)
permission("projects.issue_office_papers", is_office, what=_("검토의견서와 회신 발급하기"))
permission("projects.read_papers", role(*STAFF_ROLES), what=_("사업의 문서 보기"))
permission("projects.advance", has_a_move, what=_("사업을 다음으로 옮기기"))
permission(
    "projects.inbox",
    role(Role.COMMITTEE_HEAD, Role.SECRETARY, Role.VICE_CHAIR, Role.CHAIR, Role.OFFICIAL, Role.HEAD),
    what=_("할 일 보기"),
)
