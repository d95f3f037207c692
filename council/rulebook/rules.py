"""Reading one rule of a file, or of a form that sends the same fields."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from council.rulebook.clauses import Clause, Kind
from council.rulebook.cohorts import COHORTS
from council.rulebook.conditions import read_condition
from council.rulebook.keys import KEYS, Level, RuleKey
from council.rulebook.people import read_judgement
from council.rulebook.records import Record
from council.rulebook.spots import Spot
from council.rulebook.verdict import Strength

ANSWERS = {"value": Kind.VALUE, "none": Kind.NONE, "bylaw": Kind.BYLAW, "judged": Kind.JUDGED}

_FIELDS = (
    *("key", *ANSWERS, "article", "text", "clause", "when", "for", "from", "until", "begun", "strength"),
    *("locked", "rank", "reason", "checked"),
)


def read_rule(spot: Spot, level: str, in_force: dt.date) -> Clause | None:
    """Return the rule at a spot as a clause, noting every mistake; None when its key is not known."""
    rule = Record(spot, _FIELDS, required=("key",) if level == Level.PLATFORM else ("key", "article"))
    name = rule.word("key", tuple(KEYS))
    answer, value = _answer(rule, KEYS.get(name), level)
    when = _condition(rule)
    cohort = _cohort(rule)
    starts = rule["from"].date() if "from" in rule else in_force
    ends = rule["until"].date() if "until" in rule else None
    if starts and ends and ends <= starts:
        rule["until"].wrong(_("until은 시작하는 날보다 뒤여야 합니다."))
    locked = rule.flag("locked")
    rank = rule.whole("rank", most=1000)
    if not name:
        return None
    return Clause(
        key=name,
        level=level,
        answer=answer,
        value=value,
        article=rule.text("article"),
        when=when,
        cohort=cohort,
        valid_from=starts,
        valid_until=ends,
        begun_old=rule.word("begun", ("old", "new")) == "old",
        strength=rule.word("strength", tuple(Strength)) or Strength.BLOCKS,
        locked=is_locked(level, answer) if locked is None else locked,
        rank=rank,
        clause=rule.text("clause"),
        text=rule.text("text", longest=4000),
        checked=bool(rule.flag("checked")),
        reason=rule.text("reason"),
    )


def is_locked(level: str, answer: str) -> bool:
    """Return whether a rule bars lower levels when it does not say so itself."""
    return level == Level.REGION and answer in (Kind.VALUE, Kind.JUDGED)


def _answer(rule: Record, key: RuleKey | None, level: str) -> tuple[str, Any]:
    written = [name for name in ANSWERS if name in rule]
    if len(written) != 1:
        if rule.fields:
            spot = rule[written[1]] if written else rule.spot
            spot.wrong(_("value, none, bylaw, judged 가운데 하나만 적어야 합니다."))
        return Kind.VALUE, None
    name = written[0]
    field = rule[name]
    if name in ("none", "bylaw"):
        if field.flag() is False:
            field.wrong(_("%(name)s에는 true만 적습니다.") % {"name": name})
        if name == "bylaw" and level == Level.COUNCIL:
            field.wrong(_("운영세칙은 다른 세칙에 맡길 수 없습니다."))
        return ANSWERS[name], None
    if name == "judged":
        read_judgement(field)
    elif key is not None:
        key.read(field)
    return ANSWERS[name], field.raw


def _condition(rule: Record) -> dict[str, Any]:
    if "when" not in rule:
        return {}
    read_condition(rule["when"])
    return dict(rule["when"].raw) if isinstance(rule["when"].raw, dict) else {}


def _cohort(rule: Record) -> dict[str, Any]:
    if "for" not in rule:
        return {}
    fields = rule["for"].fields(tuple(COHORTS))
    days = {name: field.date() for name, field in fields.items()}
    if not fields and rule["for"].raw == {}:
        rule["for"].wrong(_("appointed_before나 appointed_from을 적어야 합니다."))
    for who in ("appointed", "begun"):
        first, end = days.get(f"{who}_from"), days.get(f"{who}_before")
        if first and end and end <= first:
            rule["for"].wrong(
                _("%(before)s는 %(from)s보다 뒤여야 합니다.")
                % {
                    "before": f"{who}_before",
                    "from": f"{who}_from",
                }
            )
    return {name: day.isoformat() for name, day in days.items() if day is not None}


# --- Two rules of one key -------------------------------------------------------------------------------------------


def overlaps(spot: Spot, clauses: Sequence[Clause | None]) -> None:
    """Note rules of one key that hold on the same day under the same conditions and have no names to tell them apart."""
    seen: dict[str, list[tuple[int, Clause]]] = {}
    for position, clause in enumerate(clauses):
        if clause is None:
            continue
        same = json.dumps([clause.key, clause.when, clause.cohort, clause.clause], sort_keys=True, default=str)
        for earlier, other in seen.get(same, []):
            if at_once(clause, other):
                spot.at(position, None).wrong(
                    _(
                        "같은 항목·같은 조건의 규칙이 앞에도 있고(%(n)s번째) 기간이 겹칩니다. clause로 이름을 붙이거나 기간을 나누십시오."
                    )
                    % {"n": earlier + 1}
                )
                break
        seen.setdefault(same, []).append((position, clause))


def at_once(one: Clause, other: Clause) -> bool:
    """Return whether two clauses hold on some common day."""
    return (one.valid_until is None or other.valid_from is None or other.valid_from < one.valid_until) and (
        other.valid_until is None or one.valid_from is None or one.valid_from < other.valid_until
    )
