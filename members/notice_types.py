from django.utils.translation import gettext_lazy as _

from council.notices.registry import Group, register_kind

register_kind("members.residency.requested", _("주민 확인 신청이 들어옴"), Group.DUTY)
register_kind("members.residency.verified", _("주민으로 확인됨"), Group.MEMBERSHIP)
register_kind("members.residency.refused", _("주민 확인이 되지 않음"), Group.MEMBERSHIP)
register_kind("members.residency.ended", _("주민 자격이 끝남"), Group.MEMBERSHIP)
register_kind("members.term.started", _("위원·임원 임기가 시작됨"), Group.MEMBERSHIP)
register_kind("members.term.over", _("임기가 제 날짜에 끝남"), Group.MEMBERSHIP)
register_kind("members.term.ended", _("위원·임원 임기가 끝남"), Group.MEMBERSHIP)
register_kind("members.import.asked", _("명부 들여오기를 확정해 달라는 부탁"), Group.DUTY)

register_kind("members.recruitment.announced", _("위원 모집 공고"), Group.GENERAL)
register_kind("members.recruitment.cancelled", _("위원 모집이 취소됨"), Group.MEMBERSHIP)
register_kind("members.recruitment.training", _("위원 지원자 교육"), Group.MEMBERSHIP)
register_kind("members.recruitment.frozen", _("추첨 명단을 굳힘"), Group.MEMBERSHIP)
register_kind("members.recruitment.drawn", _("추첨 결과"), Group.MEMBERSHIP)
register_kind("members.recruitment.sent", _("명부를 시군구에 보냄"), Group.MEMBERSHIP)
register_kind("members.recruitment.list", _("위촉할 명부가 옴"), Group.DUTY)
register_kind("members.application.received", _("지원서를 접수함"), Group.MEMBERSHIP)
register_kind("members.application.arrived", _("지원서가 들어옴"), Group.DUTY)
register_kind("members.application.decided", _("지원서 심사 결과"), Group.MEMBERSHIP)
register_kind("members.application.withdrawn", _("지원을 취하함"), Group.MEMBERSHIP)
register_kind("members.reserve.asked", _("예비후보에게 자리를 물음"), Group.MEMBERSHIP)
register_kind("members.reserve.answered", _("예비후보의 답"), Group.DUTY)
