from django.utils.translation import gettext_lazy as _

from council.audit.registry import register

register("notices.delivery.resent", _("보내지 못한 전자우편 하나를 다시 보냈습니다"))
register("notices.deliveries.resent", _("보내지 못한 전자우편 {count}통을 다시 보냈습니다"))
