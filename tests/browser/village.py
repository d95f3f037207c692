"""A village where everything has happened once: proposals and projects in every state, people at every door."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone

from council.common.actor import Actor
from council.common.documents import safe_document
from council.documents.gathering import make
from council.documents.services import change_letterhead, issue, reissue
from council.documents.services.batches import gather
from council.meetings import services as meetings
from council.meetings.models import Meeting
from council.run.places import ROOT
from council.services.loading import load_rules
from council.services.wording import Owner
from members.models import Membership, Residency, User
from members.services import imports, invite, issue_code, record_training
from projects.models import Project, Proposal
from projects.services import answers, log, photos, proposals, voices
from projects.workflows import WORKFLOWS
from tests.access.recruits import Recruiting
from tests.browser.ways import made, ways_of
from tests.cast import make_users
from tests.members.sheet_files import comma_separated
from tests.projects_pages.office import Office
from tests.projects_pages.town import picture


@dataclass
class Village:
    """What there is to look at."""

    office: Office
    proposals: list[Proposal] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def fill(self) -> Village:
        self.propose()
        self.run_projects()
        self.talk()
        self.let_people_wait()
        self.write_and_hold()
        self.issue_papers()
        self.recruit()
        self.keep_the_roll()
        self.rule()
        self.meet()
        return self

    def propose(self) -> None:
        """Let there be a proposal in every state, one of them late, one with photos."""
        office, cast = self.office, self.office.cast
        late = office.proposal("오래 기다린 제안", days=-45)
        declined = self._declined("받아들이지 못한 제안")
        reasked, withdrawn = self._declined("다시 물은 제안"), office.proposal("거둔 제안")
        leading, merged = office.assigned(title="먼저 낸 제안"), office.proposal("함께 묶은 제안", who="member")
        pictured = office.proposal("사진이 있는 제안")
        with office.scope():
            kim, secretary, head = cast.actor("resident"), cast.actor("secretary"), cast.actor("committee_head")
            photos.add(pictured, picture(), by=kim, at=office.at(), alt="물이 고인 굴다리", caption="굴다리")
            answers.merge(leading, [merged], by=secretary, at=office.at(), answer="함께 합니다.")
            proposals.withdraw(withdrawn, by=kim, at=office.at(), reason="풀렸습니다.")
            proposals.reask(reasked, by=kim, at=office.at(), text="까닭이 바뀌었습니다.")
            reviewing = answers.start_review(office.assigned(title="살피는 제안"), by=head, at=office.at())
        adopted = office.adopted(title="채택한 제안")
        self.addresses += [office.url("proposal_sent", late.pk), office.url("office_make_project", adopted.pk)]
        self.proposals += [late, declined, reasked, withdrawn, leading, merged, pictured, reviewing, adopted]

    def _declined(self, title: str) -> Proposal:
        assigned = self.office.assigned(title=title)
        with self.office.scope():
            head = self.office.cast.actor("committee_head")
            return answers.decline(assigned, by=head, at=self.office.at(), answer="겹칩니다.", reason="DUPLICATE")

    def run_projects(self) -> None:
        """Let there be a project at every station of every class."""
        for flow in WORKFLOWS.values():
            reached: set[str] = set()
            for fork in ({}, {"grant_funded": True, "in_annual_plan": True}):
                for (status, _resume), way in ways_of(flow, **fork).items():
                    if status in reached or not way:
                        continue
                    reached.add(status)
                    project = self.office.project(flow.affairs_class, f"{flow.title} {status.title()}", **fork)
                    for step in way:
                        project = made(self.office, project, step)
                    self.projects.append(project)
            self.projects.append(self.office.project(flow.affairs_class, f"{flow.title}의 처음", days=-90))

    def talk(self) -> None:
        """Let people say something, and let one word be hidden."""
        office, cast = self.office, self.office.cast
        running = next(project for project in self.projects if project.status == "RUNNING")
        with office.scope():
            for thing in (self.proposals[0], running):
                for who, body in (("resident", "저도 그렇게 생각합니다."), ("member", "전화 주세요.")):
                    said = voices.comment(thing, by=cast.actor(who), at=office.at(), body=body, token=uuid.uuid4())
                voices.hide(said, by=cast.actor("secretary"), at=office.at(), reason="연락처가 있습니다.")
                voices.follow(thing, by=cast.actor("resident"), at=office.at())
            head = cast.actor("committee_head")
            line = log.add_update(
                running, by=head, at=office.at(), on=timezone.localdate(), text="골목을 돌았습니다.", token=uuid.uuid4()
            )
            for pictured in (line, running):
                photos.add(pictured, picture(), by=head, at=office.at(), alt="골목", caption="3월의 골목")
            voices.support(self.proposals[0], by=cast.actor("member"), at=office.at())
        self.addresses += [office.url("comment_hide", said.pk), office.url("office_photos", running.pk)]

    def let_people_wait(self) -> None:
        """Let somebody wait to be verified with a code on the way, somebody be refused, somebody be invited."""
        office, cast, council = self.office, self.office.cast, self.office.cast.council
        secretary = cast.actor("secretary")
        with office.scope():
            issue_code(self._asks("길우영", "gil@majang.example"), by=secretary, at=office.at())
            refused = self._asks("노하늘", "noh@majang.example")
            Residency.objects.filter(pk=refused.pk).update(
                status=Residency.Status.REFUSED, ended_at=office.at(), reason="찾지 못했습니다."
            )
            invited = invite(
                council, email="new@majang.example", kind="AUDITOR", by=cast.actor("operator"), at=office.at()
            )
        self.addresses.append(reverse("members:invitation", args=[council.slug, invited.token]))

    def _asks(self, name: str, email: str) -> Residency:
        user: User = make_users({"asker": (name, email)})["asker"]
        return Residency.objects.create(
            council=self.office.cast.council, user=user, requested_at=self.office.at() - dt.timedelta(days=1)
        )

    def issue_papers(self) -> None:
        """Let papers be issued, one of them anew, some on their way into one file, under a letterhead with a seal."""
        office, council = self.office, self.office.cast.council
        running = next(project for project in self.projects if project.status == "RUNNING")
        with office.scope():
            by, at = office.cast.actor("secretary"), office.at()
            change_letterhead(council, by=by, at=at, name=council.name, footer="서울 성동구", seal=picture())
            first, second = (issue("projects.plan", running, by=by, at=at, formats=["xlsx"]) for _ in range(2))
            again = reissue(first, by=by, at=at, why="이름이 빠졌습니다.")
            waiting, ready = (
                gather(papers, council=council, by=by, at=at, formats=["xlsx"]) for papers in ([again], [first, second])
            )
        make(council.pk, ready.pk, at=at)
        for batch in (waiting, ready):
            self.addresses.append(reverse("documents:batch", args=[council.slug, batch.pk]))

    def write_and_hold(self) -> None:
        """Let somebody still write, and something that was sent not be public yet."""
        office = self.office
        held = office.proposal("아직 공개하지 않은 제안")
        with office.scope():
            Proposal.objects.filter(pk=held.pk).update(held=True)
            kim = office.cast.actor("resident")
            proposals.save_draft(by=kim, at=office.at(), title="쓰다 만 제안", body="아직 씁니다.")
        self.proposals.append(held)
        self.addresses.append(office.url("office_release", held.pk))

    def recruit(self) -> None:
        """Let there be a recruitment at every station, a seat that fell free, and somebody asked to take it."""
        cast, council = self.office.cast, self.office.cast.council
        people = {"author": cast.resident, "operator": cast.operator}
        with self.office.scope():
            there = Recruiting(council, people, cast.actor("secretary"), cast.actor("official")).things()
        for name, thing in RECRUITING:
            kwargs = {"slug": council.slug, **there[thing]}
            self.addresses.append(reverse(f"members:{name}", kwargs=kwargs))

    def keep_the_roll(self) -> None:
        """Let somebody have training and a term that ended, and let rolls be brought in: fine, wrong, not understood."""
        cast, council = self.office.cast, self.office.cast.council
        today = timezone.localdate()
        days = (today.isoformat(), (today + dt.timedelta(days=90)).isoformat())
        files = (
            comma_separated(("한가람", *days), headings=("성명", "임기 시작", "임기 끝")),
            comma_separated(("", *days), ("두나래", days[1], days[0]), headings=("성명", "임기 시작", "임기 끝")),
            comma_separated(("세찬솔", days[0]), headings=("사람", "언제부터")),
        )
        with self.office.scope():
            by, at = cast.actor("secretary"), self.office.at()
            to: dict[str, Any] = {"by": by, "at": at}
            paper = safe_document(picture())
            record_training(
                council, cast.member, course="주민자치학교", hours=6, held_on=today, certificate=paper, **to
            )
            rolls = [imports.upload(council, name=f"{n}.csv", data=file, **to) for n, file in enumerate(files)]
            seats = Membership.objects.filter(user__in=[cast.member, cast.chair])
        for roll in rolls:
            self._goes("members:people_import", roll.pk)
            self._goes("members:people_import_columns", roll.pk)
        for seat in seats:
            self._goes("members:member", seat.user_id)
        self._goes("members:people_imports")

    def rule(self) -> None:
        """Let the 구 have its 조례 and the council its 세칙, and look at each desk's pages."""
        council = self.office.cast.council
        region = council.region.parent
        assert region is not None
        with self.office.scope():
            at = self.office.at()
            for name, owner in (
                ("seongdong", Owner(region=region)),
                ("majang-bylaw", Owner(council=council)),
            ):
                content = (ORDINANCES / f"{name}.yaml").read_text(encoding="utf-8")
                load_rules(content, f"{name}.yaml", owner=owner, by=Actor.system(council.pk), at=at)
        self.addresses += [
            reverse("council:district", args=[region.code]),
            reverse("council:district_rules", args=[region.code]),
            reverse("council:district_rules_upload", args=[region.code]),
            *(reverse("council:district_rule", args=[region.code, key]) for key in SHAPES),
            *(reverse("council:office_rule", args=[council.slug, key]) for key in SHAPES),
            *(reverse("council:platform_rule", args=[key]) for key in SHAPES),
        ]
        self.addresses += [f"{reverse('council:rules_ask', args=[council.slug])}?{query}" for query in QUESTIONS]

    def meet(self) -> None:
        """Let a meeting be planned, one be called, and one be over with what it decided."""
        council = self.office.cast.council
        with self.office.scope():
            at = self.office.at()
            to: dict[str, Any] = {"by": self.office.cast.actor("secretary"), "at": at}
            planned, called = (
                meetings.plan_regular(council, starts_at=at + dt.timedelta(days=days), place="3층", **to)
                for days in (40, 20)
            )
            items = [meetings.add_item(one, kind="REPORT", title="살림", **to) for one in (planned, called)]
            meetings.notice(called, late_reason="위원들의 뜻에 따라 앞당김", **to)
            held = Meeting.objects.create(
                kind="REGULAR",
                year=at.year,
                number=99,
                starts_at=at,
                status="NOTICED",
                notice_sent_at=at,
                created_at=at,
            )
            item = meetings.add_item(held, kind="DECIDE", title="축제", **to)
            seats = list(Membership.objects.current(timezone.localdate(at)).values_list("user_id", flat=True))
            for user_id in seats:
                meetings.arrive(held, user_id, **to)
            meetings.open_meeting(held, judged="모두 나옴", **to)
            count = meetings.Count(in_favour=len(seats))
            decided = meetings.decide(item, count, judged=True, judged_why="모두 찬성", **to)
            meetings.close(held, **to)
        self._goes("meetings:register")
        for meeting in (called, held):
            self._goes("meetings:meeting", meeting.pk)
        for meeting in (planned, called, held):
            self._goes("meetings:office_meeting", meeting.pk)
            self._goes("meetings:room", meeting.pk)
        for name in ("office_meeting_change", "office_meeting_cancel", "office_item_new"):
            self._goes(f"meetings:{name}", called.pk)
        self._goes("meetings:office_meeting_notice", planned.pk)
        self._goes("meetings:office_item_edit", items[0].pk)
        self._goes("meetings:office_allowances", held.pk)
        self._goes("meetings:office_correct", decided.pk)
        self._goes("meetings:room_code", called.pk)
        self._goes("meetings:check_in", called.pk)

    def _goes(self, name: str, *args: Any) -> None:
        self.addresses.append(reverse(name, args=[self.office.cast.council.slug, *args]))


ORDINANCES = ROOT / "council" / "ordinances"
#: Rules whose values are asked for in different fields.
SHAPES = ("seats", "meeting.quorum", "meeting.notice", "officers", "proposal.answer_days")
QUESTIONS = ("q=quorum", "q=quorum&enrolled=36&present=18", "q=quorum&enrolled=36&present=19", "q=notice&meeting=x")

#: The pages of recruitment, each at a station where it is open.
RECRUITING = (
    ("recruitment", "call"),
    ("application", "call"),
    ("application_withdraw", "call"),
    ("draw", "drawn"),
    ("draw_screen", "frozen_draw"),
    ("draw_screen", "ready_draw"),
    ("draw_screen", "drawn"),
    ("application", "drawn_call"),
    ("application", "sent_call"),
    ("office_recruitment", "call_preparing"),
    ("office_recruitment", "call_screening"),
    ("office_recruitment", "sent_call"),
    ("office_recruitment_edit", "call_preparing"),
    ("office_recruitment_step", "call_step"),
    ("office_paper", "call"),
    ("office_training", "call_screening"),
    ("office_sheet", "session"),
    ("office_applications", "call_screening"),
    ("office_application", "applicant"),
    ("office_application_withdraw", "applicant"),
    ("office_move_up", "drawn_gone"),
    ("office_freeze", "call_screening"),
    ("office_draw_release", "frozen_draw"),
    ("office_draw_redo", "drawn"),
    ("recruitment_roll", "drawn_call"),
    ("recruitment_roll", "sent_call"),
    ("recruitment_appoint", "sent_call"),
    ("office_reserve_remove", "reserve"),
    ("office_vacancy", "vacant_seat"),
    ("office_succession_ask", "succession"),
    ("office_succession_leave", "succession"),
    ("office_succession_appoint", "succession"),
    ("office_reserve_answer", "reserve_call"),
)
