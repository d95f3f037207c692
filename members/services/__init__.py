"""Verbs about people: guard → lock → change → history, in one transaction; the actor and the time come in."""

from members.services.accounts import close_account, create_account, update_profile, what_holds
from members.services.appointments import Appointee
from members.services.consents import record_consent, withdraw_consent
from members.services.endings import end_membership
from members.services.invitations import Invited, accept_invitation, find_invitation, invite, withdraw_invitation
from members.services.my_data import export_my_data, my_data
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

__all__ = [
    "Appointee",
    "CodeRefused",
    "Invited",
    "IssuedCode",
    "TermRefused",
    "accept_invitation",
    "appoint_official",
    "appoint_platform",
    "close_account",
    "create_account",
    "end_membership",
    "end_office",
    "end_platform",
    "end_post",
    "end_residency",
    "export_my_data",
    "find_invitation",
    "grant_office",
    "invite",
    "issue_code",
    "join",
    "join_committee",
    "leave_committee",
    "log_list_seen",
    "my_data",
    "record_consent",
    "redeem_code",
    "refuse",
    "seat_member",
    "see_contact",
    "update_profile",
    "verify_in_person",
    "what_holds",
    "withdraw_consent",
    "withdraw_invitation",
]
