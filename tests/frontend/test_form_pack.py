"""The crispy pack: what a screen reader and an error summary need from a form."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template import engines

from council.common import forms as portal_forms
from council.common.errors import Refused
from council.common.forms import KrdsFormMixin


class EveryControl(KrdsFormMixin, forms.Form):
    title = forms.CharField(label="한 줄로 말하면", max_length=10, help_text="예: 작은도서관을 열어 주세요")
    body = forms.CharField(label="무엇이 불편한가요", widget=forms.Textarea, max_length=20)
    cost = portal_forms.WonField(label="얼마쯤 들까요", required=False)
    day = portal_forms.KDateField(label="다시 낼 기한", required=False)
    committee = forms.ChoiceField(label="분과", choices=[("", "고르기"), ("1", "안전")])
    photos = portal_forms.MultipleImageField(label="사진", required=False)
    decision = forms.ChoiceField(
        label="결정",
        choices=[("APPROVE", "승인"), ("REFUSE", "거절")],
        widget=portal_forms.ChoiceCards(descriptions={"REFUSE": "신청이 끝납니다"}),
    )
    kind = forms.ChoiceField(label="갈래", required=False, choices=[("", "모두")], widget=portal_forms.ChipRadio)
    others = forms.MultipleChoiceField(
        label="함께 볼 사람", choices=[("1", "회장")], widget=forms.CheckboxSelectMultiple, required=False
    )
    agree = forms.BooleanField(label="답변에만 씁니다", help_text="꼭 필요합니다.")


def render(source: str, **context: Any) -> str:
    template = engines["django"].from_string("{% load crispy_forms_tags %}" + source)
    return str(template.render(context))


@pytest.fixture
def refused_page() -> str:
    return render("{{ form|crispy }}", form=EveryControl({"title": "", "decision": "PERHAPS"}))


def test_it_draws_every_control() -> None:
    page = render("{{ form|crispy }}", form=EveryControl())
    for name in EveryControl.base_fields:
        assert f'name="{name}"' in page
    assert 'class="krds-input"' in page
    assert 'class="krds-form-select"' in page
    assert "errsum" not in page


def test_ids_are_unique_and_every_reference_exists(refused_page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', refused_page)
    assert len(ids) == len(set(ids))
    referred = " ".join(re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', refused_page)).split()
    referred += re.findall(r'\sfor="([^"]+)"', refused_page) + re.findall(r'href="#([^"]+)"', refused_page)
    assert set(referred) <= set(ids)


def test_summary_links_to_the_field_and_to_the_group(refused_page: str) -> None:
    assert 'role="alert"' in refused_page
    assert 'tabindex="-1"' in refused_page
    assert '<a href="#id_title">한 줄로 말하면: 이 칸을 써 주십시오.</a>' in refused_page
    assert '<fieldset class="form-group" id="id_decision"' in refused_page
    assert '<a href="#id_decision">결정: 고를 수 없는 값입니다.' in refused_page


def test_error_and_hint_describe_the_field(refused_page: str) -> None:
    control = re.search(r'<input[^>]*name="title"[^>]*>', refused_page)
    assert control is not None
    assert 'aria-describedby="id_title_helptext id_title_error"' in control[0]
    assert 'aria-invalid="true"' in control[0]
    assert '<fieldset class="form-group" id="id_decision" tabindex="-1" aria-describedby="id_decision_error">' in (
        refused_page
    )


def test_summary_is_written_once_when_the_page_writes_it() -> None:
    page = render("{% error_summary form %}<h2>양식</h2>{{ form|crispy }}", form=EveryControl({}))
    assert page.count('class="errsum"') == 1
    assert page.index("errsum") < page.index("<h2>양식")


def test_what_was_typed_stays() -> None:
    page = render("{{ form|crispy }}", form=EveryControl({"title": "가로등", "cost": "백만", "body": "<b>어둡다</b>"}))
    assert 'value="가로등"' in page
    assert 'value="백만"' in page
    assert "&lt;b&gt;어둡다&lt;/b&gt;" in page


def test_choice_says_what_follows_from_it() -> None:
    page = render("{{ form.decision|as_crispy_field }}", form=EveryControl())
    assert "<b>거절</b><span>신청이 끝납니다</span>" in page


def test_crispy_tag_writes_the_button() -> None:
    class WithButton(EveryControl):
        submit_label = "제안 보내기"

    page = render("{% crispy form %}", form=WithButton(), csrf_token="x")
    assert "<form" not in page
    assert 'name="csrfmiddlewaretoken"' in page
    assert 'type="submit" class="krds-btn xlarge primary"' in page


def test_formset_summarises_all_its_forms() -> None:
    formset = forms.formset_factory(EveryControl, extra=2)({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2"})
    page = render("{{ formset|crispy }}", formset=formset)
    assert page.count('class="errsum"') == 1
    assert 'href="#id_form-1-title"' in page


def test_refusal_of_a_service_stands_beside_its_field() -> None:
    form = EveryControl({"title": "가로등"})
    form.add_refusal(Refused("남은 돈보다 140,000원 많습니다.", field="cost"))
    form.add_refusal(Refused("지난 해의 장부는 닫혔습니다.", field="year"))
    assert form.errors["cost"] == ["남은 돈보다 140,000원 많습니다."]
    assert form.non_field_errors() == ["지난 해의 장부는 닫혔습니다."]


def test_too_long_text_is_counted_not_cut() -> None:
    form = EveryControl({"title": "가" * 12, "body": "나" * 20})
    assert form.errors["title"] == ["10자까지 쓸 수 있습니다. 지금 12자입니다."]
    page = render("{{ form|crispy }}", form=form)
    assert "maxlength" not in page
    assert 'data-count="20"' in page


def test_line_ends_count_as_one() -> None:
    assert "body" not in EveryControl({"body": "가\r\n" * 10}).errors


@pytest.mark.parametrize("kind", [dict, QueryDict])
def test_control_characters_vanish_and_hangul_is_composed(kind: type) -> None:
    raw = {"title": "\x00가\u1100\u1161\x1b로등 ", "agree": "on"}
    form = EveryControl(QueryDict(mutable=True) if kind is QueryDict else raw)
    if kind is QueryDict:
        data = QueryDict(mutable=True)
        data.update(raw)
        form = EveryControl(data)
    form.is_valid()
    assert form.cleaned_data["title"] == "가가로등"


def test_author_may_word_the_message() -> None:
    class Worded(KrdsFormMixin, forms.Form):
        name = forms.CharField(error_messages={"required": "이름을 써 주십시오."})

    assert Worded({}).errors["name"] == ["이름을 써 주십시오."]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-09-30", dt.date(2026, 9, 30)),
        ("2026. 9. 30.(수)", dt.date(2026, 9, 30)),
        ("2026.9.30", dt.date(2026, 9, 30)),
        ("2026년 9월 30일", dt.date(2026, 9, 30)),
        ("20260930", dt.date(2026, 9, 30)),
        ("２０２６. ９. ３０.", dt.date(2026, 9, 30)),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, day: dt.date) -> None:
    assert portal_forms.KDateField().clean(typed) == day


@pytest.mark.parametrize("typed", ["2026-02-30", "내일", "0000-01-01", "9999-12-31", "2026-9", "20261"])
def test_days_that_do_not_exist_are_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        portal_forms.KDateField().clean(typed)


def test_day_stays_in_the_calendar_after_an_error() -> None:
    page = render("{{ form.day|as_crispy_field }}", form=EveryControl({"day": "2026. 9. 30."}))
    assert 'value="2026-09-30"' in page
