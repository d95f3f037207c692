"""Kinds of notices. Each app declares its own in ``notice_types.py``; nobody can send an undeclared one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Group(models.TextChoices):
    """What a person switches on or off for e-mail: few enough to choose from on a phone."""

    MY_PROPOSALS = "MY_PROPOSALS", _("내 제안")
    FOLLOWED = "FOLLOWED", _("지켜보는 제안과 사업")
    DUTY = "DUTY", _("내가 할 일")
    MEETINGS = "MEETINGS", _("회의")
    MEMBERSHIP = "MEMBERSHIP", _("주민 확인과 위원 자격")
    GENERAL = "GENERAL", _("그 밖의 알림")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of notice: its dotted code, its Korean name, and the group that people switch."""

    code: str
    label: str | Promise
    group: Group


KINDS: dict[str, Kind] = {}


class UnknownKind(LookupError):
    """The kind is not registered; register it in the app's ``notice_types.py``."""


def register_kind(code: str, label: str | Promise, group: Group = Group.GENERAL) -> None:
    """Make a kind of notice known. Raises ValueError when the code is taken."""
    if code in KINDS:
        raise ValueError(f"notice kind {code} is registered twice")
    KINDS[code] = Kind(code, label, group)


def kind_of(code: str) -> Kind:
    """Return the registered kind. Raises UnknownKind."""
    try:
        return KINDS[code]
    except KeyError:
        raise UnknownKind(code) from None


def label_of(code: str) -> str:
    """Return the kind's Korean name; old notices may carry a code that is no longer declared."""
    return str(KINDS[code].label) if code in KINDS else str(_("알림"))


def group_of(code: str) -> Group:
    """Return the group of a kind, also of one that is no longer declared."""
    return KINDS[code].group if code in KINDS else Group.GENERAL


def groups_in_use() -> list[Group]:
    """Return the groups that have a kind, in the order people read them."""
    used = {kind.group for kind in KINDS.values()}
    return [group for group in Group if group in used]
