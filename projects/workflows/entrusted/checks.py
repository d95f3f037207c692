"""Conditions of a 위탁: term, consent in time, exemption, renewal, hearing before 해지 (DOMAIN §2B)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from council.common.dates import kdate
from council.common.errors import Refused
from projects.choices import Cause, Exemption, Status
from projects.workflows.common import ends_after_start
from projects.workflows.due import add_years
from projects.workflows.inputs import Input, Kind
from projects.workflows.table import Situation, Subject

CONTENTS_GROUP = __("협약에 들어간 내용")
#: DOMAIN §2B: what an agreement has to hold.
AGREEMENT_CONTENTS = tuple(
    Input(f"has_{name}", label, Kind.CHECK, group=CONTENTS_GROUP)
    for name, label in (
        ("purpose", __("목적과 당사자")),
        ("task", __("사무와 기간")),
        ("procedure", __("하는 절차와 기준")),
        ("cost", __("비용과 수수료")),
        ("liability", __("의무와 책임")),
        ("staff", __("일하는 사람의 승계")),
        ("safety", __("시설 안전과 보험")),
        ("fees", __("이용료를 걷고 쓰는 방법")),
        ("no_subcontract", __("다시 맡기지 않기")),
        ("change", __("계획·시설을 바꿀 때의 사전 승인")),
        ("own_name", __("주민자치회 이름으로 하기")),
        ("inspection", __("보고·점검·감사")),
        ("termination", __("해지 까닭과 청문, 그만둘 때의 예고")),
        ("return", __("반환과 원상회복")),
        ("privacy", __("개인정보 맡기기")),
    )
)


def term_problem(starts: dt.date, ends: dt.date, years: int) -> Refused | None:
    """Return why the term from the first to the last day is too long, or None."""
    latest = add_years(starts, years) - dt.timedelta(days=1)
    if ends > latest:
        return Refused(
            _("협약 기간은 %(years)s년까지입니다. 끝나는 날을 %(latest)s까지로 적어 주십시오.")
            % {"years": years, "latest": kdate(latest)},
            field="ends_on",
        )
    return None


def application_complete(situation: Situation) -> Refused | None:
    missing = situation.subject.plan_missing
    if missing:
        return Refused(_("계획에서 %(missing)s을(를) 먼저 써 주십시오.") % {"missing": ", ".join(missing)})
    return ends_after_start(situation) or term_problem(
        situation.get("starts_on"), situation.get("ends_on"), situation.rules["entrusted.term_years"]
    )


def assent_in_time(situation: Situation) -> Refused | None:
    """의회 동의 comes so many days before the start; a late one needs its reason."""
    starts, given = situation.subject.starts_on, situation.get("basis_on")
    lead = situation.rules["entrusted.consent_lead_days"]
    if starts is None or situation.get("late_reason") or (starts - given).days >= lead:
        return None
    return Refused(
        _("시작하는 날 %(starts)s의 %(lead)s일 전까지 동의를 받아야 합니다. 늦은 까닭을 써 주십시오.")
        % {"starts": kdate(starts), "lead": lead},
        field="late_reason",
    )


def exemption_fits(situation: Situation) -> Refused | None:
    subject, kind = situation.subject, situation.get("exemption")
    if kind == Exemption.RENEWAL and not subject.renewals:
        return Refused(_("처음 맡는 일이라 갱신 면제를 쓸 수 없습니다. 다른 까닭을 골라 주십시오."), field="exemption")
    if kind == Exemption.SHORT_TERM and subject.starts_on and subject.ends_on:
        years = situation.rules["entrusted.exempt_years"]
        if term_problem(subject.starts_on, subject.ends_on, years):
            return Refused(
                _("기간이 %(years)s년보다 길어 면제할 수 없습니다. 의회 동의를 받아 주십시오.") % {"years": years},
                field="exemption",
            )
    return None


def agreement_holds(situation: Situation) -> Refused | None:
    starts, signed = situation.get("starts_on"), situation.get("signed_on")
    if starts < signed:
        return Refused(
            _("서명한 날 %(signed)s보다 먼저 시작할 수 없습니다. 시작하는 날을 고쳐 주십시오.")
            % {"signed": kdate(signed)},
            field="starts_on",
        )
    return ends_after_start(situation) or term_problem(
        starts, situation.get("ends_on"), situation.rules["entrusted.term_years"]
    )


def renewal_left(situation: Situation) -> Refused | None:
    allowed = situation.rules["entrusted.renewals"]
    if situation.subject.renewals >= allowed:
        return Refused(
            _("갱신은 %(allowed)s번까지입니다. 이번에는 마친 뒤 새로 신청받아 주십시오.") % {"allowed": allowed}
        )
    return None


def next_term(situation: Situation) -> dict[str, Any]:
    """A renewed task begins the day after its old term; how long it runs is agreed anew."""
    ends = situation.subject.ends_on
    starts = ends + dt.timedelta(days=1) if ends else None
    return {"renewals": situation.subject.renewals + 1, "starts_on": starts, "ends_on": None}


def termination_fair(situation: Situation) -> Refused | None:
    """A hearing before the council loses the task against its will; due notice when it quits."""
    cause, effective = situation.get("cause"), situation.get("effective_on")
    if cause == Cause.COUNCIL_QUITS:
        noticed = situation.get("noticed_on")
        if noticed is None:
            return Refused(_("그만두겠다고 알린 날을 적어 주십시오."), field="noticed_on")
        days = situation.rules["entrusted.quit_notice_days"]
        earliest = noticed + dt.timedelta(days=days)
        if effective < earliest:
            return Refused(
                _("알린 날부터 %(days)s일이 지난 %(earliest)s부터 해지할 수 있습니다.")
                % {"days": days, "earliest": kdate(earliest)},
                field="effective_on",
            )
    elif cause != Cause.MUTUAL and situation.get("heard_on") is None:
        return Refused(_("해지하기 전에 주민자치회의 의견을 듣고, 들은 날을 적어 주십시오."), field="heard_on")
    return None


#: What was returned from here goes back to the office, not to the council.
OFFICE_RETURNS = frozenset({Status.EVALUATION.value})


def before_agreement(subject: Subject) -> bool:
    """Once the task runs under an agreement it ends by 해지, not by stopping."""
    return subject.status != Status.RETURNED or subject.resume_status not in (Status.EVALUATION, Status.SETTLING)
