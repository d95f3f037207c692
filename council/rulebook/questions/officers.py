"""Officers: who may hold an office, who is elected, by when a vacant one is filled."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from council.rulebook.deadlines import events_of
from council.rulebook.facts import Facts
from council.rulebook.lists import Officer
from council.rulebook.questions import wording
from council.rulebook.questions.counting import agree, by_threshold
from council.rulebook.questions.deadlines import deadline_verdict
from council.rulebook.questions.meetings import quorum, without_recused
from council.rulebook.questions.ruling import (
    Ruled,
    Undetermined,
    answer_to,
    is_loaded,
    lacking,
    part,
    question,
    settled,
    together,
    without,
)
from council.rulebook.thresholds import Bound, Op, Threshold
from council.rulebook.truth import YES
from council.rulebook.verdict import Because, Verdict
from council.rulebook.words import said

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook

#: What a sole candidate needs where the rule says "approval": more than half of the votes cast.
APPROVAL = Bound(Op.MORE_THAN, Fraction(1, 2), "votes_cast", "in_favour")


def _officer(book: RuleBook, facts: Facts) -> tuple[Officer, Ruled]:
    """Return the rule on the office asked about. Raises Undetermined when no rule names it."""
    name = facts.word("office")
    ruled = answer_to(book, "officers", facts)
    for officer in () if ruled.nothing else ruled.value:
        if officer.office == name:
            own = replace(ruled, article=officer.article or ruled.article, strength=officer.strength)
            return officer, own
    sentence = _("‘%(office)s’ 자리를 적은 조례가 없어 정하지 못합니다.") % {"office": said(name)}
    raise Undetermined(Because.NOT_LOADED, sentence, article=ruled.article)


# --- Holding --------------------------------------------------------------------------------------------------------


@question("office")
def office(book: RuleBook, facts: Facts) -> Verdict:
    """May the person hold the office? How many hold it, and how are they chosen?"""
    officer, ruled = _officer(book, facts)
    parts = [part("from", _("뽑는 범위"), lambda: _from(officer, ruled, facts))]
    if officer.reelections is not None:
        parts.append(part("reelections", _("다시 뽑히는 횟수"), lambda: _again(officer, ruled, facts)))
    if officer.requires is not None:
        parts.append(part("requires", _("자격"), lambda: _required(officer, ruled, facts)))
    if officer.excludes:
        parts.append(part("excludes", _("겸할 수 없는 자리"), lambda: _beside(officer, ruled, facts)))
    if "holders" in facts and officer.seats.max is not None:
        parts.append(part("seats", _("자리 수"), lambda: _free(officer, ruled, facts)))
    sentence = _("%(label)s 맡을 수 있습니다.") % {"label": wording.particle(officer.label, "을", "를")}
    return together(parts, sentence, result=_described(officer))


def _described(officer: Officer) -> dict[str, Any]:
    """Return what the rule says of the office, as a file writes it."""
    seats = {name: n for name, n in (("min", officer.seats.min), ("max", officer.seats.max)) if n is not None}
    term = officer.term or None
    return {"seats": seats or None, "by": officer.by or None, "years": officer.years, "term": term}


def _from(officer: Officer, ruled: Ruled, facts: Facts) -> Verdict:
    if officer.from_ not in ("members", "outside"):
        return Verdict("", True, **ruled.lines, sentence=_("위원이 아닌 사람도 맡을 수 있습니다."))
    if "is_member" not in facts:
        raise without(("is_member",), **ruled.lines)
    member = facts.flag("is_member")
    if officer.from_ == "members":
        sentence = _("위원이 맡는 자리입니다.") if member else _("위원만 맡을 수 있는 자리입니다.")
        return Verdict("", member, **ruled.lines, sentence=sentence)
    sentence = _("위원만 아니면 맡을 수 있는 자리입니다.") if not member else _("위원은 맡을 수 없는 자리입니다.")
    return Verdict("", not member, **ruled.lines, sentence=sentence)


def _again(officer: Officer, ruled: Ruled, facts: Facts) -> Verdict:
    """Return whether the office may be held once more: held n times, the next is the n-th re-election."""
    limit = officer.reelections or 0
    if "times_held" not in facts:
        raise without(("times_held",), **ruled.lines)
    held = int(facts.number("times_held"))
    values = {"held": held, "limit": limit}
    lines: dict[str, Any] = {**ruled.lines, "figures": {"times_held": held}}
    if held <= limit:
        return Verdict("", True, **lines, sentence=_("다시 뽑힐 수 있는 %(limit)s번 안입니다.") % values)
    sentence = _("이미 %(held)s번 맡아, 다시 뽑힐 수 있는 %(limit)s번을 다 썼습니다.") % values
    return Verdict("", False, **lines, sentence=sentence)


def _required(officer: Officer, ruled: Ruled, facts: Facts) -> Verdict:
    truth = officer.requires.test(facts) if officer.requires is not None else YES
    if truth.holds is None:
        raise without(truth.missing, **ruled.lines)
    sentence = _("맡을 수 있는 자격을 갖추었습니다.") if truth.holds else _("맡을 수 있는 자격을 갖추지 못했습니다.")
    return Verdict("", truth.holds, **ruled.lines, sentence=sentence)


def _beside(officer: Officer, ruled: Ruled, facts: Facts) -> Verdict:
    """Return whether the person holds no office that cannot be held beside this one."""
    both = sorted(set(officer.excludes) & set(facts.words("offices")))
    if both:
        sentence = _("함께 맡을 수 없는 자리에 있습니다: %(offices)s.")
        names = wording.listed(said(one) for one in both)
        return Verdict("", False, **ruled.lines, sentence=sentence % {"offices": names})
    return Verdict("", True, **ruled.lines, sentence=_("함께 맡을 수 없는 자리에 있지 않습니다."))


def _free(officer: Officer, ruled: Ruled, facts: Facts) -> Verdict:
    holders, most = int(facts.number("holders")), officer.seats.max or 0
    values = {"holders": holders, "seats": most}
    holds = holders < most
    sentence = (
        _("%(seats)s자리에 %(holders)s명이 있어 빈자리가 있습니다.") if holds else _("%(seats)s자리가 모두 찼습니다.")
    )
    return Verdict("", holds, **ruled.lines, figures=values, sentence=sentence % values)


# --- Election -------------------------------------------------------------------------------------------------------


@question("elect")
def elect(book: RuleBook, facts: Facts) -> Verdict:
    """Is the candidate elected? How many votes are needed?"""
    agree(facts, "in_favour", "votes_cast", "present", "enrolled")
    officer, ruled = _officer(book, facts)
    if officer.by in ("appointment", "recommendation"):
        sentence = _("%(label)s 투표로 뽑는 자리가 아닙니다.") % {"label": wording.particle(officer.label, "은", "는")}
        raise Undetermined(Because.NEEDS_JUDGEMENT, sentence, article=ruled.article)
    sole = _sole(facts)
    if sole is None and (officer.sole or officer.needed is None):
        raise without(("candidates",), **ruled.lines)
    if facts.maybe("candidates") == 0:
        return Verdict("", False, **ruled.lines, sentence=_("후보가 없습니다."))
    if sole and officer.sole == "elected":
        return Verdict("", True, **ruled.lines, sentence=_("후보가 한 사람이어서 투표하지 않고 뽑습니다."))
    verdict = _voted(book, officer, ruled, facts, sole=bool(sole))
    opened = _opened(book, officer, ruled, facts, sole=bool(sole))
    if opened is None or opened.holds is not False:
        return verdict
    sentence = _("출석이 뽑는 데 필요한 %(needed)s명보다 적어 뽑을 수 없습니다.") % {"needed": opened.needed}
    lines: dict[str, Any] = {
        "needed": verdict.needed,
        "failed": ("quorum",),
        "sentence": sentence,
        "strength": "blocks",
    }
    return replace(opened, **lines)


def _voted(book: RuleBook, officer: Officer, ruled: Ruled, facts: Facts, *, sole: bool) -> Verdict:
    """Return whether the votes suffice, the quorum left aside."""
    second = facts.maybe("runoff") is True
    needed: Threshold | None = None if second and officer.runoff == "most_votes" else officer.needed
    if sole and officer.sole:
        needed = officer.sole if not isinstance(officer.sole, str) else officer.needed or APPROVAL
    if needed is None:
        return _most_votes(facts, ruled, sole=sole, tie=officer.tie)
    verdict = by_threshold(ruled, facts, without_recused(book, facts, needed), at_least_one=True)
    if verdict.holds is False and officer.runoff and not sole and not second:
        sentence = _("%(sentence)s 결선투표를 합니다.") % {"sentence": verdict.sentence}
        return replace(verdict, result={"runoff": officer.runoff}, sentence=sentence)
    return verdict


def _opened(book: RuleBook, officer: Officer, ruled: Ruled, facts: Facts, *, sole: bool) -> Verdict | None:
    """Return whether enough are there to elect, where the facts tell it: the office's own quorum, else a meeting's."""
    if "present" not in facts or "enrolled" not in facts:
        return None
    own = officer.sole_quorum or officer.quorum if sole else officer.quorum
    if own is not None:
        return settled(lambda: by_threshold(ruled, facts, own, at_least_one=True))
    if not is_loaded(book, "meeting.quorum", facts):
        return None
    return settled(lambda: quorum(book, facts.plus(matter=facts.maybe("matter", "officer"))))


def _sole(facts: Facts) -> bool | None:
    if "candidates" in facts:
        return facts.number("candidates") == 1
    return facts.flag("sole_candidate") if "sole_candidate" in facts else None


def _most_votes(facts: Facts, ruled: Ruled, *, sole: bool, tie: str = "") -> Verdict:
    """Return whether the candidate has more votes than any other (``runner_up``: the most that another has)."""
    others = 0 if sole else facts.maybe("runner_up")
    if "in_favour" not in facts:
        needed = None if others is None else int(others) + 1
        raise without(("in_favour", *(("runner_up",) if others is None else ())), **ruled.lines, needed=needed)
    votes = int(facts.number("in_favour"))
    lines: dict[str, Any] = {**ruled.lines, "figures": {"in_favour": votes}}
    if others is None:
        cast = facts.maybe("votes_cast")
        if isinstance(cast, int) and votes * 2 > cast:
            sentence = _("투표수 %(cast)s표의 절반보다 많은 %(votes)s표로, 가장 많은 표입니다.") % {
                "cast": cast,
                "votes": votes,
            }
            return Verdict("", True, **lines, sentence=sentence)
        return Verdict("", None, **{**lines, **lacking(("runner_up",))})
    others = int(others)
    lines |= {"needed": others + 1}
    values = {"votes": votes, "others": others}
    if votes > others:
        return Verdict("", True, **lines, sentence=_("%(votes)s표로 가장 많은 표를 얻었습니다.") % values)
    if votes == others and votes and tie:
        return _tied(facts, lines, values, tie)
    if votes == others and votes:
        sentence = _("%(votes)s표로 같은 표를 얻은 후보가 있는데, 같은 표일 때를 정한 조례가 없습니다.") % values
        return Verdict("", None, **lines, because=Because.NOT_LOADED, sentence=sentence)
    return Verdict("", False, **lines, sentence=_("%(votes)s표로, 다른 후보의 %(others)s표보다 적습니다.") % values)


_TIES = {"elder": "elder", "lot": "drawn_by_lot"}


def _tied(facts: Facts, lines: dict[str, Any], values: dict[str, Any], tie: str) -> Verdict:
    """Return who goes before on equal votes, as the rule says."""
    if tie == "revote":
        sentence = _("%(votes)s표로 같은 표를 얻은 후보가 있어 다시 투표합니다.") % values
        return Verdict("", False, **lines, result={"tie": tie}, sentence=sentence)
    if _TIES[tie] not in facts:
        raise without((_TIES[tie],), **lines)
    first = facts.flag(_TIES[tie])
    sentence = _("같은 표를 얻은 후보 가운데 앞섭니다.") if first else _("같은 표를 얻은 다른 후보가 앞섭니다.")
    return Verdict("", first, **lines, result={"tie": tie}, sentence=sentence)


@question("office_vacancy")
def office_vacancy(book: RuleBook, facts: Facts) -> Verdict:
    """Is the vacant office to be filled, and by when?"""
    officer, ruled = _officer(book, facts)
    if officer.unless is not None:
        truth = officer.unless.test(facts)
        if truth.holds is None:
            return Verdict("", None, **{**ruled.lines, **lacking(truth.missing)})
        if truth.holds:
            sentence = _("채우지 않아도 되는 때에 해당합니다: %(label)s.") % {"label": officer.label}
            return Verdict("", False, **ruled.lines, sentence=sentence)
    if officer.fill_within is None:
        sentence = _("%(label)s을(를) 언제까지 다시 뽑는지 적은 조례가 없어 정하지 못합니다.") % {
            "label": officer.label
        }
        raise Undetermined(Because.NOT_LOADED, sentence, article=ruled.article)
    if any(event not in facts for event in events_of(officer.fill_within)):
        raise without(events_of(officer.fill_within), **ruled.lines)
    return deadline_verdict(book, facts, ruled, officer.fill_within, officer.label, done="done_on", asked=False)
