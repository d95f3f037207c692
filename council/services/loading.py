"""Entering a whole file of rules at once, and undoing that."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.errors import Conflict, explain
from council.models import Council, Ordinance, Region, Rule, RuleLoading
from council.rulebook.clauses import Clause
from council.rulebook.document import FileProblems, Problem, load
from council.rulebook.file import OrdinanceFile, read_file
from council.services.guard import guard
from council.services.rules import apply, must_be_free, rules_above
from council.services.wording import PERMISSIONS, Edit, Owner, RuleRefused, Wording


class FileRefused(RuleRefused):
    """The file cannot be entered; ``problems`` are its mistakes with their lines."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message, field="file", code="file")
        self.problems = list(problems)


@dataclass(frozen=True, slots=True)
class Plan:
    """What entering a file would do: whose rules it holds, which it adds and which it ends."""

    owner: Owner
    file: OrdinanceFile
    edit: Edit
    sha256: str
    name: str
    content: str
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.file.title

    @property
    def in_force_on(self) -> dt.date:
        return self.file.in_force


def plan_loading(content: str, name: str, *, owner: Owner | None = None) -> Plan:
    """Return what entering the file would do. ``owner`` is whose file it has to be; None: whoever the file names.

    Raises FileRefused with every mistake and its line, also when the file is another place's, bars itself from
    what a higher level fixes, or stands entered already.
    """
    try:
        file = read_file(content, name)
    except FileProblems as error:
        raise FileRefused(_("파일에 고칠 곳이 있습니다. 아래에서 줄마다 살펴 주십시오."), error.problems) from error
    whose = owner_of(file)
    if owner is not None and (owner.level, owner.region, owner.council) != (whose.level, whose.region, whose.council):
        raise FileRefused(_("이 파일은 다른 곳의 규칙입니다: %(title)s") % {"title": file.title})
    digest = hashlib.sha256(content.encode()).hexdigest()
    if RuleLoading.objects.filter(whose.rules, sha256=digest, undone_at__isnull=True).exists():
        raise FileRefused(_("같은 파일을 이미 들여왔습니다. 다시 들여오려면 앞의 것을 먼저 되돌리십시오."))
    edit = _edit(file, whose, content)
    labels = {fact: own.label for fact, own in file.facts.items()}
    return Plan(whose, file, edit, digest, name[:120], content, labels)


def owner_of(file: OrdinanceFile) -> Owner:
    """Return whose rules the file holds. Raises FileRefused for a place that the portal does not know."""
    if file.council:
        council = Council.objects.select_related("region__parent").filter(slug=file.council).first()
        if council is None:
            raise FileRefused(_("이 포털에 없는 주민자치회입니다: %(place)s") % {"place": file.council})
        return Owner(council=council)
    if file.region:
        region = Region.objects.current(file.in_force).filter(code=file.region).first()
        region = region or Region.objects.filter(code=file.region).order_by("-valid_from").first()
        if region is None:
            raise FileRefused(_("이 포털에 없는 행정구역 코드입니다: %(place)s") % {"place": file.region})
        return Owner(region=region)
    return Owner()


def _edit(file: OrdinanceFile, owner: Owner, content: str) -> Edit:
    """Return what the file adds and ends, as several files in a row would do (council.rulebook.file.in_sequence)."""
    touched = Q() if file.replaces_all else Q(key__in=file.keys)
    standing = list(Rule.objects.standing().filter(owner.rules).filter(touched).select_related("loading"))
    newer = [row for row in standing if _since(row) > file.in_force]
    ends: dict[int, dt.date | None] = {}
    for row in standing:
        starts = [clause.valid_from for clause in file.clauses if clause.key == row.key and clause.valid_from]
        if file.replaces_all:
            starts.append(file.in_force)
        if row in newer or not starts:
            continue
        end = min(starts)
        if row.valid_until is None or row.valid_until > end:
            ends[row.pk] = max(end, row.valid_from)  # one that had not begun is withdrawn
    added = []
    barred: list[Problem] = []
    above = rules_above(owner, file.keys)
    for position, clause in enumerate(file.clauses):
        cut = min((row.valid_from for row in newer if row.key == clause.key), default=None)
        row = _row(file, owner, clause, cut)
        if row is not None:
            barred += _barred(above, clause, row, content, position)
            added.append(row)
    if barred:
        raise FileRefused(_("조례가 정해 둔 것을 바꾸는 규칙이 있습니다. 아래에서 살펴 주십시오."), barred)
    return Edit(added, ends)


def _since(row: Rule) -> dt.date:
    """Return from which day the source of a rule is: its file's, or its own."""
    return row.loading.in_force_on if row.loading is not None else row.valid_from


def _row(file: OrdinanceFile, owner: Owner, clause: Clause, cut: dt.date | None) -> Rule | None:
    """Return the clause as a row that ends where a newer source begins; None when it never counts."""
    first = clause.valid_from or file.in_force
    days = [day for day in (clause.valid_until, cut) if day is not None]
    until = min(days, default=None)
    if until is not None and until <= first:
        return None
    adopted = file.resolution
    return Rule(
        **owner.columns(),
        **wording_of(clause).columns(),
        valid_from=first,
        valid_until=until,
        resolution=adopted.meeting[:120] if adopted else "",
        resolved_on=adopted.on if adopted else None,
    )


def wording_of(clause: Clause) -> Wording:
    """Return what a clause says, as a row holds it."""
    return Wording(
        key=clause.key,
        value=clause.value,
        answer=str(clause.answer),
        article=clause.article,
        text=clause.text,
        clause=clause.clause,
        conditions=clause.when,
        cohort=clause.cohort,
        begun_old=clause.begun_old,
        strength=str(clause.strength).upper(),
        locked=clause.locked,
        rank=clause.rank,
        checked=clause.checked,
        reason=clause.reason,
    )


def _barred(above: Sequence[Rule], clause: Clause, row: Rule, content: str, position: int) -> list[Problem]:
    """Return that a higher level has fixed what the rule would change, with the rule's place in the file."""
    try:
        must_be_free(above, wording_of(clause), row.valid_from)
    except RuleRefused as refused:
        line, column = load(content).place(("rules", position))
        return [Problem(line, column, f"rules[{position}]", refused.message)]
    return []


# --- Doing and undoing it -------------------------------------------------------------------------------------


def load_rules(content: str, name: str, *, by: Actor, at: dt.datetime, owner: Owner | None = None) -> RuleLoading:
    """Enter every rule of the file in one transaction and return the loading. Raises FileRefused.

    What older sources said of the keys it names ends on the first day of its own rules (docs/ordinances.md §1). A
    세칙 is entered inside its council's scope.
    """
    plan = plan_loading(content, name, owner=owner)
    whose, file = plan.owner, plan.file
    guard(by, PERMISSIONS[whose.level], whose.council or whose.region)
    with transaction.atomic():
        # Two at once would each see the rules before the other.
        list(Rule.objects.select_for_update().filter(whose.rules).values_list("pk", flat=True))
        edit = _edit(file, whose, content)
        ordinance = _ordinance(file, whose)
        before = dict(Rule.objects.filter(pk__in=edit.ends).values_list("pk", "valid_until"))
        loading = RuleLoading(
            **whose.columns(),
            ordinance=ordinance,
            title=file.title[:120],
            name=plan.name,
            sha256=plan.sha256,
            content=content,
            in_force_on=file.in_force,
            facts={fact: {"label": own.label, "type": own.type} for fact, own in file.facts.items()},
            by_id=by.user_id,
            at=at,
            ended=[[pk, day.isoformat() if day else None] for pk, day in before.items()],
        )
        try:
            with transaction.atomic():
                loading.save()
        except IntegrityError as error:
            raise FileRefused(explain(error) or _("이 파일은 들여올 수 없습니다.")) from error
        for rule in edit.added:
            rule.ordinance = ordinance
        apply(edit, by=by, at=at, loading=loading)
        record(
            "council.rules.loaded",
            loading,
            by=by,
            at=at,
            title=file.title,
            added=len(edit.added),
            ended=len(edit.ends),
            sha256=plan.sha256,
        )
    return loading


def _ordinance(file: OrdinanceFile, owner: Owner) -> Ordinance | None:
    """Return the ordinance that the rules quote, made if need be; a 세칙 and the platform have none."""
    if owner.region is None:
        return None
    told = {"number": file.number[:40], "source": file.source[:200]}
    found, _made = Ordinance.objects.get_or_create(
        region=owner.region, title=file.title[:120], in_force_on=file.in_force, defaults=told
    )
    return found


def undo_loading(loading: RuleLoading, *, reason: str, by: Actor, at: dt.datetime) -> RuleLoading:
    """Take a whole file back: its rules are withdrawn, and what it had ended holds again as before.

    Refused when somebody undid it first, or when later rules stand on what it left.
    """
    guard(by, PERMISSIONS[Rule.Level(loading.level)], loading.council or loading.region)
    if not reason.strip():
        raise RuleRefused(_("되돌리는 까닭을 적어 주십시오."), field="reason")
    with transaction.atomic():
        current = RuleLoading.objects.select_for_update().get(pk=loading.pk)
        if current.undone_at is not None:
            raise Conflict(_("이 파일은 이미 되돌렸습니다."))
        _must_be_last(current)
        for rule in Rule.objects.filter(loading=current):
            rule.valid_until = rule.valid_from
            rule.save(update_fields=["valid_until"])
        ends = {pk: dt.date.fromisoformat(day) if day else None for pk, day in current.ended}
        try:
            apply(Edit([], ends), by=by, at=at)
        except RuleRefused as error:
            raise RuleRefused(
                _("그 뒤에 적은 규칙과 겹칩니다. 뒤의 것을 먼저 거두거나 끝내십시오."), field="reason"
            ) from error
        current.undone_at, current.undone_by_id, current.undone_why = at, by.user_id, reason.strip()[:200]
        current.save(update_fields=["undone_at", "undone_by", "undone_why"])
        record("council.rules.undone", current, by=by, at=at, why=reason.strip(), title=current.title)
    return current


def _must_be_last(loading: RuleLoading) -> None:
    """Refuse while a later file has ended rules of this one: that one is undone first."""
    mine = set(Rule.objects.filter(loading=loading).values_list("pk", flat=True))
    same = {"level": loading.level, "region": loading.region_id, "council": loading.council_id}
    later = RuleLoading.objects.filter(**same, undone_at__isnull=True, pk__gt=loading.pk).order_by("pk")
    for other in later:
        if mine & {pk for pk, _day in other.ended}:
            raise RuleRefused(
                _("나중에 들여온 %(name)s이(가) 이 파일의 규칙을 끝냈습니다. 그것을 먼저 되돌리십시오.")
                % {"name": other.name},
                field="reason",
            )
