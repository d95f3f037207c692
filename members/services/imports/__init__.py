"""Bringing a roll in from a file: uploaded and looked over, confirmed and written, or undone as a whole."""

from members.services.imports.setting import choices_of, setting_of
from members.services.imports.undoing import undo, what_stands_on
from members.services.imports.uploading import (
    ask_to_confirm,
    check,
    choose_columns,
    discard,
    forget_old,
    log_seen,
    upload,
)
from members.services.imports.writing import apply, confirm

__all__ = [
    "apply",
    "ask_to_confirm",
    "check",
    "choices_of",
    "choose_columns",
    "confirm",
    "discard",
    "forget_old",
    "log_seen",
    "setting_of",
    "undo",
    "upload",
    "what_stands_on",
]
