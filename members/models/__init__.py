"""People: who has an account, who lives here, who sits in which seat until when."""

from members.models.consent import Consent
from members.models.invitation import Invitation
from members.models.post import OfficialPost, PlatformPost
from members.models.residency import Residency
from members.models.term import CommitteeMembership, Membership, Office
from members.models.user import User

__all__ = [
    "CommitteeMembership",
    "Consent",
    "Invitation",
    "Membership",
    "Office",
    "OfficialPost",
    "PlatformPost",
    "Residency",
    "User",
]
