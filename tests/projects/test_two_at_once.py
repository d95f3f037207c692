"""Two people at the same moment, each on a connection of their own."""

from __future__ import annotations

import uuid

from council.common.errors import Conflict
from council.common.scope import council_scope
from projects.choices import AnswerReason, Status
from projects.models import Comment, Project, Proposal, StatusChange
from projects.services import answers, proposals, voices
from tests.database import Committed
from tests.projects.conftest import AT, committed_world
from tests.projects.ways import at_approval


def test_of_two_officials_one_decides_and_the_other_is_told(committed: Committed) -> None:
    world = committed_world()
    with council_scope(world.council.pk):
        world.rule("entrusted.official_may_act", True)
        project = at_approval(world)

    def approve() -> str:
        with council_scope(world.council.pk):
            return str(world.go(project, "approve", world.choi).status)

    def refuse() -> str:
        with council_scope(world.council.pk):
            return str(world.go(project, "refuse", world.oh, comment="안 됩니다.", reason_code="OTHER").status)

    results = committed.together(approve, refuse)
    conflicts = [result for result in results if isinstance(result, Conflict)]
    decided = [result for result in results if isinstance(result, str)]
    assert len(conflicts) == len(decided) == 1, results
    assert "먼저" in conflicts[0].message
    with council_scope(world.council.pk):
        assert Project.objects.get(pk=project.pk).status == decided[0]
        assert StatusChange.objects.filter(from_status=Status.APPROVAL).count() == 1


def test_of_two_answers_one_counts(committed: Committed) -> None:
    world = committed_world()
    with council_scope(world.council.pk):
        sent = world.proposal()

    def adopt() -> str:
        with council_scope(world.council.pk):
            return str(answers.adopt(sent, by=world.park, at=AT, answer="하겠습니다.").state)

    def decline() -> str:
        with council_scope(world.council.pk):
            found = answers.decline(sent, by=world.park, at=AT, answer="못 합니다.", reason=AnswerReason.OTHER)
            return str(found.state)

    results = committed.together(adopt, decline)
    assert sum(isinstance(result, Conflict) for result in results) == 1, results


def test_numbers_given_at_once_leave_no_gap(committed: Committed) -> None:
    world = committed_world()
    with council_scope(world.council.pk):
        drafts = [(world.draft(who), who) for who in (world.kim, world.lee, world.park, world.han)]

    def send(draft: Proposal, who: object) -> int | None:
        with council_scope(world.council.pk):
            sent = proposals.submit(draft, by=who, at=AT, consent=True, consent_version="1", show_name=False)  # type: ignore[arg-type]
            return sent.number

    numbers = committed.together(*[lambda d=draft, w=who: send(d, w) for draft, who in drafts])
    assert sorted(numbers) == [1, 2, 3, 4], numbers


def test_supports_and_comments_at_once_are_all_counted(committed: Committed) -> None:
    world = committed_world()
    with council_scope(world.council.pk):
        sent = world.proposal()
    people = (world.kim, world.lee, world.park, world.han)

    def join(who: object) -> None:
        with council_scope(world.council.pk):
            voices.support(sent, by=who, at=AT)  # type: ignore[arg-type]
            voices.comment(sent, by=who, at=AT, body="저도 그렇습니다.", token=uuid.uuid4())  # type: ignore[arg-type]

    results = committed.together(*[lambda w=who: join(w) for who in people])
    assert results == [None] * 4, results
    with council_scope(world.council.pk):
        now = Proposal.objects.get(pk=sent.pk)
        assert (now.support_count, now.comment_count) == (4, 4)


def test_a_form_sent_twice_at_once_is_one_comment(committed: Committed) -> None:
    world = committed_world()
    with council_scope(world.council.pk):
        sent = world.proposal()
    token = uuid.uuid4()

    def write() -> int:
        with council_scope(world.council.pk):
            return int(voices.comment(sent, by=world.kim, at=AT, body="한 번만.", token=token).pk)

    first, second = committed.together(write, write)
    assert first == second
    with council_scope(world.council.pk):
        assert Comment.objects.count() == 1


def test_two_first_autosaves_make_one_draft(committed: Committed) -> None:
    world = committed_world()

    def save() -> int:
        with council_scope(world.council.pk):
            return int(world.draft().pk)

    first, second = committed.together(save, save)
    assert first == second, (first, second)
