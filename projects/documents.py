"""Papers of a project: 사업계획서, 검토의견서, 위탁 신청서, 협의의견서, 회신.

Their words are not translated: papers of the council and its office are Korean, whoever issues them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from council.common.dates import NBSP
from council.common.errors import Refused
from council.common.office_style import office_date, office_period, office_won
from council.documents.blocks import (
    Address,
    Attachments,
    Block,
    Column,
    Context,
    End,
    FactsTable,
    Form,
    Heading,
    Item,
    Kind,
    NumberedList,
    Paragraph,
    Seal,
    Table,
)
from council.documents.registry import never, register_paper
from projects.choices import AffairsClass, Opinion, Reply, Stage, Status
from projects.models import Project, StatusChange

#: Moves whose record the papers tell of.
REVIEWS = ("office_opinion", "suitable")
OPINIONS = ("vote_opinion",)
REPLIES = ("reply",)
NONE_SAID = "해당 없음"


def build_plan(project: Project, *, on: dt.date) -> Context:
    """사업계획서: 사업명, 사무구분, 배경, 기간, 장소, 대상, 내용, 일정, 예산, 담당, 효과, 위험 (DOMAIN §4)."""
    texts = (
        ("추진 배경", project.background),
        ("사업 내용", project.content),
        ("추진 일정", project.schedule),
        ("기대 효과", project.effect),
        ("걱정되는 점과 대비", project.risk),
    )
    blocks: list[Block] = [Heading("1. 사업 개요"), _facts(project)]
    number = 1
    for title, text in texts:
        if text:
            number += 1
            blocks += [Heading(f"{number}. {title}"), Paragraph(text)]
    if project.planned_cost is not None:
        number += 1
        blocks += [Heading(f"{number}. 예산"), _budget(project)]
    changes = list(StatusChange.objects.filter(project=project, outcome="PASS").order_by("pk"))
    if changes:
        blocks += [Heading(f"{number + 1}. 심의와 의결"), _decisions(changes)]
    return Context(f"{project.title} 사업계획서", (*blocks, End()), subtitle=project.summary)


def build_review(project: Project, *, on: dt.date) -> Context:
    """검토의견서 of the office: opinion and what it looked at; the suitability review of a 위탁 task likewise."""
    change = _latest(project, REVIEWS)
    council = project.council
    result = next((value for label, value, kind in change.facts_lines if kind == "CHOICE"), change.word)
    points = [(label, _fact(value, kind)) for label, value, kind in change.facts_lines if kind != "CHOICE"]
    blocks: list[Block] = [
        Heading("1. 검토 대상"),
        _facts(project),
        Heading("2. 검토 결과"),
        FactsTable((("검토 의견", str(result)), ("검토한 날", office_date(_day(change))), ("검토자", change.by_label))),
    ]
    if points:
        blocks += [Heading("3. 검토 항목"), FactsTable(tuple(points))]
    blocks += [Heading(f"{4 if points else 3}. 종합 의견"), Paragraph(change.comment or NONE_SAID), End()]
    blocks.append(Seal(council.head_label, on, sealed=False))
    kind = "적정성 검토의견서" if project.affairs_class == AffairsClass.ENTRUSTED else "검토의견서"
    return Context(f"{project.title} {kind}", tuple(blocks))


def build_application(project: Project, *, on: dt.date) -> Context:
    """위탁 신청서: the council asks the 읍면동장 to entrust the task, with plan and budget."""
    council = project.council
    vote = _last(project, ("vote_pass",))
    grounds = [Item(f"근거: {_basis(vote)}")] if vote is not None else []
    wishes = [
        *grounds,
        Item(f"신청 사무: {project.title}"),
        Item(f"위탁 기간: {office_period(project.starts_on, project.ends_on) or '협의하여 정함'}"),
        Item(f"소요 예산: {office_won(project.planned_cost) if project.planned_cost is not None else '협의하여 정함'}"),
        Item(f"장소: {project.place or NONE_SAID}"),
        Item("수행 계획", tuple(Item(text) for text in (project.content, project.schedule) if text)),
    ]
    blocks: tuple[Block, ...] = (
        Address(council.head_label, f"{project.title} 위탁 신청"),
        Paragraph(f"{council.name}는 다음 사무를 맡아 수행하고자 신청하오니 검토하여 주시기 바랍니다."),
        NumberedList(tuple(wishes)),
        *([_votes(vote)] if vote is not None else []),
        Attachments(("사업계획서 1부", "예산서 1부")),
        End(),
        Seal(f"{council.name}장", on),
    )
    return Context(f"{project.title} 위탁 신청서", blocks, form=Form.LETTER)


def build_opinion(project: Project, *, on: dt.date) -> Context:
    """협의의견서: the council's opinion on a 협의 matter, with the vote behind it."""
    council, vote = project.council, _latest(project, OPINIONS)
    opinion = Opinion(vote.facts["opinion"]).label
    said = str(vote.facts.get("opinion_text") or vote.comment or "")
    items = [
        Item(f"협의 안건: {project.title}"),
        Item(f"의결: {_basis(vote)}"),
        Item(f"의견: {opinion}"),
        *([Item("조건이나 까닭", (Item(said),))] if said else []),
    ]
    blocks: tuple[Block, ...] = (
        Address(council.head_label, f"{project.title}에 대한 협의의견 제출"),
        Paragraph("귀 기관에서 협의를 요청한 사항에 대하여 다음과 같이 의견을 제출합니다."),
        NumberedList(tuple(items)),
        _votes(vote),
        Paragraph("검토 결과를 기한 안에 회신하여 주시기 바랍니다."),
        End(),
        Seal(f"{council.name}장", on),
    )
    return Context(f"{project.title} 협의의견서", blocks, form=Form.LETTER)


def build_reply(project: Project, *, on: dt.date) -> Context:
    """회신: what the office answers to the council's opinion, and what it will do."""
    council, reply = project.council, _latest(project, REPLIES)
    opinion = _last(project, OPINIONS)
    rows = [
        ("협의 안건", project.title),
        ("주민자치회 의견", str(Opinion(opinion.facts["opinion"]).label) if opinion else NONE_SAID),
        ("회신", str(Reply(reply.facts["reply"]).label)),
        ("까닭과 앞으로 할 일", str(reply.facts.get("reply_text") or reply.comment or NONE_SAID)),
    ]
    if reply.facts.get("due_on"):
        rows.append(("다시 살필 날", office_date(dt.date.fromisoformat(reply.facts["due_on"]))))
    blocks: tuple[Block, ...] = (
        Heading("1. 수신"),
        Paragraph(f"{council.name}장"),
        Heading("2. 협의의견에 대한 회신"),
        FactsTable(tuple(rows)),
        Paragraph(f"회신한 날: {office_date(_day(reply))}"),
        End(),
        Seal(council.head_label, on, sealed=False),
    )
    return Context(f"{project.title} 협의의견 회신", blocks)


# --- Parts ----------------------------------------------------------------------------------------------------


def _facts(project: Project) -> FactsTable:
    rows = [
        ("사업명", project.title),
        ("사업 번호", project.number_label),
        ("사무 구분", f"{project.get_affairs_class_display()}사무"),
        ("기간", office_period(project.starts_on, project.ends_on) or "정하지 않음"),
        ("장소", project.place or "정하지 않음"),
        ("대상", project.target or "정하지 않음"),
        ("담당", project.committee.name if project.committee else project.council.name),
    ]
    if project.planned_cost is not None:
        rows.append(("예산", office_won(project.planned_cost)))
    return FactsTable(tuple((label, value.replace(NBSP, " ")) for label, value in rows))


def _budget(project: Project) -> Table:
    source = "정부 지원금" if project.grant_funded else "자체재원"
    cost = project.planned_cost or 0
    columns = (Column("재원"), Column("금액", Kind.WON), Column("비고"))
    return Table(columns, ((source, cost, None),), total=("계", cost, None), unit="단위: 원")


def _decisions(changes: Iterable[StatusChange]) -> Table:
    columns = (Column("날짜", Kind.DATE), Column("한 일"), Column("결과"), Column("근거"))
    rows = tuple((_day(change), change.label, change.word, change.basis_reference) for change in changes)
    return Table(columns, rows)


def _votes(change: StatusChange) -> Table:
    """Return the counted vote; what nobody wrote down stays empty."""
    names = (
        ("재적", "seated"),
        ("출석", "present"),
        ("제척", "recused"),
        ("찬성", "yes"),
        ("반대", "no"),
        ("기권", "abstain"),
    )
    columns = tuple(Column(label, Kind.NUMBER) for label, _name in names)
    return Table(columns, (tuple(change.facts.get(name) for _label, name in names),), caption="표결", unit="단위: 명")


def _basis(change: StatusChange) -> str:
    return ", ".join(part for part in (change.basis_reference, office_date(_day(change))) if part)


def _day(change: StatusChange) -> dt.date:
    return change.basis_on or timezone.localdate(change.at)


def _fact(value: object, kind: str) -> str:
    if isinstance(value, bool):
        return "확인함" if value else "확인하지 않음"
    if isinstance(value, dt.date):
        return office_date(value)
    if isinstance(value, int) and kind == "WON":
        return office_won(value)
    return str(value)


def _last(project: Project, moves: tuple[str, ...]) -> StatusChange | None:
    return StatusChange.objects.filter(project=project, move__in=moves).order_by("-pk").first()


def _latest(project: Project, moves: tuple[str, ...]) -> StatusChange:
    found = _last(project, moves)
    if found is None:
        raise Refused(_("아직 이 문서를 만들 때가 아닙니다."))
    return found


# --- When, and by whom ----------------------------------------------------------------------------------------


def _past(project: Project, status: str) -> bool:
    """Return whether the project has gone beyond the station; one that ended early is asked for its record."""
    path = [str(state.status) for state in project.workflow.path]
    here = project.resume_status or project.status
    if status not in path:
        return False
    if here in path:
        return path.index(here) > path.index(status)
    return StatusChange.objects.filter(project=project, from_status=status, outcome="PASS").exists()


def has_plan(project: Project) -> bool:
    return project.affairs_class != AffairsClass.CONSULTATIVE


def was_reviewed(project: Project) -> bool:
    return _past(project, Status.OFFICE_CHECK) or _past(project, Status.SUITABILITY)


def may_apply(project: Project) -> bool:
    """From the vote to apply on, so that the application can go along with the move."""
    return project.affairs_class == AffairsClass.ENTRUSTED and _past(project, Status.COUNCIL_VOTE)


def has_opinion(project: Project) -> bool:
    return project.affairs_class == AffairsClass.CONSULTATIVE and _past(project, Status.COUNCIL_VOTE)


def was_answered(project: Project) -> bool:
    return project.affairs_class == AffairsClass.CONSULTATIVE and _past(project, Status.REPLY)


def is_under_way(project: Project) -> bool:
    return project.stage in (Stage.DOING, Stage.DONE)


def _register(
    code: str,
    title: Promise,
    builder: Callable[..., Context],
    applies: Callable[[Project], bool],
    *,
    by_office: bool = False,
    is_public: Callable[[Project], bool] = never,
) -> None:
    register_paper(
        f"projects.{code}",
        title,
        builder,
        model="projects.Project",
        permission="projects.issue_office_papers" if by_office else "projects.issue_papers",
        readers="projects.read_papers",
        applies=applies,
        is_public=is_public,
    )


_register("plan", _("사업계획서"), build_plan, has_plan, is_public=is_under_way)
_register("review", _("검토의견서"), build_review, was_reviewed, by_office=True)
_register("application", _("위탁 신청서"), build_application, may_apply)
_register("opinion", _("협의의견서"), build_opinion, has_opinion)
_register("reply", _("협의의견 회신"), build_reply, was_answered, by_office=True)
