"""One form for every move of the three tables: what a move asks becomes a field of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from council.common.errors import Refused
from council.common.forms import ChoiceCards
from projects.choices import Outcome, RefusalReason
from projects.forms.facts import FIELDS, mark_of, marked, names_of, needed_for
from projects.forms.once import OnceForm
from projects.models import Project
from projects.wording import in_words_of, particles
from projects.workflows.table import Move

ALWAYS = ("move", "token", "expected_status", "expected_version")
#: Nouns that become a verb with 하기; others are chosen ‘…(으)로’.
ACTS = ("승인", "요구", "거절", "반려", "통과", "확정")


def verb(move: Move) -> str:
    """Return what the button says: it repeats the choice, as in ‘보완 요구하기’."""
    label = str(move.label)
    if label.endswith("기") or not "가" <= label[-1:] <= "힣":  # other languages say the act as it is
        return label
    return label + "하기" if label.endswith(ACTS) else particles(label + "{으로/로} 정하기")


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together: to which of the choices, and under which heading."""

    codes: str
    title: str
    said: str
    fields: tuple[forms.BoundField, ...]

    @property
    def tight(self) -> bool:
        """Whether these are all boxes to tick, which stand closer together."""
        return all(isinstance(field.field, forms.BooleanField) for field in self.fields)

    @property
    def hint(self) -> str:
        needed = self.tight and all(field.field.mark == "" for field in self.fields)  # type: ignore[attr-defined]
        return _("하나씩 확인하고 모두 표시해 주십시오.") if needed and len(self.fields) > 1 else ""


class MoveCards(ChoiceCards):
    """The choices of a decision; each knows what the button says when it is chosen."""

    def __init__(self, moves: Sequence[Move], said: Callable[[object], str] = str) -> None:
        super().__init__(descriptions={move.code: said(move.consequence) for move in moves})
        self.verbs = {move.code: verb(move) for move in moves}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-submit"] = self.verbs.get(str(value), "")
        return option


class MoveForm(OnceForm):
    """Asks for one of the given moves and its facts. With one move there is nothing to choose.

    Two moves that ask the same fact share its field; what only the other choices ask is not looked at.
    """

    expected_status = forms.CharField(widget=forms.HiddenInput, required=False)
    expected_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, project: Project, moves: Sequence[Move], **kwargs: Any) -> None:
        self.project, self.moves = project, tuple(moves)
        self._names = names_of(self.moves)
        # An instance's own base: the mixin then words and counts these fields like any other's.
        self.base_fields = {  # type: ignore[misc]
            **type(self).base_fields,
            **self._decision(),
            **self._facts(),
            **self._reasons(),
        }
        kwargs["initial"] = self._known() | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def _said(self, text: object) -> str:
        return in_words_of(self.project.council, text)

    def _known(self) -> dict[str, Any]:
        """What the project already tells: dates and cost of the plan, and where it stands now."""
        known: dict[str, Any] = {
            "expected_status": self.project.status,
            "expected_version": self.project.version,
        }
        for move in self.moves:
            for attribute, name in move.sets.items():
                if hasattr(self.project, attribute):
                    known[self._names[move.code, name]] = getattr(self.project, attribute)
        return known

    def _decision(self) -> dict[str, forms.Field]:
        if len(self.moves) == 1:
            return {}
        choices = [(move.code, move.label) for move in self.moves]
        return {"move": forms.ChoiceField(label=_("결정"), choices=choices, widget=MoveCards(self.moves, self._said))}

    def _facts(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        for move in self.moves:
            for asked in move.inputs:
                name = self._names[move.code, asked.name]
                if name in found:
                    continue
                field = FIELDS[asked.kind](asked)
                field.label, field.help_text = self._said(asked.label), self._said(asked.help)
                field.required = asked.required and len(self.moves) == 1
                field.mark = mark_of(asked)  # type: ignore[attr-defined]
                found[name] = field
        return found

    def _reasons(self) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        codes = [code for code in RefusalReason.values if any(code in move.reasons for move in self.moves)]
        if codes:
            choices = [("", _("고르기")), *((code, RefusalReason(code).label) for code in codes)]
            fields["reason_code"] = marked(
                forms.ChoiceField(label=_("까닭의 갈래"), choices=choices, required=False),
                needed_for([move for move in self.moves if move.reasons], len(self.moves)),
            )
        needing = [move for move in self.moves if move.reason_required]
        fields["comment"] = marked(
            forms.CharField(
                label=_("까닭") if needing else _("덧붙일 말"),
                max_length=4000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text=_("사업 페이지에 그대로 공개됩니다. 사람 이름과 연락처는 쓰지 마십시오."),
            ),
            needed_for(needing, len(self.moves)),
        )
        return fields

    @property
    def chosen(self) -> Move | None:
        """The move that was posted, once the form is clean."""
        if len(self.moves) == 1:
            return self.moves[0]
        code = self.cleaned_data.get("move")
        return next((move for move in self.moves if move.code == code), None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        move = self.chosen
        asked_here = {self._names[move.code, asked.name] for asked in move.inputs} if move else set()
        if move is not None and move.reasons:
            asked_here.add("reason_code")
        for name in [name for name in self.errors if name not in asked_here and name not in (*ALWAYS, "comment")]:
            del self.errors[name]
        if move is not None:
            self._missing(move, cleaned)
        return cleaned

    def _missing(self, move: Move, cleaned: dict[str, Any]) -> None:
        for asked in move.inputs:
            name = self._names[move.code, asked.name]
            value = cleaned.get(name)
            # Nothing paid back and nobody against are answers: 0 is no blank.
            blank = value is None or value is False or value == ""
            if asked.required and name not in self.errors and blank:
                self.add_error(name, str(self.fields[name].error_messages["required"]))
        if move.reasons and not cleaned.get("reason_code") and "reason_code" not in self.errors:
            self.add_error("reason_code", _("까닭의 갈래를 골라 주십시오."))
        if move.reason_required and not cleaned.get("comment") and "comment" not in self.errors:
            self.add_error("comment", _("까닭을 써 주십시오. 사업 페이지에 공개됩니다."))

    def values(self) -> dict[str, Any]:
        """Return the facts of the chosen move under the names of the table."""
        move = self.chosen
        assert move is not None
        return {asked.name: self.cleaned_data.get(self._names[move.code, asked.name]) for asked in move.inputs}

    def add_refusal(self, refused: Refused) -> None:
        """Put a refusal beside the field that asks the fact it names."""
        move = self.chosen
        name = self._names.get((move.code, refused.field), refused.field) if move and refused.field else refused.field
        super().add_refusal(Refused(refused.message, field=name, code=refused.code))

    def sections(self) -> list[Section]:
        """Return the facts in the order of the table, cut where the choice or the group changes."""
        found: list[tuple[tuple[str, str], list[forms.BoundField]]] = []
        for name, codes, group in self._placed():
            key = (codes, group)
            if not found or found[-1][0] != key:
                found.append((key, []))
            found[-1][1].append(self[name])
        labels = {move.code: str(move.label) for move in self.moves}
        return [
            Section(codes, group, _for_choices([labels[code] for code in codes.split()]), tuple(fields))
            for (codes, group), fields in found
        ]

    def _placed(self) -> Iterable[tuple[str, str, str]]:
        seen: dict[str, list[str]] = {}
        groups: dict[str, str] = {}
        for move in self.moves:
            for asked in move.inputs:
                name = self._names[move.code, asked.name]
                seen.setdefault(name, []).append(move.code)
                groups.setdefault(name, str(asked.group))
        return [(name, " ".join(codes), groups[name]) for name, codes in seen.items()]

    @property
    def reason_codes(self) -> str:
        """The choices that ask for the kind of reason."""
        return " ".join(move.code for move in self.moves if move.reasons)

    @property
    def button(self) -> str:
        return verb(self.moves[0]) if len(self.moves) == 1 else _("결정하기")

    @property
    def asks_to_go_back(self) -> bool:
        return any(move.outcome == Outcome.RETURN for move in self.moves)


def _for_choices(labels: Sequence[str]) -> str:
    """Return for which of the choices a part is written, for those who see all parts at once."""
    return _("다음을 고를 때만 씁니다: %(labels)s") % {"labels": ", ".join(labels)}
