from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("사람")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for part in ("audit_actions", "notice_types", "rule_keys", "rules", "personal_data", "signals", "roll_tasks"):
            import_module(f"members.{part}")
