"""Widgets that the KRDS form pack draws: cards, chips, money, dates and photos."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.widgets import ChoiceWidget
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
PICK_PHOTOS = _("사진 고르기")


class _Described(ChoiceWidget):
    """A choice whose options carry a line on what follows from choosing them."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        descriptions: Mapping[Any, Text] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.descriptions: dict[str, Text] = {str(value): text for value, text in (descriptions or {}).items()}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["description"] = self.descriptions.get(str(value), "")
        return option


class ChoiceCards(_Described, forms.RadioSelect):
    """One of a few, each a card: ``ChoiceCards(descriptions={Decision.REFUSE: _("신청이 끝납니다")})``."""


class CardCheckboxes(_Described, forms.CheckboxSelectMultiple):
    """Several of a few, each a card."""


class ChipRadio(forms.RadioSelect):
    """One of a few short words, side by side; for filters."""

    pack_kind = "chips"


class ChipCheckboxes(forms.CheckboxSelectMultiple):
    """Several of a few short words, side by side; for filters."""

    pack_kind = "chips"


class WonInput(forms.TextInput):
    """Won with separators; the pack puts 원 behind it."""

    pack_kind = "money"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "data-won": "", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return f"{value:,}" if isinstance(value, int) else super().format_value(value)


class DayInput(forms.DateInput):
    """The browser's own calendar. It needs ISO dates whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PhotoInput(forms.FileInput):
    """A button that picks photos; the names of what was picked are listed by portal.js."""

    pack_kind = "file"
    allow_multiple_selected = True

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, button: Text = PICK_PHOTOS, multiple: bool = True
    ) -> None:
        self.allow_multiple_selected = multiple
        self.button = button
        super().__init__({"accept": "image/*", **(attrs or {})})
