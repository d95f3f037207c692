"""Ways out of the portal. A channel sends one delivery and says what became of it; it never raises for that.

A further one (알림톡, SMS) is a file beside ``email.py`` with the same shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, Self

from council.notices.models import Delivery, Trouble


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try. ``final`` troubles are not tried again; ``channel_down`` ones stop the round."""

    trouble: Trouble = Trouble.NONE
    error: str = ""
    final: bool = False
    channel_down: bool = False

    @property
    def sent(self) -> bool:
        return self.trouble is Trouble.NONE


class Channel(Protocol):
    """An open way out, kept open for all deliveries of one round."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *exception: object) -> None: ...

    def send(self, delivery: Delivery) -> Outcome: ...
