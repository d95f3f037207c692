"""Two councils at work, built once for a whole module: in each, one of every thing that an address may name."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import SimpleCookie
from django.test import Client
from django.utils import timezone
from PIL import Image

from council.audit.models import Entry
from council.common.actor import Actor
from council.common.documents import safe_document
from council.common.scope import council_scope
from council.documents.gathering import make
from council.documents.services import change_letterhead, issue
from council.documents.services.batches import gather
from council.meetings import services as meetings
from council.meetings.models import Meeting, Resolution
from council.models import Committee, Council, Ordinance, Rule, RuleLoading
from council.notices.models import Delivery, Notice
from members.models import CommitteeMembership, Invitation, Membership, Office, OfficialPost, Residency, User
from members.selectors import actor_for
from members.services import imports, invite, record_training
from projects.choices import DECLINE_REASONS, AffairsClass, Exemption, Opinion
from projects.models import Project, Proposal
from projects.services import answers, log, moves, photos, plans, proposals, voices
from tests.access.recruits import Recruiting
from tests.cast import PEOPLE, Cast, appointed, make_cast, make_users
from tests.councils import OPENED, make_council
from tests.members.sheet_files import comma_separated

#: Everybody who tries every door. ``author`` is a verified resident of 마장동 who wrote what is found there.
TRIED = (None, *PEOPLE, "author")
NEIGHBOURS = ("neighbour", "neighbour_secretary")
BODY = "밤 9시가 지나면 어두워서 돌아서 다닙니다. 주민이 함께 돌아보면 좋겠습니다."


@dataclass
class Town:
    """A council with its people; ``things`` has, for each kind of thing, what an address needs to name it."""

    council: Council
    committee: Committee
    people: dict[str, User]
    things: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def today(self) -> dt.date:
        return timezone.localdate()

    @property
    def basis(self) -> dict[str, Any]:
        return {"basis_on": self.today, "basis_reference": "제9차 정기회의"}

    def actor(self, who: str) -> Actor:
        return actor_for(self.people[who], self.council, self.today)

    def sent(self, who: str = "author", title: str = "어두운 골목을 지도에 표시해 주세요") -> Proposal:
        by, at = self.actor(who), timezone.now()
        draft = proposals.save_draft(by=by, at=at, title=title, body=BODY, place="골목")
        return proposals.submit(draft, by=by, at=at, consent=True, consent_version="2026-09", show_name=False)

    def assigned(self, committee: Committee | None = None) -> Proposal:
        by = self.actor("secretary")
        return answers.assign(self.sent(), by=by, at=timezone.now(), committee_id=(committee or self.committee).pk)

    def project(self, affairs_class: str, committee: Committee | None = None) -> Project:
        by, at = self.actor("secretary"), timezone.now()
        made = plans.start_project(
            by=by,
            at=at,
            affairs_class=affairs_class,
            class_reason="주민의 권리와 의무를 바꾸지 않습니다.",
            title="마을 안전지도 제작",
            committee_id=(committee or self.committee).pk,
        )
        if affairs_class == AffairsClass.CONSULTATIVE:
            return made
        plan = {"background": "골목이 어둡습니다.", "target": "주민", "content": "살핍니다.", "schedule": "가을"}
        return plans.edit_plan(made, by=by, at=at, planned_cost=4_000_000, **plan)

    def go(self, project: Project, code: str, who: str, *, comment: str = "", **inputs: Any) -> Project:
        return moves.advance(
            project,
            code,
            by=self.actor(who),
            at=timezone.now(),
            inputs=inputs,
            comment=comment,
            expected_status=project.status,
            expected_version=project.version,
        )


def build_things(town: Town) -> None:
    """Put one of everything into the council; its scope is open."""
    elsewhere = Committee.objects.create(number=2, name="교육분과", opened_on=OPENED)
    set_rule(town.council, "proposal.unverified_allowed", True)
    _proposals(town, elsewhere)
    _projects(town, elsewhere)
    _papers(town)
    _people(town)
    _rules(town)
    _meetings(town)
    recruiting = Recruiting(town.council, town.people, town.actor("secretary"), town.actor("official"))
    town.things |= recruiting.things()


def _meetings(town: Town) -> None:
    """Plan a meeting, and call everybody to another."""
    now, secretary = timezone.now(), town.actor("secretary")
    planned, called = (
        meetings.plan_regular(town.council, starts_at=now + dt.timedelta(days=days), place="3층", by=secretary, at=now)
        for days in (40, 20)
    )
    items = [
        meetings.add_item(meeting, by=secretary, at=now, kind="REPORT", title="살림") for meeting in (planned, called)
    ]
    reason = "위원들의 뜻에 따라 앞당김"
    meetings.notice(called, by=secretary, at=now, late_reason=reason)
    decided = _decided(town)
    town.things |= {
        "planned_meeting": {"pk": planned.pk},
        "meeting": {"pk": called.pk},
        "resolution": {"pk": decided.pk},
        "held_meeting": {"pk": decided.item.meeting_id},
        "planned_item": {"pk": items[0].pk},
        "agenda_item": {"pk": items[1].pk},
    }


def _decided(town: Town) -> Resolution:
    """Return the decision of a meeting that two 위원 hold now; no rule says from how many on."""
    now, secretary = timezone.now(), town.actor("secretary")
    meeting = Meeting.objects.create(
        kind="REGULAR",
        year=town.today.year,
        number=99,
        starts_at=now,
        status="NOTICED",
        notice_sent_at=now,
        created_at=now,
    )
    item = meetings.add_item(meeting, by=secretary, at=now, kind="DECIDE", title="축제")
    seats = Membership.objects.current(town.today).values_list("user_id", flat=True)
    for user_id in list(seats):
        meetings.arrive(meeting, user_id, by=secretary, at=now)
    meetings.open_meeting(meeting, by=secretary, at=now, judged="모두 나옴")
    count = meetings.Count(in_favour=1)
    decided = meetings.decide(item, count, by=secretary, at=now, judged=True, judged_why="모두 찬성")
    meetings.close(meeting, by=secretary, at=now)
    return decided


def _rules(town: Town) -> None:
    """Put a rule and a file at each level; 마장동 and 사근동 lie in the same 시군구."""
    region = town.council.region.parent
    assert region is not None
    now = timezone.now()
    seats: dict[str, Any] = {"value": {"min": 20, "max": 50}, "article": "제6조", "entered_at": now}
    remind: dict[str, Any] = {"value": 2, "article": "기본값", "entered_at": now}
    ours, _ = Rule.objects.get_or_create(level="REGION", region=region, key="seats", valid_from=OPENED, defaults=seats)
    all_, _ = Rule.objects.get_or_create(
        level="PLATFORM", key="deadline.remind_days", valid_from=OPENED, defaults=remind
    )
    file: dict[str, Any] = {"title": "조례", "name": "a.yaml", "in_force_on": OPENED, "at": now}
    loadings = [
        RuleLoading.objects.get_or_create(level=level, sha256="0" * 64, defaults=file, **owner)[0]
        for level, owner in (("COUNCIL", {"council": town.council}), ("REGION", {"region": region}), ("PLATFORM", {}))
    ]
    town.things |= {
        "rule": {"key": "meeting.notice"},
        "bylaw": {"pk": Rule.objects.get(council=town.council).pk},
        "rule_loading": {"pk": loadings[0].pk},
        "district": {"code": region.code},
        "district_rule": {"code": region.code, "key": "seats"},
        "district_row": {"code": region.code, "pk": ours.pk},
        "district_loading": {"code": region.code, "pk": loadings[1].pk},
        "platform_row": {"pk": all_.pk},
        "platform_loading": {"pk": loadings[2].pk},
    }


def _proposals(town: Town, elsewhere: Committee) -> None:
    now = timezone.now()
    secretary, head, author = town.actor("secretary"), town.actor("committee_head"), town.actor("author")
    proposal = town.assigned()
    declined = answers.decline(
        town.assigned(), by=head, at=now, answer="올해는 돈이 없습니다.", reason=next(iter(DECLINE_REASONS))
    )
    comment, hidden = (
        voices.comment(proposal, by=author, at=now, body=body, token=uuid.uuid4())
        for body in ("좋습니다.", "광고입니다.")
    )
    voices.hide(hidden, by=secretary, at=now, reason="광고입니다.")
    other = town.assigned(elsewhere)
    far_comment = voices.comment(other, by=author, at=now, body="여기도요.", token=uuid.uuid4())
    photo = photos.add(proposal, picture(), by=author, at=now)
    town.things |= {
        "proposal": {"pk": proposal.pk},
        "far_proposal": {"pk": other.pk},
        "held": {"pk": town.sent("newcomer").pk},
        "declined": {"pk": declined.pk},
        "adopted": {"pk": answers.adopt(town.assigned(), by=head, at=now, answer="함께 해 보겠습니다.").pk},
        "comment": {"pk": comment.pk},
        "far_comment": {"pk": far_comment.pk},
        "hidden": {"pk": hidden.pk},
        "photo": {"pk": photo.pk, "size": "thumb"},
        "own_photo": {"pk": proposal.pk, "photo_pk": photo.pk},
    }
    # Sending uses the draft up, so the one that stays comes last.
    draft = proposals.save_draft(by=author, at=now, title="쓰는 중", body=BODY)
    draft_photo = photos.add(draft, picture(), by=author, at=now)
    town.things |= {"draft": {"pk": draft.pk}, "draft_photo": {"pk": draft_photo.pk, "size": "full"}}
    notice = Notice.objects.filter(recipient=town.people["author"]).order_by("pk")[0]
    delivery = Delivery.objects.filter(channel=Delivery.Channel.EMAIL).order_by("pk")[0]
    Delivery.objects.filter(pk=delivery.pk).update(status=Delivery.Status.FAILED)
    town.things |= {"notice": {"pk": notice.pk}, "delivery": {"pk": delivery.pk}}


def _projects(town: Town, elsewhere: Committee) -> None:
    now = timezone.now()
    votes: dict[str, Any] = {"seated": 36, "present": 27, "yes": 24, "no": 1, "abstain": 2, "recused": 0}
    term = {"starts_on": town.today + dt.timedelta(30), "ends_on": town.today + dt.timedelta(300)}
    project = town.project(AffairsClass.AUTONOMOUS)
    log.add_update(project, by=town.actor("secretary"), at=now, on=town.today, text="첫 모임", token=uuid.uuid4())
    photo = photos.add(project, picture(), by=town.actor("secretary"), at=now)
    far = town.project(AffairsClass.AUTONOMOUS, elsewhere)

    check = town.go(town.project(AffairsClass.AUTONOMOUS), "submit_plan", "committee_head")
    check = town.go(check, "committee_pass", "committee_head", **town.basis, yes=7, no=0)

    committee = town.go(town.project(AffairsClass.ENTRUSTED), "accept", "secretary")
    applying = town.go(town.project(AffairsClass.ENTRUSTED), "accept", "secretary")
    applying = town.go(applying, "committee_pass", "committee_head", **town.basis, yes=7, no=0)
    applying = town.go(applying, "vote_pass", "secretary", **town.basis, **votes)
    papers: dict[str, Any] = {"application": True, "plan": True, "budget": True, "planned_cost": 4_000_000, **term}
    suitability = approval = town.project(AffairsClass.ENTRUSTED)
    for step in ("suitability", "approval"):
        there = town.go(town.project(AffairsClass.ENTRUSTED), "accept", "secretary")
        there = town.go(there, "committee_pass", "committee_head", **town.basis, yes=7, no=0)
        there = town.go(there, "vote_pass", "secretary", **town.basis, **votes)
        there = town.go(there, "apply", "secretary", **papers)
        if step == "suitability":
            suitability = there
            continue
        fit = dict.fromkeys(("rights_untouched", "capacity", "insured", "budgeted"), True)
        there = town.go(there, "suitable", "official", opinion="FIT", comment="안내하는 일입니다.", **fit)
        approval = town.go(there, "exempt", "official", exemption=Exemption.SHORT_TERM, comment="1년 이하입니다.")

    reply = town.go(town.project(AffairsClass.CONSULTATIVE), "accept", "secretary")
    reply = town.go(reply, "committee_pass", "committee_head", **town.basis)
    reply = town.go(reply, "vote_opinion", "secretary", opinion=Opinion.AGREE, **town.basis, **votes)
    reply = town.go(reply, "send", "secretary", **town.basis)
    town.things |= {
        "project": {"pk": project.pk},
        "far_project": {"pk": far.pk},
        "project_photo": {"pk": photo.pk},
        "office_check": {"pk": check.pk, "code": "office_opinion"},
        "committee": {"pk": committee.pk, "code": "committee_pass"},
        "applying": {"pk": applying.pk, "code": "apply"},
        "suitability": {"pk": suitability.pk, "code": "suitable"},
        "approval": {"pk": approval.pk, "code": "approve"},
        "approval_page": {"pk": approval.pk},
        "returning": {"pk": approval.pk, "code": "approval_return"},
        "reply": {"pk": reply.pk, "code": "reply"},
    }


def _papers(town: Town) -> None:
    """Issue a plan twice, once for everybody, choose a seal, and gather a ZIP."""
    now, secretary, council = timezone.now(), town.actor("secretary"), town.council
    change_letterhead(council, by=secretary, at=now, name=council.name, seal=picture())
    project, far = (Project.objects.get(pk=town.things[name]["pk"]) for name in ("project", "far_project"))
    paper = issue("projects.plan", project, by=secretary, at=now, formats=["xlsx"])
    published = issue("projects.plan", project, by=secretary, at=now, formats=["xlsx"], is_public=True)
    batch = gather([paper], council=council, by=secretary, at=now, formats=["xlsx"])
    make(council.pk, batch.pk, at=now)
    plan = {"code": "projects.plan", "target": project.pk}
    reviewed = town.things["approval_page"]["pk"]
    town.things |= {
        "paper": {"pk": paper.pk, "file_format": "xlsx"},
        "public_paper": {"pk": published.pk, "file_format": "xlsx"},
        "paper_page": {"pk": paper.pk},
        "paper_preview": {**plan, "file_format": "pdf"},
        "review_preview": {"code": "projects.review", "target": reviewed, "file_format": "pdf"},
        "paper_issue": plan,
        "far_paper_issue": {**plan, "target": far.pk},
        "batch": {"pk": batch.pk},
    }


def _people(town: Town) -> None:
    operator = Actor(user_id=town.people["operator"].pk, council_id=town.council.pk, roles=frozenset({"OPERATOR"}))
    invited = invite(
        town.council, email="new@majang.example", kind=Invitation.Kind.values[0], by=operator, at=timezone.now()
    )
    seat = Membership.objects.order_by("pk")[0]
    training = record_training(
        town.council, seat.user, course="주민자치학교", hours=6, held_on=timezone.localdate(), by=operator,
        at=timezone.now(), certificate=safe_document(picture()),
    )  # fmt: skip
    roll = comma_separated(("김하나", "2030-01-01", "2030-12-31"), headings=("성명", "임기 시작", "임기 끝"))
    imported = imports.upload(town.council, name="명부.csv", data=roll, by=operator, at=timezone.now())
    town.things |= {
        "roll_import": {"pk": imported.pk},
        "waiting_resident": {"pk": Residency.objects.get(user=town.people["newcomer"]).pk},
        "confirmed_resident": {"pk": Residency.objects.get(user=town.people["author"]).pk},
        "invitation": {"pk": invited.invitation.pk},
        "invitation_link": {"token": invited.token},
        "roll_person": {"pk": seat.user_id},
        "seat_row": {"pk": seat.pk},
        "training": {"pk": training.pk},
        "seat": {"what": "seat", "pk": Membership.objects.order_by("pk")[0].pk},
        "office": {"what": "office", "pk": Office.objects.order_by("pk")[0].pk},
        "place": {"what": "place", "pk": CommitteeMembership.objects.order_by("pk")[0].pk},
        "official": {"what": "official", "pk": OfficialPost.objects.order_by("pk")[0].pk},
        "committee_row": {"object_id": town.committee.pk},
        "council_row": {"object_id": town.council.pk},
        "region_row": {"object_id": town.council.region_id},
        "ordinance_row": {"object_id": _ordinance(town).pk},
        "entry_row": {"object_id": Entry.objects.filter(council=town.council).order_by("pk")[0].pk},
        "consent": {"kind": "privacy"},
        "reset_key": {"uidb36": "1", "key": "set-password"},
        "key": {"pk": 1},
        "on_site": {"content_type_id": "1", "object_id": "999999999"},
        "app": {"app_label": "council"},
        "rule_row": {"object_id": Rule.objects.get(council=town.council).pk},
        "delivery_row": {"object_id": town.things["delivery"]["pk"]},
    }


def _ordinance(town: Town) -> Ordinance:
    region = town.council.region.parent
    return Ordinance.objects.get_or_create(
        region=region, number="제1000호", defaults={"title": "주민자치회 조례", "in_force_on": OPENED}
    )[0]


def picture() -> SimpleUploadedFile:
    """Return a small photo as a browser sends it."""
    file = io.BytesIO()
    Image.new("RGB", (64, 48), (30, 90, 60)).save(file, "JPEG")
    return SimpleUploadedFile("골목.jpg", file.getvalue(), "image/jpeg")


@dataclass
class Towns:
    """마장동 where the cast lives, 사근동 next door, and a browser for each person."""

    here: Town
    there: Town
    cast: Cast
    browser: Client = field(default_factory=Client)
    sessions: dict[str | None, str] = field(default_factory=dict)
    #: Filled by the fixture ``doors``.
    actors: dict[tuple[int, int], Actor] = field(default_factory=dict)
    users: dict[int, User] = field(default_factory=dict)
    councils: dict[int, list[Council]] = field(default_factory=dict)

    def sign_everybody_in(self) -> None:
        users = {who: getattr(self.cast, who) for who in PEOPLE} | {"author": self.here.people["author"]}
        for who, user in users.items():
            client = Client()
            client.force_login(user)
            self.sessions[who] = client.cookies["sessionid"].value
            with self.as_person(who) as browser:
                browser.get("/help/")  # being seen today is written once, not on every page
                self.sessions[who] = browser.cookies["sessionid"].value

    @contextmanager
    def as_person(self, who: str | None) -> Iterator[Client]:
        """Hand out the browser of a person, as fresh as on the first day."""
        self.browser.cookies = SimpleCookie({"sessionid": self.sessions[who]} if who else {})
        yield self.browser

    @contextmanager
    def trying(self, who: str | None) -> Iterator[Client]:
        """The same, and whatever is done meanwhile is undone."""
        with transaction.atomic(), self.as_person(who) as browser:
            yield browser
            transaction.set_rollback(True)

    @contextmanager
    def official_may_act(self) -> Iterator[None]:
        """Let 마장동's rule give the 읍면동장's decisions to the 담당 too."""
        with transaction.atomic():
            with council_scope(self.here.council.pk):
                set_rule(self.here.council, "entrusted.official_may_act", True)
            yield
            transaction.set_rollback(True)


def set_rule(council: Council, key: str, value: int) -> Rule:
    level = Rule.Level.COUNCIL
    return Rule.objects.create(
        level=level, council=council, key=key, value=value, valid_from=OPENED, entered_at=timezone.now()
    )


def build_towns() -> Towns:
    """Build both councils. Call it inside a transaction that is rolled back."""
    council = make_council("majang", "마장동", "1120056000", "서울특별시", "성동구")
    other = make_council("sageun", "사근동", "1120057000", "서울특별시", "성동구")
    committees = []
    for owner, name in ((council, "안전·환경분과"), (other, "문화분과")):
        with council_scope(owner.pk):
            committees.append(Committee.objects.create(council=owner, number=1, name=name, opened_on=OPENED))
    cast = make_cast(council, other, *committees)
    here = Town(council, committees[0], {who: getattr(cast, who) for who in PEOPLE})
    there = Town(other, committees[1], {"operator": cast.operator, "secretary": cast.neighbour_secretary})
    with council_scope(council.pk):
        here.people["author"] = _resident("임소라", "im@majang.example", cast.secretary)
        build_things(here)
    with council_scope(other.pk):
        _fill(there, cast)
        build_things(there)
    towns = Towns(here, there, cast)
    towns.sign_everybody_in()
    return towns


def _resident(name: str, email: str, verifier: User) -> User:
    user, now = make_users({name: (name, email)})[name], timezone.now()
    Residency.objects.create(
        user=user,
        status=Residency.Status.VERIFIED,
        method=Residency.Method.IN_PERSON,
        requested_at=now,
        verified_at=now,
        verified_by=verifier,
    )
    return user


def _fill(town: Town, cast: Cast) -> None:
    """Give the council next door the people it needs to have the same things."""
    since, until = town.today - dt.timedelta(300), town.today + dt.timedelta(300)
    names = {"committee_head": "남궁준", "official": "선우영", "newcomer": "황보름"}
    town.people |= make_users({who: (name, f"{who}@sageun.example") for who, name in names.items()})
    town.people["author"] = _resident("옆 동 주민", "author@sageun.example", cast.neighbour_secretary)
    head = town.people["committee_head"]
    letter = appointed(town.council, since)
    Membership.objects.create(user=head, starts_on=since, ends_on=until, appointment=letter)
    Office.objects.create(user=head, kind=Office.Kind.COMMITTEE_HEAD, committee=town.committee, starts_on=since)
    CommitteeMembership.objects.create(user=head, committee=town.committee, starts_on=since)
    OfficialPost.objects.create(user=town.people["official"], kind=OfficialPost.Kind.OFFICIAL, starts_on=since)
    Residency.objects.create(user=town.people["newcomer"], requested_at=timezone.now(), address_hint="사근로 1길")
