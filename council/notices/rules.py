"""Who may see what the outbox could not send. One's own inbox needs no permission: nobody else opens it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from council.common.access import permission, role
from council.common.actor import Role

permission(
    "notices.deliveries", role(Role.SECRETARY, Role.OPERATOR), what=_("보내지 못한 전자우편을 살피고 다시 보내기")
)
