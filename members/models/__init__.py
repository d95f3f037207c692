"""People: who has an account, who lives here, who sits in which seat until when."""

from members.models.appointment import Appointment
from members.models.consent import Consent
from members.models.election import Election
from members.models.ending import Ending
from members.models.invitation import Invitation
from members.models.post import OfficialPost, PlatformPost
from members.models.record import PersonalRecord
from members.models.residency import Residency
from members.models.term import CommitteeMembership, Membership, Office
from members.models.training import Attendance, Training
from members.models.user import User

__all__ = [
    "Appointment",
    "Attendance",
    "CommitteeMembership",
    "Consent",
    "Election",
    "Ending",
    "Invitation",
    "Membership",
    "Office",
    "OfficialPost",
    "PersonalRecord",
    "PlatformPost",
    "Residency",
    "Training",
    "User",
]
