from django.utils.translation import gettext_lazy as _

from council.notices.registry import Group, register_kind

register_kind("meetings.meeting.noticed", _("회의 소집"), Group.MEETINGS)
register_kind("meetings.meeting.changed", _("회의가 바뀜"), Group.MEETINGS)
register_kind("meetings.meeting.cancelled", _("회의가 취소됨"), Group.MEETINGS)
