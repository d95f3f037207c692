"""Whether a vote written down by hand can be true, and what it decided. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from council.common.errors import Refused


@dataclass(frozen=True, slots=True)
class Tally:
    """The numbers of one vote in a meeting of the council."""

    seated: int
    present: int
    yes: int
    no: int
    abstain: int = 0
    recused: int = 0

    @property
    def voting(self) -> int:
        """Return who may vote: the present without the recused."""
        return self.present - self.recused

    @property
    def quorate(self) -> bool:
        """개의: more than half of the seated are present (common to the ordinances compared)."""
        return self.present * 2 > self.seated

    @property
    def carried(self) -> bool:
        """의결: more than half of those voting say yes."""
        return self.quorate and self.yes * 2 > self.voting

    @property
    def needed(self) -> int:
        return self.voting // 2 + 1


def tally_problem(tally: Tally, *, carried: bool) -> Refused | None:
    """Return why the numbers cannot stand for a vote that was (or was not) carried, or None."""
    if tally.present > tally.seated:
        return Refused(_("출석이 재적보다 많습니다."), field="present")
    if tally.recused > tally.present:
        return Refused(_("제척이 출석보다 많습니다."), field="recused")
    if tally.yes + tally.no + tally.abstain > tally.voting:
        return Refused(
            _("찬성·반대·기권을 더하면 표결할 수 있는 %(voting)s명보다 많습니다.") % {"voting": tally.voting},
            field="yes",
        )
    if not tally.quorate:
        needed = tally.seated // 2 + 1
        return Refused(
            _("출석 %(present)s명으로 필요한 %(needed)s명보다 적습니다. 회의를 다시 연 뒤 기록해 주십시오.")
            % {"present": tally.present, "needed": needed},
            field="present",
        )
    if carried and not tally.carried:
        return Refused(
            _("찬성 %(yes)s명으로 필요한 %(needed)s명보다 적습니다. 부결로 기록해 주십시오.")
            % {"yes": tally.yes, "needed": tally.needed},
            field="yes",
        )
    if not carried and tally.carried:
        return Refused(_("찬성 %(yes)s명이면 가결입니다. 가결로 기록해 주십시오.") % {"yes": tally.yes}, field="yes")
    return None
