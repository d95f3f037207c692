"""Verbs about people: guard → lock → change → history, in one transaction; the actor and the time come in."""

from members.services.accounts import close_account, create_account, update_profile, what_holds
from members.services.appointments import Appointee, appoint_members
from members.services.consents import record_consent, withdraw_consent
from members.services.elections import Vote, elect
from members.services.endings import dismiss, end_membership, lose_seat, resign, withdraw
from members.services.invitations import Invited, accept_invitation, find_invitation, invite, withdraw_invitation
from members.services.my_data import export_my_data, my_data
from members.services.people import give_address, person_for
from members.services.residents import (
    CodeRefused,
    IssuedCode,
    end_residency,
    issue_code,
    join,
    log_list_seen,
    redeem_code,
    refuse,
    see_contact,
    verify_in_person,
)
from members.services.spans import TermRefused
from members.services.terms import (
    appoint_official,
    appoint_platform,
    end_office,
    end_platform,
    end_post,
    grant_office,
    join_committee,
    leave_committee,
    seat_member,
)
from members.services.trainings import mark_attendance, record_training, withdraw_training

__all__ = [
    "Appointee",
    "CodeRefused",
    "Invited",
    "IssuedCode",
    "TermRefused",
    "Vote",
    "accept_invitation",
    "appoint_members",
    "appoint_official",
    "appoint_platform",
    "close_account",
    "create_account",
    "dismiss",
    "elect",
    "end_membership",
    "end_office",
    "end_platform",
    "end_post",
    "end_residency",
    "export_my_data",
    "find_invitation",
    "give_address",
    "grant_office",
    "invite",
    "issue_code",
    "join",
    "join_committee",
    "leave_committee",
    "log_list_seen",
    "lose_seat",
    "mark_attendance",
    "my_data",
    "person_for",
    "record_consent",
    "record_training",
    "redeem_code",
    "refuse",
    "resign",
    "seat_member",
    "see_contact",
    "update_profile",
    "verify_in_person",
    "what_holds",
    "withdraw",
    "withdraw_consent",
    "withdraw_invitation",
    "withdraw_training",
]
