"""The verbs of meetings: guard → lock → change → audit → tell, one transaction each."""

from council.meetings.services.agenda import add_item, change_item, remove_item
from council.meetings.services.attendance import arrive, check_in, leave, recuse, take_back, unrecuse
from council.meetings.services.calling import call, cancel, change, notice, plan_regular, propose_regular
from council.meetings.services.closing import close, record_allowances
from council.meetings.services.deciding import Count, correct, decide, preview
from council.meetings.services.running import carry_over, finish_item, open_meeting, save_note, start_item

__all__ = [
    "Count",
    "add_item",
    "arrive",
    "call",
    "cancel",
    "carry_over",
    "change",
    "change_item",
    "check_in",
    "close",
    "correct",
    "decide",
    "finish_item",
    "leave",
    "notice",
    "open_meeting",
    "plan_regular",
    "preview",
    "propose_regular",
    "record_allowances",
    "recuse",
    "remove_item",
    "save_note",
    "start_item",
    "take_back",
    "unrecuse",
]
