"""What residents write: proposals, comments, and what they do with their own proposals later."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from council.common.forms import ChoiceCards, KrdsFormMixin, MultipleImageField, PhotoInput, WonField
from projects.choices import Wish

MOST_PHOTOS = 5
#: The table's own bound (proposal_cost_in_range), so that the form speaks before the database does.
MOST_WON = 100_000_000_000
OPTIONAL = _("없어도 됩니다")


class LineField(forms.CharField):
    """One line: what is pasted with line ends becomes one line too."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


class ProposalForm(KrdsFormMixin, forms.Form):
    """A proposal. While it is being written anything may be missing; to be sent it needs line, text and consent."""

    title = LineField(
        label=_("한 줄로 말하면"),
        max_length=80,
        help_text=_("예: 작은도서관을 토요일에도 열어 주세요"),
        error_messages={"required": _("한 줄로 무엇을 바라는지 써 주십시오.")},
    )
    place = LineField(label=_("어디인가요"), max_length=100, required=False)
    body = forms.CharField(
        label=_("무엇이 불편하고, 어떻게 되면 좋겠나요"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("무엇이 불편하고 어떻게 되면 좋은지 써 주십시오.")},
    )
    photos = MultipleImageField(
        label=_("사진"),
        max_files=MOST_PHOTOS,
        required=False,
        help_text=_("5장까지. 찍은 위치 정보는 지우고 올립니다."),
        widget=PhotoInput(button=_("사진 고르기")),
    )
    rough_cost = WonField(
        label=_("돈이 얼마나 들까요"), required=False, max_value=MOST_WON, help_text=_("어림으로 씁니다. 예: 150만원")
    )
    wish = forms.ChoiceField(
        label=_("이 일은 누가 하는 것이 좋을까요"),
        choices=Wish.choices,
        initial=Wish.UNKNOWN,
        required=False,
        widget=ChoiceCards(
            descriptions={
                Wish.NEIGHBOURS: _("동네 안에서 우리가 정하고 합니다"),
                Wish.OFFICE_TASK: _("조사, 안내, 관리 같은 일입니다"),
                Wish.TOGETHER: _("구역을 정하거나 시설을 늘리는 일입니다"),
                Wish.UNKNOWN: _("담당이 보고 정합니다"),
            }
        ),
    )
    consent = forms.BooleanField(
        label=_("이름과 연락처를 답변에만 씁니다"),
        help_text=_("꼭 필요합니다. 동의하지 않으면 답을 보낼 수 없습니다."),
        error_messages={
            "required": _(
                "이름과 연락처를 답변에 쓰는 데 동의해야 답을 보낼 수 있습니다. "
                "동의하지 않으면 주민센터에 말로 알려 주십시오."
            )
        },
    )
    show_name = forms.BooleanField(label=_("제안에 내 이름을 보이게 합니다"), required=False)

    #: What an unwritten proposal holds; these are kept on the server while it is being written.
    BLANK: Mapping[str, Any] = {
        "title": "",
        "place": "",
        "body": "",
        "rough_cost": None,
        "wish": Wish.UNKNOWN,
        "show_name": False,
    }

    def __init__(self, *args: Any, sending: bool = False, place_name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The marks stand whether or not the words are needed for this button.
        marks = {"title": _("꼭 쓰기"), "body": _("꼭 쓰기"), "consent": "", "photos": OPTIONAL, "rough_cost": OPTIONAL}
        for name, mark in marks.items():
            self.fields[name].mark = mark  # type: ignore[attr-defined]
        for name in ("title", "body", "consent"):
            self.fields[name].required = sending
        self.fields["show_name"].help_text = _("안 해도 됩니다. 하지 않으면 ‘%(place)s 주민’으로 보입니다.") % {
            "place": place_name
        }

    def clean_wish(self) -> str:
        return self.cleaned_data["wish"] or Wish.UNKNOWN

    def kept(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """Return what may be kept as a draft: each value that fits, else the one kept before."""
        cleaned = getattr(self, "cleaned_data", {})
        return {name: cleaned.get(name, before.get(name, blank)) for name, blank in self.BLANK.items()}


class TokenField(forms.UUIDField):
    """What tells two sendings of one form from two forms. People never see it, so it is never wrong."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, initial=uuid.uuid4, **kwargs)

    def clean(self, value: Any) -> uuid.UUID:
        try:
            return super().clean(value) or uuid.uuid4()
        except ValidationError:
            return uuid.uuid4()


class CommentForm(KrdsFormMixin, forms.Form):
    """A word on a proposal or a project. The token makes a form that is sent twice one comment."""

    body = forms.CharField(
        label=_("의견 쓰기"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("누구나 볼 수 있습니다. 다른 사람의 이름이나 전화번호는 쓰지 마십시오."),
        error_messages={"required": _("의견을 써 주십시오.")},
    )
    token = TokenField()


class HideForm(KrdsFormMixin, forms.Form):
    """Why a comment is hidden; shown in its place."""

    reason = LineField(
        label=_("가리는 까닭"),
        max_length=200,
        help_text=_("의견이 있던 자리에 누구나 볼 수 있게 나옵니다. 예: 다른 사람의 전화번호가 들어 있습니다"),
        error_messages={"required": _("가리는 까닭을 써 주십시오.")},
    )


class WithdrawForm(KrdsFormMixin, forms.Form):
    """Why one's own proposal is taken back; nobody has to say."""

    reason = LineField(
        label=_("철회하는 까닭"),
        max_length=200,
        required=False,
        help_text=_("쓰면 제안이 걸어온 길에 누구나 볼 수 있게 남습니다."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].mark = _("안 써도 됩니다")  # type: ignore[attr-defined]


class ReaskForm(KrdsFormMixin, forms.Form):
    """What should be looked at again after an answer."""

    text = forms.CharField(
        label=_("어떤 점을 다시 봐야 하나요"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("다음에 답하는 사람이 읽고, 누구나 볼 수 있습니다."),
        error_messages={"required": _("어떤 점을 다시 봐야 하는지 써 주십시오.")},
    )
