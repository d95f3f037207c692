"""What the portal asks the rules (docs/ordinances.md §7): one module for each group of questions."""

from council.rulebook.questions import (
    assembly,
    committees,
    composition,
    deadlines,
    dismissal,
    generic,
    meetings,
    officers,
    people,
    ranges,
    seats,
    terms,
    training,
)

__all__ = [
    "assembly",
    "committees",
    "composition",
    "deadlines",
    "dismissal",
    "generic",
    "meetings",
    "officers",
    "people",
    "ranges",
    "seats",
    "terms",
    "training",
]
