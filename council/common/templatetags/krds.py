"""Helpers of the crispy pack in templates/krds: what kind of control a field is, and its classes."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms import BaseForm, BaseFormSet, BoundField
from django.forms.widgets import Input
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from council.common.error_summary import Summary, summarise

register = template.Library()

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Select, "krds-form-select"),
    (forms.Textarea, "krds-input"),
    (forms.FileInput, "sr-only"),
    (forms.CheckboxInput, ""),
    (Input, "krds-input"),
    (forms.MultiWidget, "krds-input"),
    (forms.SelectDateWidget, "krds-form-select"),
)


@register.filter
def pack_kind(field: BoundField) -> str:
    """Return which branch of field.html draws the field."""
    widget = field.field.widget
    told = getattr(widget, "pack_kind", "")
    if told:
        return str(told)
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "cards"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "group" if field.use_fieldset else "input"


@register.simple_tag
def krds_widget(field: BoundField) -> SafeString:
    """Return the control with its KRDS class, keeping the classes its author gave."""
    widget = field.field.widget
    own = next((name for kind, name in _CLASSES if isinstance(widget, kind)), "")
    names = f"{own} {widget.attrs.get('class', '')}".strip()
    attrs: dict[str, Any] = {"class": names} if names else {}
    if isinstance(widget, forms.Textarea):
        attrs["rows"] = widget.attrs.get("rows") if widget.attrs.get("rows") not in (None, "10") else "5"
    return field.as_widget(attrs=attrs)


@register.filter
def mark(field: BoundField) -> str:
    """Return the small words behind the label: the author's, or 꼭 쓰기 on required fields."""
    told = getattr(field.field, "mark", None)
    if told is not None:
        return str(told)
    if not field.field.required:
        return ""
    return _("꼭 고르기") if pack_kind(field) in ("cards", "chips", "checkbox") else _("꼭 쓰기")


@register.filter
def file_button(field: BoundField) -> str:
    """Return the words on the button that opens the file picker."""
    return str(getattr(field.field.widget, "button", "") or _("파일 고르기"))


@register.filter
def lost_files(field: BoundField) -> bool:
    """Return whether files were sent with a form that comes back: browsers do not keep them."""
    return bool(field.form.is_bound and field.form.errors and field.html_name in field.form.files)


@register.filter
def pending_summary(form: BaseForm | BaseFormSet[Any]) -> Summary | None:
    """Return the summary, unless the page already wrote it under its h1."""
    return None if getattr(form, "is_summarised", False) else summarise(form)
