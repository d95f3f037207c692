"""What is written down about one person of the roll: training, personal data, address, consent."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from council.common.access import allow
from council.common.http import PortalRequest
from members import consent_texts, services
from members.forms.roll import (
    AddressForm,
    PaperConsentForm,
    PersonalForm,
    TrainingForm,
    WhyForm,
)
from members.models import Consent, Training
from members.services import personal
from members.views.roll_common import acted, on_roll, page_of

GET_POST = ["GET", "HEAD", "POST"]


@allow("members.train")
@require_http_methods(GET_POST)
def member_training(request: PortalRequest, pk: int) -> HttpResponse:
    """Record training hours."""
    user = on_roll(pk)
    form = TrainingForm(request.POST or None, request.FILES or None, initial={"held_on": request.today})

    def act(data: dict[str, Any]) -> str:
        services.record_training(request.council, user, by=request.actor, at=request.now, **data)
        return _("%(name)s 님의 교육 %(hours)d시간을 적었습니다.") % {"name": user.name, "hours": data["hours"]}

    return acted(request, form, act, _("교육 적기"), user.name, page_of(request, user))


@allow("members.train")
@require_http_methods(GET_POST)
def training_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a wrong row of training back."""
    row = get_object_or_404(Training.objects.select_related("user", "council"), pk=pk)
    form = WhyForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.withdraw_training(row, by=request.actor, at=request.now, **data)
        return _("적은 교육을 거두었습니다. 까닭과 함께 남아 있습니다.")

    lead = _("%(name)s 님 · %(course)s %(hours)d시간") % {
        "name": row.user.name,
        "course": row.course,
        "hours": row.hours,
    }
    return acted(request, form, act, _("교육 거두기"), lead, page_of(request, row.user))


@allow("members.write_personal")
@require_http_methods(GET_POST)
def member_personal_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Write personal data without seeing what is there."""
    user = on_roll(pk)
    form = PersonalForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        personal.write(request.council, user, by=request.actor, at=request.now, **form.written())
        return _("%(name)s 님의 개인정보를 적었습니다.") % {"name": user.name}

    lead = _("%(name)s 님. 적힌 것은 여기에 보이지 않습니다. 쓴 칸만 바뀌고 빈 칸은 그대로 둡니다.") % {
        "name": user.name
    }
    return acted(request, form, act, _("개인정보 적기"), lead, page_of(request, user))


@allow("members.write_personal")
@require_http_methods(GET_POST)
def member_address(request: PortalRequest, pk: int) -> HttpResponse:
    """Give somebody of the roll who cannot sign in yet an address, and send there the way in."""
    user = on_roll(pk)
    form = AddressForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.give_address(request.council, user, by=request.actor, at=request.now, **data)
        return _("%(name)s 님에게 들어오는 길을 보냈습니다. 비밀번호를 정하면 바로 쓸 수 있습니다.") % {
            "name": user.name
        }

    lead = _(
        "%(name)s 님. 비밀번호를 정하는 길을 메일로 보냅니다. 정하기 전에는 주소를 고쳐 다시 보낼 수 있습니다."
    ) % {"name": user.name}
    return acted(request, form, act, _("들어오는 길 보내기"), lead, page_of(request, user))


@allow("members.write_personal")
@require_http_methods(GET_POST)
def member_consent(request: PortalRequest, pk: int) -> HttpResponse:
    """Record a consent that the person signed on paper."""
    user = on_roll(pk)
    form = PaperConsentForm(request.POST or None, initial={"signed_on": request.today})
    text = consent_texts.current_text(Consent.Kind.PRIVACY, request.today)

    def act(data: dict[str, Any]) -> str:
        kept = {name: data[name] for name in ("signed_on", "named")}
        personal.consent(request.council, user, version=text.version, by=request.actor, at=request.now, **kept)
        return _("%(name)s 님의 동의를 적었습니다.") % {"name": user.name}

    lead = _("%(name)s 님. 개인정보 수집과 이용(%(version)s판)에 동의한 것을 적습니다.") % {
        "name": user.name,
        "version": text.version,
    }
    return acted(request, form, act, _("동의 적기"), lead, page_of(request, user))
