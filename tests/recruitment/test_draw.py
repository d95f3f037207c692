"""The public draw, from the frozen list to the roll, and what anybody can work out again."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from council.common.access import Forbidden
from council.common.errors import Conflict
from council.notices.models import Notice
from members import selection
from members.models import Application, Draw, Membership, PersonalRecord, Recruitment, Reserve
from members.services.recruitment import applications, draws, roll, successions
from members.services.recruitment.draw_terms import Decided
from members.services.recruitment.steps import RecruitmentRefused
from tests.cast import Cast
from tests.recruitment.people import DAY, NOW, actor_of, announced, crowd, rules, screened

pytestmark = pytest.mark.django_db

OFFICERS = ["이추첨", "박추첨", "최추첨"]
SOURCE = "추첨위원 세 사람이 1~45에서 공 하나씩"
DRAW_DAY = NOW + 30 * DAY


def ready(here: Cast, many: int = 20, women: int | None = None, *without: str) -> Recruitment:
    """Return a recruitment whose applicants are screened; no training asked for."""
    rules(here.council, "training", *without)
    made = announced(here)
    crowd(here, made, many, women)
    return screened(here, made)


def frozen(here: Cast, made: Recruitment) -> Draw:
    return draws.freeze(made, officers=OFFICERS, seed_source=SOURCE, by=here.actor("official"), at=DRAW_DAY)


def numbers(here: Cast, draw: Draw, *values: str) -> None:
    for position, value in enumerate(values or ("7", "31", "12"), start=1):
        draws.enter_number(draw, position=position, value=value, by=here.actor("head"), at=DRAW_DAY)


def drawn(here: Cast, made: Recruitment) -> Draw:
    draw = frozen(here, made)
    numbers(here, draw)
    return draws.run(draw, by=here.actor("official"), at=DRAW_DAY)


class TestFreeze:
    def test_it_works(self, here: Cast) -> None:
        made = ready(here)
        draw = frozen(here, made)
        made.refresh_from_db()
        assert made.status == Recruitment.Status.FROZEN
        assert draw.list_sha256 == selection.sha256(draw.list_text)
        held = json.loads(draw.list_text)
        assert held["limits"] == [
            {"sex": "female", "share": "3/5", "of": 10, "sitting": 0},
            {"sex": "male", "share": "3/5", "of": 10, "sitting": 0},
        ]
        assert held["reserve"] == {"size": 5, "by_track": True}
        assert Notice.objects.filter(kind="members.recruitment.frozen").count() == 20

    def test_no_name_stands_in_what_is_published(self, here: Cast) -> None:
        draw = frozen(here, ready(here, 4))
        assert "지원" not in json.dumps(draws.published(draw)["list"]["candidates"], ensure_ascii=False)

    def test_not_while_somebody_waits_for_an_answer(self, here: Cast) -> None:
        made = ready(here)
        made.applications.filter(number="A00003").update(status="SUBMITTED")
        with pytest.raises(RecruitmentRefused) as refused:
            frozen(here, made)
        assert refused.value.code == "undecided"

    def test_not_with_somebody_untrained(self, here: Cast) -> None:
        rules(here.council)
        made = announced(here)
        crowd(here, made, 4)
        screened(here, made)
        with pytest.raises(RecruitmentRefused) as refused:
            frozen(here, made)
        assert refused.value.code == "untrained"

    def test_what_the_rules_leave_open_a_person_decides(self, here: Cast) -> None:
        made = ready(here, 20, None, "composition", "reserve.size", "reserve.valid")
        with pytest.raises(RecruitmentRefused) as refused:
            frozen(here, made)
        assert refused.value.code == "undetermined"
        decided = Decided(most_of_a_sex=6, reserve_size=3, reason="세칙 제정 전이라 관례대로")
        draw = draws.freeze(
            made, officers=OFFICERS, seed_source=SOURCE, decided=decided, by=here.actor("head"), at=DRAW_DAY
        )
        assert draw.terms_reason == "세칙 제정 전이라 관례대로"
        assert json.loads(draw.list_text)["limits"][0]["share"] == "6/10"

    @pytest.mark.parametrize(
        ("officers", "source", "field"), [([" "], SOURCE, "officers"), (OFFICERS, " ", "seed_source")]
    )
    def test_the_source_of_the_seed_is_named_beforehand(
        self, here: Cast, officers: list[str], source: str, field: str
    ) -> None:
        made = ready(here, 4)
        with pytest.raises(RecruitmentRefused) as refused:
            draws.freeze(made, officers=officers, seed_source=source, by=here.actor("head"), at=DRAW_DAY)
        assert refused.value.field == field

    @pytest.mark.parametrize("who", ["member", "chair", "auditor", "district", "resident"])
    def test_it_is_the_offices(self, here: Cast, who: str) -> None:
        made = ready(here, 4)
        with pytest.raises(Forbidden):
            draws.freeze(made, officers=OFFICERS, seed_source=SOURCE, by=here.actor(who), at=DRAW_DAY)

    def test_a_household_stands_on_the_list_under_a_number(self, here: Cast) -> None:
        made = ready(here, 6)
        made.applications.filter(number__in=["A00001", "A00002"]).update(household="마장로 3길 5")
        made.applications.filter(number="A00003").update(household="혼자 사는 집")
        held = json.loads(frozen(here, made).list_text)
        assert [one["household"] for one in held["candidates"]][:3] == ["H1", "H1", ""]

    def test_released_it_is_frozen_anew(self, here: Cast) -> None:
        made = ready(here)
        first = frozen(here, made)
        with pytest.raises(RecruitmentRefused) as refused:
            draws.release(first, reason="", by=here.actor("official"), at=DRAW_DAY)
        assert refused.value.field == "reason"
        draws.release(first, reason="빠진 사람이 있음", by=here.actor("official"), at=DRAW_DAY)
        made.refresh_from_db()
        assert made.status == Recruitment.Status.SCREENING
        second = frozen(here, made)
        assert (second.attempt, second.previous) == (2, first)


class TestDraw:
    def test_it_works(self, here: Cast) -> None:
        made = ready(here)
        draw = drawn(here, made)
        made.refresh_from_db()
        assert made.status == Recruitment.Status.DRAWN
        seated = [one for one in draw.results.select_related("candidate__application") if one.is_seated]
        assert Counter(one.candidate.application.track.track for one in seated if one.candidate.application.track) == {
            "open": 6,
            "recommended": 4,
        }
        sexes = Counter(one.candidate.application.sex for one in seated)
        assert max(sexes.values()) <= 6
        assert draws.compare(draw)
        assert Reserve.objects.filter(draw=draw).count() == 7  # 8 left on the open track (5 listed), 2 on the other
        assert Notice.objects.filter(kind="members.recruitment.drawn").count() == 20

    def test_the_published_file_gives_the_same(self, here: Cast, tmp_path: Path) -> None:
        draw = drawn(here, ready(here))
        (tmp_path / "draw.py").write_bytes(Path(selection.__file__).read_bytes())
        (tmp_path / "candidates.json").write_text(json.dumps(draws.published(draw)), "utf-8")
        done = subprocess.run(
            [sys.executable, "-I", "draw.py", "candidates.json"],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.count("같습니다") == 3
        for reserve in Reserve.objects.filter(draw=draw).select_related("application"):
            assert f"{reserve.rank}순위 {reserve.application.number}" in done.stdout

    def test_not_before_the_last_number(self, here: Cast) -> None:
        draw = frozen(here, ready(here))
        numbers(here, draw, "7", "31")
        with pytest.raises(RecruitmentRefused) as refused:
            draws.run(draw, by=here.actor("official"), at=DRAW_DAY)
        assert refused.value.code == "numbers"

    def test_each_number_once(self, here: Cast) -> None:
        draw = frozen(here, ready(here))
        numbers(here, draw, "7")
        with pytest.raises(Conflict):
            draws.enter_number(draw, position=1, value="8", by=here.actor("head"), at=DRAW_DAY)

    @pytest.mark.parametrize("value", ["", "7a", "-1", "1234567890", "７", "1 2"])
    def test_numbers_are_digits(self, here: Cast, value: str) -> None:
        draw = frozen(here, ready(here, 4))
        with pytest.raises(RecruitmentRefused) as refused:
            draws.enter_number(draw, position=1, value=value, by=here.actor("head"), at=DRAW_DAY)
        assert refused.value.field == "value"

    def test_whoever_presses_second_learns_it(self, here: Cast) -> None:
        draw = drawn(here, ready(here))
        with pytest.raises(Conflict):
            draws.run(draw, by=here.actor("head"), at=DRAW_DAY)

    def test_whoever_withdrew_before_the_numbers_leaves_the_list(self, here: Cast) -> None:
        made = ready(here)
        draw = frozen(here, made)
        one = made.applications.select_related("user").get(number="A00001")
        applications.withdraw(one, by=actor_of(here, one.user), at=DRAW_DAY)
        with pytest.raises(RecruitmentRefused) as refused:
            numbers(here, draw)
        assert refused.value.code == "withdrawn"
        draws.release(draw, reason="1명 취하", by=here.actor("official"), at=DRAW_DAY)
        assert frozen(here, made).candidate_count == 19

    def test_those_who_go_on_sitting_count(self, here: Cast) -> None:
        rules(here.council, "training")
        from_now = timezone.localdate(NOW)
        made = announced(here, term_starts_on=from_now + 100 * DAY)
        PersonalRecord.objects.create(council=here.council, user=here.member, sex="FEMALE")
        crowd(here, made, 20)
        screened(here, made)
        held = json.loads(frozen(here, made).list_text)
        assert {limit["sex"]: limit["sitting"] for limit in held["limits"]} == {"female": 1, "male": 0}


class TestRedo:
    def test_it_hangs_on_the_void_one(self, here: Cast) -> None:
        made = ready(here)
        first = drawn(here, made)
        second = draws.redo(
            first,
            reason="공이 하나 떨어짐",
            officers=OFFICERS,
            seed_source=SOURCE,
            by=here.actor("head"),
            at=DRAW_DAY,
        )
        first.refresh_from_db()
        assert (first.status, second.previous, second.attempt) == (Draw.Status.VOID, first, 2)
        assert set(first.reserves.values_list("state", flat=True)) == {"REMOVED"}
        numbers(here, second)
        again = draws.run(second, by=here.actor("head"), at=DRAW_DAY)
        assert again.list_sha256 == first.list_sha256
        assert again.seed != first.seed  # the same list and the same numbers, and yet another link of the chain
        assert draws.published(again)["previous"] == first.result_sha256
        assert draws.compare(again)

    def test_not_without_a_reason_and_not_after_the_roll_was_sent(self, here: Cast) -> None:
        made = ready(here)
        draw = drawn(here, made)
        again: dict[str, Any] = {"officers": OFFICERS, "seed_source": SOURCE, "by": here.actor("head"), "at": DRAW_DAY}
        with pytest.raises(RecruitmentRefused) as refused:
            draws.redo(draw, reason=" ", **again)
        assert refused.value.field == "reason"
        made.refresh_from_db()
        roll.send(made, by=here.actor("official"), at=DRAW_DAY)
        with pytest.raises(RecruitmentRefused):
            draws.redo(draw, reason="다시", **again)


class TestRoll:
    def test_from_the_draw_to_the_seats(self, here: Cast) -> None:
        made = ready(here)
        drawn(here, made)
        made.refresh_from_db()
        assert len(roll.lines(made)) == 10
        assert roll.send_due(made, timezone.localdate(DRAW_DAY)).due == timezone.localdate(DRAW_DAY) + 10 * DAY
        roll.send(made, by=here.actor("secretary"), at=DRAW_DAY)
        assert Notice.objects.filter(kind="members.recruitment.list", recipient=here.district).count() == 1
        with pytest.raises(Forbidden):
            roll.appoint(made, appointed_on=timezone.localdate(DRAW_DAY), by=here.actor("secretary"), at=DRAW_DAY)
        seats = roll.appoint(made, appointed_on=timezone.localdate(DRAW_DAY), by=here.actor("district"), at=DRAW_DAY)
        assert len(seats) == 10
        assert {seat.track for seat in seats} == {"OPEN", "RECOMMENDED"}
        assert made.status == Recruitment.Status.APPOINTED
        record = PersonalRecord.objects.get(user=seats[0].user)
        assert (record.sex, record.consent_version) == (record.sex.upper(), applications.CONSENT_VERSION)
        assert Membership.objects.filter(appointment=seats[0].appointment).count() == 10

    def test_somebody_drawn_withdraws_and_the_next_moves_up(self, here: Cast) -> None:
        made = ready(here)
        drawn(here, made)
        made.refresh_from_db()
        one = roll.lines(made)[0].application
        applications.withdraw(one, by=actor_of(here, one.user), at=DRAW_DAY)
        assert [gone.pk for gone in roll.vacant(made)] == [one.pk]
        call = successions.ask_next(instead_of=one, by=here.actor("secretary"), at=DRAW_DAY)
        assert call.reserve.rank == 1
        successions.answer(call, accepted=True, by=actor_of(here, call.reserve.application.user), at=DRAW_DAY)
        assert not roll.vacant(made)
        lines = roll.lines(made)
        assert len(lines) == 10
        assert call.reserve.application_id in {line.application.pk for line in lines}
        roll.send(made, by=here.actor("secretary"), at=DRAW_DAY)
        roll.appoint(made, appointed_on=timezone.localdate(DRAW_DAY), by=here.actor("district"), at=DRAW_DAY)
        call.reserve.refresh_from_db()
        assert call.reserve.state == Reserve.State.APPOINTED

    def test_when_it_is_over_what_is_not_needed_goes(self, here: Cast) -> None:
        made = ready(here)
        drawn(here, made)
        made.refresh_from_db()
        with pytest.raises(RecruitmentRefused):
            roll.erase(made, by=here.actor("secretary"), at=DRAW_DAY)
        roll.send(made, by=here.actor("secretary"), at=DRAW_DAY)
        roll.appoint(made, appointed_on=timezone.localdate(DRAW_DAY), by=here.actor("district"), at=DRAW_DAY)
        assert roll.erase(made, by=here.actor("secretary"), at=DRAW_DAY) == 13
        assert not Application.objects.filter(erased_at__isnull=False).exclude(address="").exists()
        assert Application.objects.filter(erased_at__isnull=True).count() == 7  # still on the reserve list
