"""A value written as in a rule file, in a field of a form."""

from __future__ import annotations

from typing import Any

import yaml
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: A value that says everything that an ordinance can say fits on some pages.
LONGEST_VALUE = 20_000


class _Loader(yaml.SafeLoader):
    """Reads dates as the words they are: the rule's shape tells what they mean."""


_Loader.yaml_implicit_resolvers = {
    sign: [(tag, expression) for tag, expression in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


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
            return yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader that leaves dates alone
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            where = _("%(line)d번째 줄: ") % {"line": mark.line + 1} if mark else ""
            raise ValidationError(
                where + _("괄호나 들여쓰기, 쌍점(:) 뒤의 빈칸을 살펴 주십시오."), code="yaml"
            ) from error

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else as_yaml(value)


def as_yaml(value: Any) -> str:
    """Return the value as a file would write it."""
    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, default_flow_style=None, width=100)
    return text.removesuffix("...\n").strip()
