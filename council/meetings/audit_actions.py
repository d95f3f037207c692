from django.utils.translation import gettext_lazy as _

from council.audit.registry import register

register("meetings.meeting.planned", _("{meeting}을(를) 잡았습니다"))
register("meetings.meeting.called", _("{meeting}을(를) 소집했습니다({who})"))
register("meetings.meeting.noticed", _("{meeting}을(를) {count}명에게 알렸습니다"))
register("meetings.meeting.changed", _("{meeting}의 때나 곳을 바꾸었습니다"))
register("meetings.meeting.cancelled", _("{meeting}을(를) 취소했습니다"))
register("meetings.meeting.opened", _("{meeting}을(를) 열었습니다(출석 {present}명)"))
register("meetings.meeting.closed", _("{meeting}을(를) 마쳤습니다"))
register("meetings.item.added", _("안건 ‘{item}’을(를) 넣었습니다"))
register("meetings.item.changed", _("안건 ‘{item}’을(를) 고쳤습니다"))
register("meetings.item.removed", _("안건 ‘{item}’을(를) 뺐습니다"))
register("meetings.item.ended", _("안건 ‘{item}’을(를) 마쳤습니다: {outcome}"))
register("meetings.item.noted", _("안건 ‘{item}’에 나온 말을 적었습니다"))
register("meetings.attendance.arrived", _("출석을 적었습니다({door})"))
register("meetings.attendance.left", _("나간 때를 적었습니다"))
register("meetings.attendance.voided", _("잘못 적은 출석을 거두었습니다"))
register("meetings.recusal.recorded", _("안건 ‘{item}’에서 한 사람이 빠졌습니다({kind})"))
register("meetings.vote.taken", _("‘{item}’ 표결: 찬성 {yes}, 반대 {no}, 기권 {abstain}"))
register("meetings.resolution.recorded", _("의결 {number}을(를) 적었습니다: {word}"))
register("meetings.resolution.corrected", _("의결 {before}을(를) {number}(으)로 바로잡았습니다: {word}"))
register("meetings.allowance.recorded", _("회의 수당 {count}명, {won}원을 적었습니다"))
