"""Writing a proposal, keeping the draft, sending it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from council.audit.selectors import history
from council.common.access import Forbidden
from council.common.errors import Refused, constraint_of
from council.notices.models import Notice
from projects.choices import ProposalState, StepKind
from projects.models import Proposal
from projects.selectors import proposals as reading
from projects.services import proposals
from projects.services.people import person
from tests.projects.conftest import AT, TODAY, World, noon


def test_it_works(world: World) -> None:
    sent = world.proposal()
    assert sent.state == ProposalState.RECEIVED
    assert sent.number_label == "2026-제안-0001"
    assert sent.owner_id == world.park.user_id
    assert sent.assign_by == TODAY + dt.timedelta(days=3)
    assert sent.answer_by == TODAY + dt.timedelta(days=30)
    assert not sent.held
    assert reading.public().get() == sent
    assert [step.kind for step in reading.steps(sent)] == [StepKind.SENT]
    assert "2026-제안-0001" in history(sent)[0].sentence
    assert Notice.objects.filter(recipient_id=world.kim.user_id, kind="projects.proposal.received").exists()
    assert Notice.objects.filter(recipient_id=world.park.user_id, kind="projects.duty.proposal").exists()


def test_a_draft_is_kept_and_written_over(world: World) -> None:
    first = world.draft(title="첫 제목")
    second = world.draft(title="고친 제목")
    assert first.pk == second.pk
    assert reading.draft_of(world.kim) == second
    assert Proposal.objects.get().title == "고친 제목"


def test_a_draft_is_seen_by_its_author_alone(world: World) -> None:
    draft = world.draft()
    assert reading.get_visible(world.kim, draft.pk) == draft
    for somebody in (world.park, world.han, world.choi):
        with pytest.raises(Proposal.DoesNotExist):
            reading.get_visible(somebody, draft.pk)


def test_a_draft_can_be_thrown_away(world: World) -> None:
    proposals.discard_draft(world.draft(), by=world.kim, at=AT)
    assert not Proposal.objects.exists()


def test_a_sent_proposal_is_not_thrown_away(world: World) -> None:
    with pytest.raises(Refused):
        proposals.discard_draft(world.proposal(), by=world.kim, at=AT)


def test_sending_twice_changes_nothing(world: World) -> None:
    sent = world.proposal()
    again = proposals.submit(
        sent, by=world.kim, at=noon(TODAY + dt.timedelta(days=1)), consent=True, consent_version="x", show_name=True
    )
    assert (again.number, again.submitted_at, again.show_name) == (sent.number, AT, False)
    assert len(reading.steps(sent)) == 1


def test_numbers_have_no_gap_and_begin_anew_each_year(world: World) -> None:
    numbers = [world.proposal(at=noon(day)).number_label for day in (TODAY, TODAY, dt.date(2027, 1, 2))]
    assert numbers == ["2026-제안-0001", "2026-제안-0002", "2027-제안-0001"]


@pytest.mark.parametrize(
    ("fields", "consent", "field"),
    [({"title": " "}, True, "title"), ({"body": ""}, True, "body"), ({}, False, "consent")],
)
def test_an_incomplete_proposal_is_refused_beside_its_field(
    world: World, fields: dict[str, Any], consent: bool, field: str
) -> None:
    draft = world.draft(**fields)
    with pytest.raises(Refused) as refused:
        proposals.submit(draft, by=world.kim, at=AT, consent=consent, consent_version="1", show_name=False)
    assert refused.value.field == field
    draft.refresh_from_db()
    assert draft.is_draft


def test_somebody_else_cannot_send_my_draft(world: World) -> None:
    with pytest.raises(Forbidden):
        proposals.submit(world.draft(), by=world.lee, at=AT, consent=True, consent_version="1", show_name=False)


def test_an_unverified_person_is_told_the_way(world: World) -> None:
    draft = world.draft(world.song)
    with pytest.raises(Refused, match="주민 확인"):
        proposals.submit(draft, by=world.song, at=AT, consent=True, consent_version="1", show_name=False)


def test_an_unverified_person_is_held_for_the_secretary_where_the_rule_allows(world: World) -> None:
    world.rule("proposal.unverified_allowed", True)
    sent = world.proposal(world.song)
    assert sent.held
    assert sent.number == 1
    assert not reading.public().exists()
    assert reading.get_visible(world.park, sent.pk) == sent
    with pytest.raises(Proposal.DoesNotExist):
        reading.get_visible(world.kim, sent.pk)
    released = proposals.release(sent, by=world.park, at=AT)
    assert not released.held
    assert reading.public().get() == sent


def test_a_visitor_keeps_no_draft(world: World) -> None:
    from_nobody = type(world.kim).anonymous(world.council.pk)
    with pytest.raises(Forbidden):
        proposals.save_draft(by=from_nobody, at=AT, title="익명")


def test_without_anybody_to_answer_the_draft_stays(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE members_office SET ends_on = starts_on WHERE council_id = %s", [world.council.pk])
        cursor.execute("UPDATE members_officialpost SET ends_on = starts_on")
    draft = world.draft()
    with pytest.raises(Refused, match="저장"):
        proposals.submit(draft, by=world.kim, at=AT, consent=True, consent_version="1", show_name=False)


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE projects_proposal SET owner_id = NULL", "proposal_owned_when_sent"),
        ("UPDATE projects_proposal SET answer_by = NULL", "proposal_owned_when_sent"),
        ("UPDATE projects_proposal SET number = NULL", "proposal_numbered_when_sent"),
        ("UPDATE projects_proposal SET state = 'DECLINED'", "proposal_answer_has_reason"),
        ("UPDATE projects_proposal SET state = 'MERGED', answer = 'x'", "proposal_answer_has_reason"),
        ("UPDATE projects_proposal SET merged_into_id = id", "proposal_merged_into_another"),
        ("UPDATE projects_proposal SET state = 'WITHDRAWN'", "proposal_withdrawal_dated"),
        ("UPDATE projects_proposal SET rough_cost = -1", "proposal_cost_in_range"),
        ("DELETE FROM projects_proposalstep", None),
        ("UPDATE projects_proposalstep SET text = 'x'", None),
    ],
)
def test_the_database_holds_the_rule_when_the_code_is_passed_by(
    world: World, statement: str, constraint: str | None
) -> None:
    world.proposal()
    with pytest.raises(Exception) as error, transaction.atomic(), connection.cursor() as cursor:  # noqa: PT011
        cursor.execute(statement)
    if constraint:
        assert isinstance(error.value, IntegrityError)
        assert constraint_of(error.value) == constraint
    else:
        assert "permission denied" in str(error.value)


def test_one_draft_each_holds_in_the_database(world: World) -> None:
    world.draft()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Proposal.objects.create(author_id=person(world.kim))
    assert constraint_of(error.value) == "proposal_one_draft_each"


def test_a_proposal_next_door_does_not_exist_here(world: World, next_door: World) -> None:
    sent = world.proposal()
    assert reading.visible_to(next_door.kim).get() == sent  # its own council's rows only, whoever asks
    assert Proposal.objects.filter(council_id=next_door.council.pk).count() == 0
