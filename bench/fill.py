"""Many proposals in one council, written past the services: for measuring, never for showing."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from itertools import islice

from bench.models import Row
from council.common.scope import council_scope
from council.demo.proposals import entries
from council.demo.texts import Words, load
from council.models import Committee, Council
from projects.choices import ANSWERED_STATES, AnswerReason, ProposalState, StepKind
from projects.models import Comment, Proposal, ProposalStep

BATCH = 1000
#: How many of the newest have a path and comments; the pages of single proposals that are measured are theirs.
WITH_PATH = 400
#: States of a council that answers: most are done, some wait.
STATES = (
    [ProposalState.ADOPTED] * 44
    + [ProposalState.DECLINED] * 44
    + [ProposalState.WITHDRAWN] * 6
    + [ProposalState.REVIEWING] * 4
    + [ProposalState.RECEIVED] * 2
)


def fill(council: Council, *, people: list[int], count: int, now: dt.datetime) -> list[int]:
    """Add so many proposals to the council, and as many rows for the yardstick; return the newest proposals' keys."""
    with council_scope(council.pk):
        made = _proposals(council, people, count, now)
        batches = iter(lambda: list(islice(made, BATCH)), [])
        for batch in batches:
            newest = Proposal.objects.bulk_create(batch)
        newest = newest[-WITH_PATH:]
        ProposalStep.objects.bulk_create(step for proposal in newest for step in _path(proposal))
        Comment.objects.bulk_create(comment for proposal in newest for comment in _comments(proposal, people))
        shown = Proposal.objects.public().values_list("title", "state", "place", "submitted_at", "support_count")
        rows = [Row(title=t, state=s, place=p, at=at, count=n) for t, s, p, at, n in shown.order_by("submitted_at")]
        Row.objects.bulk_create(rows, batch_size=BATCH)
    return [proposal.pk for proposal in newest if proposal.state != ProposalState.WITHDRAWN]


def _proposals(council: Council, people: list[int], count: int, now: dt.datetime) -> Iterator[Proposal]:
    """Yield proposals of the last years, the oldest first; numbers begin where the council's own cannot be."""
    dice = random.Random(20_000)  # noqa: S311 - the same proposals every time
    told = next((one for one in load("councils") if one["slug"] == council.slug), load("councils")[0])
    words = Words(told)
    texts = [entry for kind, some in entries(told["slug"]).items() if kind != "drafts" for entry in some]
    said = [(words(entry["title"])[:70], words(entry["body"]), words(entry["place"])[:100]) for entry in texts]
    committees = list(Committee.objects.all())
    for number in range(count):
        title, body, place = dice.choice(said)
        at = now - dt.timedelta(minutes=40) * (count - number)
        state = dice.choice(STATES)
        answered = state in ANSWERED_STATES
        accepted = state == ProposalState.ADOPTED
        yield Proposal(
            council=council,
            year=at.year,
            number=100_000 + number,
            author_id=dice.choice(people),
            owner_id=people[0],
            title=f"{title} {number}",
            body=body,
            place=place,
            state=state,
            submitted_at=at,
            consented_at=at,
            consent_version="bench",
            assign_by=at.date() + dt.timedelta(days=3),
            answer_by=at.date() + dt.timedelta(days=30),
            assigned_at=at,
            committee=dice.choice(committees) if committees else None,
            answered_at=at if answered else None,
            answered_by_id=people[0] if answered else None,
            answered_label="간사" if answered else "",
            answer="살펴본 결과와 까닭을 알려 드립니다." if answered else "",
            answer_reason=(AnswerReason.ACCEPTED if accepted else AnswerReason.OTHER) if answered else "",
            withdrawn_at=at if state == ProposalState.WITHDRAWN else None,
            support_count=dice.randint(0, 60),
        )


def _path(proposal: Proposal) -> Iterator[ProposalStep]:
    kinds = [StepKind.SENT, StepKind.ASSIGNED]
    if proposal.state != ProposalState.RECEIVED:
        kinds.append(StepKind.REVIEWING)
    if proposal.state in ANSWERED_STATES:
        kinds.append(StepKind.ANSWERED)
    assert proposal.submitted_at is not None
    for days, kind in enumerate(kinds):
        yield ProposalStep(
            council_id=proposal.council_id,
            proposal=proposal,
            kind=kind,
            state=proposal.state,
            at=proposal.submitted_at + dt.timedelta(days=days),
            by_id=proposal.owner_id,
            by_label="간사",
            text="살펴본 결과와 까닭을 알려 드립니다.",
            due_on=proposal.answer_by,
        )


def _comments(proposal: Proposal, people: list[int]) -> Iterator[Comment]:
    assert proposal.submitted_at is not None
    for number, text in enumerate(load("voices")["proposal"][:3]):
        yield Comment(
            council_id=proposal.council_id,
            proposal=proposal,
            author_id=people[number % len(people)],
            body=text,
            at=proposal.submitted_at + dt.timedelta(hours=number + 1),
            token=uuid.uuid4(),
        )
