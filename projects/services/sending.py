"""A proposal that is sent twice is one proposal: the person's own lock, and what was sent a moment ago."""

from __future__ import annotations

import datetime as dt

from council.common.actor import Actor
from members.models import User
from projects.choices import ProposalState
from projects.models import Proposal

#: As long as people press again or come back with the browser's button. Later the same words are meant again.
MOMENT = dt.timedelta(minutes=10)


def just_sent(*, by: Actor, at: dt.datetime, title: str, body: str) -> Proposal | None:
    """Return the proposal of the same words that the person sent within the last minutes, if there is one.

    Locks the person's row until the transaction ends, so that of two sendings at once the second one
    finds what the first has sent.
    """
    assert by.user_id is not None
    User.objects.select_for_update(no_key=True).get(pk=by.user_id)
    mine = Proposal.objects.filter(author_id=by.user_id, submitted_at__gte=at - MOMENT)
    same = mine.filter(title=title.strip(), body=body.strip()).exclude(state=ProposalState.DRAFT)
    return same.select_related("council").order_by("-pk").first()
