"""Meetings: the calling, the room, the decisions, the minutes."""

from council.meetings.models.attendance import Attendance, Recusal
from council.meetings.models.decision import Ballot, Resolution, Vote
from council.meetings.models.meeting import AgendaFile, AgendaItem, Convening, Meeting
from council.meetings.models.minutes import AllowanceLine, Minutes, MinutesComment, Note

__all__ = [
    "AgendaFile",
    "AgendaItem",
    "AllowanceLine",
    "Attendance",
    "Ballot",
    "Convening",
    "Meeting",
    "Minutes",
    "MinutesComment",
    "Note",
    "Recusal",
    "Resolution",
    "Vote",
]
