"""What an agenda item can decide: other apps offer their acts, meetings only keep the name.

An offer is called with the council and returns [(code, label)], code as in AgendaItem.decides. Meetings know
nothing of what is decided about (DESIGN §2).
"""

from __future__ import annotations

from collections.abc import Callable

from council.models import Council

Offer = Callable[[Council], list[tuple[str, str]]]

_OFFERS: list[Offer] = []


def offer(acts: Offer) -> Offer:
    """Register an app's acts."""
    _OFFERS.append(acts)
    return acts


def acts_of(council: Council) -> list[tuple[str, str]]:
    """Return everything that may be put to the vote now."""
    return [act for acts in _OFFERS for act in acts(council)]
