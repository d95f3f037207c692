"""Ending a rule, bringing in a file of rules, and undoing that."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from council.common.forms import KDateField, KrdsFormMixin
from council.models import Rule

ONE_DAY = dt.timedelta(days=1)
MAX_FILE_BYTES = 1_000_000


class EndForm(KrdsFormMixin, forms.Form):
    """The last day of a rule, and why it ends."""

    last_day = KDateField(label=_("마지막 날"), help_text=_("이날까지 씁니다."))
    withdraw = forms.BooleanField(
        label=_("잘못 적은 것이라 처음부터 없던 것으로 합니다"),
        required=False,
        help_text=_("표시하면 마지막 날과 상관없이 한 번도 쓰지 않은 규칙이 됩니다. 기록에는 남습니다."),
    )
    reason = forms.CharField(label=_("까닭"), max_length=200)

    def __init__(self, *args: Any, rule: Rule, **kwargs: Any) -> None:
        self.rule = rule
        super().__init__(*args, **kwargs)
        self.fields["last_day"].required = False

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("withdraw"):
            data["ends_on"] = self.rule.valid_from
        elif data.get("last_day"):
            data["ends_on"] = data["last_day"] + ONE_DAY
        elif "last_day" not in self.errors:
            self.add_error("last_day", self.fields["last_day"].error_messages["required"])
        return data


class FileForm(KrdsFormMixin, forms.Form):
    """A file of rules, picked or pasted."""

    file = forms.FileField(
        label=_("파일 고르기"),
        required=False,
        help_text=_("YAML이나 JSON 파일입니다. 먼저 무엇이 바뀌는지 보여 드리고, 그때까지는 아무것도 바뀌지 않습니다."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json"}),
    )
    content = forms.CharField(
        label=_("또는 내용을 붙여 넣기"),
        required=False,
        max_length=MAX_FILE_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )

    def clean_file(self) -> tuple[str, str] | None:
        upload: UploadedFile | None = self.cleaned_data["file"]
        if upload is None:
            return None
        if (upload.size or 0) > MAX_FILE_BYTES:
            raise ValidationError(now("파일이 너무 큽니다. 조례 하나에 한 파일씩, 1MB 안으로 나누어 주십시오."))
        try:
            return (upload.name or "")[:120], upload.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(now("글자를 읽을 수 없습니다. UTF-8로 저장한 파일을 골라 주십시오.")) from error

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("file"):
            data["name"], data["content"] = data["file"]
        elif data.get("content"):
            data["name"] = now("붙여 넣은 내용")
        elif not self.errors:
            self.add_error("file", now("파일을 고르거나 내용을 붙여 넣어 주십시오."))
        return data


class UndoForm(KrdsFormMixin, forms.Form):
    reason = forms.CharField(label=_("되돌리는 까닭"), max_length=200)
