"""Forms of bringing a roll in and taking one out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.common.forms import ChoiceCards, KrdsFormMixin, PhotoInput
from members.sheets.columns import COLUMNS


class RollFileForm(KrdsFormMixin, forms.Form):
    """The file with the roll."""

    file = forms.FileField(
        label=gettext_lazy("명부 파일"),
        help_text=gettext_lazy("엑셀(.xlsx)이나 CSV, 5MB와 5,000줄까지입니다. 주민등록번호가 든 파일은 받지 않습니다."),
        widget=PhotoInput({"accept": ".xlsx,.csv,.txt"}, button=gettext_lazy("파일 고르기"), multiple=False),
        max_length=200,
        allow_empty_file=True,
    )


class ColumnsForm(KrdsFormMixin, forms.Form):
    """Which column of the file is which of ours; asked only where the headings do not tell."""

    def __init__(self, *args: Any, headings: Sequence[str], mapping: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [
            (str(place), heading or _("제목 없는 %(n)d번째 칸") % {"n": place + 1})
            for place, heading in enumerate(headings)
        ]
        for column in COLUMNS:
            self.fields[column.code] = forms.ChoiceField(
                label=column.title,
                choices=[("", _("파일에 없음")), *places],
                required=False,
                initial=str(mapping.get(column.code, "")),
            )

    @property
    def mapping(self) -> dict[str, int]:
        """Return what was chosen, as column → place."""
        return {code: int(place) for code, place in self.cleaned_data.items() if place}


class ConfirmForm(KrdsFormMixin, forms.Form):
    """Write the file on the roll."""

    skip_bad = forms.BooleanField(
        label=gettext_lazy("고칠 줄은 빼고 들여옵니다"),
        help_text=gettext_lazy("뺀 줄은 파일에서 고친 뒤에 따로 올릴 수 있습니다."),
        required=False,
    )


class UndoForm(KrdsFormMixin, forms.Form):
    """Take a whole import back."""

    why = forms.CharField(
        label=gettext_lazy("왜 되돌리나요"), help_text=gettext_lazy("이력에 남습니다."), max_length=200
    )


class ExportForm(KrdsFormMixin, forms.Form):
    """Take the roll out as a file."""

    kind = forms.ChoiceField(
        label=gettext_lazy("파일의 갈래"),
        choices=[("xlsx", gettext_lazy("엑셀(.xlsx)")), ("csv", gettext_lazy("CSV"))],
        initial="xlsx",
        widget=ChoiceCards,
    )
    personal = forms.BooleanField(
        label=gettext_lazy("생년월일, 성별, 연락처, 주소도 넣기"),
        help_text=gettext_lazy("받은 사람, 때, 까닭과 누구의 것인지가 모두 기록에 남습니다."),
        required=False,
    )
    why = forms.CharField(
        label=gettext_lazy("왜 받나요"),
        help_text=gettext_lazy("개인정보를 넣을 때만 꼭 씁니다. 기록에 남습니다."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, may_personal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_personal:
            del self.fields["personal"], self.fields["why"]
