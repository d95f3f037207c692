from django.utils.translation import gettext_lazy as _

from council.audit.registry import register

register("members.account.created", _("계정을 만들었습니다"))
register("members.account.updated", _("이름이나 연락처를 고쳤습니다"))
register("members.account.exported", _("자기 자료를 내려받았습니다"))
register("members.account.closed", _("계정을 닫았습니다"))
register("members.password.changed", _("비밀번호를 바꾸었습니다"))
register("members.email.changed", _("전자우편을 바꾸었습니다"))
register("members.consent.given", _("‘{kind}’에 동의했습니다({version}판)"))
register("members.consent.withdrawn", _("‘{kind}’ 동의를 거두었습니다"))
register("members.second_factor.added", _("두 번째 확인을 켰습니다({method})"))
register("members.second_factor.removed", _("두 번째 확인을 껐습니다({method})"))

register("members.residency.requested", _("주민 확인을 신청했습니다"))
register("members.residency.verified", _("주민임을 확인했습니다({method})"))
register("members.residency.code_issued", _("확인 번호를 찍어 주었습니다"))
register("members.residency.code_refused", _("확인 번호를 {tries}번째 틀렸습니다"))
register("members.residency.refused", _("주민임을 확인하지 못했습니다"))
register("members.residency.ended", _("주민 자격이 끝났습니다"))
# 안전성 확보조치 기준: who, when, from where, whose data, why.
register("members.residents.listed", _("주민 명단 {count}명을 보았습니다"))
register("members.contact.seen", _("주민의 연락처를 보았습니다"))

register("members.membership.seated", _("위원으로 위촉했습니다"))
register("members.membership.ended", _("위원 임기를 끝냈습니다"))
register("members.committee.joined", _("{committee}에 들어갔습니다"))
register("members.committee.left", _("{committee}에서 나왔습니다"))
register("members.office.granted", _("{office} 임기를 시작했습니다"))
register("members.office.ended", _("{office} 임기를 끝냈습니다"))
register("members.post.granted", _("{post} 자리에 왔습니다"))
register("members.post.ended", _("{post} 자리에서 떠났습니다"))
register("members.invitation.sent", _("{office} 자리에 초대장을 보냈습니다"))
register("members.invitation.accepted", _("{office} 초대를 받아들였습니다"))
register("members.invitation.withdrawn", _("{office} 초대를 거두었습니다"))
