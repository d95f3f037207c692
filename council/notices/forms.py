from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.common.forms import KrdsFormMixin
from council.notices.registry import groups_in_use


class PreferenceForm(KrdsFormMixin, forms.Form):
    """Which groups of notices come by e-mail too; the inbox has them all."""

    groups = forms.MultipleChoiceField(
        label=_("전자우편으로도 받을 알림"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("끄셔도 포털 알림함에는 그대로 들어옵니다."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = [(group.value, group.label) for group in groups_in_use()]  # type: ignore[attr-defined]
