"""Withdrawing the consent to show one's name takes it off every proposal already sent (the consent text says so)."""

from __future__ import annotations

import pytest

from council.audit.selectors import history
from council.common.actor import Actor
from council.common.scope import council_scope
from council.models import Council
from members.models import Consent, User
from members.services.consents import record_consent, withdraw_consent
from projects.models import Proposal
from tests.projects.conftest import AT, build_world, noon

pytestmark = pytest.mark.django_db

LATER = noon(AT.date().replace(day=20))


def named(proposal: Proposal) -> Proposal:
    """Return the proposal as sent by somebody who wanted the own name beside it."""
    Proposal.objects.filter(pk=proposal.pk).update(show_name=True)
    return Proposal.objects.select_related("author", "council").get(pk=proposal.pk)


def test_it_works_in_every_council(council: Council, other_council: Council) -> None:
    with council_scope(council.pk):
        town = build_world(council)
        shown = named(town.proposal())
        kim = User.objects.get(pk=shown.author_id)
        assert shown.author_label == kim.name
    me = Actor(user_id=kim.pk, council_id=None)
    record_consent(kim, Consent.Kind.SHOW_NAME, by=me, at=AT)
    withdraw_consent(kim, Consent.Kind.SHOW_NAME, by=me, at=LATER)
    with council_scope(council.pk):
        proposal = Proposal.objects.select_related("author", "council").get(pk=shown.pk)
        assert proposal.author_label == "마장동 주민"
        assert history(proposal)[0].sentence == "제안한 사람이 이름 보이기를 거두었습니다."


def test_other_peoples_names_stay(council: Council) -> None:
    with council_scope(council.pk):
        town = build_world(council)
        theirs = named(town.proposal())
        stranger = User.objects.create_user("song@example.kr", "x", name="송다른")
    me = Actor(user_id=stranger.pk, council_id=None)
    record_consent(stranger, Consent.Kind.SHOW_NAME, by=me, at=AT)
    withdraw_consent(stranger, Consent.Kind.SHOW_NAME, by=me, at=LATER)
    with council_scope(council.pk):
        assert Proposal.objects.get(pk=theirs.pk).show_name
