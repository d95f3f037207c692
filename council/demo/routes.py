"""The ways of the demonstration's projects: which moves bring each of them to the state where it stands.

A word of a route names a move, or several of which the table opens one (``vote``, ``confirm`` …).
"""

from __future__ import annotations

from dataclasses import dataclass

#: One word for moves that differ only by who decides (grant money, annual plan).
ALTERNATIVES = {
    "vote": ("vote_to_assembly", "vote_to_confirm", "vote_pass", "vote_opinion"),
    "confirm": ("confirm", "confirm_grant"),
    "settle": ("settle", "settle_grant", "close"),
    "settle_return": ("settle_return", "settle_return_grant"),
    "approve_change": ("approve_change", "approve_change_grant"),
    "refuse_change": ("refuse_change", "refuse_change_grant"),
    "resubmit": ("resubmit", "resubmit_office"),
}

#: Days between the step before and this one, about.
GAPS = {
    "submit_plan": 9,
    "accept": 4,
    "committee_pass": 9,
    "office_opinion": 11,
    "vote": 10,
    "assembly_pass": 30,
    "assembly_reject": 30,
    "confirm": 9,
    "finish": 55,
    "report": 24,
    "settle": 12,
    "apply": 6,
    "suitable": 12,
    "assent": 20,
    "exempt": 6,
    "approve": 6,
    "sign": 7,
    "inspect": 40,
    "evaluate": 40,
    "confirm_evaluation": 7,
    "renew": 10,
    "send": 4,
    "reply": 22,
    "confirm_done": 35,
    "request_change": 30,
    "resubmit": 8,
    "terminate": 35,
    "stop": 20,
}
USUAL_GAP = 8

_A_VOTED = "submit_plan committee_pass office_opinion vote"
_A_RUNNING = f"{_A_VOTED} confirm"
AUTONOMOUS = {
    "PLANNING": "",
    "COMMITTEE": "submit_plan",
    "OFFICE_CHECK": "submit_plan committee_pass",
    "COUNCIL_VOTE": "submit_plan committee_pass office_opinion",
    "ASSEMBLY": _A_VOTED,
    "ASSEMBLY_CONFIRMING": f"{_A_VOTED} assembly_pass",
    "CONFIRMING": _A_VOTED,
    "RUNNING": _A_RUNNING,
    "RUNNING_CHANGED": f"{_A_RUNNING} request_change approve_change",
    "REPORTING": f"{_A_RUNNING} finish",
    "SETTLING": f"{_A_RUNNING} finish report",
    "CLOSED": f"{_A_RUNNING} finish report settle",
    "CLOSED_RETURNED": "submit_plan committee_pass office_return resubmit office_opinion vote confirm finish report "
    "settle_return resubmit settle",
    "CLOSED_STOPPED": f"{_A_RUNNING} stop_and_settle report settle",
    "RETURNED": "submit_plan committee_pass office_return",
    "RETURNED_SETTLING": f"{_A_RUNNING} finish report settle_return",
    "CHANGING": f"{_A_RUNNING} request_change",
    "REJECTED": "submit_plan committee_pass office_opinion vote_down",
    "REJECTED_COMMITTEE": "submit_plan committee_reject",
    "REJECTED_ASSEMBLY": f"{_A_VOTED} assembly_reject",
    "STOPPED": f"{_A_RUNNING} stop",
    "STOPPED_EARLY": "submit_plan committee_pass stop",
}

_E_APPLIED = "accept committee_pass vote apply"
_E_APPROVED = f"{_E_APPLIED} suitable exempt approve"
_E_RUNNING = f"{_E_APPROVED} sign"
_E_SETTLING = f"{_E_RUNNING} inspect evaluate confirm_evaluation report"
ENTRUSTED = {
    "REQUESTED": "",
    "COMMITTEE": "accept",
    "COUNCIL_VOTE": "accept committee_pass",
    "APPLYING": "accept committee_pass vote",
    "SUITABILITY": _E_APPLIED,
    "CONSENT": f"{_E_APPLIED} suitable",
    "APPROVAL": f"{_E_APPLIED} suitable exempt",
    "APPROVAL_ASSENT": f"{_E_APPLIED} suitable assent",
    "AGREEMENT": _E_APPROVED,
    "RUNNING": _E_RUNNING,
    "RUNNING_INSPECTED": f"{_E_APPLIED} suitability_return resubmit suitable exempt approve sign inspect",
    "RUNNING_RENEWED": f"{_E_SETTLING} renew exempt approve sign",
    "EVALUATION": f"{_E_RUNNING} inspect evaluate",
    "REPORTING": f"{_E_RUNNING} evaluate confirm_evaluation",
    "SETTLING": _E_SETTLING,
    "CLOSED": f"{_E_SETTLING} settle",
    "RENEWING": f"{_E_SETTLING} renew",
    "RETURNED": f"{_E_APPLIED} suitable exempt approval_return",
    "RETURNED_EVALUATION": f"{_E_RUNNING} evaluate evaluation_return",
    "CHANGING": f"{_E_RUNNING} request_change",
    "REJECTED": f"{_E_APPLIED} suitable exempt refuse",
    "REJECTED_UNFIT": f"{_E_APPLIED} unsuitable",
    "REJECTED_ASSEMBLY": f"{_E_APPLIED} suitable no_assent",
    "REJECTED_REQUEST": "decline_request",
    "STOPPED": "accept committee_pass vote stop",
    "TERMINATED": f"{_E_RUNNING} inspect terminate",
}

_C_SENT = "accept committee_pass vote send"
CONSULTATIVE = {
    "REQUESTED": "",
    "COMMITTEE": "accept",
    "COUNCIL_VOTE": "accept committee_pass",
    "SENDING": "accept committee_pass vote",
    "REPLY": _C_SENT,
    "REPLY_AGAIN": f"{_C_SENT} reply ask_again",
    "FOLLOW_UP": f"{_C_SENT} reply",
    "CLOSED": f"{_C_SENT} reply confirm_done",
    "CLOSED_ASKED": "accept ask_office resubmit committee_pass deliberate_again committee_pass vote send ask_council "
    "resubmit reply confirm_done",
    "RETURNED": f"{_C_SENT} ask_council",
    "RETURNED_OFFICE": "accept ask_office",
    "REJECTED": "decline_request",
    "STOPPED": f"{_C_SENT} stop",
}

ROUTES = {"AUTONOMOUS": AUTONOMOUS, "ENTRUSTED": ENTRUSTED, "CONSULTATIVE": CONSULTATIVE}


@dataclass(frozen=True, slots=True)
class Cue:
    """One project: which edition of a task, by which route, and how many days are left (or have gone by)."""

    edition: str
    route: str
    #: Days until the next step is due, negative when late; for a project at its end, days since then.
    left: int


def cues(council: str) -> list[Cue]:
    """Return the projects of a council."""
    return [Cue(edition, route, left) for edition, route, left in CUES[council]]


#: 마장동 shows every state of the three tables; the other councils show each at least once among them.
MAJANG = (
    ("festival", "SETTLING", 8),
    ("festival_next", "ASSEMBLY", 40),
    ("festival_light", "CONFIRMING", 5),
    ("paper", "RUNNING", 19),
    ("paper_large", "OFFICE_CHECK", -3),
    ("paper_kids", "PLANNING", 12),
    ("cleaning", "RUNNING_CHANGED", 30),
    ("cleaning_stream", "STOPPED", 50),
    ("mural", "CHANGING", 4),
    ("mural_school", "REJECTED_ASSEMBLY", 70),
    ("flea", "REPORTING", 20),
    ("flea_kids", "COMMITTEE", 9),
    ("event_yut", "CLOSED_RETURNED", 125),
    ("event_music", "RETURNED", 2),
    ("event_play", "COUNCIL_VOTE", 16),
    ("library", "RUNNING_RENEWED", 60),
    ("library_sat", "SUITABILITY", 11),
    ("kitchen", "REJECTED_UNFIT", 33),
    ("gym", "REJECTED", 25),
    ("center", "SETTLING", 13),
    ("parking", "CONSENT", 35),
    ("parking_night", "STOPPED", 44),
    ("tour", "APPROVAL", 2),
    ("tour_school", "COUNCIL_VOTE", 18),
    ("safety", "RUNNING_INSPECTED", 24),
    ("safety_night", "APPLYING", 7),
    ("map", "RUNNING", 10),
    ("map_school", "COMMITTEE", 14),
    ("parents_day", "CLOSED", 160),
    ("elders_day", "EVALUATION", 9),
    ("books", "REPORTING", -4),
    ("books", "AGREEMENT", 8),
    ("sweep", "TERMINATED", 130),
    ("sweep", "RETURNED", 6),
    ("center_night", "CHANGING", 6),
    ("center_night", "REQUESTED", 3),
    ("stop_market", "REPLY", 15),
    ("stop_school", "FOLLOW_UP", 45),
    ("stop_station", "COMMITTEE", 20),
    ("stop_alley", "CLOSED_ASKED", 60),
    ("stop_park", "REJECTED", 40),
    ("shelter", "COUNCIL_VOTE", 17),
    ("playground", "SENDING", 1),
    ("study", "REQUESTED", 4),
    ("toilet", "RETURNED", 5),
    ("sports", "STOPPED", 38),
)
HAENGGUNG = (
    ("festival", "CLOSED", 45),
    ("festival_next", "ASSEMBLY_CONFIRMING", 12),
    ("paper", "RUNNING", 26),
    ("paper_large", "COMMITTEE", 7),
    ("cleaning", "RUNNING", 2),
    ("mural", "SETTLING", 9),
    ("mural_school", "COUNCIL_VOTE", 13),
    ("flea", "PLANNING", 18),
    ("event_music", "REPORTING", 25),
    ("event_yut", "REJECTED", 80),
    ("library", "RUNNING_INSPECTED", 40),
    ("library_sat", "AGREEMENT", 6),
    ("center", "EVALUATION", -2),
    ("center_night", "COMMITTEE", 12),
    ("parking", "REJECTED_ASSEMBLY", 55),
    ("parking_night", "APPLYING", 9),
    ("bike", "RUNNING", 14),
    ("bike_repair", "APPROVAL", 3),
    ("bike_kids", "RETURNED", 7),
    ("stop_market", "FOLLOW_UP", 30),
    ("stop_station", "REPLY", -3),
    ("stop_alley", "CLOSED", 250),
    ("shelter", "COMMITTEE", 16),
    ("playground", "REQUESTED", 2),
    ("toilet", "RETURNED_OFFICE", 8),
    ("sports", "STOPPED", 28),
)
BUGANG = (
    ("festival", "CHANGING", 5),
    ("paper", "REPORTING", -5),
    ("paper_kids", "OFFICE_CHECK", 6),
    ("cleaning", "CLOSED", 190),
    ("cleaning_stream", "RUNNING", 21),
    ("mural", "STOPPED_EARLY", 42),
    ("flea", "SETTLING", 11),
    ("flea_kids", "RETURNED", 3),
    ("event_yut", "CONFIRMING", 10),
    ("event_music", "CLOSED_STOPPED", 35),
    ("library", "CONSENT", 28),
    ("library_sat", "REQUESTED", 1),
    ("kitchen", "STOPPED", 52),
    ("gym", "COUNCIL_VOTE", 15),
    ("center", "RUNNING", 33),
    ("center_night", "REJECTED_REQUEST", 47),
    ("senior_school", "RENEWING", 25),
    ("senior_phone", "RUNNING", 2),
    ("senior_song", "SUITABILITY", -2),
    ("parking_night", "RETURNED_EVALUATION", 9),
    ("stop_market", "COUNCIL_VOTE", 12),
    ("stop_school", "CLOSED", 85),
    ("stop_alley", "SENDING", 5),
    ("shelter", "REPLY", 18),
    ("study", "REJECTED", 30),
    ("toilet", "REPLY_AGAIN", 22),
)
JINCHEON = (
    ("festival", "RUNNING", 16),
    ("festival_next", "ASSEMBLY", 55),
    ("paper", "SETTLING", -2),
    ("paper_large", "CLOSED", 185),
    ("cleaning", "COUNCIL_VOTE", 11),
    ("mural", "REPORTING", 23),
    ("mural_school", "PLANNING", 5),
    ("flea", "STOPPED", 31),
    ("flea_kids", "RUNNING", 2),
    ("event_music", "RETURNED_SETTLING", 6),
    ("event_yut", "REJECTED_COMMITTEE", 58),
    ("library", "SETTLING", 12),
    ("library_sat", "COMMITTEE", 8),
    ("gym", "TERMINATED", 95),
    ("center", "REPORTING", 27),
    ("parking", "CHANGING", -1),
    ("parking_night", "AGREEMENT", 4),
    ("hope_park", "RUNNING_INSPECTED", 20),
    ("hope_night", "APPROVAL_ASSENT", 7),
    ("hope_flower", "CLOSED", 70),
    ("kitchen", "REJECTED", 36),
    ("stop_market", "RETURNED", 9),
    ("stop_school", "COMMITTEE", 19),
    ("stop_park", "FOLLOW_UP", 50),
    ("shelter", "STOPPED", 24),
    ("playground", "CLOSED", 100),
)
CUES = {"majang": MAJANG, "haenggung": HAENGGUNG, "bugang": BUGANG, "jincheon": JINCHEON}
