"""One's own data, from every app: a registry, so that members need not know what stands to its right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from council.common.actor import Actor
from council.notices.selectors import export_for
from members.models import (
    Application,
    Attendance,
    CommitteeMembership,
    Consent,
    Membership,
    Office,
    OfficialPost,
    PersonalRecord,
    PlatformPost,
    Residency,
    Training,
    User,
)
from members.selectors import looks_at

#: Rows of label → value for one person; called inside a wide scope over all councils.
Collect = Callable[[int], list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Source:
    """One part of what the portal knows of a person."""

    code: str
    label: Any
    collect: Collect


SOURCES: dict[str, Source] = {}


def register_source(code: str, label: Any, collect: Collect) -> None:
    """Add a part to the download. Raises ValueError when the code is taken."""
    if code in SOURCES:
        raise ValueError(f"personal data source {code} is registered twice")
    SOURCES[code] = Source(code, label, collect)


#: What takes a person's name off public pages, in the app that shows it.
HideName = Callable[[int, Actor, dt.datetime], None]
HIDERS: list[HideName] = []


def register_name_hider(hide: HideName) -> None:
    """Have an app take a person's name off its pages when the consent to show it is withdrawn."""
    HIDERS.append(hide)


def _account(user_id: int) -> list[dict[str, Any]]:
    user = User.objects.get(pk=user_id)
    return [
        {
            "이름": user.name,
            "전자우편": user.email,
            "전화": user.phone,
            "가입한 때": user.joined_at,
            "마지막으로 로그인한 때": user.last_login,
        }
    ]


def _consents(user_id: int) -> list[dict[str, Any]]:
    return [
        {"무엇에": row.get_kind_display(), "대답": row.get_answer_display(), "글의 판": row.version, "때": row.at}
        for row in Consent.objects.filter(user_id=user_id).order_by("at", "pk")
    ]


def _residencies(user_id: int) -> list[dict[str, Any]]:
    rows = Residency.objects.filter(user_id=user_id).select_related("council").order_by("requested_at", "pk")
    return [
        {
            "주민자치회": row.council.name,
            "상태": row.get_status_display(),
            "까닭": row.get_basis_display(),
            "사는 곳": row.address_hint,
            "신청한 때": row.requested_at,
            "확인한 때": row.verified_at,
            "확인한 방법": row.get_method_display(),
            "끝난 때": row.ended_at,
            "적힌 말": row.reason,
        }
        for row in rows
    ]


def _terms(user_id: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for model in (Membership, Office, OfficialPost, CommitteeMembership):
        for term in model._default_manager.filter(user_id=user_id).select_related("council").order_by("starts_on"):
            what = getattr(term, "get_kind_display", lambda term=term: str(term._meta.verbose_name))()
            rows.append({"주민자치회": term.council.name, "자리": what} | _dates(term))
    for post in PlatformPost.objects.filter(user_id=user_id).select_related("region").order_by("starts_on"):
        rows.append({"시군구": str(post.region or ""), "자리": post.get_kind_display()} | _dates(post))
    return rows


def _dates(term: Any) -> dict[str, Any]:
    return {"시작한 날": term.starts_on, "마지막 날": term.last_day, "끝난 까닭": term.end_reason}


def _roll_data(user_id: int) -> list[dict[str, Any]]:
    rows = PersonalRecord.objects.filter(user_id=user_id).select_related("council").order_by("council_id")
    return [
        {
            "주민자치회": row.council.name,
            "생년월일": row.born_on,
            "성별": row.get_sex_display(),
            "전화": row.phone,
            "주소": row.address,
            "자격": row.eligibility,
            "하는 일": row.occupation,
            "통·리·마을": row.residence,
            "세대": row.household,
            "동의한 글의 판": row.consent_version,
            "동의한 때": row.consented_at,
        }
        for row in rows
    ]


def _trainings(user_id: int) -> list[dict[str, Any]]:
    rows = Training.objects.filter(user_id=user_id).select_related("council").order_by("held_on", "pk")
    return [
        {
            "주민자치회": row.council.name,
            "교육": row.course,
            "시간": row.hours,
            "날": row.held_on,
            "수료증": row.certificate_name,
            "거둔 까닭": row.withdrawn_why,
        }
        for row in rows
    ]


def _attendances(user_id: int) -> list[dict[str, Any]]:
    rows = Attendance.objects.filter(user_id=user_id).select_related("council").order_by("held_on", "pk")
    return [
        {"주민자치회": row.council.name, "회의": row.meeting, "날": row.held_on, "출석": row.get_presence_display()}
        for row in rows
    ]


def _applications(user_id: int) -> list[dict[str, Any]]:
    rows = Application.objects.filter(user_id=user_id).select_related("council", "recruitment", "track", "committee")
    return [
        {
            "주민자치회": row.council.name,
            "모집": row.recruitment.title,
            "접수 번호": row.number,
            "상태": row.get_status_display(),
            "이름": row.name,
            "생년월일": row.born_on,
            "성별": row.get_sex_display(),
            "전화": row.phone,
            "주소": row.address,
            "자격": row.eligibility,
            "갈래": row.track.label if row.track else "",
            "하는 일": row.occupation,
            "하고 싶은 일": row.motive,
            "들고 싶은 분과": row.committee.name if row.committee else "",
            "낸 때": row.submitted_at,
            "정한 까닭": row.reason,
            "결과에 이름을 모두 보임": row.show_name,
        }
        for row in rows.order_by("started_at", "pk")
    ]


def _looks(user_id: int) -> list[dict[str, Any]]:
    return [{"때": look.at, "누가": look.actor_label, "까닭": look.why} for look in looks_at(user_id)]


register_source("account", _("계정"), _account)
register_source("consents", _("동의한 것"), _consents)
register_source("residencies", _("주민 확인"), _residencies)
register_source("terms", _("위원·임원·담당의 임기"), _terms)
register_source("roll", _("위원 명부의 개인정보"), _roll_data)
register_source("trainings", _("교육"), _trainings)
register_source("attendances", _("회의 출석"), _attendances)
register_source("applications", _("위원 지원서"), _applications)
register_source("looks", _("내 개인정보를 본 기록"), _looks)
register_source("notices", _("받은 알림"), export_for)
