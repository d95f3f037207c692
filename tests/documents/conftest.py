"""A paper of the tests: minutes of a 분과, made from blocks that a test chooses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from council.common.actor import Actor
from council.common.scope import council_scope
from council.documents.blocks import Block, Context, Heading, Paragraph
from council.documents.registry import PAPERS, register_paper
from council.models import Committee
from tests.cast import Cast

AT = dt.datetime(2026, 9, 17, 5, 0, tzinfo=dt.UTC)
CODE = "tests.minutes"


@dataclass
class Kind:
    """The kind of paper that the tests declare; its content and conditions can be set."""

    title: str = "안전·환경분과 회의록"
    blocks: tuple[Block, ...] = (Heading("1. 회의 개요"), Paragraph("골목을 살폈습니다."))
    applies: bool = True
    is_public: bool = False
    built: list[dt.date] = field(default_factory=list)

    def build(self, target: Any, *, on: dt.date) -> Context:
        self.built.append(on)
        return Context(self.title, self.blocks)


@pytest.fixture
def kind() -> Iterator[Kind]:
    """Declare the paper for the time of a test."""
    made = Kind()
    register_paper(
        CODE,
        "분과 회의록",
        made.build,
        model="council.Committee",
        permission="documents.letterhead",
        readers="documents.read",
        applies=lambda target: made.applies,
        is_public=lambda target: made.is_public,
    )
    yield made
    del PAPERS[CODE]


@dataclass
class Desk:
    """마장동's papers, with its scope open."""

    cast: Cast
    committee: Committee
    kind: Kind

    @property
    def secretary(self) -> Actor:
        return self.cast.actor("secretary")


@pytest.fixture
def desk(cast: Cast, kind: Kind, settings: Any, tmp_path: Path) -> Iterator[Desk]:
    settings.MEDIA_ROOT = tmp_path
    with council_scope(cast.council.pk):
        yield Desk(cast, cast.committee, kind)
