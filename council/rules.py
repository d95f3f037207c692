"""Who works in the office pages of the shell, founds councils and sets their rules (DESIGN §5)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from council.common.access import permission, role
from council.common.actor import STAFF_ROLES, Role

is_staff = role(*sorted(STAFF_ROLES))

permission("council.workspace", is_staff, what=_("일하는 쪽 열기"))
permission("council.history", is_staff, what=_("주민자치회의 이력 모두 보기"))
permission("council.found", role(Role.OPERATOR), what=_("새 주민자치회 열기"))
permission("council.open_committee", role(Role.SECRETARY, Role.DISTRICT, Role.OPERATOR), what=_("분과 열기"))
permission("council.set_bylaw", role(Role.SECRETARY, Role.OPERATOR), what=_("의결한 운영세칙의 값 적기"))
permission("council.set_ordinance", role(Role.DISTRICT, Role.OPERATOR), what=_("조례의 값 적기"))
permission("council.set_default", role(Role.OPERATOR), what=_("포털 기본값 정하기"))
permission("council.see_district", role(Role.DISTRICT, Role.OPERATOR), what=_("시군구의 주민자치회를 한눈에 보기"))
