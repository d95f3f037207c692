"""``manage.py demo``: one council loaded once, then looked at from all sides."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from council.audit.models import Entry
from council.audit.verify import broken_links
from council.common.actor import Role
from council.common.scope import council_scope
from council.demo.people import CAST, PASSWORD
from council.models import Committee, Council, Region
from council.notices.models import Delivery, Notice
from members.models import Residency, User
from members.selectors import actor_for, platform_actor
from projects.choices import Outcome, ProposalState
from projects.models import Comment, Photo, ProgressUpdate, Project, Proposal, StatusChange
from projects.workflows import WORKFLOWS


@pytest.fixture(scope="module")
def majang(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Council]:
    """마장동 with everything in it, in its scope; gone again after the last test of this file."""
    media: Path = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        out = StringIO()
        call_command("demo", council=["majang"], stdout=out)
        assert "마장동 주민자치회: 제안" in out.getvalue()
        # What the database checks and links at commit, it does here.
        connection.check_constraints()
        council = Council.objects.get(slug="majang")
        with council_scope(council.pk):
            yield council
        transaction.set_rollback(True)


def test_every_state_of_every_workflow_is_there(majang: Council) -> None:
    every = {(str(kind), str(state.status)) for kind, flow in WORKFLOWS.items() for state in flow.states}
    assert set(Project.objects.values_list("affairs_class", "status")) == every
    assert Project.objects.filter(renewals__gt=0).exists()
    assert set(StatusChange.objects.values_list("outcome", flat=True)) == set(Outcome.values)


def test_every_state_of_proposals_is_there(majang: Council) -> None:
    assert set(Proposal.objects.values_list("state", flat=True)) == set(ProposalState.values)
    assert Proposal.objects.filter(held=True).count() == 1
    assert Proposal.objects.filter(project__isnull=False).count() > 8
    assert 38 <= Proposal.objects.count() <= 46


def test_every_proposal_has_owner_and_deadline_and_every_answer_its_reason(majang: Council) -> None:
    sent = Proposal.objects.sent()
    assert not sent.filter(owner__isnull=True).exists()
    assert not sent.filter(answer_by__isnull=True).exists()
    assert not sent.filter(answered_at__isnull=False, answer="").exists()
    refusals = StatusChange.objects.filter(outcome__in=[Outcome.RETURN, Outcome.REJECT])
    assert refusals.exists()
    assert not refusals.filter(comment="").exists()


def test_something_is_late_something_soon_and_something_later(majang: Council) -> None:
    today = timezone.localdate()
    for dues in (
        Project.objects.filter(due_on__isnull=False).values_list("due_on", flat=True),
        Proposal.objects.open().values_list("answer_by", flat=True),
    ):
        left = {(due - today).days for due in dues if due}
        assert min(left) < 0
        assert left & {0, 1, 2}
        assert max(left) > 14


def test_history_is_in_the_order_of_time_and_in_the_past(majang: Council) -> None:
    now = timezone.now()
    for project in Project.objects.prefetch_related("changes"):
        times = [change.at for change in sorted(project.changes.all(), key=lambda change: change.pk)]
        assert times == sorted(times)
        assert times[-1] <= now
    numbered = list(Proposal.objects.sent().order_by("year", "number").values_list("submitted_at", flat=True))
    assert numbered == sorted(at for at in numbered if at)


def test_the_chain_of_history_holds(majang: Council) -> None:
    assert list(broken_links(majang.pk)) == []
    assert Entry.objects.filter(council=majang).count() > 1000


def test_everybody_of_the_cast_holds_the_role_and_knows_the_password(majang: Council) -> None:
    today = timezone.localdate()
    for box, role, _surname in CAST:
        user = User.objects.get(email=f"{box}@majang.example")
        assert actor_for(user, majang, today).has(role)
        assert user.check_password(PASSWORD)
        assert EmailAddress.objects.filter(user=user, verified=True, primary=True).exists()
    operator = User.objects.get(email="operator@portal.example")
    district = User.objects.get(email="district@seongdong.example")
    assert platform_actor(operator, today).has(Role.OPERATOR)
    assert actor_for(district, majang, today).has(Role.DISTRICT)


def test_newcomers_wait_hold_a_code_or_were_refused(majang: Council) -> None:
    asked = Residency.objects.filter(user__email__startswith="newcomer")
    assert asked.filter(status=Residency.Status.PENDING, code_hash="").count() == 1
    assert asked.filter(status=Residency.Status.PENDING).exclude(code_hash="").count() == 1
    assert asked.filter(status=Residency.Status.REFUSED).exclude(reason="").count() == 1


def test_voices_log_and_pictures_are_there(majang: Council) -> None:
    assert Comment.objects.filter(hidden_at__isnull=False).exclude(hidden_reason="").count() == 1
    assert Comment.objects.visible().count() > 30
    assert ProgressUpdate.objects.count() > 20
    assert Photo.objects.count() >= 5
    assert all("시연 그림" in photo.caption for photo in Photo.objects.all())


def test_old_notices_are_read_and_no_mail_waits(majang: Council) -> None:
    assert Notice.objects.unread().exists()
    assert Notice.objects.filter(read_at__isnull=False).count() > Notice.objects.unread().count()
    assert not Delivery.objects.waiting().exists()
    assert not Delivery.objects.filter(channel=Delivery.Channel.EMAIL).exists()


def test_everything_is_marked_as_a_demonstration(majang: Council) -> None:
    assert majang.is_demo
    assert 4 <= Committee.objects.count() <= 5


def test_a_second_run_changes_nothing_and_says_so(majang: Council) -> None:
    before = Entry.objects.count(), Project.objects.count(), User.objects.count()
    out = StringIO()
    call_command("demo", council=["majang"], stdout=out)
    assert "아무것도 바꾸지 않았습니다" in out.getvalue()
    assert (Entry.objects.count(), Project.objects.count(), User.objects.count()) == before


@pytest.mark.django_db
def test_it_is_refused_in_production() -> None:
    with override_settings(PRODUCTION=True), pytest.raises(CommandError, match="운영하는 포털"):
        call_command("demo")
    assert not Council.objects.exists()


def test_it_is_refused_beside_a_real_council(council: Council) -> None:
    with pytest.raises(CommandError, match="실제 마장동 주민자치회가 있습니다"):
        call_command("demo")
    assert Council.objects.count() == 1


@pytest.mark.django_db
def test_a_larger_scale_is_refused_until_it_is_there() -> None:
    with pytest.raises(CommandError, match="아직 없습니다"):
        call_command("demo", scale="nation")
    assert not Region.objects.exists()
