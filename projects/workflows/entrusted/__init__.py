"""위탁사무: the council carries out what the office would otherwise do; the 읍면동장 approves.

DOMAIN §2B. 요청·제안 → 분과 심의 → 수탁 의결 → 수탁 신청 → 적정성 검토 → 의회 동의 → 승인 → 협약 체결 → 수행 →
점검·성과평가 → 결과보고 → 종료, 갱신 or 해지.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from council.common.actor import Role
from projects.choices import AffairsClass
from projects.workflows.entrusted.checks import OFFICE_RETURNS
from projects.workflows.entrusted.moves import MOVES
from projects.workflows.entrusted.states import STATES
from projects.workflows.table import Workflow

WORKFLOW = Workflow(
    AffairsClass.ENTRUSTED,
    _("위탁사무"),
    STATES,
    MOVES,
    returned_to=dict.fromkeys(OFFICE_RETURNS, (Role.OFFICIAL,)),
)
