"""Who acts: the roles of the field, and the person together with the roles held today."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The people of DESIGN §5, from least to most entrusted; each comes from a dated row, never a flag."""

    VISITOR = "VISITOR", _("방문자")
    RESIDENT = "RESIDENT", _("주민")
    MEMBER = "MEMBER", _("위원")
    COMMITTEE_HEAD = "COMMITTEE_HEAD", _("분과장")
    AUDITOR = "AUDITOR", _("감사")
    VICE_CHAIR = "VICE_CHAIR", _("부회장")
    CHAIR = "CHAIR", _("회장")
    SECRETARY = "SECRETARY", _("간사")
    OFFICIAL = "OFFICIAL", _("읍면동 담당")
    HEAD = "HEAD", _("읍면동장")
    DISTRICT = "DISTRICT", _("시군구 담당")
    OPERATOR = "OPERATOR", _("운영자")


RANK: dict[str, int] = {role: rank for rank, role in enumerate(Role.values)}

#: Work with other people's records; these must use a second factor where the setting demands it.
STAFF_ROLES: frozenset[str] = frozenset(Role.values) - {Role.VISITOR, Role.RESIDENT, Role.MEMBER}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting in one council (or on the platform when ``council_id`` is None) on one day."""

    user_id: int | None
    council_id: int | None
    roles: frozenset[str] = field(default_factory=frozenset)
    led: frozenset[int] = field(default_factory=frozenset)
    name: str = ""

    @classmethod
    def anonymous(cls, council_id: int | None = None) -> Actor:
        """Return the visitor who is not signed in."""
        return cls(user_id=None, council_id=council_id, roles=frozenset({Role.VISITOR}))

    @classmethod
    def system(cls, council_id: int | None = None) -> Actor:
        """Return the portal itself, for clocks and commands: it may record, but holds no role."""
        return cls(user_id=None, council_id=council_id, name=str(_("포털")))

    @property
    def is_authenticated(self) -> bool:
        return self.user_id is not None

    @property
    def is_system(self) -> bool:
        return self.user_id is None and not self.roles

    @property
    def is_staff(self) -> bool:
        """Whether any role works with other people's records."""
        return bool(self.roles & STAFF_ROLES)

    @property
    def top_role(self) -> str | None:
        return max(self.roles, key=RANK.__getitem__) if self.roles else None

    @property
    def label(self) -> str:
        """Return the Korean word for the highest role, as shown beside what was done."""
        top = self.top_role
        return str(Role(top).label) if top else str(_("포털"))

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    def leads(self, committee_id: int | None) -> bool:
        return committee_id is not None and committee_id in self.led
