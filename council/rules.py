"""Who works in the office pages of the shell (DESIGN §5)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from council.common.access import permission, role
from council.common.actor import STAFF_ROLES

is_staff = role(*sorted(STAFF_ROLES))

permission("council.workspace", is_staff, what=_("일하는 쪽 열기"))
permission("council.history", is_staff, what=_("주민자치회의 이력 모두 보기"))
