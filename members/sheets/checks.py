"""Lines against each other and against the roll: the same person twice, terms that overlap, seats already taken."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from members.sheets.lines import ERROR, NOTE, WARNING, Line
from members.sheets.setting import KnownOffice, KnownPerson, Setting, Span


def check(lines: Sequence[Line], setting: Setting) -> None:
    """Mark on the lines what does not go together; changes the lines in place."""
    _same_people(lines)
    _known_people(lines, setting.people)
    _overlaps(lines, setting.people)
    _count_terms(lines, setting.people)
    _committees(lines)
    _offices(lines, setting)
    _seats(lines, setting)


# --- Whom a line is about -------------------------------------------------------------------------------------


def _same_people(lines: Sequence[Line]) -> None:
    """Join the lines of one person, and mark those where that cannot be told."""
    by_name: defaultdict[str, list[Line]] = defaultdict(list)
    by_email: dict[str, Line] = {}
    by_phone: dict[str, Line] = {}
    for line in lines:
        who = line.identity
        if who is None:
            continue
        first = by_email.setdefault(who.email, line) if who.email else line
        if first is not line and first.values["name"] != who.name:
            _twice(first, line, "email", _("%(row)d번째 줄과 전자우편이 같은데 이름이 다릅니다."), "same_email")
        shares = by_phone.setdefault(who.phone, line) if who.phone else line
        if shares is not line and shares.values["name"] != who.name:
            text = _("%(row)d번째 줄과 전화가 같습니다. 한집이 아니면 살펴 주십시오.") % {"row": shares.number}
            line.complain("phone", text, WARNING, "same_phone")
        for other in by_name[who.name]:
            known = other.identity
            same = who.same(known) if known else False
            if same:
                line.same_as = other.same_as or other.number
                break
            if same is None:
                text = _("%(row)d번째 줄과 이름이 같은데 같은 사람인지 알 수 없습니다. 두 줄에 생년월일을 써 주십시오.")
                _twice(other, line, "name", text, "same_name")
                break
        by_name[who.name].append(line)


def _twice(first: Line, second: Line, column: str, text: str, code: str) -> None:
    """Mark both lines, each naming the other's row."""
    second.complain(column, text % {"row": first.number}, ERROR, code)
    if not any(problem.code == code for problem in first.problems):
        first.complain(column, text % {"row": second.number}, ERROR, code)


def _known_people(lines: Sequence[Line], people: Sequence[KnownPerson]) -> None:
    by_name: defaultdict[str, list[KnownPerson]] = defaultdict(list)
    by_email = {person.identity.email: person for person in people if person.identity.email}
    by_phone: defaultdict[str, list[KnownPerson]] = defaultdict(list)
    for person in people:
        by_name[person.identity.name].append(person)
        if person.identity.phone:
            by_phone[person.identity.phone].append(person)
    found: dict[int, int] = {}  # the line where a person first stands → who that is
    for line in lines:
        who = line.identity
        if who is None:
            continue
        owner = by_email.get(who.email) if who.email else None
        if owner is not None and owner.identity.name != who.name:
            line.complain(
                "email", _("이 전자우편은 다른 이름으로 쓰고 있는 사람이 있습니다."), ERROR, "email_of_another"
            )
            continue
        told = [(person, who.same(person.identity)) for person in by_name[who.name]]
        if sure := next((person for person, same in told if same), None):
            found.setdefault(line.same_as or line.number, sure.user_id)
            line.complain("name", _("명부에 있는 사람입니다. 이 줄의 임기를 그분에게 더합니다."), NOTE, "known")
        elif any(same is None for _person, same in told) and line.same_as is None:
            text = _(
                "명부에 이름이 같은 사람이 있습니다. 같은 사람이면 그분의 생년월일이나 전자우편을 똑같이 써 주십시오."
            )
            line.complain("name", text, WARNING, "namesake")
        elif any(person.identity.name != who.name for person in by_phone.get(who.phone, ())):
            text = _("명부의 다른 사람과 전화가 같습니다. 한집이 아니면 살펴 주십시오.")
            line.complain("phone", text, WARNING, "same_phone")
    for line in lines:
        line.user_id = found.get(line.same_as or line.number)


# --- Terms ----------------------------------------------------------------------------------------------------


def _overlaps(lines: Sequence[Line], people: Sequence[KnownPerson]) -> None:
    known = {person.user_id: person.terms for person in people}
    seen: defaultdict[tuple[str, int], list[tuple[Span, int]]] = defaultdict(list)
    for line in lines:
        span = line.span
        if span is None:
            continue
        for other, number in seen[line.person]:
            if other == span:
                line.complain(
                    "starts_on", _("%(row)d번째 줄과 똑같은 임기입니다.") % {"row": number}, ERROR, "repeated"
                )
                break
            if other.overlaps(span):
                text = _("%(row)d번째 줄에 있는 같은 사람의 임기와 겹칩니다.") % {"row": number}
                line.complain("starts_on", text, ERROR, "overlap")
                break
        else:
            if line.user_id is not None and any(term.overlaps(span) for term in known.get(line.user_id, ())):
                line.complain("starts_on", _("명부에 있는 이 사람의 임기와 겹칩니다."), ERROR, "overlap")
        seen[line.person].append((span, line.number))


def _count_terms(lines: Sequence[Line], people: Sequence[KnownPerson]) -> None:
    """Say of each term which of the person's it is: those on the roll and in the file that start before it, and one."""
    before = {person.user_id: [term.starts_on for term in person.terms if term.lasts] for person in people}
    first_days: defaultdict[tuple[str, int], list[dt.date]] = defaultdict(list)
    for line in lines:
        if line.span is not None:
            first_days[line.person].append(line.span.starts_on)
    for line in lines:
        if line.span is not None:
            earlier = [*first_days[line.person], *(before.get(line.user_id, ()) if line.user_id else ())]
            line.values["nth"] = 1 + sum(day < line.span.starts_on for day in earlier)


def _committees(lines: Sequence[Line]) -> None:
    for line in lines:
        span = line.span
        for committee in line.values.get("committees", ()):
            if span is not None and committee.span.ends_on and committee.span.ends_on <= span.starts_on:
                text = _("‘%(name)s’은(는) 임기가 시작할 때 이미 닫힌 분과입니다.") % {"name": committee.name}
                line.complain("committee", text, ERROR, "closed")


def _offices(lines: Sequence[Line], setting: Setting) -> None:
    """Give each office the first seat that is free for the whole term; mark those for whom there is none."""
    held: defaultdict[tuple[str, int | None], list[KnownOffice]] = defaultdict(list)
    for office in setting.offices:
        held[office.kind, office.committee_id].append(office)
    rows = {line.number: line for line in lines}
    taken: dict[int, int] = {}  # id of an office that a line makes → its row
    for line in lines:
        kind, span = line.values.get("office"), line.span
        if kind is None or span is None:
            continue
        head = line.values.get("heads")
        if kind == "COMMITTEE_HEAD" and head is None:
            continue
        place = (kind, head.pk if head else None)
        in_the_way = [office for office in held[place] if office.span.overlaps(span)]
        used = {office.seat for office in in_the_way}
        free = [seat for seat in range(1, setting.office_seats.get(kind, 1) + 1) if seat not in used]
        if not free:
            other = in_the_way[0]
            if (number := taken.get(id(other))) is not None:
                text = _("%(row)d번째 줄의 %(name)s 님과 같은 자리를 같은 기간에 맡습니다.")
                line.complain("office", text % {"row": number, "name": other.name}, ERROR, "taken")
                if not any(problem.code == "taken" for problem in rows[number].problems):
                    rows[number].complain(
                        "office", text % {"row": line.number, "name": line.values.get("name", "")}, ERROR, "taken"
                    )
            else:
                text = _("그 기간에는 %(name)s 님이 그 자리에 있습니다. 앞사람의 임기를 먼저 끝내 주십시오.")
                line.complain("office", text % {"name": other.name}, ERROR, "taken")
            continue
        line.values["office_seat"] = free[0]
        made = KnownOffice(kind, free[0], place[1], span, str(line.values.get("name", "")))
        held[place].append(made)
        taken[id(made)] = line.number


def _seats(lines: Sequence[Line], setting: Setting) -> None:
    """Mark the lines with which there are more 위원 than 정원 on some day; earlier lines come first."""
    if setting.seats_max is None:
        return
    starts: list[dt.date] = []
    ends: list[dt.date] = []
    first_days: set[dt.date] = set()

    def add(span: Span) -> None:
        if span.ends_on and span.ends_on > span.starts_on:
            insort(starts, span.starts_on)
            insort(ends, span.ends_on)
            first_days.add(span.starts_on)

    def seated(on: dt.date) -> int:
        return bisect_right(starts, on) - bisect_right(ends, on)

    def fullest(span: Span) -> dt.date:
        """Return the day of the term on which most are seated; that count rises only where a term starts."""
        days = [day for day in first_days if span.starts_on <= day and (span.ends_on is None or day < span.ends_on)]
        return max([span.starts_on, *sorted(days)], key=seated)

    for person in setting.people:
        for term in person.terms:
            add(term)
    for line in sorted(lines, key=lambda one: (one.values.get("starts_on") or dt.date.max, one.number)):
        span = line.span
        if span is None or line.is_bad:
            continue
        day = fullest(span)
        if seated(day) >= setting.seats_max:
            text = _("이 줄까지 들이면 %(day)s에 위원이 정원 %(seats)d명보다 많습니다. (%(article)s)") % {
                "day": day.isoformat(),
                "seats": setting.seats_max,
                "article": setting.seats_article,
            }
            line.complain("starts_on", text, ERROR, "over_seats")
            continue
        add(span)
