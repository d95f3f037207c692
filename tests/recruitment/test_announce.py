"""The call: prepared with quotas by rule, announced, extended, closed, cancelled."""

from __future__ import annotations

import pytest

from council.audit.selectors import history
from council.common.access import Forbidden
from council.common.errors import Conflict
from council.notices.models import Notice
from members.models import Recruitment
from members.rulings import TrackPlan
from members.services.recruitment import recruitments
from members.services.recruitment.steps import RecruitmentRefused
from tests.cast import Cast
from tests.recruitment.people import DAY, NOW, announced, applied, plan, rules

pytestmark = pytest.mark.django_db


def test_it_works(here: Cast) -> None:
    rules(here.council)
    made = announced(here)
    assert {track.track: track.seats for track in made.tracks.all()} == {"open": 6, "recommended": 4}
    assert made.quota_verdict["holds"] is True
    assert made.status == Recruitment.Status.ANNOUNCED
    assert Notice.objects.filter(recipient=here.resident, kind="members.recruitment.announced").count() == 1
    assert len(history(made)) == 2


@pytest.mark.parametrize("who", ["resident", "member", "chair", "auditor", "district", "head"])
def test_only_secretary_and_official_call(here: Cast, who: str) -> None:
    with pytest.raises(Forbidden):
        recruitments.prepare(here.council, plan(), by=here.actor(who), at=NOW)


def test_quotas_that_the_rules_leave_open_are_a_persons_with_a_reason(here: Cast) -> None:
    rules(here.council, "tracks")
    by = here.actor("secretary")
    with pytest.raises(RecruitmentRefused) as refused:
        recruitments.prepare(here.council, plan(), by=by, at=NOW)
    assert refused.value.code == "undetermined"
    tracks = (TrackPlan("open", "공개모집", "draw", 10),)
    with pytest.raises(RecruitmentRefused) as refused:
        recruitments.prepare(here.council, plan(tracks=tracks), by=by, at=NOW)
    assert refused.value.field == "quota_reason"
    made = recruitments.prepare(here.council, plan(tracks=tracks, quota_reason="세칙 제정 전"), by=by, at=NOW)
    assert made.tracks.get().seats == 10
    assert made.quota_verdict["holds"] is None


def test_quotas_that_do_not_come_out_whole_are_a_persons(here: Cast) -> None:
    rules(here.council)
    by = here.actor("secretary")
    with pytest.raises(RecruitmentRefused) as refused:
        recruitments.prepare(here.council, plan(places=7), by=by, at=NOW)
    assert refused.value.code == "undetermined"
    tracks = (TrackPlan("open", "", "", 4), TrackPlan("recommended", "", "", 3))
    made = recruitments.prepare(here.council, plan(places=7, tracks=tracks, quota_reason="위원회 결정"), by=by, at=NOW)
    assert {track.label: track.seats for track in made.tracks.all()} == {"공개모집": 4, "추천": 3}


def test_quotas_add_up_to_the_places(here: Cast) -> None:
    rules(here.council, "tracks")
    tracks = (TrackPlan("open", "공개모집", "draw", 9),)
    with pytest.raises(RecruitmentRefused) as refused:
        recruitments.prepare(here.council, plan(tracks=tracks, quota_reason="-"), by=here.actor("secretary"), at=NOW)
    assert refused.value.code == "sum"


def test_seats_beyond_the_rule_are_refused(here: Cast) -> None:
    rules(here.council)
    with pytest.raises(RecruitmentRefused) as refused:
        recruitments.prepare(here.council, plan(seats=51), by=here.actor("secretary"), at=NOW)
    assert refused.value.field == "seats"


def test_impossible_dates_are_refused_in_words(here: Cast) -> None:
    rules(here.council)
    with pytest.raises(RecruitmentRefused, match="추첨일") as refused:
        recruitments.prepare(here.council, plan(draw_on=plan().closes_on), by=here.actor("secretary"), at=NOW)
    assert refused.value.code == "recruitment_draw_after_close"


def test_a_call_that_is_too_short_is_refused(here: Cast) -> None:
    rules(here.council, announcement={"days": 15, "before": "application_end"})
    by = here.actor("secretary")
    made = recruitments.prepare(here.council, plan(), by=by, at=NOW)
    with pytest.raises(RecruitmentRefused) as refused:
        recruitments.announce(made, by=by, at=NOW)
    assert refused.value.code == "announcement"


def test_before_it_is_announced_it_may_be_changed(here: Cast) -> None:
    rules(here.council)
    by = here.actor("secretary")
    made = recruitments.prepare(here.council, plan(), by=by, at=NOW)
    made = recruitments.edit(made, plan(places=5, title="고친 이름"), by=by, at=NOW)
    assert sum(track.seats for track in made.tracks.all()) == 5
    recruitments.announce(made, by=by, at=NOW)
    with pytest.raises(RecruitmentRefused):
        recruitments.edit(made, plan(), by=by, at=NOW)


def test_taking_applications_longer_but_never_shorter(here: Cast) -> None:
    rules(here.council)
    made, by = announced(here), here.actor("secretary")
    days = {"closes_on": made.closes_on + 7 * DAY, "draw_on": made.draw_on + 7 * DAY}
    with pytest.raises(RecruitmentRefused) as refused:
        recruitments.extend(made, **days, reason=" ", by=by, at=NOW)
    assert refused.value.field == "reason"
    longer = recruitments.extend(made, **days, reason="지원자가 적음", by=by, at=NOW)
    assert longer.closes_on == days["closes_on"]
    with pytest.raises(RecruitmentRefused) as refused:
        recruitments.extend(longer, closes_on=made.closes_on, draw_on=made.draw_on, reason="-", by=by, at=NOW)
    assert refused.value.code == "earlier"


def test_the_announced_last_day_is_kept(here: Cast) -> None:
    rules(here.council)
    made, by = announced(here), here.actor("secretary")
    with pytest.raises(RecruitmentRefused) as refused:
        recruitments.close(made, by=by, at=NOW + 10 * DAY)
    assert refused.value.code == "early"
    assert recruitments.close(made, by=by, at=NOW + 11 * DAY).status == Recruitment.Status.CLOSED


def test_whoever_comes_second_learns_it(here: Cast) -> None:
    rules(here.council)
    by = here.actor("secretary")
    made = recruitments.prepare(here.council, plan(), by=by, at=NOW)
    stale = Recruitment.objects.select_related("council").get(pk=made.pk)
    recruitments.announce(made, by=by, at=NOW)
    with pytest.raises(Conflict):
        recruitments.announce(stale, by=by, at=NOW)


def test_cancelling_tells_the_applicants_why(here: Cast) -> None:
    rules(here.council)
    made, by = announced(here), here.actor("official")
    applied(here, made, here.resident)
    with pytest.raises(RecruitmentRefused) as refused:
        recruitments.cancel(made, reason="", by=by, at=NOW)
    assert refused.value.field == "reason"
    recruitments.cancel(made, reason="선거와 겹침", by=by, at=NOW)
    notice = Notice.objects.get(recipient=here.resident, kind="members.recruitment.cancelled")
    assert "선거와 겹침" in notice.body
    with pytest.raises(RecruitmentRefused):
        recruitments.announce(made, by=by, at=NOW)


def test_the_rule_of_the_day_it_began_stays(here: Cast) -> None:
    rules(here.council)
    made = announced(here)
    assert made.begun_on == plan().opens_on
