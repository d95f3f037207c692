"""Whose turn it is and who hears of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from council.common.access import Forbidden
from council.common.actor import RANK, Actor, Role
from council.common.errors import Refused
from council.models import Council
from members.models import User
from members.selectors import who, who_leads
from projects.models import Follow, Project, Proposal


def person(by: Actor) -> int:
    """Return the account of who acts; permissions have let only signed-in people come this far."""
    if by.user_id is None:
        raise Forbidden(_("로그인한 뒤에 할 수 있습니다."))
    return by.user_id


def acting_label(by: Actor, council: Council, *, committee_name: str = "", roles: Iterable[str] = ()) -> str:
    """Return how the person acting is named in a public record: the role, never the name.

    ``roles`` are those under which the act is done; the highest of them that is held is named.
    """
    held = by.roles & frozenset(roles) or by.roles
    # The record speaks the portal's language, whichever the person acting reads.
    with translation.override(settings.LANGUAGE_CODE):
        if not held:
            return by.label
        top = max(held, key=RANK.__getitem__)
        if top == Role.COMMITTEE_HEAD and committee_name:
            return f"{committee_name}장"
        if top in (Role.RESIDENT, Role.VISITOR):
            return _("%(place)s 주민") % {"place": council.short_name}
        return council.label(top)


def default_owner(council: Council, on: dt.date) -> int:
    """Return who answers for what nobody has been given yet: the secretary, else the chair, else the office."""
    for role in (Role.SECRETARY, Role.CHAIR, Role.OFFICIAL):
        found = who(council.pk, role, on)
        if found:
            return found[0]
    raise Refused(_("아직 제안을 맡을 사람이 없습니다. 간사가 정해지면 보낼 수 있습니다. 쓴 글은 저장되어 있습니다."))


def holders(project: Project, roles: Iterable[str], on: dt.date) -> list[int]:
    """Return the people in these roles for this project; of the 분과장 only its own."""
    people: list[int] = []
    for role in roles:
        if role == Role.COMMITTEE_HEAD:
            if project.committee_id is not None:
                people += who_leads(project.committee_id, on)
        else:
            people += who(project.council_id, role, on)
    return list(dict.fromkeys(people))


def followers_of_proposal(proposal: Proposal) -> list[int]:
    return list(Follow.objects.filter(proposal=proposal).values_list("user_id", flat=True))


def followers_of_project(project: Project) -> list[int]:
    """Return who follows the project or one of the proposals it came from."""
    own = Follow.objects.filter(project=project).values_list("user_id", flat=True)
    through = Follow.objects.filter(proposal__project=project).values_list("user_id", flat=True)
    return list({*own, *through})


def proposers_of(project: Project) -> list[int]:
    return list(project.proposals.values_list("author_id", flat=True))


def must_be_someone(user_id: int) -> User:
    """Return the active account, or refuse."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise Refused(_("그 사람은 지금 계정을 쓰지 않습니다. 다른 사람을 골라 주십시오."), field="owner")
    return user
