"""협의사무: the office asks before it decides, the council answers with an opinion, the office replies.

DOMAIN §2C. 협의 요청 → 분과 심의 → 의견 의결 → 의견서 송부 → 회신 → 이행 확인 → 종료. Opinions do not bind; the
reply has a deadline and, when nothing is taken up, a reason.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from council.common.actor import Role
from projects.choices import AffairsClass
from projects.workflows.consultative.checks import OFFICE_RETURNS
from projects.workflows.consultative.moves import MOVES
from projects.workflows.consultative.states import STATES
from projects.workflows.table import Workflow

WORKFLOW = Workflow(
    AffairsClass.CONSULTATIVE,
    _("협의사무"),
    STATES,
    MOVES,
    returned_to=dict.fromkeys(OFFICE_RETURNS, (Role.OFFICIAL,)),
)
