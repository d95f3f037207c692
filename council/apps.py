from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CouncilConfig(AppConfig):
    name = "council"
    verbose_name = _("주민자치회")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("checks", "rule_keys", "rules")


class PortalAdminConfig(AdminConfig):
    """The admin site by role, in place of Django's own.

    Its module registers nothing: the site is made while the first admin module is being imported.
    """

    default_site = "council.adminsite.PortalAdminSite"
