"""Papers that can be issued. Each app declares its own in ``documents.py``; no undeclared one exists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from council.common.access import PERMISSIONS, may
from council.common.actor import Actor
from council.documents.blocks import Context

FORMATS = ("pdf", "hwpx", "xlsx")


class Builder(Protocol):
    """Makes the paper from its record, as it stands on the day; reads only."""

    def __call__(self, target: Any, /, *, on: dt.date) -> Context: ...


def always(target: Any) -> bool:
    return True


def never(target: Any) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper: what it is made from, who issues and who reads it."""

    code: str
    title: str | Promise
    build: Builder
    model: str
    permission: str
    readers: str
    formats: tuple[str, ...]
    series: str
    applies: Callable[[Any], bool]
    is_public: Callable[[Any], bool]

    def may_issue(self, actor: Actor, target: Any = None) -> bool:
        return may(actor, self.permission, target)

    def may_read(self, actor: Actor, target: Any = None) -> bool:
        return may(actor, self.readers, target)

    def target(self, key: int) -> Any:
        """Return the record of the open council. Raises its DoesNotExist."""
        return self.target_model._default_manager.select_related("council").get(pk=key)

    @property
    def target_model(self) -> type[models.Model]:
        return apps.get_model(self.model)


PAPERS: dict[str, Paper] = {}


class UnknownPaper(LookupError):
    """No app declares a paper of this code."""


def register_paper(
    code: str,
    title: str | Promise,
    builder: Builder,
    *,
    model: str,
    permission: str,
    readers: str = "",
    formats: tuple[str, ...] = FORMATS,
    series: str = "",
    applies: Callable[[Any], bool] = always,
    is_public: Callable[[Any], bool] = never,
) -> None:
    """Make a paper known.

    ``model`` is the record's label (``projects.project``); ``permission`` (who issues and previews) and
    ``readers`` (who reads what was issued; default the same) are codes of the app's ``rules.py``, asked with the
    record. ``series`` begins an own row of numbers. ``applies`` says for which records the paper makes sense,
    ``is_public`` whether everybody may read what is issued now.
    Raises ValueError when the code is taken or a format unknown.
    """
    if code in PAPERS:
        raise ValueError(f"paper {code} is registered twice")
    if not formats or not set(formats) <= set(FORMATS):
        raise ValueError(f"paper {code}: {formats}")
    PAPERS[code] = Paper(
        code=code,
        title=title,
        build=builder,
        model=model.lower(),
        permission=permission,
        readers=readers or permission,
        formats=tuple(formats),
        series=series,
        applies=applies,
        is_public=is_public,
    )


def paper_of(code: str) -> Paper:
    """Return the paper. Raises UnknownPaper."""
    try:
        return PAPERS[code]
    except KeyError:
        raise UnknownPaper(code) from None


def papers_for(target: models.Model) -> list[Paper]:
    """Return the papers that make sense for the record, in the order of their declaration."""
    label = target._meta.label_lower
    return [paper for paper in PAPERS.values() if paper.model == label and paper.applies(target)]


def readable_codes(actor: Actor) -> list[str]:
    """Return the codes of the papers that the actor reads at all, whatever the record."""
    return [paper.code for paper in PAPERS.values() if may(actor, paper.readers)]


def unknown_permissions() -> list[str]:
    """Return the papers whose permission nobody declared; a system check asks."""
    return [p.code for p in PAPERS.values() if p.permission not in PERMISSIONS or p.readers not in PERMISSIONS]
