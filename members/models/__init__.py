"""People: who has an account, who lives here, who sits in which seat until when."""

from members.models.application import Application, ApplicationProof, SessionAttendance
from members.models.appointment import Appointment
from members.models.consent import Consent
from members.models.draw import Draw, DrawCandidate, DrawNumber, DrawResult, Reserve, ReserveCall, Succession
from members.models.election import Election
from members.models.ending import Ending
from members.models.imports import RollImport, RollImportRow
from members.models.invitation import Invitation
from members.models.post import OfficialPost, PlatformPost
from members.models.record import PersonalRecord
from members.models.recruitment import Recruitment, RecruitmentTrack, TrainingSession
from members.models.residency import Residency
from members.models.term import CommitteeMembership, Membership, Office
from members.models.training import Attendance, Training
from members.models.user import User

__all__ = [
    "Application",
    "ApplicationProof",
    "Appointment",
    "Attendance",
    "CommitteeMembership",
    "Consent",
    "Draw",
    "DrawCandidate",
    "DrawNumber",
    "DrawResult",
    "Election",
    "Ending",
    "Invitation",
    "Membership",
    "Office",
    "OfficialPost",
    "PersonalRecord",
    "PlatformPost",
    "Recruitment",
    "RecruitmentTrack",
    "Reserve",
    "ReserveCall",
    "Residency",
    "RollImport",
    "RollImportRow",
    "SessionAttendance",
    "Succession",
    "Training",
    "TrainingSession",
    "User",
]
