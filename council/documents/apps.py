from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "council.documents"
    label = "documents"
    verbose_name = _("문서")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("council.documents.rules")
        import_module("council.documents.checks")
        autodiscover_modules("documents")
