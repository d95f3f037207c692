"""The council around a file, gathered with a fixed number of queries, however long either roll is."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Q

from council.models import Committee, Council
from council.rulebook import Kind, RuleBook, rulebook
from council.rulebook.spans import Span as Length
from members.judging import seats_of
from members.models import CommitteeMembership, Membership, Office, PersonalRecord, User
from members.sheets import cells
from members.sheets.columns import plain
from members.sheets.setting import Identity, KnownCommittee, KnownOffice, KnownPerson, Setting, Span

#: How many hold an office at a time where no rule says.
USUAL_SEATS = {"CHAIR": 1, "VICE_CHAIR": 2, "SECRETARY": 1, "AUDITOR": 2, "COMMITTEE_HEAD": 1}
#: What councils call the same office.
USUAL_WORDS = {
    "회장": "CHAIR", "자치회장": "CHAIR", "주민자치회장": "CHAIR", "부회장": "VICE_CHAIR", "자치부회장": "VICE_CHAIR",
    "간사": "SECRETARY", "사무장": "SECRETARY", "사무국장": "SECRETARY", "감사": "AUDITOR", "분과장": "COMMITTEE_HEAD",
    "분과위원장": "COMMITTEE_HEAD",
}  # fmt: skip


def setting_of(council: Council, on: dt.date, *, emails: Iterable[str] = ()) -> Setting:
    """Return what the lines of a file are checked against: people, 분과, offices and rules (seven queries)."""
    return replace(
        from_rules(rulebook(council, on), council, on),
        people=known_people(set(emails)),
        offices=[
            KnownOffice(office.kind, office.seat, office.committee_id, span_of(office), office.user.name)
            for office in Office.objects.select_related("user").order_by("pk")
        ],
        committees=_by_word(Committee.objects.order_by("-closed_on", "number")),
    )


def from_rules(book: RuleBook, council: Council, on: dt.date) -> Setting:
    """Return what the rules say about words and numbers; where they are silent, what is usual."""
    seats, term = book.answer("seats"), book.answer("term")
    tracks = {plain(str(track.label)): track.value for track in Membership.Track}
    tracks |= {plain(row.label): row.track.upper() for row in _rows(book, "tracks") if row.label}
    officers = [row for row in _rows(book, "officers") if row.office.upper() in Office.Kind.values]
    words = USUAL_WORDS | {plain(council.secretary_title): "SECRETARY"}
    words |= {plain(row.label): row.office.upper() for row in officers if row.label}
    at_a_time = dict(USUAL_SEATS)
    for row in officers:
        if row.seats is not None and row.seats.max:
            at_a_time[row.office.upper()] = row.seats.max
    most = seats.value.max if seats.determined and seats.value is not None else None
    length = term.value.length if term.determined and term.value is not None else None
    return Setting(
        today=on,
        tracks=tracks,
        kinds={plain(row.label or row.kind): row.kind for row in _rows(book, "eligibility")},
        office_words=words,
        office_seats=at_a_time,
        seats_max=seats_of(book) or most,
        seats_article=seats.article,
        term=length or Length(months=12 * book.days("people.term_years")),
    )


def choices_of(council: Council, on: dt.date) -> dict[str, list[str]]:
    """Return the words that the template offers in each column to choose in (two queries)."""
    book = rulebook(council, on)
    tracks = [row.label for row in _rows(book, "tracks") if row.label] or [str(t.label) for t in Membership.Track]
    committees = list(
        Committee.objects.filter(closed_on__isnull=True).order_by("number").values_list("name", flat=True)
    )
    heads = [f"{name if name.endswith('분과') else name + '분과'}장" for name in committees]
    return {
        "sex": ["여", "남"],
        "eligibility": [row.label for row in _rows(book, "eligibility") if row.label],
        "track": tracks,
        "committee": committees,
        "office": ["회장", "부회장", council.secretary_title, "감사", *heads],
    }


def _rows(book: RuleBook, key: str) -> list[Any]:
    """Return the rows of all lists that the rules of the day give, whatever their conditions: words of any are known."""
    clauses = book.clauses(key, on=book.on)
    return [row for clause in clauses if clause.answer == Kind.VALUE for row in clause.parsed]


def known_people(emails: set[str]) -> list[KnownPerson]:
    """Return everybody with a place in this council, and whose account has one of the addresses (four queries)."""
    records = {record.user_id: record for record in PersonalRecord.objects.all()}
    terms: defaultdict[int, list[Span]] = defaultdict(list)
    for seat in Membership.objects.only("user_id", "starts_on", "ends_on").order_by("pk"):
        terms[seat.user_id].append(span_of(seat))
    placed = set(CommitteeMembership.objects.values_list("user_id", flat=True))
    placed |= set(Office.objects.values_list("user_id", flat=True))
    here = Q(pk__in=placed | records.keys() | terms.keys())
    people = User.objects.filter(here | Q(email__in=emails), closed_at__isnull=True).order_by("pk")
    return [
        KnownPerson(user.pk, _identity(user, records.get(user.pk)), tuple(terms.get(user.pk, ())))
        for user in people.only("name", "phone", "email")
    ]


def _identity(user: User, record: PersonalRecord | None) -> Identity:
    phone = (record.phone if record else "") or user.phone
    try:
        phone = cells.phone(phone) if phone else ""
    except ValueError:
        phone = ""  # typed by hand long ago; it joins nobody
    return Identity(user.name, record.born_on if record else None, phone, user.email or "")


def span_of(term: Any) -> Span:
    return Span(term.starts_on, term.ends_on)


def _by_word(committees: Iterable[Committee]) -> dict[str, KnownCommittee]:
    """Return each 분과 under its name and under the name without ‘분과’; an open one before a closed namesake."""
    found: dict[str, KnownCommittee] = {}
    for row in committees:
        known = KnownCommittee(row.pk, row.name, Span(row.opened_on, row.closed_on))
        for word in (plain(row.name), plain(row.name).removesuffix("위원회").removesuffix("분과")):
            found[word] = known
    return found
