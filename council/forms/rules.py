"""Entering one rule: plain fields where its shape allows, else the value as a file would write it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from council.common.dates import kdate
from council.common.forms import ChoiceCards, KDateField, KrdsFormMixin
from council.forms.rule_values import PREFIX, NotPlain, editor_for
from council.forms.yaml_text import YamlField
from council.models import Rule
from council.rulebook.conditions import read_condition
from council.rulebook.keys import RuleKey
from council.rulebook.spots import Mistake, Reading, ShapeError, Spot
from council.services.wording import Owner, Wording

ONE_DAY = dt.timedelta(days=1)

ANSWERS = {
    Rule.Answer.VALUE: _("조례나 세칙이 값을 정했습니다."),
    Rule.Answer.NONE: _("정한 것이 없다고, 또는 필요 없다고 적혀 있습니다."),
    Rule.Answer.BYLAW: _("세칙이 들어올 때까지는 ‘정해지지 않음’입니다. 다른 곳의 값을 쓰지 않습니다."),
    Rule.Answer.JUDGED: _("수로 따지지 않고, 사람이 까닭과 함께 판단합니다."),
}
STRENGTHS = {
    Rule.Strength.BLOCKS: _("어긋나면 그 일을 할 수 없습니다."),
    Rule.Strength.WARNS: _("어긋나면 알려 주고, 그래도 할 수는 있습니다."),
    Rule.Strength.NOTES: _("어긋나도 기록에만 남깁니다."),
}


class RuleForm(KrdsFormMixin, forms.Form):
    """One rule: what it says, where that is written, from when and under which conditions it holds."""

    answer = forms.ChoiceField(label=_("어떻게 정했나요"), initial=Rule.Answer.VALUE)
    judged_by = forms.CharField(label=_("누가 판단하나요"), max_length=60, required=False)
    judged_what = forms.CharField(label=_("무엇을 판단하나요"), max_length=200, required=False)
    article = forms.CharField(label=_("근거 조문"), max_length=120, help_text=_("예: 제7조제1항"))
    text = forms.CharField(
        label=_("조문의 글"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("조문을 그대로 옮겨 적으면 누구나 견주어 볼 수 있습니다."),
    )
    valid_from = KDateField(label=_("언제부터"))
    last_day = KDateField(label=_("언제까지"), required=False, help_text=_("정해 둔 마지막 날이 있을 때만 씁니다."))
    resolution = forms.CharField(
        label=_("의결한 회의"), max_length=120, help_text=_("예: 제2차 정기회의. 세칙은 위원들이 의결해 정합니다.")
    )
    resolved_on = KDateField(label=_("의결한 날"), required=False)
    reason = forms.CharField(label=_("적는 까닭"), max_length=200, required=False, help_text=_("바뀐 기록에 남습니다."))
    checked = forms.BooleanField(
        label=_("조문의 원문과 견주어 보았습니다"),
        required=False,
        help_text=_("표시하지 않으면 화면에 ‘조문 확인 전’이라고 나옵니다."),
    )
    conditions = YamlField(
        label=_("적용 조건"),
        required=False,
        help_text=_("이 조건일 때만 쓰는 규칙이면 씁니다. 예: urgent: true (긴급할 때). 없으면 언제나 씁니다."),
    )
    appointed_before = KDateField(label=_("이날 앞에 위촉된 사람에게만"), required=False)
    appointed_from = KDateField(label=_("이날부터 위촉된 사람에게만"), required=False)
    begun_old = forms.BooleanField(
        label=_("이미 시작한 일은 예전 규칙대로"), required=False, help_text=_("부칙에 경과조치가 있을 때 표시합니다.")
    )
    clause = forms.CharField(
        label=_("조문을 가르는 이름"),
        max_length=80,
        required=False,
        help_text=_("같은 조건의 규칙이 둘 있을 때 서로 가르는 이름입니다. 예: 제2호"),
    )
    strength = forms.ChoiceField(
        label=_("어긋나면"),
        choices=Rule.Strength.choices,
        initial=Rule.Strength.BLOCKS,
        widget=ChoiceCards(descriptions=STRENGTHS),
    )
    locked = forms.BooleanField(
        label=_("운영세칙으로 바꿀 수 없습니다"),
        required=False,
        help_text=_("표시하면 세칙에 다른 값을 적을 수 없고, 적혀 있어도 쓰지 않습니다."),
    )

    MAIN = ("article", "text", "valid_from", "last_day", "resolution", "resolved_on", "reason", "checked")
    JUDGED = ("judged_by", "judged_what")
    MORE = ("conditions", "appointed_before", "appointed_from", "begun_old", "clause", "strength", "locked")

    def __init__(
        self,
        *args: Any,
        known: RuleKey,
        owner: Owner,
        base: Rule | None = None,
        facts: Iterable[str] = (),
        directly: bool = False,
        **kwargs: Any,
    ) -> None:
        self.known, self.owner, self.base = known, owner, base
        #: Facts of the ordinance's own, which conditions may name besides the portal's.
        self.facts = tuple(facts)
        self.old = base.value if base is not None and base.answer == Rule.Answer.VALUE else None
        editor = editor_for(known)
        shown: dict[str, Any] = {}
        if editor is not None and self.old is not None:
            try:
                shown = editor.show(self.old)
            except NotPlain:
                directly = True
        #: Whether there are plain fields to go back to.
        self.has_plain = editor is not None
        self.editor = None if directly else editor
        # On this form alone, and before the mixin words them.
        self.base_fields = self._fields()  # type: ignore[misc]
        kwargs["initial"] = self._initial(shown) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def _fields(self) -> dict[str, forms.Field]:
        if self.editor is None:
            label = _("값(직접 적기)")
            value: dict[str, forms.Field] = {PREFIX + "yaml": YamlField(label=label, required=False)}
        else:
            value = {PREFIX + name: field for name, field in self.editor.fields(self.known).items()}
        for field in value.values():
            # Only one of the four answers has a value: what is missing then is said in clean().
            field.wanted, field.required = field.required, False  # type: ignore[attr-defined]
        fields = {name: field for name, field in type(self).base_fields.items() if name not in self._left_out()}
        if "answer" in fields:
            left = [word for word in Rule.Answer.values if word != "BYLAW" or self.owner.council is None]
            fields["answer"] = forms.ChoiceField(
                label=_("어떻게 정했나요"),
                choices=[(word, Rule.Answer(word).label) for word in left],
                initial=Rule.Answer.VALUE,
                widget=ChoiceCards(descriptions=ANSWERS),
            )
        return {**{name: fields.pop(name) for name in ("answer",) if name in fields}, **value, **fields}

    def _left_out(self) -> set[str]:
        """Return the fields that make no sense for this key and this level."""
        left: set[str] = set()
        if self.known.is_operating:
            left |= {
                "answer",
                "judged_by",
                "judged_what",
                "begun_old",
                "appointed_before",
                "appointed_from",
                "strength",
            }
        if self.owner.council is None:
            left |= {"resolution", "resolved_on"}
        else:
            left |= {"locked"}
        return left

    def _initial(self, shown: Mapping[str, Any]) -> dict[str, Any]:
        initial: dict[str, Any] = {PREFIX + name: value for name, value in shown.items()}
        if self.base is None:
            return initial
        base = self.base
        same_level = base.level == self.owner.level
        judged: dict[str, Any] = (base.value or {}) if base.answer == Rule.Answer.JUDGED else {}
        return initial | {
            PREFIX + "yaml": self.old,
            # What the 조례 leaves to the 세칙 is what the 세칙 now says.
            "answer": Rule.Answer.VALUE if base.answer == Rule.Answer.BYLAW and not same_level else base.answer,
            "judged_by": judged.get("by", ""),
            "judged_what": judged.get("what", ""),
            "article": base.article if same_level else "",
            "text": base.text if same_level else "",
            "clause": base.clause,
            "conditions": base.conditions or None,
            "appointed_before": base.cohort.get("appointed_before"),
            "appointed_from": base.cohort.get("appointed_from"),
            "begun_old": base.begun_old,
            "strength": base.strength,
            "locked": base.locked,
        }

    # --- What was typed ---------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        answer = data.get("answer") or Rule.Answer.VALUE
        data["value"] = None
        if answer == Rule.Answer.VALUE:
            self._clean_value(data)
        elif answer == Rule.Answer.JUDGED:
            if not data.get("judged_what"):
                self.add_error("judged_what", now("무엇을 판단하는지 써 주십시오. 예: 위원의 품위를 손상한 때"))
            data["value"] = {"by": data.get("judged_by") or "head", "what": data.get("judged_what", "")}
        self._clean_conditions(data)
        first, last = data.get("valid_from"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", now("%(day)s보다 앞설 수 없습니다.") % {"day": kdate(first)})
        return data

    def _clean_value(self, data: dict[str, Any]) -> None:
        typed = {name.removeprefix(PREFIX): data.get(name) for name in self._value_names()}
        missing = [
            name
            for name in self._value_names()
            if self.fields[name].wanted and data.get(name) in (None, "") and name not in self.errors  # type: ignore[attr-defined]
        ]
        for name in missing:
            self.add_error(name, self.fields[name].error_messages["required"])
        if missing or any(name in self.errors for name in self._value_names()):
            return
        try:
            value = typed["yaml"] if self.editor is None else self.editor.take(typed, self.old)
            if value is None:
                raise ValidationError({"yaml": now("값을 써 주십시오.")})
            self.known.parse(value, facts=self.facts)
        except ShapeError as error:
            for mistake in error.mistakes:
                self.add_error(self._field_of(mistake), self._told(mistake))
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.add_error(PREFIX + name, messages)
        else:
            data["value"] = value

    def _clean_conditions(self, data: dict[str, Any]) -> None:
        raw = data.get("conditions") or {}
        reading = Reading(facts=self.facts)
        if raw:
            read_condition(Spot(raw, (), reading))
        for mistake in reading.mistakes:
            self.add_error("conditions", self._told(mistake))
        data["conditions"] = raw
        names = ("appointed_before", "appointed_from")
        data["cohort"] = {name: data[name].isoformat() for name in names if data.get(name)}

    def _value_names(self) -> list[str]:
        return [name for name in self.fields if name.startswith(PREFIX)]

    def _field_of(self, mistake: Mistake) -> str | None:
        """Return the field that the mistake is about: value_min for {min: …}."""
        names = self._value_names()
        wanted = PREFIX + str(mistake.path[0]) if mistake.path else PREFIX
        return wanted if wanted in names else names[0]

    def _told(self, mistake: Mistake) -> str:
        """Return the sentence, with its place where the value is one text."""
        if self.editor is not None or not mistake.path:
            return mistake.message
        where = " › ".join(
            now("%(n)d번째") % {"n": step + 1} if isinstance(step, int) else step for step in mistake.path
        )
        return f"{where}: {mistake.message}"

    def wording(self) -> Wording:
        """Return what was typed as a rule's wording."""
        data = self.cleaned_data
        return Wording(
            key=self.known.key,
            value=data["value"],
            answer=data.get("answer") or Rule.Answer.VALUE,
            article=data["article"],
            text=data["text"],
            clause=data["clause"],
            conditions=data["conditions"],
            cohort=data["cohort"],
            begun_old=data.get("begun_old", False),
            strength=data.get("strength") or Rule.Strength.BLOCKS,
            locked=data.get("locked", False),
            checked=data["checked"],
            reason=data["reason"],
        )

    def period(self) -> dict[str, Any]:
        """Return the first day, and the first day on which it no longer holds."""
        last = self.cleaned_data["last_day"]
        return {"valid_from": self.cleaned_data["valid_from"], "valid_until": last + ONE_DAY if last else None}

    def adopted(self) -> dict[str, Any]:
        """Return which meeting adopted it, of a 세칙."""
        names = ("resolution", "resolved_on")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    # --- For the page -----------------------------------------------------------------------------------------

    def value_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("answer", *self._value_names()) if name in self.fields]

    def judged_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.JUDGED if name in self.fields]

    @property
    def judged_open(self) -> bool:
        chosen = self.data.get("answer") if self.is_bound else self.initial.get("answer")
        return bool(chosen == Rule.Answer.JUDGED)

    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MAIN if name in self.fields]

    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE if name in self.fields]

    @property
    def more_open(self) -> bool:
        """Whether the rarer fields hold something, or something wrong."""
        return any(
            self.initial.get(name) or name in self.errors for name in self.MORE if name not in ("strength", "locked")
        )
