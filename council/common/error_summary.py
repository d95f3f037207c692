"""What a form could not accept, gathered once for the summary on top of the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence; ``anchor`` is the id of its field, "" when it belongs to the whole form."""

    message: str
    label: str = ""
    anchor: str = ""


@dataclass(slots=True)
class Summary:
    """All problems of the forms of one page, in the order of the fields."""

    problems: list[Problem] = field(default_factory=list)
    anchor: str = "error-summary"

    def __bool__(self) -> bool:
        return bool(self.problems)

    @property
    def title(self) -> str:
        count = len(self.problems)
        return ngettext("고칠 곳이 %(count)d군데 있습니다", "고칠 곳이 %(count)d군데 있습니다", count) % {
            "count": count
        }


def summarise(*forms: BaseForm | BaseFormSet[Any] | None) -> Summary:
    """Return the problems of the forms and mark these as summarised, so that the pack does not repeat it."""
    summary = Summary()
    for one in forms:
        if isinstance(one, BaseFormSet):
            if one.is_bound:
                summary.problems += [Problem(str(message)) for message in one.non_form_errors()]
            for member in one.forms:
                summary.problems += _problems(member)
                member.is_summarised = True
        elif one is not None:
            summary.problems += _problems(one)
            if one.prefix:
                summary.anchor = f"error-summary-{one.prefix}"
        if one is not None:
            one.is_summarised = True  # type: ignore[union-attr]
    return summary


def _problems(form: BaseForm) -> list[Problem]:
    if not form.is_bound:
        return []
    problems = [Problem(str(message)) for message in form.non_field_errors()]
    for bound in form:
        for message in bound.errors:
            hidden = bound.is_hidden
            problems.append(
                Problem(str(message), label="" if hidden else str(bound.label), anchor="" if hidden else bound.auto_id)
            )
    return problems
