"""What happens on the roll during the term: meetings, changed 세칙, people who leave, lists that are brought in."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from council.common.actor import Actor, Role
from council.demo.roll import ABSENT_OFTEN, ABSENT_TOO_OFTEN
from council.demo.stage import Stage
from council.demo.texts import load
from council.services import set_rule
from members.models import Attendance, Membership, Training, User
from members.selectors import actor_for, who
from members.services import endings, imports, trainings
from projects.workflows.due import add_months

ONE_DAY = dt.timedelta(days=1)
Presence = Attendance.Presence


def appointing(stage: Stage) -> Actor:
    """Return the official of the 시군구, or the portal itself where the demonstration names nobody."""
    ids = who(stage.council.pk, Role.DISTRICT, stage.today)
    if not ids:
        return Actor.system(stage.council.pk)
    return actor_for(User.objects.get(pk=ids[0]), stage.council, stage.today)


# --- Meetings and hours ---------------------------------------------------------------------------------------------


def meetings(stage: Stage, every: int) -> Iterator[dt.datetime]:
    """Tell who came to the regular meetings of the term, one every so many months."""
    people = list(stage.people.members)
    often, too_often = people[ABSENT_OFTEN].pk, people[ABSENT_TOO_OFTEN].pk
    days = [add_months(stage.term.starts_on, month) + dt.timedelta(days=12) for month in range(0, 13, every)]
    days = [stage.office_day(day) for day in days if day < stage.today - 2 * ONE_DAY]
    for number, held_on in enumerate(days, 1):
        yield stage.office_hours((stage.today - held_on).days)
        left = len(days) - number
        seated = Membership.objects.current(held_on).order_by("pk").values_list("user_id", flat=True)
        came = {user_id: _presence(stage) for user_id in seated}
        # Nobody else is to reach the limit by chance.
        came[often] = Presence.ABSENT if left in (0, 1, 3, 5, 7) else Presence.PRESENT
        came[too_often] = Presence.ABSENT if left in (0, 1, 2) else Presence.PRESENT
        trainings.mark_attendance(
            stage.council,
            meeting=f"제{number}차 정기회의(시연)",
            held_on=held_on,
            presences=came,
            by=stage.actor(Role.SECRETARY),
            at=stage.clock,
        )


def _presence(stage: Stage) -> str:
    return stage.dice.choices((Presence.PRESENT, Presence.ONLINE, Presence.EXCUSED, Presence.ABSENT), (86, 6, 5, 3))[0]


def hours(stage: Stage) -> Iterator[dt.datetime]:
    """Write hours down twice over, and take the wrong row back."""
    secretary, user = stage.actor(Role.SECRETARY), stage.user(Role.MEMBER)
    course = load("roll")["courses"][1]
    yield stage.office_hours(44)
    row = trainings.record_training(
        stage.council, user, course=course, hours=60, held_on=stage.day(47), by=secretary, at=stage.clock
    )
    yield stage.office_hours(43)
    trainings.withdraw_training(row, why="6시간을 60시간으로 잘못 적음", by=secretary, at=stage.clock)
    trainings.record_training(
        stage.council, user, course=course, hours=6, held_on=stage.day(47), by=secretary, at=stage.clock
    )
    assert Training.objects.counted().filter(user=user).exists()


# --- Rules ----------------------------------------------------------------------------------------------------------


def amendments(stage: Stage, told: list[dict[str, Any]]) -> Iterator[dt.datetime]:
    """Change values of the 세칙, each by the resolution that adopted it."""
    for change in told:
        yield stage.office_hours(change["ago"])
        set_rule(
            council=stage.council,
            key=change["key"],
            value=change["value"],
            article=change["article"],
            reason=change["reason"],
            resolution=change["resolution"],
            resolved_on=stage.day(change["ago"] + 4),
            valid_from=stage.day(change["ago"]) + ONE_DAY,
            by=stage.actor(Role.SECRETARY),
            at=stage.clock,
        )


# --- People who leave -----------------------------------------------------------------------------------------------


def leave(stage: Stage, user: User, how: str, reason: str) -> Membership:
    """End the person's term on this day and return the seat."""
    seat: Membership = Membership.objects.current(stage.today).select_related("council").get(user=user)
    today = stage.clock.date()
    common: dict[str, Any] = {"reason": reason, "at": stage.clock}
    if how == "resigned":
        endings.resign(seat, ends_on=today + ONE_DAY, by=stage.people.actor(user), **common)
    elif how == "moved":
        endings.lose_seat(seat, ground="lost_eligibility", event_on=today - 3 * ONE_DAY, by=appointing(stage), **common)
    else:
        enrolled = Membership.objects.current(today).count()
        endings.dismiss(
            seat,
            ground="unfit",
            votes={"enrolled": enrolled, "present": enrolled - 3, "in_favour": enrolled - 6, "proposers": 12},
            decided_on=today - ONE_DAY,
            ends_on=today + ONE_DAY,
            meeting="제5차 임시회의(시연)",
            by=appointing(stage),
            **common,
        )
    if user in stage.people.members:
        stage.people.members.remove(user)
    return seat


def leaving(stage: Stage) -> Iterator[dt.datetime]:
    """Four people leave, each another way."""
    people = list(stage.people.members)
    for told in load("roll")["leaving"]:
        yield stage.office_hours(told["ago"])
        leave(stage, people[told["place"]], told["how"], told["reason"])


# --- Lists that are brought in --------------------------------------------------------------------------------------

HEAD = (
    "성명", "생년월일", "성별", "전화", "주소", "통·리·마을", "직업", "자격구분", "선정 경로", "위촉일", "임기 시작", "임기 끝", "교육 시간",
    "교육일",
)  # fmt: skip


def brought_in(stage: Stage) -> Iterator[dt.datetime]:
    """Bring in an old roll and two new people, take a wrong file back, and leave one file to be looked at."""
    secretary, district = stage.actor(Role.SECRETARY), appointing(stage)
    before = add_months(stage.term.starts_on, -48), add_months(stage.term.starts_on, -24) - ONE_DAY
    old = [_line(stage, number, *before) for number in range(9)]
    yield stage.office_hours(64)
    now = stage.day(70), stage.term.ends_on - ONE_DAY
    new = [_line(stage, number, *now, hours=6) for number in range(2)]
    row = imports.upload(stage.council, name="명부(시연).csv", data=_file(old + new), by=secretary, at=stage.clock)
    yield stage.office_hours(62)
    imports.confirm(row, skip_bad=False, by=district, at=stage.clock)
    yield stage.office_hours(30)
    wrong = [_line(stage, number, *before) for number in range(3)]
    row = imports.upload(stage.council, name="다른 동 명부(시연).csv", data=_file(wrong), by=secretary, at=stage.clock)
    row = imports.confirm(row, skip_bad=False, by=district, at=stage.clock)
    yield stage.office_hours(28)
    imports.undo(row, why="다른 동의 명부를 올림(시연 자료)", by=district, at=stage.clock)
    yield stage.office_hours(2)
    waiting = [_line(stage, number, *now) for number in range(5)]
    waiting[1][1], waiting[3][10] = "1974년 봄", "언젠가"
    row = imports.upload(stage.council, name="새 명부(시연).csv", data=_file(waiting), by=secretary, at=stage.clock)


def _line(stage: Stage, number: int, first: dt.date, last: dt.date, hours: int = 0) -> list[str]:
    told, dice = load("roll"), stage.dice
    return [
        stage.people.name(),
        f"{dice.randint(1955, 1996)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
        "여" if number % 2 else "남",
        f"010-0000-{dice.randint(1000, 9999)}",
        f"{stage.words(dice.choice(told['addresses']))} {dice.randint(1, 90)}(시연)",
        f"{dice.randint(1, 20)}통",
        dice.choice(told["occupations"]),
        "이 읍면동에 주민등록을 둔 사람",
        "공개모집",
        first.isoformat(),
        first.isoformat(),
        last.isoformat(),
        str(hours or ""),
        (first - 20 * ONE_DAY).isoformat() if hours else "",
    ]


def _file(lines: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([HEAD, *lines])
    return text.getvalue().encode("utf-8-sig")
