"""Forms of one's own account page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.common.forms import KrdsFormMixin
from members.forms.accounts import NameField
from members.models import User


class ProfileForm(KrdsFormMixin, forms.ModelForm):
    """One's own name and telephone number."""

    name = NameField()

    class Meta:
        model = User
        fields = ["name", "phone"]
        help_texts = {"phone": _("안 써도 됩니다. 간사가 까닭을 적고 볼 때만 보입니다.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs.update({"autocomplete": "tel", "inputmode": "tel"})


class CloseForm(KrdsFormMixin, forms.Form):
    """The last question before an account is closed."""

    sure = forms.BooleanField(
        label=_("이름과 전자우편이 지워지고 되돌릴 수 없다는 것을 압니다"),
        error_messages={"required": _("계정을 닫으려면 표시해 주십시오. 닫지 않으려면 그냥 나가면 됩니다.")},
    )
