"""Recruitments at every station that an address may name."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from council.common.actor import Actor
from council.models import Council
from members import selection
from members.models import Application, Draw, Recruitment, User
from members.rulings import TrackPlan
from members.services.appointments import Appointee, write_appointment
from members.services.endings import end_membership
from members.services.recruitment import (
    applications,
    draws,
    proofs,
    recruitments,
    roll,
    screening,
    sessions,
    successions,
)
from members.services.recruitment.applications import Statement
from members.services.recruitment.draw_terms import Decided
from members.services.recruitment.recruitments import Plan

DAY = dt.timedelta(days=1)
REASON = "시험하는 동네라 규칙이 없음"


class Recruiting:
    """The office of one council at its recruitments; days are counted back from today."""

    def __init__(self, council: Council, people: dict[str, User], secretary: Actor, official: Actor) -> None:
        self.council, self.people = council, people
        self.secretary, self.official = secretary, official
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)
        self.operator = Actor(people["operator"].pk, council.pk, frozenset({"OPERATOR"}))

    def ago(self, days: int) -> dt.datetime:
        return self.now - days * DAY

    def call(self, title: str, days: int, places: int = 1) -> Recruitment:
        """Announce a call that took applications for ten days, so many days ago."""
        begun = self.today - days * DAY
        plan = Plan(
            title=title,
            kind=Recruitment.Kind.REGULAR,
            seats=30,
            places=places,
            opens_on=begun,
            closes_on=begun + 10 * DAY,
            draw_on=begun + 20 * DAY,
            term_starts_on=self.today + 500 * DAY,
            term_ends_on=self.today + 1200 * DAY,
            tracks=(TrackPlan("open", "공개모집", "draw", places),),
            quota_reason=REASON,
        )
        made = recruitments.prepare(self.council, plan, by=self.secretary, at=self.ago(days))
        return made if title == "준비" else recruitments.announce(made, by=self.secretary, at=self.ago(days))

    def apply(self, call: Recruitment, user: User, days: int) -> Application:
        by, at = Actor(user.pk, self.council.pk), self.ago(days)
        said = Statement(
            name=user.name,
            born_on=dt.date(1980, 1, 1),
            phone="010-0000-0000",
            address="마장로 1길",
            eligibility="resident",
            track=call.tracks.get(),
        )
        draft = applications.save_draft(call, user, said, by=by, at=at)
        paper = SimpleUploadedFile("초본.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
        proofs.add(draft, paper, by=by, at=at)
        return applications.submit(draft, consent=True, by=by, at=at)

    def newcomers(self, many: int) -> list[User]:
        made = [
            User(
                name=f"지원자 {n}",
                email=f"r{User.objects.count()}-{n}@{self.council.slug}.example",
                password=make_password(None),
            )
            for n in range(many)
        ]
        User.objects.bulk_create(made)
        return made

    def screened(self, title: str, users: list[User], places: int = 1) -> Recruitment:
        call = self.call(title, 40, places)
        for user in users:
            self.apply(call, user, 39)
        recruitments.close(call, by=self.secretary, at=self.ago(29))
        recruitments.start_screening(call, by=self.secretary, at=self.ago(29))
        for one in call.applications.select_related("track"):
            screening.decide(one, accept=True, reason=REASON, by=self.secretary, at=self.ago(28))
        return call

    def frozen(self, title: str, users: list[User]) -> Draw:
        call = self.screened(title, users)
        decided = Decided(reason=REASON)
        return draws.freeze(
            call, officers=["이추첨"], seed_source="공", decided=decided, by=self.official, at=self.ago(20)
        )

    def drawn(self, title: str, users: list[User], days: int = 20, first_waits: bool = False) -> Draw:
        """Draw one seat; with ``first_waits`` by a number that leaves the first applicant next in rank."""
        draw = self.frozen(title, users)
        listed = selection.frozen_from(json.loads(draw.list_text))
        for number in map(str, range(100)):
            result = selection.draw(listed, selection.seed_of(draw.list_sha256, [number]))
            if not first_waits or next(iter(result.reserve.values()))[:1] == ["A00001"]:
                break
        draws.enter_number(draw, position=1, value=number, by=self.official, at=self.ago(days))
        draw = draws.run(draw, by=self.official, at=self.ago(days))
        draw.recruitment.refresh_from_db()
        return draw

    def vacated(self) -> Any:
        """Return a seat whose holder has resigned."""
        user = self.newcomers(1)[0]
        seat = write_appointment(
            self.council,
            [Appointee(user, self.today - 90 * DAY, self.today + 400 * DAY)],
            appointed_on=self.today - 90 * DAY,
            list_sent_on=self.today - 95 * DAY,
            by=self.operator,
            at=self.ago(90),
        )[0]
        end_membership(seat, ends_on=self.today - DAY, reason="이사", by=self.operator, at=self.ago(1))
        return seat

    def things(self) -> dict[str, dict[str, Any]]:
        """Build everything and return what an address needs to name each."""
        author = self.people["author"]
        preparing = self.call("준비", 0)
        call = self.call("접수", 0)
        mine = self.apply(call, author, 0)
        screening_call = self.screened("심사", self.newcomers(2))
        one = screening_call.applications.order_by("number")[0]
        session = sessions.add_session(
            screening_call, course="주민자치학교", held_on=self.today, hours=6, by=self.secretary, at=self.now
        )
        frozen = self.frozen("굳힘", self.newcomers(2))
        ready = self.frozen("번호", self.newcomers(2))
        draws.enter_number(ready, position=1, value="7", by=self.official, at=self.ago(20))
        drawn = self.drawn("추첨", self.newcomers(3))
        gone = roll.lines(drawn.recruitment)[0].application
        applications.withdraw(gone, reason="전화", by=self.secretary, at=self.ago(10))
        waiting = drawn.reserves.order_by("rank")[0]
        sent = self.drawn("보냄", [author, *self.newcomers(2)]).recruitment
        roll.send(sent, by=self.secretary, at=self.ago(15))
        return {
            "call_preparing": {"pk": preparing.pk},
            "call": {"pk": call.pk},
            "call_step": {"pk": call.pk, "act": "close"},
            "own_paper": {"pk": call.pk, "proof_pk": mine.proofs.get().pk},
            "call_screening": {"pk": screening_call.pk},
            "session": {"pk": screening_call.pk, "session_pk": session.pk},
            "applicant": {"pk": screening_call.pk, "app_pk": one.pk},
            "applicants_paper": {"pk": screening_call.pk, "app_pk": one.pk, "proof_pk": one.proofs.get().pk},
            "frozen_draw": {"pk": frozen.recruitment_id, "attempt": 1},
            "frozen_number": {"pk": frozen.recruitment_id, "attempt": 1, "position": 1},
            "ready_draw": {"pk": ready.recruitment_id, "attempt": 1},
            "drawn": {"pk": drawn.recruitment_id, "attempt": 1},
            "drawn_call": {"pk": drawn.recruitment_id},
            "drawn_gone": {"pk": drawn.recruitment_id, "app_pk": gone.pk},
            "sent_call": {"pk": sent.pk},
            "reserve": {"pk": waiting.pk},
            **self._successions(author),
        }

    def _successions(self, author: User) -> dict[str, dict[str, Any]]:
        """Return seats to be filled: one to decide on, one open, one whose next in rank has been asked."""
        # The newest draw's list counts: on it the author is next.
        self.drawn("물음", [author, *self.newcomers(1)], days=5, first_waits=True)
        opened = successions.open_succession(
            self.vacated(),
            fill=True,
            term_ends_on=self.today + 400 * DAY,
            reason=REASON,
            by=self.secretary,
            at=self.now,
        )
        asking = successions.open_succession(
            self.vacated(),
            fill=True,
            term_ends_on=self.today + 400 * DAY,
            reason=REASON,
            by=self.secretary,
            at=self.now,
        )
        asked = successions.ask_next(succession=asking, by=self.secretary, at=self.now)
        return {
            "vacant_seat": {"pk": self.vacated().pk},
            "succession": {"pk": opened.pk},
            "reserve_call": {"pk": asked.pk},
            "own_question": {"pk": asked.reserve.application.recruitment_id, "call_pk": asked.pk},
        }
