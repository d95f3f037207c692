"""Forms of the call: preparing it, taking it a step on, its training sessions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from council.common.errors import Refused
from council.common.forms import ChoiceCards, KDateField, KrdsFormMixin
from members.forms.people import LastDayField
from members.models import Recruitment, RecruitmentTrack
from members.rulings import TrackPlan
from members.services.recruitment.recruitments import Plan


def usual_tracks() -> list[TrackPlan]:
    """Return what a person divides the seats among where no rule names any track."""
    return [
        TrackPlan("open", gettext("공개모집"), "draw", None),
        TrackPlan("recommended", gettext("추천"), "draw", None),
    ]


class CallForm(KrdsFormMixin, forms.Form):
    """The whole call. The seats of each track are asked for only where the rules leave them open."""

    title = forms.CharField(label=_("이름"), max_length=80, help_text=_("예: 2027년 마장동 주민자치회 위원 모집"))
    kind = forms.ChoiceField(label=_("갈래"), choices=Recruitment.Kind.choices, widget=ChoiceCards, initial="REGULAR")
    seats = forms.IntegerField(label=_("정원"), min_value=1, max_value=500, help_text=_("주민자치회 전체의 위원 수"))
    places = forms.IntegerField(
        label=_("이번에 뽑는 자리"), min_value=1, max_value=500, help_text=_("이미 있는 위원의 자리는 뺍니다.")
    )
    opens_on = KDateField(label=_("접수 시작"))
    closes_on = KDateField(label=_("접수 마지막 날"))
    draw_on = KDateField(label=_("공개 추첨일"))
    draw_place = forms.CharField(label=_("추첨 장소"), max_length=80, required=False)
    term_starts_on = KDateField(label=_("임기 첫날"))
    term_ends_on = LastDayField(label=_("임기 마지막 날"))
    text = forms.CharField(
        label=_("알리는 글"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    papers = forms.CharField(
        label=_("낼 서류"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("한 줄에 하나씩. 예: 주민등록초본(주민등록번호 뒷자리를 가린 것)"),
    )
    quota_reason = forms.CharField(
        label=_("자리를 사람이 나누었으면 그 까닭"),
        max_length=300,
        required=False,
        help_text=_("규칙이 자리를 나누어 주면 비워 둡니다."),
    )

    def __init__(self, *args: Any, tracks: list[TrackPlan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named = tracks or usual_tracks()
        for track in self.named:
            self.fields[f"seats_{track.track}"] = forms.IntegerField(
                label=track.label, min_value=0, max_value=500, required=False
            )

    @property
    def quota_fields(self) -> list[Any]:
        return [self[f"seats_{track.track}"] for track in self.named]

    @property
    def plain_fields(self) -> list[Any]:
        asked = {f"seats_{track.track}" for track in self.named} | {"quota_reason"}
        return [self[name] for name in self.fields if name not in asked]

    def plan(self) -> Plan:
        """Return what the form says; call it on a valid form."""
        data = self.cleaned_data
        tracks = [
            TrackPlan(track.track, track.label, track.by, data[f"seats_{track.track}"], track.article)
            for track in self.named
            if data[f"seats_{track.track}"] is not None
        ]
        words = {name: data[name] for name in Plan.__slots__ if name in data}
        return Plan(**words, tracks=tuple(tracks))

    def add_refusal(self, refused: Refused) -> None:
        """Put what concerns the tracks beside the first of them."""
        if refused.field == "tracks":
            refused = Refused(refused.message, field=f"seats_{self.named[0].track}", code=refused.code)
        by_constraint = {
            "recruitment_dates_in_order": "closes_on",
            "recruitment_draw_after_close": "draw_on",
            "recruitment_term_in_order": "term_ends_on",
            "recruitment_places_in_seats": "places",
        }
        field = refused.field or by_constraint.get(refused.code)
        super().add_refusal(Refused(refused.message, field=field, code=refused.code))


def call_initial(recruitment: Recruitment) -> dict[str, Any]:
    """Return the form's first values for a call that is being changed."""
    names = [name for name in CallForm.base_fields if name != "term_ends_on"]
    values = {name: getattr(recruitment, name) for name in names}
    rows: dict[str, Any] = {
        f"seats_{row.track}": row.seats for row in RecruitmentTrack.objects.filter(recruitment=recruitment)
    }
    decided = rows if recruitment.quota_reason else {}
    return values | {"term_ends_on": recruitment.last_day} | decided


class StepForm(KrdsFormMixin, forms.Form):
    """Take the recruitment a step on: the reason where one is needed."""

    reason = forms.CharField(label=_("까닭"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, ask_reason: bool, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ask_reason:
            self.fields["reason"].help_text = hint
        else:
            del self.fields["reason"]


class ExtendForm(StepForm):
    """Take applications for longer."""

    closes_on = KDateField(label=_("접수 마지막 날"))
    draw_on = KDateField(label=_("공개 추첨일"))


class SessionForm(KrdsFormMixin, forms.Form):
    """One training session."""

    course = forms.CharField(label=_("교육 이름"), max_length=80, help_text=_("예: 주민자치학교 1회"))
    held_on = KDateField(label=_("교육하는 날"))
    hours = forms.IntegerField(label=_("시간"), min_value=1, max_value=24)
    place = forms.CharField(label=_("장소"), max_length=80, required=False)
