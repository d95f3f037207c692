"""Who works with issued papers. Each kind of paper also has its own permissions, declared by its app."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from council.common.access import permission, role
from council.common.actor import STAFF_ROLES, Role

permission("documents.read", role(*STAFF_ROLES), what=_("발급한 문서 목록 보기"))
permission("documents.letterhead", role(Role.SECRETARY, Role.CHAIR), what=_("문서 머리와 직인 정하기"))
