"""What the rules say of a person who is to be appointed: the facts that the portal knows, put to the rules.

A fact that the portal does not know stays unknown; the verdict is then not determined, and a person decides with a
reason that is kept.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from council.common.dates import kdate
from council.common.errors import Refused
from council.models import Council
from council.rulebook import Facts, Kind, RuleBook, Strength, Verdict, rulebook
from members.models import Ending, Membership, PersonalRecord, Training, User

#: Grounds that an office's inquiry (결격사유 조회) answers all at once.
INQUIRED = (
    "no_voting_right",
    "local_councillor",
    "national_councillor",
    "public_official",
    "draw_officer",
    "other_council_member",
    "tax_arrears",
    "campaigned",
    "conflicting_office",
)


class Candidate(Protocol):
    """Somebody to be appointed (services.appointments.Appointee)."""

    @property
    def user(self) -> User: ...
    @property
    def starts_on(self) -> dt.date: ...
    @property
    def track(self) -> str: ...
    @property
    def eligibility(self) -> str: ...


@dataclass
class Known:
    """What the portal knows of people, gathered by a fixed number of queries."""

    records: dict[int, PersonalRecord] = field(default_factory=dict)
    terms: dict[int, list[Membership]] = field(default_factory=dict)
    endings: dict[int, list[Ending]] = field(default_factory=dict)
    trained: dict[int, tuple[int, dt.date]] = field(default_factory=dict)


def known_of(user_ids: Iterable[int]) -> Known:
    """Return what is known of the people in the council in scope (four queries)."""
    ids = list(user_ids)
    known = Known(records={row.user_id: row for row in PersonalRecord.objects.filter(user_id__in=ids)})
    terms: defaultdict[int, list[Membership]] = defaultdict(list)
    for term in Membership.objects.filter(user_id__in=ids).order_by("starts_on", "pk"):
        if term.ends_on != term.starts_on:  # withdrawn before it began: never a term
            terms[term.user_id].append(term)
    endings: defaultdict[int, list[Ending]] = defaultdict(list)
    for ending in Ending.objects.filter(membership__user_id__in=ids).select_related("membership").order_by("pk"):
        endings[ending.membership.user_id].append(ending)
    hours = Training.objects.counted().filter(user_id__in=ids).values("user_id")
    for row in hours.annotate(sum=Sum("hours"), last=Max("held_on")):
        known.trained[row["user_id"]] = (row["sum"], row["last"])
    known.terms, known.endings = dict(terms), dict(endings)
    return known


def judge(
    council: Council,
    people: Sequence[Candidate],
    *,
    appointed_on: dt.date,
    list_sent_on: dt.date | None = None,
    more: Mapping[int, Mapping[str, Any]] | None = None,
) -> dict[int, Verdict]:
    """Return the verdict on each person (by user id), all others of the letter counted as seated already.

    ``more`` holds facts that people found out: {user id: {fact: value}} (docs/ordinances.md §6).
    """
    book = rulebook(council, appointed_on)
    known = known_of(person.user.pk for person in people)
    seated = _seated_beside(people)
    verdicts = {}
    for person in people:
        barred = _barred(known.endings.get(person.user.pk, []), person.starts_on)
        if barred is not None:
            verdicts[person.user.pk] = barred
            continue
        facts = _facts(book, person, known, appointed_on)
        facts |= _beside(seated, known.records.get(person.user.pk), person.user.pk)
        if list_sent_on is not None:
            facts["list"] = list_sent_on
        facts |= dict((more or {}).get(person.user.pk, {}))
        verdicts[person.user.pk] = book.ask("appoint", **facts)
    return verdicts


def weigh(verdict: Verdict, reason: str, *, who: str = "") -> None:
    """Refuse what the rules refuse; where they only warn or cannot say, want a person's reason.

    Raises Refused: with the sentence and the article, or with code ``reason_needed`` for the field ``reason``.
    """
    before = f"{who}: " if who else ""
    article = f" ({verdict.article})" if verdict.article else ""
    if verdict.holds is False and verdict.strength == Strength.BLOCKS:
        raise Refused(f"{before}{verdict.sentence}{article}", code="rule")
    if needs_reason(verdict) and not reason.strip():
        words = _("그래도 하려면 까닭을 써 주십시오. 기록에 남습니다.")
        raise Refused(f"{before}{verdict.sentence}{article} {words}", field="reason", code="reason_needed")


def needs_reason(verdict: Verdict) -> bool:
    """Return whether a person must say why the act is right: the rules only warn, or cannot say."""
    return verdict.holds is None or (verdict.holds is False and verdict.strength == Strength.WARNS)


def seats_of(book: RuleBook) -> int | None:
    """Return the council's own 정원, if it has been set (people.seats)."""
    return int(book.value("people.seats")) or None


def written(book: RuleBook, key: str) -> list[Mapping[str, Any]]:
    """Return a list of the rules as the ordinance writes it (kinds, grounds, officers); [] where it does not say."""
    answer = book.answer(key)
    raw = answer.clause.value if answer.kind is Kind.VALUE and answer.clause is not None else None
    return [item for item in raw if isinstance(item, Mapping)] if isinstance(raw, list | tuple) else []


def inquired(clear: bool = True) -> dict[str, bool]:
    """Return the facts that hold once the office's inquiry found nothing."""
    return dict.fromkeys(INQUIRED, not clear)


def _barred(endings: list[Ending], starts_on: dt.date) -> Verdict | None:
    for ending in endings:
        if ending.barred_until is not None and starts_on < ending.barred_until:
            words = {"kind": ending.get_kind_display(), "day": kdate(ending.barred_until)}
            sentence = _("%(kind)s로 위원 자리를 떠나 %(day)s부터 다시 위촉할 수 있습니다.") % words
            return Verdict("appoint", False, failed=("barred",), article=ending.article, sentence=sentence)
    return None


def _facts(book: RuleBook, person: Candidate, known: Known, appointed_on: dt.date) -> dict[str, Any]:
    """Return what is known of the person alone. What is known never to have been is given as None."""
    user_id = person.user.pk
    record, endings = known.records.get(user_id), known.endings.get(user_id, [])
    terms = [term for term in known.terms.get(user_id, []) if term.starts_on < person.starts_on]
    hours, trained_on = known.trained.get(user_id, (0, None))
    facts: dict[str, Any] = {
        "on": appointed_on,
        "appointment": appointed_on,
        "track": person.track.lower(),
        "terms": [{"starts_on": t.starts_on, "ends_on": t.last_day, "track": t.track.lower()} for t in terms],
        "last_ended_on": terms[-1].last_day if terms else None,
        "reappointed": bool(terms),
        "training_hours": hours,
        "trained_on": trained_on,
        "dismissed_on": _last(endings, Ending.Kind.DISMISSED),
        "resigned_on": _last(endings, Ending.Kind.RESIGNED),
    }
    seats = seats_of(book)
    if seats is not None:
        facts["seats"] = seats
    if record is not None:
        given = {"born_on": record.born_on, "sex": record.sex.lower(), "occupation": record.occupation}
        facts |= {name: value for name, value in given.items() if value}
        facts |= {"residence": record.residence} if record.residence else {}
    return facts | _proven(book, person.eligibility or (record.eligibility if record else ""))


def _proven(book: RuleBook, kind: str) -> dict[str, bool]:
    """Return the facts that somebody screened as of this kind has shown to hold."""
    for item in written(book, "eligibility"):
        if kind and item.get("kind") == kind and isinstance(item.get("requires"), Mapping):
            return {name: True for name, value in item["requires"].items() if value is True}
    return {}


def _last(endings: list[Ending], kind: str) -> dt.date | None:
    days = [ending.effective_on for ending in endings if ending.kind == kind]
    return max(days) if days else None


@dataclass
class _Seated:
    """Who sits when the letter takes effect: everybody seated that day and everybody of the letter."""

    sexes: dict[int, str]
    households: Counter[str]


def _seated_beside(people: Sequence[Candidate]) -> _Seated:
    """Return who will sit on the letter's first day (two queries)."""
    starts_on = min((person.starts_on for person in people), default=dt.date.min)
    ids = set(Membership.objects.current(starts_on).values_list("user_id", flat=True))
    ids |= {person.user.pk for person in people}
    rows = PersonalRecord.objects.filter(user_id__in=ids).values_list("user_id", "sex", "household")
    sexes = dict.fromkeys(ids, "")
    households: Counter[str] = Counter()
    for user_id, sex, household in rows:
        sexes[user_id] = sex
        if household:
            households[household] += 1
    return _Seated(sexes, households)


def _beside(seated: _Seated, record: PersonalRecord | None, user_id: int) -> dict[str, Any]:
    """Return what the others in the seats mean for this person."""
    others = [sex for other, sex in seated.sexes.items() if other != user_id]
    facts: dict[str, Any] = {"enrolled": len(others)}
    if all(others):
        counts = Counter(sex.lower() for sex in others)
        facts["sex_counts"] = {"female": counts["female"], "male": counts["male"]}
    if record is not None and record.household:
        facts["household_members"] = seated.households[record.household]
    elif record is not None and record.address:
        facts["household_members"] = 1
    return facts


def facts_of(on: dt.date, **given: Any) -> Facts:
    """Return facts for a question that is put to the rules without a person."""
    return Facts({"on": on, **{name: value for name, value in given.items() if value is not None}})
