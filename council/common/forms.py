"""What every form of the portal shares: clean text in, plain Korean out, and the fields of the field.

``class ProposalForm(KrdsFormMixin, forms.ModelForm)``: the mixin stands first.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from council.common.errors import Refused
from council.common.images import SanitizedImage, sanitize
from council.common.money import MAX_WON, parse_won, won
from council.common.widgets import (
    CardCheckboxes,
    ChipCheckboxes,
    ChipRadio,
    ChoiceCards,
    DayInput,
    PhotoInput,
    WonInput,
)

__all__ = [
    "CardCheckboxes",
    "ChipCheckboxes",
    "ChipRadio",
    "ChoiceCards",
    "DayInput",
    "FilterForm",
    "KDateField",
    "KrdsFormMixin",
    "MultipleImageField",
    "PhotoInput",
    "WonField",
    "WonInput",
    "clean_text",
]

#: PostgreSQL refuses NUL, and the other control characters only arrive by accident or malice.
_CONTROLS = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF], None)

_TOO_LONG = ngettext_lazy(
    "%(limit_value)d자까지 쓸 수 있습니다. 지금 %(show_value)d자입니다.",
    "%(limit_value)d자까지 쓸 수 있습니다. 지금 %(show_value)d자입니다.",
    "limit_value",
)

#: Django's own sentences → ours. The first class that fits speaks.
_WORDING: tuple[tuple[type[forms.Field], dict[str, Any]], ...] = (
    (
        forms.FileField,
        {"required": _("파일을 골라 주십시오."), "empty": _("빈 파일입니다. 다른 파일을 골라 주십시오.")},
    ),
    (forms.BooleanField, {"required": _("계속하려면 표시해 주십시오.")}),
    (forms.ModelMultipleChoiceField, {"required": _("하나 이상 골라 주십시오.")}),
    (forms.MultipleChoiceField, {"required": _("하나 이상 골라 주십시오.")}),
    (
        forms.ChoiceField,
        {
            "required": _("하나를 골라 주십시오."),
            "invalid_choice": _("고를 수 없는 값입니다. 보이는 것 가운데 하나를 골라 주십시오."),
        },
    ),
    (forms.DateField, {"required": _("날짜를 써 주십시오.")}),
    (forms.IntegerField, {"required": _("숫자를 써 주십시오."), "invalid": _("숫자로 써 주십시오.")}),
    (forms.EmailField, {"invalid": _("전자우편 주소를 name@example.com처럼 써 주십시오.")}),
    (forms.CharField, {"max_length": _TOO_LONG}),
    (forms.Field, {"required": _("이 칸을 써 주십시오.")}),
)


def clean_text(text: str) -> str:
    """Return the text in NFC, without control characters, with plain line ends.

    Phones and macOS send decomposed hangul; one form makes equal words equal in search and rules.
    """
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS))


class Helper(FormHelper):
    """crispy's helper without its search for a route of the form's action, once per field."""

    form_action = ""
    form_tag = False
    include_media = False


class KrdsFormMixin:
    """Cleans incoming text, words the messages, and tells the KRDS pack how to draw the form."""

    #: With a label, ``{% crispy form %}`` draws the button too; else the page writes its own.
    submit_label: str | Promise = ""
    use_required_attribute = False  # the browser's own bubbles would hide the summary
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if args and args[0] is not None:
            args = (_cleaned(args[0]), *args[1:])
        elif kwargs.get("data") is not None:
            kwargs["data"] = _cleaned(kwargs["data"])
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _word(field)
            _count_instead_of_cutting(field)

    @property
    def helper(self) -> FormHelper:
        helper = Helper()
        if self.submit_label:
            helper.add_input(Submit("", str(self.submit_label)))
        return helper

    def add_refusal(self, refused: Refused) -> None:
        """Put what a service refused beside its field, or on top when it has none here."""
        form = cast(forms.BaseForm, self)
        field = refused.field if refused.field in form.fields else None
        form.add_error(field, ValidationError(refused.message, code=refused.code))


class FilterForm(KrdsFormMixin, forms.Form):
    """The form of a django-filter FilterSet: ``class Meta: form = FilterForm``."""


def _cleaned(data: Any) -> QueryDict:
    """Return a copy of the submitted data with every text cleaned, whatever mapping came in."""
    if isinstance(data, MultiValueDict):
        pairs = {key: data.getlist(key) for key in data}
    else:
        pairs = {key: list(value) if isinstance(value, list | tuple) else [value] for key, value in data.items()}
    cleaned = QueryDict(mutable=True)
    for key, values in pairs.items():
        cleaned.setlist(key, [clean_text(value) if isinstance(value, str) else value for value in values])
    return cleaned


def _word(field: forms.Field) -> None:
    """Replace Django's stock messages; what the form's author wrote stays."""
    for kind, wording in _WORDING:
        if not isinstance(field, kind):
            continue
        for code, sentence in wording.items():
            current = field.error_messages.get(code)
            if current is None or any(current is message for message in _stock(type(field), code)):
                field.error_messages[code] = sentence


def _stock(kind: type[forms.Field], code: str) -> list[Any]:
    """Return the messages that Django itself gives the class for a code."""
    bases = (base for base in kind.__mro__ if base.__module__.startswith("django."))
    return [vars(base).get("default_error_messages", {}).get(code) for base in bases]


def _count_instead_of_cutting(field: forms.Field) -> None:
    """Let people paste too much and see by how much, instead of cutting their text silently."""
    limit = getattr(field, "max_length", None)
    if limit and isinstance(field, forms.CharField):
        field.widget.attrs.pop("maxlength", None)
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs.setdefault("data-count", str(limit))


class WonField(forms.IntegerField):
    """An amount in won as an int. Takes ``1,234,000원``, full-width digits, ``150만원``, ``1억 2천만``."""

    widget = WonInput
    default_error_messages = {
        "required": _("금액을 써 주십시오."),
        "invalid": _("금액을 1,540,000처럼 숫자로 써 주십시오. 150만원처럼 써도 됩니다."),
        "max_value": _("금액이 너무 큽니다. 0을 더 쓰지 않았는지 살펴 주십시오."),
        "min_value": _("%(limit_value)s원보다 작게 쓸 수 없습니다."),
    }

    def __init__(self, *, min_value: int = 0, max_value: int = MAX_WON, **kwargs: Any) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}  # min and max belong to number inputs

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        try:
            return parse_won(str(value))
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return won(value).removesuffix("원") if isinstance(value, int) else value


class KDateField(forms.DateField):
    """A day. Besides the browser's calendar it reads ``2026. 9. 30.(수)``, ``2026년 9월 30일``, ``20260930``."""

    widget = DayInput
    default_error_messages = {
        "invalid": _("날짜를 2026. 9. 30.처럼 써 주십시오."),
        "out_of_range": _("연도를 살펴 주십시오. 1900년부터 2199년까지 쓸 수 있습니다."),
    }
    _written = re.compile(
        r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?\s*(?:\(.\))?|(\d{4})(\d\d)(\d\d)"
    )

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime | date):
            return super().to_python(value)
        match = self._written.fullmatch(unicodedata.normalize("NFKC", str(value)).strip())
        if match is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        year, month, day = (int(figure) for figure in match.groups() if figure)
        try:
            found = date(year, month, day)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if not 1900 <= found.year < 2200:
            raise ValidationError(self.error_messages["out_of_range"], code="out_of_range")
        return found

    def prepare_value(self, value: Any) -> Any:
        """Show the calendar what was typed, if it was a day; it takes ISO only."""
        if isinstance(value, str):
            try:
                return self.to_python(value) or value
            except ValidationError:
                return value
        return value


class MultipleImageField(forms.FileField):
    """Some photos, each already re-encoded without its hidden data; cleans to a list of SanitizedImage."""

    widget = PhotoInput
    default_error_messages = {
        "required": _("사진을 골라 주십시오."),
        "too_many": ngettext_lazy(
            "사진은 %(count)d장까지 올릴 수 있습니다.", "사진은 %(count)d장까지 올릴 수 있습니다.", "count"
        ),
        "refused": _("%(name)s: %(why)s"),
    }

    def __init__(self, *, max_files: int = 5, **kwargs: Any) -> None:
        self.max_files = max_files
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        uploads = [upload for upload in (data if isinstance(data, list | tuple) else [data]) if upload]
        if not uploads:
            if self.required and not initial:
                raise ValidationError(self.error_messages["required"], code="required")
            return []
        if len(uploads) > self.max_files:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"count": self.max_files})
        images: list[SanitizedImage] = []
        problems: list[ValidationError] = []
        for upload in uploads:
            try:
                images.append(sanitize(super().clean(upload)))
            except Refused as refused:
                shown = {"name": clean_text(upload.name), "why": refused.message}
                problems.append(ValidationError(self.error_messages["refused"], code="refused", params=shown))
        if problems:
            raise ValidationError(problems)
        return images

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial
