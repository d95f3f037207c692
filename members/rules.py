"""Who may do what with people. Roles come from dated rows; nobody asks for a flag."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from council.common.access import permission, role
from council.common.actor import Actor, Role


@predicate
def has_account(actor: Actor, obj: Any = None) -> bool:
    """Whoever is signed in."""
    return actor.is_authenticated


@predicate
def own_seat(actor: Actor, obj: Any = None) -> bool:
    """A 위원, about the own seat."""
    return actor.has(Role.MEMBER) and (obj is None or obj.user_id == actor.user_id)


permission("members.join", has_account, what=_("이 동네 주민으로 확인해 달라고 신청하기"))
permission("members.verify_resident", role(Role.SECRETARY), what=_("주민인지 확인하기"))
permission("members.see_contact", role(Role.SECRETARY), what=_("까닭을 적고 주민의 연락처 보기"))
permission(
    "members.see_people",
    role(Role.SECRETARY, Role.CHAIR, Role.AUDITOR, Role.OFFICIAL, Role.HEAD, Role.DISTRICT, Role.OPERATOR),
    what=_("위원과 임원의 임기 보기"),
)
permission(
    "members.resign", role(Role.SECRETARY, Role.DISTRICT, Role.OPERATOR) | own_seat, what=_("위원의 사임을 적기")
)
permission(
    "members.train", role(Role.SECRETARY, Role.DISTRICT, Role.OPERATOR), what=_("위원의 교육 시간과 회의 출석을 적기")
)
permission(
    "members.elect", role(Role.SECRETARY, Role.DISTRICT, Role.OPERATOR), what=_("임원을 뽑은 표결과 임기를 적기")
)
permission("members.see_personal", role(Role.SECRETARY, Role.DISTRICT), what=_("까닭을 적고 위원의 개인정보 보기"))
# Who appoints writes down what the list says; an operator does so without seeing what is there.
permission(
    "members.write_personal",
    role(Role.SECRETARY, Role.DISTRICT, Role.OPERATOR),
    what=_("위원의 개인정보를 적고 고치기"),
)
permission("members.appoint", role(Role.DISTRICT, Role.OPERATOR), what=_("위원을 위촉·해촉하고 임원의 임기를 적기"))
permission(
    "members.place",
    role(Role.SECRETARY, Role.DISTRICT, Role.OPERATOR),
    what=_("분과에 사람을 넣고 빼기"),
)
permission("members.appoint_officials", role(Role.OPERATOR), what=_("읍면동·시군구 담당과 운영자의 자리 정하기"))
permission("members.invite", role(Role.DISTRICT, Role.OPERATOR), what=_("전자우편으로 맡을 사람 부르기"))
permission(
    "members.import_roll",
    role(Role.SECRETARY, Role.DISTRICT, Role.OPERATOR),
    what=_("명부 파일을 올려 살펴보기 (확정은 시군구 담당)"),
)
permission("members.apply", has_account, what=_("주민자치회 위원에 지원하기"))
permission("members.recruit", role(Role.SECRETARY, Role.OFFICIAL), what=_("위원 모집을 공고하고 지원서를 심사하기"))
permission(
    "members.draw",
    role(Role.SECRETARY, Role.OFFICIAL, Role.HEAD),
    what=_("추첨 명단을 굳히고 공개 추첨을 하기"),
)
permission(
    "members.see_recruitment",
    role(Role.SECRETARY, Role.OFFICIAL, Role.HEAD, Role.DISTRICT, Role.OPERATOR),
    what=_("위원 모집의 진행과 명부 보기"),
)
