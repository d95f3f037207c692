"""The shapes that values of rules may have: how each is read, and how it is said (docs/ordinances.md §4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext as _

from council.rulebook import lists, people, quotas, saying, saying_lists, tracks
from council.rulebook.ranges import Range, read_range
from council.rulebook.readers import read_deadline, read_threshold
from council.rulebook.spans import Span, read_span
from council.rulebook.spots import Spot
from council.rulebook.words import said

if TYPE_CHECKING:
    from council.rulebook.keys import RuleKey

Parse: TypeAlias = "Callable[[Spot, RuleKey], Any]"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a value is read from what was written (None after noting mistakes), and said in Korean."""

    name: str
    parse: Parse
    words: Callable[[Any], str]


SHAPES: dict[str, Shape] = {}


def shape(name: str, words: Callable[[Any], str] = str) -> Callable[[Parse], Parse]:
    """Register how values of a shape are read; ``words`` says a value that was read."""

    def register(parse: Parse) -> Parse:
        SHAPES[name] = Shape(name, parse, words)
        return parse

    return register


# --- Single values --------------------------------------------------------------------------------------------------


@shape("number")
def _number(spot: Spot, key: RuleKey) -> int | None:
    least = key.minimum if key.minimum is not None else 0
    return spot.whole(least=least) if key.maximum is None else spot.whole(least=least, most=key.maximum)


@shape("yes_no", lambda value: _("예") if value else _("아니오"))
def _yes_no(spot: Spot, key: RuleKey) -> bool | None:
    if not isinstance(spot.raw, bool):
        return spot.wrong(_("예 또는 아니오여야 합니다."))
    return spot.flag()


@shape("text")
def _text(spot: Spot, key: RuleKey) -> str | None:
    return spot.text()


@shape("texts", ", ".join)
def _texts(spot: Spot, key: RuleKey) -> tuple[str, ...]:
    return tuple(text for item in spot.items() if (text := item.text()) is not None)


@shape("names", lambda names: ", ".join(said(name) for name in names))
def _names(spot: Spot, key: RuleKey) -> tuple[str, ...]:
    return spot.words()


@shape("choice", said)
def _choice(spot: Spot, key: RuleKey) -> str | None:
    return spot.word(key.choices)


# --- Numbers, thresholds, time --------------------------------------------------------------------------------------


@shape("range", lambda value: value.words())
def _range(spot: Spot, key: RuleKey) -> Range:
    return read_range(spot)


@shape("threshold", saying.threshold)
def _threshold(spot: Spot, key: RuleKey) -> Any:
    return read_threshold(spot, key.count)


@shape("deadline", saying.deadline)
def _deadline(spot: Spot, key: RuleKey) -> Any:
    return read_deadline(spot, key.event, key.side)


@shape("span", lambda value: value.words)
def _span(spot: Spot, key: RuleKey) -> Span | None:
    return read_span(spot)


@shape("validity", saying_lists.validity)
def _validity(spot: Spot, key: RuleKey) -> Any:
    return people.read_validity(spot)


@shape("quotas", saying_lists.quotas)
def _quotas(spot: Spot, key: RuleKey) -> Any:
    return quotas.read_quotas(spot)


@shape("publication", lambda value: saying.deadline(value.deadline))
def _publication(spot: Spot, key: RuleKey) -> Any:
    return lists.read_publication(spot, key.event)


@shape("voters", saying_lists.voters)
def _voters(spot: Spot, key: RuleKey) -> Any:
    return people.read_voters(spot)


@shape("labels", lambda value: ", ".join(value.values()))
def _labels(spot: Spot, key: RuleKey) -> Any:
    return lists.read_labels(spot)


# --- Records and lists of records -----------------------------------------------------------------------------------

_RECORDS: tuple[tuple[str, Callable[[Spot], Any], Callable[[Any], str]], ...] = (
    ("training", people.read_trainings, saying_lists.trainings),
    ("vacancy", people.read_vacancy, saying_lists.vacancy),
    ("term", people.read_term, saying_lists.term),
    ("reappointment", people.read_reappointment, saying_lists.reappointment),
    ("body", lists.read_body, saying_lists.body),
    ("regular", lists.read_regular, saying_lists.regular),
    ("online", lists.read_online, saying_lists.online),
    ("recusal", lists.read_recusal, saying_lists.recusal),
    ("target", lists.read_target, saying_lists.target),
    ("outsiders", lists.read_outsiders, saying_lists.outsiders),
    ("early", lists.read_early, saying_lists.early),
    ("tracks", tracks.read_tracks, saying_lists.tracks),
)

_LISTS: tuple[tuple[str, Callable[[Spot], Any], str, Callable[[Any], str]], ...] = (
    ("kinds", people.read_eligible, "kind", saying_lists.labelled),
    ("grounds", people.read_ground, "ground", saying_lists.labelled),
    ("losses", people.read_loss, "ground", saying_lists.labelled),
    ("officers", lists.read_officer, "office", saying_lists.officers),
    ("allowances", lists.read_allowance, "", saying_lists.allowances),
    ("deemed", people.read_deemed, "", saying_lists.deemed),
)


def _register_records() -> None:
    for name, read, say in _RECORDS:
        SHAPES[name] = Shape(name, lambda spot, key, read=read: read(spot), say)  # type: ignore[misc]
    for name, read_one, own, say in _LISTS:
        SHAPES[name] = Shape(
            name,
            lambda spot, key, read=read_one, own=own: people.each(spot, read, name=own),  # type: ignore[misc]
            say,
        )


_register_records()
