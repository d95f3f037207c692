from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "council.meetings"
    label = "meetings"
    verbose_name = _("회의")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for part in ("audit_actions", "notice_types", "rules"):
            import_module(f"council.meetings.{part}")
