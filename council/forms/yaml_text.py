"""A value written as in a rule file, in a field of a form."""

from __future__ import annotations

from typing import Any

import yaml
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from council.rulebook.document import FileProblems, load

#: A value that says everything that an ordinance can say fits on some pages.
LONGEST_VALUE = 20_000


class YamlField(forms.CharField):
    """A value written as in a file; cleans to plain lists, mappings, numbers and words."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_VALUE, **kwargs)
        self.widget.attrs.update({"rows": 8, "spellcheck": "false"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return load(text).data
        except FileProblems as error:
            told = [_("%(n)d번째 줄: %(what)s") % {"n": one.line, "what": one.message} for one in error.problems]
            raise ValidationError(told, code="yaml") from error

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else as_yaml(value)


def as_yaml(value: Any) -> str:
    """Return the value as a file would write it."""
    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, default_flow_style=None, width=100)
    return text.removesuffix("...\n").strip()
