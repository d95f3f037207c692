"""주민자치 사무: the neighbourhood decides and does; the office advises, and decides only over grant money.

DOMAIN §2A. 계획 작성 → 분과 심의 → 행정 검토 → 정기회의 의결 → 주민총회 의결 → 확정 → 시행 → 결과보고 → 종료.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from projects.choices import AffairsClass
from projects.workflows.autonomous.moves import MOVES
from projects.workflows.autonomous.states import STATES
from projects.workflows.table import Workflow

WORKFLOW = Workflow(
    AffairsClass.AUTONOMOUS,
    _("주민자치 사무"),
    STATES,
    MOVES,
)
