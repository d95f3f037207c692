from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "council.notices"
    label = "notices"
    verbose_name = _("알림")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("council.notices.rules")
        autodiscover_modules("notice_types")
