"""Support, comments and their moderation, following."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from council.audit.selectors import history
from council.common.access import Forbidden
from council.common.errors import Conflict, Refused, constraint_of
from council.notices.models import Notice
from projects.models import Comment, Follow, Proposal, Support
from projects.selectors import projects as project_reading
from projects.selectors import proposals as reading
from projects.services import proposals, voices
from projects.services.people import person
from tests.projects.conftest import AT, World


def now(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)


def test_it_works(world: World) -> None:
    sent = world.proposal()
    assert voices.support(sent, by=world.lee, at=AT)
    voices.comment(sent, by=world.lee, at=AT, body="저도 돌아서 다닙니다.", token=uuid.uuid4())
    assert voices.follow(sent, by=world.lee, at=AT)
    assert (now(sent).support_count, now(sent).comment_count) == (1, 1)
    relation = reading.relation(sent, world.lee)
    assert relation.supported
    assert relation.following
    assert list(reading.following(world.lee)) == [sent]


def test_the_counts_are_what_the_rows_say(world: World) -> None:
    sent, other = world.proposal(), world.proposal(world.lee)
    for who in (world.lee, world.park, world.han):
        voices.support(sent, by=who, at=AT)
        voices.support(other, by=who, at=AT)
    voices.unsupport(sent, by=world.han, at=AT)
    comments = [voices.comment(sent, by=world.lee, at=AT, body=f"의견 {n}", token=uuid.uuid4()) for n in range(4)]
    voices.hide(comments[0], by=world.park, at=AT, reason="욕설")
    voices.hide(comments[1], by=world.park, at=AT, reason="욕설")
    voices.restore(comments[1], by=world.park, at=AT)
    voices.withdraw_comment(comments[2], by=world.lee, at=AT)
    voices.hide(comments[2], by=world.park, at=AT, reason="욕설")
    for row in Proposal.objects.all():
        assert row.support_count == Support.objects.filter(proposal=row).count()
        assert row.comment_count == Comment.objects.visible().filter(proposal=row).count()
    assert now(sent).comment_count == 2


def test_counts_hold_for_many_rows_at_once(world: World) -> None:
    sent, other = world.proposal(), world.proposal(world.lee)
    Comment.objects.bulk_create(
        Comment(council=world.council, proposal=thing, author_id=person(world.kim), body="x", at=AT, token=uuid.uuid4())
        for thing in (sent, sent, other)
    )
    assert (now(sent).comment_count, now(other).comment_count) == (2, 1)
    Comment.objects.filter(proposal=sent).delete()
    assert (now(sent).comment_count, now(other).comment_count) == (0, 1)


def test_supporting_twice_is_supporting_once(world: World) -> None:
    sent = world.proposal()
    assert voices.support(sent, by=world.lee, at=AT)
    assert not voices.support(sent, by=world.lee, at=AT)
    assert now(sent).support_count == 1
    assert voices.unsupport(sent, by=world.lee, at=AT)
    assert not voices.unsupport(sent, by=world.lee, at=AT)


@pytest.mark.parametrize("name", ["song", "choi", "yoo"])
def test_who_is_no_resident_does_not_support(world: World, name: str) -> None:
    with pytest.raises(Forbidden):
        voices.support(world.proposal(), by=getattr(world, name), at=AT)


def test_support_is_recorded_without_a_name(world: World) -> None:
    sent = world.proposal()
    voices.support(sent, by=world.lee, at=AT)
    assert history(sent)[0].sentence == "주민이 공감했습니다."


def test_what_is_withdrawn_is_not_supported(world: World) -> None:
    gone = proposals.withdraw(world.proposal(), by=world.kim, at=AT, reason="")
    with pytest.raises(Refused):
        voices.support(gone, by=world.lee, at=AT)


def test_a_draft_takes_no_comment(world: World) -> None:
    with pytest.raises(Refused):
        voices.comment(world.draft(), by=world.lee, at=AT, body="보여요", token=uuid.uuid4())


def test_the_same_form_twice_is_one_comment(world: World) -> None:
    sent, token = world.proposal(), uuid.uuid4()
    first = voices.comment(sent, by=world.lee, at=AT, body="한 번", token=token)
    again = voices.comment(sent, by=world.lee, at=AT, body="한 번", token=token)
    assert first.pk == again.pk
    assert now(sent).comment_count == 1


@pytest.mark.parametrize("body", ["", "   ", "가" * 1001])
def test_an_empty_or_endless_comment_is_refused(world: World, body: str) -> None:
    with pytest.raises(Refused) as refused:
        voices.comment(world.proposal(), by=world.lee, at=AT, body=body, token=uuid.uuid4())
    assert refused.value.field == "body"


def test_officials_speak_under_their_role_and_residents_do_not(world: World) -> None:
    sent = world.proposal()
    office = voices.comment(sent, by=world.oh, at=AT, body="구청에 물었습니다.", token=uuid.uuid4())
    resident = voices.comment(sent, by=world.kim, at=AT, body="고맙습니다.", token=uuid.uuid4())
    assert office.author_label == "마장동 담당"
    assert resident.author_label == "마장동 주민"


def test_hiding_says_why_to_the_author(world: World) -> None:
    sent = world.proposal()
    comment = voices.comment(sent, by=world.kim, at=AT, body="전화번호는 010-…", token=uuid.uuid4())
    with pytest.raises(Refused):
        voices.hide(comment, by=world.park, at=AT, reason=" ")
    hidden = voices.hide(comment, by=world.park, at=AT, reason="개인정보가 있습니다.")
    assert not hidden.is_visible
    notice = Notice.objects.get(kind="projects.comment.hidden")
    assert notice.recipient_id == world.kim.user_id
    assert "개인정보" in notice.body
    with pytest.raises(Conflict):
        voices.hide(comment, by=world.han, at=AT, reason="또")


@pytest.mark.parametrize("name", ["kim", "cho", "oh", "yoo"])
def test_others_do_not_moderate(world: World, name: str) -> None:
    comment = voices.comment(world.proposal(), by=world.lee, at=AT, body="의견", token=uuid.uuid4())
    with pytest.raises(Forbidden):
        voices.hide(comment, by=getattr(world, name), at=AT, reason="싫어서")


def test_a_comment_taken_back_loses_its_text(world: World) -> None:
    sent = world.proposal()
    comment = voices.comment(sent, by=world.kim, at=AT, body="지워 주세요", token=uuid.uuid4())
    with pytest.raises(Forbidden):
        voices.withdraw_comment(comment, by=world.park, at=AT)
    assert voices.withdraw_comment(comment, by=world.kim, at=AT).body == ""
    assert reading.comments(sent) == []


def test_a_project_is_followed_through_its_proposal(world: World) -> None:
    project = world.project()
    voices.follow(project, by=world.han, at=AT)
    assert list(project_reading.following(world.han)) == [project]
    assert voices.unfollow(project, by=world.han, at=AT)
    assert not Follow.objects.exists()


@pytest.mark.parametrize("table", ["comment", "follow"])
def test_the_database_wants_a_proposal_or_a_project(world: World, table: str) -> None:
    sent = world.proposal()
    voices.follow(sent, by=world.lee, at=AT)
    voices.comment(sent, by=world.lee, at=AT, body="의견", token=uuid.uuid4())
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE projects_{table} SET proposal_id = NULL")  # noqa: S608 - the test's own words
    assert constraint_of(error.value) == f"{table}_about_one"


def test_the_database_wants_a_reason_for_hiding(world: World) -> None:
    voices.comment(world.proposal(), by=world.lee, at=AT, body="의견", token=uuid.uuid4())
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Comment.objects.update(hidden_at=AT)
    assert constraint_of(error.value) == "comment_hidden_says_why"
