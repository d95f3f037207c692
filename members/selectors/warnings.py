"""What will bite soon on a council's roll, each with its article: for one council or for all of a 시군구 at once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.common.dates import kdate
from council.models import Council, Rule
from council.rulebook import RuleBook, Verdict
from council.rulebook.db import book_of
from members.judging import seats_of, written
from members.models import Office
from members.selectors.figures import Roll, Seated, rolls_of


@dataclass(frozen=True, slots=True)
class Warning:
    """One thing to see to: ``tone`` is "late" (it is so already) or "waiting" (it comes); ``count`` people or seats.

    ``url_name`` and ``query`` lead to where it is seen to, in the council's own pages.
    """

    code: str
    tone: str
    sentence: str
    article: str
    count: int
    url_name: str = "members:office_roll"
    query: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """A council's rules and roll on one day, and what follows from both."""

    book: RuleBook
    roll: Roll
    warnings: list[Warning]


def warnings(council: Council, on: dt.date) -> list[Warning]:
    """Return what is to be seen to in the council in scope, the urgent first (three queries)."""
    return warnings_for([council], on)[council.pk]


def warnings_for(councils: Sequence[Council], on: dt.date) -> dict[int, list[Warning]]:
    """Return the warnings of each council by its id (three queries, however many councils).

    Call it in a council's scope or in a wide one; councils come with ``region__parent`` selected.
    """
    return {council_id: survey.warnings for council_id, survey in surveys_for(councils, on).items()}


def surveys_for(councils: Sequence[Council], on: dt.date) -> dict[int, Survey]:
    """Return rules, roll and warnings of each council by its id (three queries, however many councils)."""
    books = books_for(councils, on)
    rolls = rolls_of(councils, on)
    return {
        council.pk: Survey(books[council.pk], rolls[council.pk], warnings_of(books[council.pk], rolls[council.pk], on))
        for council in councils
    }


def books_for(councils: Sequence[Council], on: dt.date) -> dict[int, RuleBook]:
    """Return the rules of each council (one query)."""
    above = {council.pk: _regions_of(council) for council in councils}
    regions = {region for ids in above.values() for region in ids}
    rows = list(
        Rule.objects.filter(Q(level="PLATFORM") | Q(council__in=councils) | Q(region_id__in=regions))
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")))
        .select_related("ordinance")
        .order_by("pk")
    )
    return {
        council.pk: book_of(
            (
                row
                for row in rows
                if row.council_id == council.pk or row.region_id in above[council.pk] or row.level == "PLATFORM"
            ),
            on,
            council,
        )
        for council in councils
    }


def _regions_of(council: Council) -> set[int]:
    region = council.region
    parent = region.parent
    return {pk for pk in (region.pk, region.parent_id, parent.parent_id if parent else None) if pk is not None}


# --- What is to be seen to ------------------------------------------------------------------------------------------


def warnings_of(book: RuleBook, roll: Roll, on: dt.date) -> list[Warning]:
    """Return what is to be seen to, from rules and figures that were read already."""
    found = [
        *_seats(book, roll),
        *_ending(book, roll, on),
        *_untrained(book, roll, on),
        *_sexes(book, roll),
        *_vacancies(book, roll),
        *_absent(book, roll),
    ]
    return sorted(found, key=lambda warning: warning.tone != "late")


def _seats(book: RuleBook, roll: Roll) -> Iterable[Warning]:
    seated, own = len(roll.members), seats_of(book)
    verdict = book.ask("seats", seats=seated)
    least = own if own is not None else verdict.needed
    if least is not None and seated < least:
        words = {"seated": seated, "least": least, "gap": least - seated}
        yield Warning(
            "seats.short",
            "late" if verdict.holds is False else "waiting",
            _("위원이 %(seated)d명으로, 정원 %(least)d명보다 %(gap)d명 적습니다.") % words,
            verdict.article,
            least - seated,
        )
    most = verdict.allowed if own is None else own
    if most is not None and seated > most:
        words = {"seated": seated, "most": most, "over": seated - most}
        sentence = _("위원이 %(seated)d명으로, 정원 %(most)d명보다 %(over)d명 많습니다.") % words
        yield Warning("seats.over", "late", sentence, verdict.article, seated - most)


def _ending(book: RuleBook, roll: Roll, on: dt.date) -> Iterable[Warning]:
    until = on + dt.timedelta(days=book.days("people.warn_days"))
    soon = [seat for seat in roll.members if seat.ends_on <= until and seat.user_id not in roll.followed]
    if soon:
        first = min(seat.ends_on for seat in soon) - dt.timedelta(days=1)
        sentence = ngettext(
            "위원 %(n)d명의 임기가 %(day)s에 끝납니다.", "위원 %(n)d명의 임기가 %(day)s부터 끝납니다.", len(soon)
        ) % {"n": len(soon), "day": kdate(first)}
        yield Warning("terms.ending", "waiting", sentence, book.answer("term").article, len(soon), query="state=ending")


def _untrained(book: RuleBook, roll: Roll, on: dt.date) -> Iterable[Warning]:
    verdicts = [verdict for verdict in trainings_of(book, roll.members).values() if verdict.holds is False]
    if not verdicts:
        return
    late = [verdict for verdict in verdicts if verdict.due is None or verdict.due < on]
    dues = sorted(verdict.due for verdict in verdicts if verdict.due is not None and verdict.due >= on)
    words = {"n": len(verdicts), "hours": max(verdict.needed or 0 for verdict in verdicts)}
    sentence = _("교육 %(hours)d시간을 채우지 못한 위원이 %(n)d명 있습니다.") % words
    if dues:
        sentence += " " + _("가장 빠른 기한은 %(day)s입니다.") % {"day": kdate(dues[0])}
    tone = "late" if late else "waiting"
    yield Warning("training.missing", tone, sentence, verdicts[0].article, len(verdicts), query="missing=training")


def trainings_of(book: RuleBook, members: Iterable[Seated]) -> dict[int, Verdict]:
    """Return what the rules say of each one's training, by user id; alike cases are asked once."""
    asked: dict[tuple[Any, ...], Verdict] = {}
    verdicts = {}
    for seat in members:
        case = (seat.hours, seat.trained_on, seat.nth > 1, seat.appointed_on)
        if case not in asked:
            asked[case] = book.ask(
                "training",
                training_hours=seat.hours,
                trained_on=seat.trained_on,
                reappointed=seat.nth > 1,
                appointment=seat.appointed_on,
                appointed_on=seat.appointed_on,
            )
        verdicts[seat.user_id] = asked[case]
    return verdicts


def _sexes(book: RuleBook, roll: Roll) -> Iterable[Warning]:
    counts = Counter(seat.sex.lower() for seat in roll.members)
    unknown = counts.pop("", 0)
    if not roll.members or not book.loaded("composition"):
        return
    article = book.answer("composition").article
    if unknown:
        sentence = _("성별이 적히지 않은 위원이 %(n)d명 있어 비율을 셀 수 없습니다.") % {"n": unknown}
        yield Warning("sex.unknown", "waiting", sentence, article, unknown, query="missing=sex")
        return
    given = {"female": counts["female"], "male": counts["male"]}
    facts: dict[str, Any] = {"sex_counts": given, "enrolled": len(roll.members)}
    if (seats := seats_of(book)) is not None:
        facts["seats"] = seats
    verdict = book.ask("composition", **facts)
    if verdict.holds is False:
        yield Warning("sex.share", "late", verdict.sentence, verdict.article, max(given.values()))


def _vacancies(book: RuleBook, roll: Roll) -> Iterable[Warning]:
    for officer in written(book, "officers"):
        kind = str(officer.get("office", "")).upper()
        seats = officer.get("seats")
        label = str(officer.get("label") or (Office.Kind(kind).label if kind in Office.Kind.values else kind))
        article = str(officer.get("article") or book.answer("officers").article)
        if kind == Office.Kind.COMMITTEE_HEAD:
            if roll.headless:
                words = {"label": label, "n": roll.headless}
                sentence = _("%(label)s이 없는 분과가 %(n)d곳 있습니다.") % words
                yield Warning("office.committee_head", "late", sentence, article, roll.headless)
            continue
        least = seats.get("min") if isinstance(seats, dict) else None
        gap = (least or 0) - roll.held[kind]
        if gap > 0:
            sentence = _("%(label)s 자리 %(n)d곳이 비어 있습니다.") % {"label": label, "n": gap}
            yield Warning(f"office.{kind.lower()}", "late", sentence, article, gap)


def _absent(book: RuleBook, roll: Roll) -> Iterable[Warning]:
    reached = too_absent(book, roll)
    if reached:
        sentence = _("결석이 조례가 정한 수에 이른 위원이 %(n)d명 있습니다.") % {"n": len(reached)}
        yield Warning("absence.reached", "late", sentence, reached[0][1].article, len(reached), query="missing=absent")


def too_absent(book: RuleBook, roll: Roll) -> list[tuple[Seated, Verdict]]:
    """Return those whose absences have reached what the rules allow, each with the verdict."""
    absent = [seat for seat in roll.members if seat.in_year or seat.in_row]
    if not absent or not book.loaded("absence"):
        return []
    verdicts = [
        (seat, book.ask("absence", absences_in_row=seat.in_row, absences_in_year=seat.in_year)) for seat in absent
    ]
    return [(seat, verdict) for seat, verdict in verdicts if verdict.holds]
