"""The words of the field as codes: what may stand in a column, with its Korean label."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AffairsClass(models.TextChoices):
    """The three classes of 사무; each has its own workflow, approver and deadlines."""

    AUTONOMOUS = "AUTONOMOUS", _("주민자치")
    ENTRUSTED = "ENTRUSTED", _("위탁")
    CONSULTATIVE = "CONSULTATIVE", _("협의")


class ProposalState(models.TextChoices):
    DRAFT = "DRAFT", _("쓰는 중")
    RECEIVED = "RECEIVED", _("접수")
    REVIEWING = "REVIEWING", _("검토 중")
    ADOPTED = "ADOPTED", _("채택")
    MERGED = "MERGED", _("병합")
    DECLINED = "DECLINED", _("불채택")
    WITHDRAWN = "WITHDRAWN", _("철회")


#: Still waiting for an answer.
OPEN_STATES = (ProposalState.RECEIVED, ProposalState.REVIEWING)
ANSWERED_STATES = (ProposalState.ADOPTED, ProposalState.MERGED, ProposalState.DECLINED)


class Wish(models.TextChoices):
    """Who the proposer thinks should do it: a hint for the class, never a decision."""

    NEIGHBOURS = "NEIGHBOURS", _("주민끼리 할 수 있는 일")
    OFFICE_TASK = "OFFICE_TASK", _("행정에서 하던 일을 주민이 맡는 것")
    TOGETHER = "TOGETHER", _("행정과 주민이 함께 정해야 하는 일")
    UNKNOWN = "UNKNOWN", _("잘 모르겠어요")


class AnswerReason(models.TextChoices):
    """Why a proposal was taken up or not; the refusals are those offices use in practice."""

    ACCEPTED = "ACCEPTED", _("사업으로 할 만함")
    MERGED = "MERGED", _("비슷한 제안과 함께 함")
    OUT_OF_POWER = "OUT_OF_POWER", _("시군구 권한 밖이거나 법에 어긋남")
    PRIVATE_BENEFIT = "PRIVATE_BENEFIT", _("개인이나 업체의 이익을 위한 일")
    NO_LAND_RIGHT = "NO_LAND_RIGHT", _("땅이나 건물을 쓸 권리가 없음")
    DUPLICATE = "DUPLICATE", _("이미 하고 있거나 계획된 일")
    OVER_CAP = "OVER_CAP", _("쓸 수 있는 돈보다 많이 듦")
    RUNNING_COST = "RUNNING_COST", _("계속 드는 관리비를 마련하지 못함")
    NOT_IN_YEAR = "NOT_IN_YEAR", _("한 해 안에 마칠 수 없음")
    ONE_GROUP = "ONE_GROUP", _("한 단체에만 도움이 됨")
    POLITICAL_RELIGIOUS = "POLITICAL_RELIGIOUS", _("정치나 종교에 관한 일")
    GIVEAWAY = "GIVEAWAY", _("참가비나 선심성 물품을 주는 일")
    OTHER = "OTHER", _("그 밖의 까닭")


DECLINE_REASONS = tuple(
    reason for reason in AnswerReason.values if reason not in (AnswerReason.ACCEPTED, AnswerReason.MERGED)
)


class StepKind(models.TextChoices):
    """What happened to a proposal, in the order its author reads it."""

    SENT = "SENT", _("보냄")
    RELEASED = "RELEASED", _("공개")
    ASSIGNED = "ASSIGNED", _("담당 정함")
    REVIEWING = "REVIEWING", _("검토")
    ANSWERED = "ANSWERED", _("답변")
    MADE_PROJECT = "MADE_PROJECT", _("사업으로 만듦")
    REASKED = "REASKED", _("다시 물음")
    WITHDRAWN = "WITHDRAWN", _("철회")


class Origin(models.TextChoices):
    COUNCIL = "COUNCIL", _("주민자치회")
    OFFICE = "OFFICE", _("읍면동")
    RESIDENT = "RESIDENT", _("주민 제안")


class Status(models.TextChoices):
    """Where a project stands. Which of these a class knows is told by its workflow table."""

    PLANNING = "PLANNING", _("계획 작성")
    REQUESTED = "REQUESTED", _("요청·제안")
    COMMITTEE = "COMMITTEE", _("분과 심의")
    OFFICE_CHECK = "OFFICE_CHECK", _("행정 검토")
    COUNCIL_VOTE = "COUNCIL_VOTE", _("정기회의 의결")
    ASSEMBLY = "ASSEMBLY", _("주민총회 의결")
    CONFIRMING = "CONFIRMING", _("확정")
    APPLYING = "APPLYING", _("수탁 신청")
    SUITABILITY = "SUITABILITY", _("적정성 검토")
    CONSENT = "CONSENT", _("의회 동의")
    APPROVAL = "APPROVAL", _("승인")
    AGREEMENT = "AGREEMENT", _("협약 체결")
    SENDING = "SENDING", _("의견서 송부")
    REPLY = "REPLY", _("회신")
    FOLLOW_UP = "FOLLOW_UP", _("이행 확인")
    RUNNING = "RUNNING", _("하는 중")
    EVALUATION = "EVALUATION", _("점검·성과평가")
    REPORTING = "REPORTING", _("결과보고")
    SETTLING = "SETTLING", _("정산 확인")
    RETURNED = "RETURNED", _("보완 요구")
    CHANGING = "CHANGING", _("변경 심의")
    CLOSED = "CLOSED", _("끝남")
    REJECTED = "REJECTED", _("부결·반려")
    STOPPED = "STOPPED", _("중단")
    TERMINATED = "TERMINATED", _("해지")


class Stage(models.TextChoices):
    """Statuses grouped for people who only want to know whether it runs."""

    PREPARING = "PREPARING", _("준비하는 중")
    WAITING = "WAITING", _("결정·회신 기다림")
    DOING = "DOING", _("하는 중")
    DONE = "DONE", _("끝남")
    HALTED = "HALTED", _("멈춤")


class Outcome(models.TextChoices):
    """What a move means for the project's way."""

    PASS = "PASS", _("다음으로")
    SKIP = "SKIP", _("건너뜀")
    RETURN = "RETURN", _("보완 요구")
    RESUBMIT = "RESUBMIT", _("다시 냄")
    REJECT = "REJECT", _("부결·반려")
    STOP = "STOP", _("중단")
    CHANGE = "CHANGE", _("변경")
    LOG = "LOG", _("기록")


class Opinion(models.TextChoices):
    """What the council says in a 협의; opinions do not bind the office."""

    AGREE = "AGREE", _("동의")
    CONDITIONAL = "CONDITIONAL", _("조건부 동의")
    AMEND = "AMEND", _("수정의견")
    OPPOSE = "OPPOSE", _("반대")
    HOLD = "HOLD", _("보류")
    NONE = "NONE", _("의견없음")


class Reply(models.TextChoices):
    """What the office answers to an opinion."""

    TAKEN = "TAKEN", _("반영")
    PARTLY = "PARTLY", _("일부반영")
    NOT_TAKEN = "NOT_TAKEN", _("미반영")
    LATER = "LATER", _("추후검토")


class OfficeOpinion(models.TextChoices):
    FIT = "FIT", _("적합")
    CONDITIONAL = "CONDITIONAL", _("조건부 적합")
    UNFIT = "UNFIT", _("부적합")


class Exemption(models.TextChoices):
    """Why the local assembly's consent is not needed for an entrusted task."""

    SHORT_TERM = "SHORT_TERM", _("1년 이하이고 예산 의결에 들어 있음")
    BY_ORDINANCE = "BY_ORDINANCE", _("조례가 주민자치회에 맡기도록 정함")
    RENEWAL = "RENEWAL", _("이미 동의받은 사무를 같은 조건으로 이어 함")


class Evaluation(models.TextChoices):
    EXCELLENT = "EXCELLENT", _("우수")
    ADEQUATE = "ADEQUATE", _("적정")
    POOR = "POOR", _("미흡")


class Cause(models.TextChoices):
    """Why an agreement ends before its term."""

    BREACH = "BREACH", _("협약을 지키지 않음")
    INCAPABLE = "INCAPABLE", _("더 이상 맡을 수 없음")
    MUTUAL = "MUTUAL", _("서로 합의함")
    COUNCIL_QUITS = "COUNCIL_QUITS", _("주민자치회가 그만두겠다고 알림")
    PUBLIC_INTEREST = "PUBLIC_INTEREST", _("공익에 필요함")


class RefusalReason(models.TextChoices):
    """Why a plan or an application is returned or refused; the text beside it is public too."""

    RIGHTS = "RIGHTS", _("주민의 권리·의무에 닿음")
    NO_CAPACITY = "NO_CAPACITY", _("맡을 사람이나 준비가 모자람")
    NO_INSURANCE = "NO_INSURANCE", _("보험이나 안전 계획이 없음")
    NO_BUDGET = "NO_BUDGET", _("쓸 돈이 없음")
    OVERLAP = "OVERLAP", _("다른 사업과 겹침")
    SITE = "SITE", _("장소를 쓸 수 없음")
    CONFLICT_OF_INTEREST = "CONFLICT_OF_INTEREST", _("이해가 부딪침")
    PAPERS = "PAPERS", _("서류가 빠졌거나 맞지 않음")
    VOTED_DOWN = "VOTED_DOWN", _("의결에서 부결")
    LAW = "LAW", _("법이나 조례에 어긋남")
    OTHER = "OTHER", _("그 밖의 까닭")
