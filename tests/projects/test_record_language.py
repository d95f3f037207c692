"""Whoever reads the portal in another language still writes Korean records."""

from __future__ import annotations

import pytest
from django.utils import translation

from council.audit.selectors import history
from projects.choices import AnswerReason
from projects.services import answers, plans
from tests.projects.conftest import AT, World

pytestmark = pytest.mark.django_db


def test_an_act_in_english_is_recorded_in_korean(world: World) -> None:
    sent = world.proposal()
    with translation.override("en"):
        declined = answers.decline(sent, by=world.park, at=AT, reason=AnswerReason.DUPLICATE, answer="이미 합니다.")
    assert declined.answered_label == "간사"
    line = history(declined)[0]
    assert str(AnswerReason.DUPLICATE.label) in line.sentence
    assert line.actor_label == "간사"


def test_the_changed_parts_of_a_plan_are_named_in_korean(world: World) -> None:
    project = world.project()
    with translation.override("en"):
        planned = plans.edit_plan(project, by=world.park, at=AT, target="이웃 모두")
    assert "대상" in history(planned)[0].sentence
