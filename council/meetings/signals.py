"""The one domain signal of meetings."""

from __future__ import annotations

from django.dispatch import Signal

#: Sent inside the transaction that records a resolution, with ``resolution``, ``by`` and ``at``. Decisions point
#: backwards (DESIGN §2): whoever is decided about listens. A receiver that raises Refused undoes the whole.
resolution_recorded = Signal()
