"""Reading people: who somebody is today, who holds a role, and the roll."""

from members.selectors.people import (
    CLOSED_NAME,
    Belonging,
    actor_for,
    belongings,
    committees_of,
    consents_of,
    councils_of,
    display_name,
    has_consent,
    is_staff_anywhere,
    office_label,
    officers,
    platform_actor,
    residency_of,
    standing,
    who,
    who_leads,
)
from members.selectors.personal import Look, looks_at
from members.selectors.public_roll import RollRow, roll

__all__ = [
    "CLOSED_NAME",
    "Belonging",
    "Look",
    "RollRow",
    "actor_for",
    "belongings",
    "committees_of",
    "consents_of",
    "councils_of",
    "display_name",
    "has_consent",
    "is_staff_anywhere",
    "looks_at",
    "office_label",
    "officers",
    "platform_actor",
    "residency_of",
    "roll",
    "standing",
    "who",
    "who_leads",
]
