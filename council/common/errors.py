"""What a service says when a rule refuses, in the words of the office."""

from __future__ import annotations

from django.db import IntegrityError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A rule refuses the act. ``field`` names the form field the sentence belongs beside, if any."""

    def __init__(self, message: str | Promise, *, field: str | None = None, code: str = "refused") -> None:
        super().__init__(str(message))
        self.message = str(message)
        self.field = field
        self.code = code


class Conflict(Refused):
    """Somebody else acted first; the message says who did what, when. Answered with 409."""


#: Named constraint → what it means to a person. Apps add theirs where the constraint is declared.
CONSTRAINT_MESSAGES: dict[str, str | Promise] = {}


def constraint_of(error: IntegrityError) -> str | None:
    """Return the name of the violated constraint or guard, if PostgreSQL told it."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None)


def explain(error: IntegrityError) -> str | None:
    """Return the Korean sentence for the violated constraint, or None when it is not one of ours."""
    name = constraint_of(error)
    message = CONSTRAINT_MESSAGES.get(name or "")
    return str(message) if message is not None else None


CONSTRAINT_MESSAGES["append_only"] = _("기록은 고치거나 지울 수 없습니다. 바로잡는 기록을 새로 남기십시오.")
