from django.utils.translation import gettext_lazy as _

from council.notices.registry import Group, register_kind

register_kind("members.residency.requested", _("주민 확인 신청이 들어옴"), Group.DUTY)
register_kind("members.residency.verified", _("주민으로 확인됨"), Group.MEMBERSHIP)
register_kind("members.residency.refused", _("주민 확인이 되지 않음"), Group.MEMBERSHIP)
register_kind("members.residency.ended", _("주민 자격이 끝남"), Group.MEMBERSHIP)
register_kind("members.term.started", _("위원·임원 임기가 시작됨"), Group.MEMBERSHIP)
register_kind("members.term.ended", _("위원·임원 임기가 끝남"), Group.MEMBERSHIP)
register_kind("members.import.asked", _("명부 들여오기를 확정해 달라는 부탁"), Group.DUTY)
