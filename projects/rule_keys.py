"""Deadlines and limits of proposals and projects: platform defaults until a 조례 or 운영세칙 says otherwise.

Where no ordinance that was read fixes a value, the source says so; operators correct value and article as data.
"""

from django.utils.translation import gettext_lazy as _

from council.rulebook import register_key

DAYS = _("일")
MONTHS = _("개월")
YEARS = _("년")
TIMES = _("번")

NO_ORDINANCE = _("조례에 정한 것이 없어 포털이 정함")
OUTSOURCING = _("민간위탁 조례")
GRANTS = _("지방보조금 관리기준")

_KEYS = (
    # Proposals
    ("proposal.assign_days", _("제안의 담당을 정하는 날수"), DAYS, 3, NO_ORDINANCE, 1, 30),
    ("proposal.answer_days", _("제안에 답하는 날수"), DAYS, 30, NO_ORDINANCE, 7, 90),
    ("proposal.reask_days", _("답을 받고 다시 물을 수 있는 날수"), DAYS, 30, NO_ORDINANCE, 7, 90),
    # All projects
    ("project.plan_days", _("사업계획을 쓰는 날수"), DAYS, 30, NO_ORDINANCE, 1, 365),
    ("project.committee_days", _("분과가 심의하는 날수"), DAYS, 21, NO_ORDINANCE, 1, 120),
    ("project.office_check_days", _("행정이 계획을 검토하는 날수"), DAYS, 21, NO_ORDINANCE, 1, 120),
    ("project.council_vote_days", _("정기회의가 의결하는 날수"), DAYS, 35, _("정기회의 매달 1회"), 7, 120),
    ("project.assembly_days", _("주민총회가 의결하는 날수"), DAYS, 180, _("주민총회 해마다 1회"), 14, 400),
    ("project.confirm_days", _("의결한 사업을 확정하는 날수"), DAYS, 30, _("자치계획 회신 30일"), 1, 120),
    ("project.resubmit_days", _("보완해 다시 내는 날수"), DAYS, 14, NO_ORDINANCE, 1, 90),
    ("project.change_days", _("변경을 정하는 날수"), DAYS, 14, NO_ORDINANCE, 1, 60),
    ("project.report_months", _("끝난 뒤 결과를 보고하는 달수"), MONTHS, 2, GRANTS, 1, 12),
    ("project.settle_days", _("결과와 정산을 확인하는 날수"), DAYS, 20, NO_ORDINANCE, 1, 120),
    # 위탁
    ("entrusted.accept_days", _("위탁 요청을 살피는 날수"), DAYS, 14, NO_ORDINANCE, 1, 60),
    ("entrusted.apply_days", _("의결한 뒤 수탁을 신청하는 날수"), DAYS, 14, NO_ORDINANCE, 1, 90),
    ("entrusted.suitability_days", _("적정성을 검토하는 날수"), DAYS, 21, NO_ORDINANCE, 1, 90),
    ("entrusted.consent_days", _("의회 동의를 받는 날수"), DAYS, 60, NO_ORDINANCE, 1, 180),
    ("entrusted.consent_lead_days", _("시작 며칠 전까지 의회 동의를 받는지"), DAYS, 60, OUTSOURCING, 0, 180),
    ("entrusted.exempt_years", _("의회 동의를 면제할 수 있는 기간"), YEARS, 1, OUTSOURCING, 1, 5),
    ("entrusted.approval_days", _("위탁을 승인할지 정하는 날수"), DAYS, 10, NO_ORDINANCE, 1, 60),
    ("entrusted.agreement_days", _("승인한 뒤 협약을 맺는 날수"), DAYS, 14, NO_ORDINANCE, 1, 60),
    ("entrusted.term_years", _("협약 기간의 한도"), YEARS, 5, OUTSOURCING, 1, 10),
    ("entrusted.renewals", _("협약을 갱신할 수 있는 횟수"), TIMES, 1, OUTSOURCING, 0, 10),
    ("entrusted.evaluation_lead_days", _("끝나기 며칠 전까지 평가하는지"), DAYS, 90, OUTSOURCING, 0, 365),
    ("entrusted.evaluation_days", _("평가를 확인하는 날수"), DAYS, 14, NO_ORDINANCE, 1, 60),
    ("entrusted.renewal_review_days", _("끝나기 며칠 전까지 갱신을 살피는지"), DAYS, 60, OUTSOURCING, 0, 365),
    ("entrusted.quit_notice_days", _("그만둘 때 미리 알리는 날수"), DAYS, 180, OUTSOURCING, 0, 365),
    # 협의
    ("consultative.accept_days", _("협의 요청을 받는 날수"), DAYS, 7, NO_ORDINANCE, 1, 60),
    ("consultative.review_days", _("협의 의견을 모으는 날수"), DAYS, 30, NO_ORDINANCE, 1, 120),
    ("consultative.send_days", _("의결한 의견을 보내는 날수"), DAYS, 7, NO_ORDINANCE, 1, 30),
    ("consultative.reply_days", _("의견에 답하는 날수"), DAYS, 30, _("자치계획 회신 30일에 견줌"), 1, 120),
    ("consultative.follow_up_days", _("이행을 확인하는 날수"), DAYS, 90, NO_ORDINANCE, 1, 365),
    # Reminders
    ("deadline.remind_days", _("기한을 며칠 전에 알리는지"), DAYS, 2, NO_ORDINANCE, 0, 30),
    ("deadline.repeat_days", _("지난 기한을 며칠마다 다시 알리는지"), DAYS, 7, NO_ORDINANCE, 1, 60),
)

for key, label, unit, default, article, minimum, maximum in _KEYS:
    register_key(key, label=label, unit=unit, default=default, article=article, minimum=minimum, maximum=maximum)

register_key(
    "proposal.unverified_allowed",
    label=_("확인 전 주민도 제안할 수 있는지(간사가 본 뒤 공개)"),
    default=False,
    article=NO_ORDINANCE,
)
register_key(
    "entrusted.official_may_act",
    label=_("읍면동 담당이 읍면동장을 대신해 정할 수 있는지"),
    default=False,
    article=_("위임전결 규정"),
)

#: What the conditions of the workflow tables ask for.
ASKED_BY_MOVES = tuple(row[0] for row in _KEYS if row[0].startswith(("project.", "entrusted.", "consultative.")))
