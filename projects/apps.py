from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("제안과 사업")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for part in ("audit_actions", "notice_types", "rule_keys", "rules", "personal_data", "resolutions"):
            import_module(f"projects.{part}")
