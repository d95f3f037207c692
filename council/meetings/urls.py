"""Routes of meetings: what everybody reads, the office's preparation, and the room."""

from __future__ import annotations

from django.urls import path

from council.meetings.views import office, public, room

app_name = "meetings"

urlpatterns = [
    # /c/<slug>/meetings/
    path("meetings/", public.meeting_list, name="meeting_list"),
    path("meetings/calendar.ics", public.calendar, name="calendar"),
    path("meetings/decisions/", public.register, name="register"),
    path("meetings/<int:pk>/", public.meeting, name="meeting"),
    path("meetings/<int:pk>/meeting.ics", public.meeting_calendar, name="meeting_calendar"),
    path("meetings/<int:pk>/here/", room.check_in, name="check_in"),
    # /c/<slug>/office/meetings/
    path("office/meetings/", office.meetings, name="office_meetings"),
    path("office/meetings/new/", office.meeting_new, name="office_meeting_new"),
    path("office/meetings/call/", office.meeting_call, name="office_meeting_call"),
    path("office/meetings/<int:pk>/", office.meeting, name="office_meeting"),
    path("office/meetings/<int:pk>/change/", office.meeting_change, name="office_meeting_change"),
    path("office/meetings/<int:pk>/cancel/", office.meeting_cancel, name="office_meeting_cancel"),
    path("office/meetings/<int:pk>/notice/", office.meeting_notice, name="office_meeting_notice"),
    path("office/meetings/<int:pk>/allowances/", office.meeting_allowances, name="office_allowances"),
    path("office/meetings/<int:pk>/items/new/", office.item_new, name="office_item_new"),
    path("office/meetings/items/<int:pk>/edit/", office.item_edit, name="office_item_edit"),
    path("office/meetings/items/<int:pk>/remove/", office.item_remove, name="office_item_remove"),
    path("office/meetings/resolutions/<int:pk>/correct/", office.resolution_correct, name="office_correct"),
    # /c/<slug>/office/meetings/<pk>/room/
    path("office/meetings/<int:pk>/room/", room.room, name="room"),
    path("office/meetings/<int:pk>/room/code/", room.code, name="room_code"),
    path("office/meetings/<int:pk>/room/open/", room.open_room, name="room_open"),
    path("office/meetings/<int:pk>/room/close/", room.close_room, name="room_close"),
    path("office/meetings/<int:pk>/room/tap/", room.tap, name="room_tap"),
    path("office/meetings/room/items/<int:pk>/start/", room.item_start, name="room_item_start"),
    path("office/meetings/room/items/<int:pk>/finish/", room.item_finish, name="room_item_finish"),
    path("office/meetings/room/items/<int:pk>/note/", room.item_note, name="room_item_note"),
    path("office/meetings/room/items/<int:pk>/recuse/", room.item_recuse, name="room_item_recuse"),
    path("office/meetings/room/items/<int:pk>/decide/", room.item_decide, name="room_item_decide"),
]
