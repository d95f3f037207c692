"""A recruitment written past the services, for tests of what the database refuses."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from members.models import (
    Application,
    Draw,
    DrawCandidate,
    DrawNumber,
    Recruitment,
    RecruitmentTrack,
    User,
)
from members.selection import Candidate, Frozen, Track, canonical, seed_of, sha256
from tests.cast import Cast

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
DAY = dt.timedelta(days=1)


def recruitment(cast: Cast, *, seats: int = 2, **other: Any) -> Recruitment:
    """Return a recruitment in preparation, with one drawn track."""
    made = Recruitment.objects.create(
        title="2027년 위원 모집",
        begun_on=TODAY,
        seats=30,
        places=seats,
        opens_on=TODAY,
        closes_on=TODAY + 10 * DAY,
        draw_on=TODAY + 20 * DAY,
        term_starts_on=TODAY + 40 * DAY,
        term_ends_on=TODAY + 770 * DAY,
        created_at=NOW,
        created_by=cast.secretary,
        **other,
    )
    RecruitmentTrack.objects.create(recruitment=made, track="open", label="공개모집", seats=seats)
    return made


def go(made: Recruitment, *statuses: str) -> Recruitment:
    """Move on, one status after the other, with what each must have."""
    for status in statuses:
        days = {"ANNOUNCED": {"announced_on": TODAY}, "SENT": {"list_sent_on": TODAY}}.get(status, {})
        Recruitment.objects.filter(pk=made.pk).update(status=status, **days)
    made.refresh_from_db()
    return made


def applicants(made: Recruitment, cast: Cast, many: int) -> list[Application]:
    """Return that many accepted applicants; the call must be open, and ends in screening."""
    track = made.tracks.get()
    people = [User(name=f"후보 {n}", email=f"candidate{n}@majang.example", password="!") for n in range(many)]
    User.objects.bulk_create(people)
    Application.objects.bulk_create(
        Application(
            council=cast.council,
            recruitment=made,
            track=track,
            user=user,
            number=f"A{n:04}",
            name=user.name,
            sex=("female", "male")[n % 2],
            status=Application.Status.SUBMITTED,
            submitted_at=NOW,
            started_at=NOW,
            consent_at=NOW,
            consent_version="2026-11",
        )
        for n, user in enumerate(people, start=1)
    )
    go(made, "CLOSED", "SCREENING")
    Application.objects.filter(recruitment=made).update(status="ACCEPTED", decided_at=NOW, decided_by=cast.secretary)
    return list(Application.objects.filter(recruitment=made).order_by("number"))


def frozen(made: Recruitment, cast: Cast, people: list[Application], numbers: int = 2) -> Draw:
    """Return a draw whose list is frozen."""
    track = made.tracks.get()
    listed = Frozen(
        name=made.title,
        tracks=(Track(track.track, track.label, track.seats),),
        candidates=tuple(Candidate(one.number, track.track, one.sex) for one in people),
    )
    text = canonical(listed.as_json())
    draw = Draw.objects.create(
        recruitment=made,
        attempt=1,
        list_text=text,
        list_sha256=sha256(text),
        candidate_count=len(people),
        seed_source="추첨위원 두 사람이 1~45에서 뽑은 번호",
        officers=["이추첨", "박추첨"],
        numbers_needed=numbers,
        frozen_at=NOW,
        frozen_by=cast.official,
    )
    DrawCandidate.objects.bulk_create(
        DrawCandidate(council=cast.council, draw=draw, application=one, track=track) for one in people
    )
    go(made, "FROZEN")
    return draw


def numbered(draw: Draw, *values: str) -> str:
    """Enter the numbers and return the seed that follows from them."""
    for position, value in enumerate(values, start=1):
        DrawNumber.objects.create(draw=draw, position=position, value=value, officer="이추첨", entered_at=NOW)
    return seed_of(draw.list_sha256, list(values))
