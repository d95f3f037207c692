"""Reading YAML or JSON that somebody wrote: plain data with the place of every value, or every mistake with its line.

Only what ordinances need: no tags, one document, text keys, no key twice, booleans only ``true`` and ``false`` (so that
``on`` is a word), dates as text. Aliases are refused unless the reader asks for them, and then counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _

from council.rulebook.spots import Mistake, Step

#: Far beyond any ordinance; what is larger is no ordinance.
LARGEST_FILE = 1_000_000
MOST_VALUES = 50_000
DEEPEST = 40

_INTEGER = re.compile(r"[-+]?(?:0|[1-9]\d{0,17})")
_DECIMAL = re.compile(r"[-+]?(?:\d[\d_]*\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][-+]?\d+)?")
#: What no text of an ordinance has, and no database keeps.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NULL = ("", "~", "null", "Null", "NULL")
_TRUE = ("true", "True", "TRUE")
_FALSE = ("false", "False", "FALSE")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file: where (line and column from 1, and a path like rules[3].value.min), and a sentence."""

    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        where = f"{self.line}:{self.column}"
        return f"{where} {self.path}: {self.message}" if self.path else f"{where} {self.message}"


class FileProblems(ValueError):
    """A file that cannot be taken; carries every mistake, in the order of the lines."""

    def __init__(self, problems: list[Problem], name: str = "") -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.line, problem.column))
        self.name = name
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(slots=True)
class Document:
    """What a file says, and on which line and column each of its values stands."""

    data: Any
    places: dict[tuple[Step, ...], tuple[int, int]] = field(default_factory=dict)

    def place(self, path: tuple[Step, ...]) -> tuple[int, int]:
        """Return line and column of a path, or of the nearest value around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def problem(self, mistake: Mistake) -> Problem:
        return Problem(*self.place(mistake.path), path_text(mistake.path), mistake.message)


def path_text(path: tuple[Step, ...]) -> str:
    """Return a path as text: rules[3].value.min."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text[:200]


def load(text: str | bytes, name: str = "", *, aliases: bool = False) -> Document:
    """Return what a YAML or JSON text says. Raises FileProblems, never anything else."""
    decoded = _decoded(text, name)
    if name.endswith(".json") or decoded.lstrip()[:1] in ("{", "["):
        # JSON may be indented by tabs, which YAML refuses; within its texts they cannot stand.
        decoded = decoded.replace("\t", " ")
    try:
        return _Builder(yaml.parse(decoded, Loader=_LOADER), aliases=aliases).document()
    except _Refused as refused:
        raise FileProblems([refused.problem], name) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise FileProblems([Problem(line, column, "", _syntax(error))], name) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise FileProblems([Problem(1, 1, "", _("글이 아닌 것이 들어 있어 읽지 못했습니다."))], name) from None


def _decoded(text: str | bytes, name: str) -> str:
    if len(text) > LARGEST_FILE:
        raise FileProblems(
            [Problem(1, 1, "", _("파일이 너무 큽니다. %(n)s바이트까지 읽습니다.") % {"n": f"{LARGEST_FILE:,}"})], name
        )
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text[: error.start].count(b"\n") + 1
        message = _("UTF-8 글이 아닙니다. 파일을 UTF-8로 저장해 다시 올리십시오.")
        raise FileProblems([Problem(line, 1, "", message)], name) from None


def _syntax(error: yaml.MarkedYAMLError) -> str:
    detail = " ".join(str(part) for part in (error.context, error.problem) if part)
    return _("문법이 맞지 않아 여기부터 읽지 못했습니다. (%(detail)s)") % {"detail": detail[:120]}


class _Refused(Exception):
    def __init__(self, event: Any, message: str) -> None:
        mark = event.start_mark
        self.problem = Problem(mark.line + 1, mark.column + 1, "", message)


class _Builder:
    """Builds plain data from YAML's events; stops at the first thing that no ordinance needs."""

    def __init__(self, events: Iterator[Any], *, aliases: bool) -> None:
        self.events = events
        self.aliases = aliases
        self.anchors: dict[str, Any] = {}
        self.count = 0
        self.places: dict[tuple[Step, ...], tuple[int, int]] = {}

    def document(self) -> Document:
        data: Any = None
        seen = False
        for event in self.events:
            if isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent | yaml.DocumentEndEvent):
                continue
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    raise _Refused(event, _("한 파일에는 문서 하나만 적습니다."))
                seen = True
                continue
            data = self._value(event, (), 0)
        if not seen:
            raise FileProblems([Problem(1, 1, "", _("빈 파일입니다."))])
        return Document(data, self.places)

    def _value(self, event: Any, path: tuple[Step, ...], depth: int) -> Any:
        self.count += 1
        if self.count > MOST_VALUES:
            raise _Refused(event, _("값이 너무 많습니다."))
        if depth > DEEPEST:
            raise _Refused(event, _("너무 깊이 겹쳐 적었습니다."))
        self._place(event, path)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.anchor and not self.aliases:
            raise _Refused(event, _("&와 *로 값을 다시 쓰는 것은 받지 않습니다. 값을 그대로 적으십시오."))
        if isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event)
        else:
            if event.tag and not event.implicit:
                raise _Refused(event, _("!로 시작하는 표시는 쓰지 않습니다."))
            value = self._list(path, depth) if isinstance(event, yaml.SequenceStartEvent) else self._map(path, depth)
        if event.anchor:
            self.anchors[event.anchor] = value
        return value

    def _place(self, event: Any, path: tuple[Step, ...]) -> None:
        """Remember where a path begins: a field at its name, an item at its value."""
        self.places.setdefault(path, (event.start_mark.line + 1, event.start_mark.column + 1))

    def _alias(self, event: Any) -> Any:
        if not self.aliases:
            raise _Refused(event, _("&와 *로 값을 다시 쓰는 것은 받지 않습니다. 값을 그대로 적으십시오."))
        if event.anchor not in self.anchors:
            raise _Refused(event, _("‘%(name)s’(으)로 이름 붙인 값이 앞에 없습니다.") % {"name": event.anchor[:40]})
        self.count += _size(self.anchors[event.anchor])
        return self.anchors[event.anchor]

    def _scalar(self, event: Any) -> Any:
        if event.tag and not any(event.implicit):
            raise _Refused(event, _("!로 시작하는 표시는 쓰지 않습니다."))
        text = self._text(event)
        if event.implicit[0] and not event.style:
            return _plain(text)
        return text

    def _text(self, event: Any) -> str:
        if _CONTROL.search(event.value):
            raise _Refused(event, _("글에 쓸 수 없는 글자(제어 문자)가 있습니다."))
        # JSON writes what lies beyond the first plane as two halves.
        text: str = event.value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return text

    def _list(self, path: tuple[Step, ...], depth: int) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, (*path, len(items)), depth + 1))
        return items

    def _map(self, path: tuple[Step, ...], depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        merged: list[dict[str, Any]] = []
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused(event, _("이름이 있어야 할 곳입니다."))
            name = self._text(event)[:200]
            if name in found:
                raise _Refused(event, _("‘%(name)s’이(가) 두 번 있습니다.") % {"name": name[:40]})
            below = (*path, name)
            self._place(event, below)
            value = self._value(next(self.events), below, depth + 1)
            if name == "<<" and self.aliases:
                merged += value if isinstance(value, list) else [value]
            else:
                found[name] = value
        for other in merged:
            if isinstance(other, dict):
                found = {**other, **found}
        return found


def _size(value: Any) -> int:
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(_size(child) for child in children)


def _plain(text: str) -> Any:
    if text in _NULL:
        return None
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text.replace("_", ""))
    return text
