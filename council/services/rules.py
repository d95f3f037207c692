"""Setting the rules a council lives by: one dated answer at a time. Whole files are entered in ``loading``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.dates import kdate
from council.common.errors import explain
from council.common.language import recorded
from council.models import Council, Ordinance, Region, Rule, RuleLoading
from council.rulebook.clauses import Clause, narrows
from council.rulebook.db import clause_of
from council.rulebook.keys import KEYS, Level, RuleKey
from council.services.guard import guard
from council.services.wording import PERMISSIONS, Edit, Owner, RuleRefused, Wording


def set_rule(
    *,
    key: str,
    value: Any = None,
    valid_from: dt.date,
    by: Actor,
    at: dt.datetime,
    council: Council | None = None,
    region: Region | None = None,
    ordinance: Ordinance | None = None,
    valid_until: dt.date | None = None,
    resolution: str = "",
    resolved_on: dt.date | None = None,
    **wording: Any,
) -> Rule:
    """Set one rule from a day on and return it: a council's 세칙, a 시군구's 조례, or (neither given) the default.

    ``wording`` are the other fields of ``Wording`` (answer, article, conditions …). The rule of the same key and
    circumstance before it ends on that day and stays for verdicts of its time; a later one that is already known
    keeps its day. A council's own rule is set inside its scope. Refused when the value cannot stand, when a
    higher level bars this one from it, or when a 세칙 does not name the resolution that adopted it.
    """
    owner = Owner(region=region, council=council)
    guard(by, PERMISSIONS[owner.level], council or region)
    with transaction.atomic():
        list(Rule.objects.select_for_update().filter(owner.rules, key=key).values_list("pk", flat=True))
        edit = draft(
            owner,
            Wording(key=key, value=value, **wording),
            valid_from=valid_from,
            valid_until=valid_until,
            resolution=resolution,
            resolved_on=resolved_on,
            ordinance=ordinance,
            must_be_adopted=not by.is_system,
        )
        apply(edit, by=by, at=at)
        (rule,) = edit.added
        record(
            "council.rule.set",
            rule,
            by=by,
            at=at,
            why=rule.reason,
            label=recorded(label_of, key),
            value=recorded(told, rule),
            key=key,
            since=valid_from.isoformat(),
        )
    return rule


def draft(
    owner: Owner,
    said: Wording,
    *,
    valid_from: dt.date,
    valid_until: dt.date | None = None,
    resolution: str = "",
    resolved_on: dt.date | None = None,
    ordinance: Ordinance | None = None,
    must_be_adopted: bool = True,
) -> Edit:
    """Return what setting the rule would write and end, without doing it. Refused as ``set_rule`` is."""
    _must_stand(said, owner)
    if owner.council is not None and must_be_adopted and not resolution.strip():
        raise RuleRefused(
            _("운영세칙의 값은 어느 회의에서 의결했는지를 함께 적습니다. 예: 제2차 정기회의"), field="resolution"
        )
    must_be_free(rules_above(owner, [said.key]), said, valid_from)
    ends, until = _room(owner, said, valid_from, valid_until)
    rule = Rule(
        **owner.columns(),
        **said.columns(),
        ordinance=ordinance,
        valid_from=valid_from,
        valid_until=until,
        resolution=resolution.strip()[:120],
        resolved_on=resolved_on,
    )
    return Edit([rule], ends)


def end_rule(rule: Rule, *, ends_on: dt.date, reason: str, by: Actor, at: dt.datetime) -> Rule:
    """End a rule: from ``ends_on`` on it no longer holds. On its first day: it is withdrawn and never counted.

    Refused when it has ended already, or when nobody says why.
    """
    owner = Owner(region=rule.region, council=rule.council)
    guard(by, PERMISSIONS[owner.level], rule.council or rule.region)
    if not reason.strip():
        raise RuleRefused(_("끝내는 까닭을 적어 주십시오."), field="reason")
    with transaction.atomic():
        current = Rule.objects.select_for_update().get(pk=rule.pk)
        if ends_on < current.valid_from:
            raise RuleRefused(
                _("이 규칙은 %(day)s부터입니다. 그날이나 그 뒤의 날을 골라 주십시오.")
                % {"day": kdate(current.valid_from)},
                field="ends_on",
            )
        if current.valid_until is not None and current.valid_until <= ends_on:
            raise RuleRefused(
                _("이 규칙은 %(day)s에 이미 끝났습니다.") % {"day": kdate(current.valid_until)}, field="ends_on"
            )
        current.valid_until = ends_on
        current.save(update_fields=["valid_until"])
        record(
            "council.rule.ended",
            current,
            by=by,
            at=at,
            why=reason.strip(),
            label=recorded(label_of, current.key),
            day=ends_on.isoformat(),
            key=current.key,
        )
    return current


def check_rule(rule: Rule, *, by: Actor, at: dt.datetime) -> Rule:
    """Record that somebody compared the rule with the words of the article."""
    guard(by, PERMISSIONS[Rule.Level(rule.level)], rule.council or rule.region)
    day = timezone.localdate(at)
    with transaction.atomic():
        if Rule.objects.filter(pk=rule.pk, checked=False).update(checked=True, checked_on=day):
            record("council.rule.checked", rule, by=by, at=at, label=recorded(label_of, rule.key), key=rule.key)
    rule.refresh_from_db()
    return rule


# --- Parts that entering a whole file shares ------------------------------------------------------------------


def _room(
    owner: Owner, said: Wording, valid_from: dt.date, valid_until: dt.date | None
) -> tuple[dict[int, dt.date | None], dt.date | None]:
    """Return what of the same circumstance ends on that day, and the day on which the new rule ends.

    Refused when a rule of the same circumstance begins on the very day.
    """
    same = Rule.objects.standing().filter(owner.rules, **said.circumstance)
    ends: dict[int, dt.date | None] = {}
    for earlier in same.current(valid_from):
        if earlier.valid_from == valid_from:
            raise RuleRefused(
                _("%(day)s부터의 값이 이미 있습니다. 다른 날을 고르거나 그 값을 먼저 거두어 주십시오.")
                % {"day": kdate(valid_from)},
                field="valid_from",
            )
        ends[earlier.pk] = valid_from
    later = same.filter(valid_from__gt=valid_from).order_by("valid_from").first()
    days = [day for day in (valid_until, later.valid_from if later else None) if day is not None]
    return ends, min(days, default=None)


def apply(edit: Edit, *, by: Actor, at: dt.datetime, loading: RuleLoading | None = None) -> None:
    """Write the rules of an edit and end those that it ends. Refused in the words of the constraint violated."""
    try:
        with transaction.atomic():
            for pk, day in edit.ends.items():
                Rule.objects.filter(pk=pk).update(valid_until=day)
            for rule in edit.added:
                rule.loading = loading
                rule.entered_by_id, rule.entered_at = by.user_id, at
                rule.checked_on = timezone.localdate(at) if rule.checked else None
                rule.save(force_insert=True)
    except IntegrityError as error:
        raise RuleRefused(explain(error) or _("이 규칙은 적을 수 없습니다."), field="valid_from") from error


def rules_above(owner: Owner, keys: Iterable[str]) -> list[Rule]:
    """Return the rules of higher levels on these keys, whatever their day (one query)."""
    above = Rule.objects.standing().filter(owner.above, key__in=keys)
    return list(above.select_related("ordinance").order_by("valid_from", "pk"))


def barring(above: Iterable[Rule], said: Wording, since: dt.date) -> Rule | None:
    """Return the rule of a higher level that bars this one from that day on, if there is one.

    Of the rules above that cover the same circumstance the most specific one tells: it bars when it is locked,
    and opens the way when it leaves the matter to the 세칙.
    """
    covering = [
        rule
        for rule in above
        if rule.key == said.key and (rule.valid_until is None or rule.valid_until > since) and _covers(rule, said)
    ]
    covering.sort(key=lambda rule: (not (rule.conditions or rule.cohort), rule.valid_from))
    for rule in covering:
        if rule.answer == Rule.Answer.BYLAW:
            return None
        if rule.locked:
            return None if _narrows(rule, said) else rule
    return None


def _narrows(rule: Rule, said: Wording) -> bool:
    """Return whether what is said lies within a range that the rule above leaves to the 세칙 to narrow."""
    if rule.answer != Rule.Answer.VALUE or said.answer != Rule.Answer.VALUE or KEYS[rule.key].problem(said.value):
        return False
    return narrows(clause_of(rule), Clause(said.key, Level.COUNCIL, value=said.value))


def _covers(rule: Rule, said: Wording) -> bool:
    """Return whether the rule of a higher level applies wherever the new one does."""
    if not rule.conditions and not rule.cohort:
        return True
    return rule.conditions == dict(said.conditions) and rule.cohort == dict(said.cohort)


def must_be_free(above: Iterable[Rule], said: Wording, since: dt.date) -> None:
    """Refuse what a higher level has fixed, naming its article."""
    bar = barring(above, said, since)
    if bar is not None:
        raise RuleRefused(
            _("‘%(label)s’은(는) %(article)s에서 정해 두었습니다. 바꾸려면 그 조례를 고쳐야 합니다.")
            % {"label": label_of(said.key), "article": place_of(bar)},
            field="key",
            code="locked",
        )


def _must_stand(said: Wording, owner: Owner) -> None:
    known = KEYS.get(said.key)
    if known is None:
        raise RuleRefused(_("‘%(key)s’은(는) 포털이 묻지 않는 규칙입니다.") % {"key": said.key}, field="key")
    problem = _problem(said, known)
    if problem:
        raise RuleRefused(f"{known.label}: {problem}", field="value")
    if owner.council is not None and (said.locked or said.answer == Rule.Answer.BYLAW):
        raise RuleRefused(_("운영세칙 아래에는 맡기거나 막을 단계가 없습니다."), field="answer")


def _problem(said: Wording, known: RuleKey) -> str | None:
    """Return why the answer cannot stand, or None."""
    if said.answer == Rule.Answer.VALUE:
        return known.problem(said.value)
    if known.is_operating:
        return _("포털이 쓰는 값이라 비워 둘 수 없습니다.")
    if said.answer == Rule.Answer.JUDGED:
        whole = isinstance(said.value, dict) and said.value.get("what")
        return None if whole else _("누가 무엇을 판단하는지 적어 주십시오.")
    return None if said.value is None else _("정하지 않은 규칙에는 값이 없습니다.")


def told(rule: Rule) -> str:
    """Return what the rule says, as history keeps it."""
    return clause_of(rule).words


def label_of(key: str) -> str:
    """Return what the key is about; a key that is no longer registered keeps its own name."""
    return str(KEYS[key].label) if key in KEYS else key


def place_of(rule: Rule) -> str:
    """Return where the rule is written: the 조례 and its article."""
    title = rule.ordinance.title if rule.ordinance else str(rule.get_level_display())
    return " ".join(part for part in (title, rule.article) if part)
