"""What is filled in about a project: making it, its plan, its class, its log and photos."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.common.dates import kdate
from council.common.forms import ChoiceCards, KDateField, MultipleImageField, PhotoInput, WonField
from council.common.money import MAX_WON
from projects.choices import AffairsClass, Origin
from projects.forms.office import CLASS_TEXTS, open_committees, owner_choices
from projects.forms.once import OnceForm
from projects.models import Project
from projects.wording import in_words_of

MOST_PHOTOS_AT_ONCE = 5
LONGEST_REASON = 1000


def _column(name: str) -> Any:
    """Return the model's field; Any, because only fields with a label and a limit are asked for."""
    return Project._meta.get_field(name)


def label_of(name: str) -> str:
    """Return what a column of the plan is called."""
    return str(_column(name.removesuffix("_id")).verbose_name)


def _area(name: str, rows: int = 4, hint: Any = "") -> forms.CharField:
    """Return a text field of the plan under the model's own label and limit."""
    column = _column(name)
    return forms.CharField(
        label=column.verbose_name,
        max_length=column.max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=hint,
    )


def _line(name: str, *, required: bool = False, hint: Any = "") -> forms.CharField:
    column = _column(name)
    return forms.CharField(label=column.verbose_name, max_length=column.max_length, required=required, help_text=hint)


def class_reason() -> forms.CharField:
    return forms.CharField(
        label=_("그렇게 나눈 까닭"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("사업 쪽에 공개됩니다."),
        error_messages={"required": _("사무를 그렇게 나눈 까닭을 써 주십시오.")},
    )


def affairs_class() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("사무 구분"), choices=AffairsClass.choices, widget=ChoiceCards(descriptions=CLASS_TEXTS)
    )


def say_for(council: Any, field: forms.Field) -> None:
    """Let the descriptions of the classes name the council's own office."""
    field.widget.descriptions = {code: in_words_of(council, text) for code, text in CLASS_TEXTS.items()}


class _Responsible(OnceForm):
    """Fields that say which 분과 and who."""

    def __init__(self, *args: Any, council: Any, on: dt.date, keep: Any = None, **kwargs: Any) -> None:
        self.council = council
        super().__init__(*args, **kwargs)
        committees = [(str(c.pk), c.name) for c in open_committees(on)]
        if keep is not None and keep.committee is not None:
            committees = list(dict([*committees, (str(keep.committee_id), keep.committee.name)]).items())
        people = owner_choices(council, on, keep.owner if keep is not None else None)
        self.fields["committee_id"].choices = [("", _("분과 없이")), *committees]  # type: ignore[attr-defined]
        first = [] if keep is not None else [("", _("나 또는 분과장이 맡기"))]
        self.fields["owner_id"].choices = [*first, *people]  # type: ignore[attr-defined]

    def clean_committee_id(self) -> int | None:
        return int(self.cleaned_data["committee_id"]) if self.cleaned_data["committee_id"] else None

    def clean_owner_id(self) -> int | None:
        return int(self.cleaned_data["owner_id"]) if self.cleaned_data["owner_id"] else None


class ProjectForm(_Responsible):
    """Opening a project, from proposals or without."""

    title = _line("title", required=True)
    summary = _line("summary", hint=_("목록에서 이름 아래에 보입니다."))
    affairs_class = affairs_class()
    class_reason = class_reason()
    origin = forms.ChoiceField(
        label=_("처음 낸 곳"),
        choices=[(Origin.COUNCIL, Origin.COUNCIL.label), (Origin.OFFICE, Origin.OFFICE.label)],
        widget=forms.RadioSelect,
    )
    committee_id = forms.ChoiceField(label=_("분과"), required=False)
    owner_id = forms.ChoiceField(label=_("맡을 사람"), required=False)
    grant_funded = forms.BooleanField(
        label=_("정부 지원금을 씁니다"), required=False, help_text=_("동의 검토와 정산 확인을 받습니다.")
    )
    in_annual_plan = forms.BooleanField(
        label=_("자치계획에 넣습니다"), required=False, help_text=_("정기회의 다음에 주민총회에서 의결합니다.")
    )

    def __init__(self, *args: Any, origins: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_for(self.council, self.fields["affairs_class"])
        if not origins:
            del self.fields["origin"]
        else:
            field = self.fields["origin"]
            field.choices = [(code, Origin(code).label) for code in origins]  # type: ignore[attr-defined]
            if len(origins) == 1:
                field.initial, field.widget = origins[0], forms.HiddenInput()


class PlanForm(_Responsible):
    """The plan of a project, section by section; half of it may be saved."""

    SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("무슨 일인가"), ("title", "summary", "place", "target")),
        (_("왜, 무엇을"), ("background", "content", "schedule")),
        (_("무엇이 나아지고, 무엇이 걱정인가"), ("effect", "risk")),
        (_("기간과 돈"), ("starts_on", "ends_on", "planned_cost", "grant_funded", "in_annual_plan")),
        (_("누가 맡나"), ("committee_id", "owner_id")),
    )

    #: A mark of the plan as it was when the form was opened.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title = _line("title", required=True)
    summary = _line("summary", hint=_("목록에서 이름 아래에 보입니다."))
    place = _line("place")
    target = _line("target", hint=_("누구를 위한 일인지, 몇 명쯤인지 써 주십시오."))
    background = _area("background", hint=_("왜 하려고 하는지 써 주십시오."))
    content = _area("content", 6)
    schedule = _area("schedule", hint=_("달마다 무엇을 하는지 써 주십시오."))
    effect = _area("effect", 3)
    risk = _area("risk", 3, _("안전, 민원, 날씨처럼 걱정되는 점과 어떻게 대비할지 써 주십시오."))
    starts_on = KDateField(label=_("시작하는 날"), required=False)
    ends_on = KDateField(label=_("끝나는 날"), required=False)
    planned_cost = WonField(label=_("드는 돈"), required=False, max_value=MAX_WON)
    grant_funded = forms.BooleanField(
        label=_("정부 지원금을 씁니다"), required=False, help_text=_("동의 검토와 정산 확인을 받습니다.")
    )
    in_annual_plan = forms.BooleanField(
        label=_("자치계획에 넣습니다"), required=False, help_text=_("정기회의 다음에 주민총회에서 의결합니다.")
    )
    committee_id = forms.ChoiceField(label=_("분과"), required=False)
    owner_id = forms.ChoiceField(label=_("맡은 사람"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("끝나는 날이 시작하는 날 %(day)s보다 빠릅니다.") % {"day": kdate(starts)})
        return cleaned

    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in self.SECTIONS]

    def see(self, mark: str) -> None:
        """Take note of the plan as it stands now: sending the form again overwrites it knowingly."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = mark  # type: ignore[index]

    def plan(self) -> dict[str, Any]:
        """Return the fields of the plan as the service takes them."""
        return {name: self.cleaned_data[name] for _title, names in self.SECTIONS for name in names}


class ClassForm(OnceForm):
    """Another class for a project that no meeting has decided on yet."""

    affairs_class = affairs_class()
    class_reason = class_reason()
    expected_class = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, council: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_for(council, self.fields["affairs_class"])


class ResponsibleForm(_Responsible):
    """Who is responsible for a project, whatever its state."""

    committee_id = forms.ChoiceField(label=_("분과"), required=False)
    owner_id = forms.ChoiceField(label=_("맡은 사람"))


class LogForm(OnceForm):
    """One line of the project's log, with photos."""

    on = KDateField(label=_("날짜"))
    text = forms.CharField(
        label=_("있었던 일"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("사업 쪽에 공개됩니다. 사람 이름과 연락처는 쓰지 마십시오."),
    )
    photos = MultipleImageField(
        label=_("사진"),
        required=False,
        max_files=MOST_PHOTOS_AT_ONCE,
        widget=PhotoInput(),
        help_text=_("5장까지 올릴 수 있습니다. 찍은 곳과 기기 정보는 지웁니다."),
    )
    alt = forms.CharField(
        label=_("사진을 말로 하면"),
        max_length=200,
        required=False,
        help_text=_("사진을 볼 수 없는 분이 이 글을 듣습니다. 예: 주민 열 명이 골목을 쓸고 있습니다."),
    )


class PhotoForm(OnceForm):
    """Photos of a project as a whole."""

    photos = MultipleImageField(
        label=_("사진"),
        max_files=MOST_PHOTOS_AT_ONCE,
        widget=PhotoInput(),
        help_text=_("한 번에 5장까지 올릴 수 있습니다. 찍은 곳과 기기 정보는 지웁니다."),
    )
    caption = forms.CharField(label=_("설명"), max_length=100, required=False, help_text=_("사진 아래에 보입니다."))
    alt = forms.CharField(
        label=_("사진을 말로 하면"),
        max_length=200,
        required=False,
        help_text=_("사진을 볼 수 없는 분이 이 글을 듣습니다."),
    )
