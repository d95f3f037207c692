"""Screening: the rules propose, a person decides, everybody learns why."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from council.common.access import Forbidden
from council.common.errors import Conflict
from council.notices.models import Notice
from members.models import Application, Recruitment, Training
from members.services.recruitment import recruitments, screening, sessions
from members.services.recruitment.steps import RecruitmentRefused
from tests.cast import Cast
from tests.recruitment.people import DAY, NOW, TODAY, announced, applied, crowd, person, rules

pytestmark = pytest.mark.django_db

LATER = NOW + 11 * DAY


def screening_of(here: Cast, made: Recruitment) -> Recruitment:
    by = here.actor("secretary")
    recruitments.close(made, by=by, at=LATER)
    return recruitments.start_screening(made, by=by, at=LATER)


def proposed(made: Recruitment, one: Application) -> screening.Proposal:
    return screening.proposals(made, [one], TODAY + 11 * DAY)[0]


class TestProposals:
    def test_training_may_still_come(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        proposal = proposed(made, applied(here, made, here.resident))
        assert proposal.verdict.holds is False
        assert proposal.only_training
        assert proposal.fits

    @pytest.mark.parametrize(
        ("stated", "part"),
        [
            ({"born_on": dt.date(TODAY.year - 10, 1, 1)}, "age"),
            ({"facts": {"registered_here": False, "works_here": False, "local_councillor": False}}, "eligibility"),
            ({"facts": {"registered_here": True, "local_councillor": True}}, "disqualification"),
        ],
    )
    def test_what_does_not_hold_is_named(self, here: Cast, stated: dict[str, Any], part: str) -> None:
        rules(here.council)
        made = announced(here)
        proposal = proposed(made, applied(here, made, here.resident, **stated))
        assert part in proposal.verdict.failed
        assert not proposal.fits

    def test_what_was_not_said_stays_open(self, here: Cast) -> None:
        rules(here.council, "training")
        made = announced(here)
        proposal = proposed(made, applied(here, made, here.resident, facts={"works_here": False}))
        assert proposal.verdict.holds is None
        assert "registered_here" in proposal.verdict.missing

    def test_without_rules_nothing_is_guessed(self, here: Cast) -> None:
        rules(here.council, "age.member", "eligibility", "disqualification", "training")
        made = announced(here)
        assert proposed(made, applied(here, made, here.resident)).verdict.holds is None


class TestDecide:
    def test_it_works(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        one = applied(here, made, here.resident)
        screening_of(here, made)
        done = screening.decide(one, accept=True, by=here.actor("secretary"), at=LATER)
        assert (done.status, done.decided_by) == (Application.Status.ACCEPTED, here.secretary)
        assert done.verdict["failed"] == ["training"]
        assert Notice.objects.filter(kind="members.application.decided", recipient=here.resident).count() == 1

    def test_a_rejection_says_why(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        one, by = applied(here, made, here.resident), here.actor("secretary")
        screening_of(here, made)
        with pytest.raises(RecruitmentRefused) as refused:
            screening.decide(one, accept=False, reason="  ", by=by, at=LATER)
        assert refused.value.field == "reason"
        done = screening.decide(one, accept=False, reason="주민등록이 없음", by=by, at=LATER)
        assert done.status == Application.Status.REJECTED

    def test_against_the_rules_only_with_a_reason(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        one = applied(here, made, here.resident, born_on=dt.date(TODAY.year - 10, 1, 1))
        by = here.actor("secretary")
        screening_of(here, made)
        with pytest.raises(RecruitmentRefused) as refused:
            screening.decide(one, accept=True, by=by, at=LATER)
        assert refused.value.code == "against_rules"
        assert screening.decide(one, accept=True, reason="생년월일을 잘못 씀", by=by, at=LATER).reason

    def test_not_while_applications_still_come(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        one = applied(here, made, here.resident)
        with pytest.raises(RecruitmentRefused) as refused:
            screening.decide(one, accept=True, by=here.actor("secretary"), at=NOW)
        assert refused.value.code == "status"

    def test_whoever_comes_second_learns_it(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        one = applied(here, made, here.resident)
        screening_of(here, made)
        screening.decide(one, accept=True, by=here.actor("secretary"), at=LATER)
        with pytest.raises(Conflict):
            screening.decide(one, accept=False, reason="-", by=here.actor("official"), at=LATER)

    @pytest.mark.parametrize("who", ["member", "chair", "auditor", "district", "resident"])
    def test_it_is_the_offices(self, here: Cast, who: str) -> None:
        rules(here.council)
        made = announced(here)
        one = applied(here, made, here.resident)
        with pytest.raises(Forbidden):
            screening.decide(one, accept=True, by=here.actor(who), at=LATER)

    def test_all_who_fit_at_once(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        crowd(here, made, 5)
        applied(here, made, here.resident, born_on=dt.date(TODAY.year - 10, 1, 1))
        screening_of(here, made)
        assert screening.accept_fitting(made, by=here.actor("secretary"), at=LATER) == 5
        assert made.applications.filter(status="SUBMITTED").count() == 1


class TestTraining:
    def trained(self, here: Cast) -> tuple[Recruitment, list[Application]]:
        rules(here.council)
        made = announced(here)
        people = crowd(here, made, 4)
        screening_of(here, made)
        screening.accept_fitting(made, by=here.actor("secretary"), at=LATER)
        recruitments.start_training(made, by=here.actor("secretary"), at=LATER)
        return made, people

    def test_attendance_becomes_hours(self, here: Cast) -> None:
        made, people = self.trained(here)
        by = here.actor("secretary")
        session = sessions.add_session(made, course="주민자치학교", held_on=TODAY + 12 * DAY, hours=6, by=by, at=LATER)
        sessions.note_attendance(session, [one.pk for one in people[:3]], by=by, at=NOW + 12 * DAY)
        assert screening.hours_of([one.user_id for one in people]) == {one.user_id: 6 for one in people[:3]}
        assert proposed(made, people[0]).verdict.holds is True
        assert proposed(made, people[3]).only_training
        told = Notice.objects.filter(kind="members.recruitment.training")
        assert told.count() == 4

    def test_who_was_not_there_after_all_loses_them(self, here: Cast) -> None:
        made, people = self.trained(here)
        by = here.actor("secretary")
        session = sessions.add_session(made, course="주민자치학교", held_on=TODAY + 11 * DAY, hours=6, by=by, at=LATER)
        sessions.note_attendance(session, [people[0].pk, people[1].pk], by=by, at=LATER)
        sessions.note_attendance(session, [people[1].pk, people[2].pk], by=by, at=LATER)
        hours = screening.hours_of([one.user_id for one in people])
        assert hours == {people[1].user_id: 6, people[2].user_id: 6}
        assert Training.objects.filter(user=people[0].user, withdrawn_why="교육 출석을 바로잡음").count() == 1

    def test_not_before_it_was_held(self, here: Cast) -> None:
        made, people = self.trained(here)
        by = here.actor("secretary")
        session = sessions.add_session(made, course="주민자치학교", held_on=TODAY + 20 * DAY, hours=6, by=by, at=LATER)
        with pytest.raises(RecruitmentRefused):
            sessions.note_attendance(session, [people[0].pk], by=by, at=LATER)

    def test_a_stranger_to_the_recruitment_gets_no_hours(self, here: Cast) -> None:
        made, people = self.trained(here)
        by = here.actor("secretary")
        session = sessions.add_session(made, course="주민자치학교", held_on=TODAY + 11 * DAY, hours=6, by=by, at=LATER)
        sessions.note_attendance(session, [people[0].pk, 999_999_999], by=by, at=LATER)
        assert session.attendances.count() == 1

    def test_without_hours_a_person_decides(self, here: Cast) -> None:
        made, people = self.trained(here)
        by = here.actor("secretary")
        session = sessions.add_session(made, course="주민자치학교", held_on=TODAY + 11 * DAY, hours=6, by=by, at=LATER)
        sessions.note_attendance(session, [one.pk for one in people[:3]], by=by, at=LATER)
        assert screening.reject_untrained(made, reason="교육 6시간을 채우지 못함", by=by, at=LATER) == 1
        people[3].refresh_from_db()
        assert people[3].status == Application.Status.REJECTED

    def test_nobody_waits_for_an_answer_when_it_begins(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        applied(here, made, person("지원", "one@majang.example"))
        screening_of(here, made)
        with pytest.raises(RecruitmentRefused) as refused:
            recruitments.start_training(made, by=here.actor("secretary"), at=LATER)
        assert refused.value.code == "undecided"
