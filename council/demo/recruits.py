"""Recruitments of the demonstration: one told to its end, one open today, one in screening, one before its draw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from council.common.actor import Actor, Role
from council.demo.changes import ONE_DAY, appointing, leave
from council.demo.people import make_account, set_passwords
from council.demo.photos import picture
from council.demo.roll import personal
from council.demo.stage import Stage
from council.demo.texts import load
from members.judging import inquired
from members.models import Application, Draw, Membership, Recruitment, RecruitmentTrack, Succession, User
from members.services.people import person_for
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
from members.services.recruitment.draws import Decided
from members.services.recruitment.recruitments import Plan

HOURS = 6


@dataclass(frozen=True)
class Days:
    """The days of one procedure, counted back from today; below zero they are to come."""

    begun: int
    opens: int
    closes: int
    draw: int
    starts: int


def _begin(stage: Stage, title: str, *, seats: int, places: int, days: Days) -> Iterator[dt.datetime]:
    """Prepare and announce; the recruitment is found by its title afterwards."""
    told, secretary = load("roll"), stage.actor(Role.SECRETARY)
    yield stage.office_hours(days.begun)
    plan = Plan(
        title=title,
        kind=Recruitment.Kind.VACANCY,
        seats=seats,
        places=places,
        opens_on=stage.day(days.opens),
        closes_on=stage.day(days.closes),
        draw_on=stage.day(days.draw),
        term_starts_on=stage.day(days.starts),
        term_ends_on=stage.term.ends_on,
        draw_place=stage.council.hall,
        text=told["call"],
        papers=told["papers"],
    )
    made = recruitments.prepare(stage.council, plan, by=secretary, at=stage.clock)
    yield stage.office_hours(days.begun)
    recruitments.announce(made, by=secretary, at=stage.clock)


def _found(title: str) -> Recruitment:
    found: Recruitment = Recruitment.objects.select_related("council").get(title=title)
    return found


def _person(stage: Stage, number: int) -> User:
    """Return somebody new with an account, who can sign in like all others of the demonstration."""
    user = make_account(f"applicant{number:02}@{stage.council.slug}.example", stage.people.name(), stage.clock)
    set_passwords([user])
    stage.people.actors[user.pk] = Actor(user.pk, stage.council.pk, frozenset({Role.VISITOR}), name=user.name)
    return user


def _statement(stage: Stage, user: User, track: RecruitmentTrack, number: int) -> Statement:
    told = load("roll")
    given = personal(number, stage.words, stage.dice)
    given["sex"] = given["sex"].lower()
    committees = list(dict.fromkeys(stage.committees.values()))
    recommended = track.track != "open"
    return Statement(
        name=user.name,
        eligibility="resident",
        motive=stage.words(told["motives"][number % len(told["motives"])]) + " (시연 자료)",
        track=track,
        committee=committees[number % len(committees)],
        recommended_by=stage.words(told["groups"][number % len(told["groups"])]) if recommended else "",
        facts={"registered_here": True, **inquired()},
        show_name=number % 3 == 0,
        **given,
    )


def _apply(stage: Stage, call: Recruitment, number: int, *, send: bool = True, proof: bool = False) -> Application:
    tracks = list(call.tracks.order_by("track"))
    user = _person(stage, number)
    by = stage.people.actor(user)
    statement = _statement(stage, user, tracks[(number // 2) % len(tracks)], number)
    row = applications.save_draft(call, user, statement, by=by, at=stage.clock)
    if proof:
        paper = SimpleUploadedFile("초본 대신 그림(시연).jpg", picture("park").full, "image/jpeg")
        proofs.add(row, paper, by=by, at=stage.clock)
    return applications.submit(row, consent=True, by=by, at=stage.clock) if send else row


def _on_paper(stage: Stage, call: Recruitment, number: int) -> Application:
    secretary = stage.actor(Role.SECRETARY)
    tracks = list(call.tracks.order_by("track"))
    user = person_for(stage.council, stage.people.name(), by=secretary, at=stage.clock)
    return applications.enter_paper(
        call,
        user,
        _statement(stage, user, tracks[(number // 2) % len(tracks)], number),
        received_on=timezone.localdate(stage.clock),
        consent=True,
        by=secretary,
        at=stage.clock,
    )


def _gather(stage: Stage, title: str, days: Days, *, online: int, paper: int) -> Iterator[dt.datetime]:
    """Let people apply while the call is open: most online, some on paper, one taken back, one never sent."""
    last = max(days.closes, 0)
    span = max(days.opens - last, 1)
    for number in range(1, online + 1):
        yield stage.any_hour(days.opens - (number - 1) * span // online)
        _apply(stage, _found(title), number, proof=number < 3)
    for number in range(online + 1, online + paper + 1):
        yield stage.office_hours(last + 2)
        _on_paper(stage, _found(title), number)
    yield stage.any_hour(last + 1 if last else 0)
    call = _found(title)
    _apply(stage, call, online + paper + 1, send=False)
    gone = call.applications.filter(status=Application.Status.SUBMITTED).exclude(user__email=None).last()
    assert gone is not None
    applications.withdraw(gone, by=stage.people.actor(gone.user), at=stage.clock)


def _screen(stage: Stage, title: str, days: Days) -> Iterator[dt.datetime]:
    """Close the call and find all eligible who fit, but one and the last."""
    secretary = stage.actor(Role.SECRETARY)
    yield stage.office_hours(days.closes - 3)
    call = recruitments.close(_found(title), by=secretary, at=stage.clock)
    recruitments.start_screening(call, by=secretary, at=stage.clock)
    yield stage.office_hours(days.closes - 4)
    waiting = list(call.applications.filter(status=Application.Status.SUBMITTED).order_by("number"))
    screening.decide(
        waiting[-1],
        accept=False,
        reason="낸 서류의 주소가 이 동네가 아님. 전화로 다시 여쭈었음(시연 자료)",
        by=secretary,
        at=stage.clock,
    )
    for row in waiting[: len(waiting) // 2]:
        screening.decide(row, accept=True, reason="서류를 보고 정함", by=secretary, at=stage.clock)


def _accept_rest(stage: Stage, title: str, ago: int) -> Iterator[dt.datetime]:
    secretary = stage.actor(Role.SECRETARY)
    yield stage.office_hours(ago)
    call = _found(title)
    for row in call.applications.filter(status=Application.Status.SUBMITTED).order_by("number"):
        screening.decide(row, accept=True, reason="서류를 보고 정함", by=secretary, at=stage.clock)


def _train(stage: Stage, title: str, ago: int) -> Iterator[dt.datetime]:
    """Hold the course in two halves; one applicant misses the second and is found not eligible for it."""
    secretary = stage.actor(Role.SECRETARY)
    yield stage.office_hours(ago + 4)
    call = recruitments.start_training(_found(title), by=secretary, at=stage.clock)
    held = [
        sessions.add_session(
            call,
            course=f"주민자치학교 {half}(시연)",
            held_on=stage.day(ago + 1),
            hours=HOURS // 2,
            place=stage.council.hall,
            by=secretary,
            at=stage.clock,
        )
        for half in ("첫째 마당", "둘째 마당")
    ]
    yield stage.office_hours(ago - 2 if ago > 2 else 0)
    there = list(call.applications.accepted().order_by("number").values_list("pk", flat=True))
    sessions.note_attendance(held[0], there, by=secretary, at=stage.clock)
    sessions.note_attendance(held[1], there[:-1], by=secretary, at=stage.clock)
    missing = call.applications.accepted().get(pk=there[-1])
    screening.decide(
        missing, accept=False, reason="교육 둘째 마당을 듣지 못함(시연 자료)", by=secretary, at=stage.clock
    )


def _freeze(stage: Stage, title: str) -> Draw:
    told = load("roll")
    decided = Decided(reserve_size=5, reason="규칙이 정하지 않은 것은 정기회의에서 정한 대로 함(시연 자료)")
    return draws.freeze(
        _found(title),
        officers=[stage.people.name() for _officer in range(3)],
        seed_source=told["seed_source"],
        decided=decided,
        by=stage.actor(Role.SECRETARY),
        at=stage.clock,
    )


# --- The four stories -----------------------------------------------------------------------------------------------


def finished(stage: Stage, title: str) -> Iterator[dt.datetime]:
    """Tell a recruitment from the call to the appointment, and what became of its reserve list."""
    days = Days(begun=200, opens=196, closes=176, draw=150, starts=128)
    secretary, district = stage.actor(Role.SECRETARY), appointing(stage)
    yield from _begin(stage, title, seats=36, places=5, days=days)
    yield from _gather(stage, title, days, online=14, paper=3)
    yield from _screen(stage, title, days)
    yield from _accept_rest(stage, title, 168)
    yield from _train(stage, title, 158)
    yield stage.office_hours(days.draw)
    draw = _freeze(stage, title)
    numbers = load("roll")["numbers"]
    for position, value in enumerate(numbers, 1):
        draws.enter_number(draw, position=position, value=value, by=stage.actor(Role.HEAD), at=stage.clock)
    draws.run(draw, by=stage.actor(Role.HEAD), at=stage.clock)
    yield stage.office_hours(days.draw - 5)
    call = roll.send(_found(title), by=secretary, at=stage.clock)
    yield stage.office_hours(days.starts + 4)
    roll.appoint(
        call,
        appointed_on=timezone.localdate(stage.clock),
        appointer=load("roll")["appointers"][stage.council.slug],
        reason="추첨 결과대로 위촉함(시연 자료)",
        by=district,
        at=stage.clock,
    )
    yield from _successions(stage)


def _successions(stage: Stage) -> Iterator[dt.datetime]:
    """Three seats fall free: one is filled by the second in rank, one is left, for one somebody is asked."""
    secretary, district = stage.actor(Role.SECRETARY), appointing(stage)
    people = list(stage.people.members)
    yield stage.office_hours(75)
    seat = leave(stage, people[17], "resigned", "먼 곳으로 일터를 옮김(시연 자료)")
    yield stage.office_hours(70)
    opened = successions.open_succession(_again(seat), by=secretary, at=stage.clock)
    call = successions.ask_next(succession=opened, by=secretary, at=stage.clock)
    yield stage.office_hours(66)
    successions.answer(call, accepted=False, note="전화로 사양함: 다른 동네로 곧 이사함", by=secretary, at=stage.clock)
    call = successions.ask_next(succession=opened, by=secretary, at=stage.clock)
    yield stage.office_hours(62)
    successions.answer(call, accepted=True, note="전화로 맡겠다고 함", by=secretary, at=stage.clock)
    yield stage.office_hours(58)
    today = timezone.localdate(stage.clock)
    successions.appoint(
        opened,
        appointed_on=today,
        starts_on=today + ONE_DAY,
        reason="예비후보 순위대로 위촉함(시연 자료)",
        by=district,
        at=stage.clock,
    )
    yield stage.office_hours(33)
    seat = leave(stage, people[19], "resigned", "공부를 시작하게 되어 스스로 물러남(시연 자료)")
    yield stage.office_hours(29)
    reason = "다음 정기 모집까지 비워 두기로 정기회의에서 정함(시연 자료)"
    successions.open_succession(_again(seat), fill=False, reason=reason, by=secretary, at=stage.clock)
    yield stage.office_hours(16)
    seat = leave(stage, people[18], "resigned", "식구를 돌보려고 스스로 물러남(시연 자료)")
    yield stage.office_hours(9)
    opened = successions.open_succession(_again(seat), by=secretary, at=stage.clock)
    yield stage.office_hours(3)
    answer_by = stage.today + 4 * ONE_DAY
    successions.ask_next(succession=opened, answer_by=answer_by, by=secretary, at=stage.clock)
    assert Succession.objects.count() == 3


def _again(seat: Membership) -> Membership:
    found: Membership = Membership.objects.select_related("council", "appointment").get(pk=seat.pk)
    return found


def open_now(stage: Stage, title: str) -> Iterator[dt.datetime]:
    """Tell a call that takes applications today, an earlier one that was cancelled, and one that is being prepared."""
    secretary = stage.actor(Role.SECRETARY)
    early = Days(begun=120, opens=118, closes=104, draw=90, starts=80)
    first = f"{title} 첫 번째"
    yield from _begin(stage, first, seats=38, places=4, days=early)
    yield stage.office_hours(108)
    recruitments.cancel(
        _found(first), reason="날짜가 마을 잔치와 겹쳐 다시 알림(시연 자료)", by=secretary, at=stage.clock
    )
    days = Days(begun=8, opens=6, closes=-9, draw=-26, starts=-40)
    yield from _begin(stage, title, seats=38, places=4, days=days)
    yield from _gather(stage, title, days, online=7, paper=2)


def in_screening(stage: Stage, title: str) -> Iterator[dt.datetime]:
    """Tell a call that is being screened: some found eligible, one not, some still to be looked at."""
    days = Days(begun=30, opens=27, closes=9, draw=-6, starts=-20)
    yield from _begin(stage, title, seats=40, places=4, days=days)
    yield from _gather(stage, title, days, online=9, paper=2)
    yield from _screen(stage, title, days)


def before_the_draw(stage: Stage, title: str) -> Iterator[dt.datetime]:
    """Tell a call up to the frozen list: the numbers can be drawn on the projector at once."""
    days = Days(begun=44, opens=41, closes=27, draw=0, starts=-14)
    yield from _begin(stage, title, seats=39, places=5, days=days)
    yield from _gather(stage, title, days, online=14, paper=3)
    yield from _screen(stage, title, days)
    yield from _accept_rest(stage, title, 20)
    yield from _train(stage, title, 9)
    yield stage.office_hours(1)
    _freeze(stage, title)


STORIES: dict[str, Any] = {
    "finished": finished,
    "open": open_now,
    "screening": in_screening,
    "frozen": before_the_draw,
}


def story(stage: Stage, how: str) -> Iterator[dt.datetime]:
    """Return the council's recruitment by its name in data/councils.json."""
    title = f"{stage.today.year}년 {stage.council.short_name} 빈자리 위원 모집(시연 자료)"
    found: Iterator[dt.datetime] = STORIES[how](stage, title)
    return found
