"""Conditions of a 협의: a conditional opinion and a refusing reply say why."""

from __future__ import annotations

from django.utils.translation import gettext as _

from council.common.errors import Refused
from projects.choices import Opinion, Reply, Status
from projects.workflows.common import not_in_the_past, vote_condition
from projects.workflows.table import Situation

#: The council asks the office for more before it gives an opinion: then it is the office's turn.
OFFICE_RETURNS = frozenset({Status.COMMITTEE.value, Status.COUNCIL_VOTE.value})


def opinion_carried(situation: Situation) -> Refused | None:
    needs_text = (Opinion.CONDITIONAL, Opinion.AMEND, Opinion.OPPOSE, Opinion.HOLD)
    if situation.get("opinion") in needs_text and not situation.get("opinion_text"):
        return Refused(_("조건이나 까닭을 써 주십시오. 행정이 답할 때 봅니다."), field="opinion_text")
    return vote_condition(carried=True)(situation)


def reply_reasoned(situation: Situation) -> Refused | None:
    reply = situation.get("reply")
    if reply in (Reply.NOT_TAKEN, Reply.PARTLY) and not situation.get("reply_text"):
        return Refused(_("반영하지 않는 까닭을 써 주십시오. 사업 페이지에 그대로 공개됩니다."), field="reply_text")
    if reply == Reply.LATER and situation.get("due_on") is None:
        return Refused(_("언제까지 다시 살필지 날을 골라 주십시오."), field="due_on")
    return not_in_the_past("due_on")(situation)
