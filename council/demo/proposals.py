"""The proposals: each a story from sending to its answer, in every state that a proposal may have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from council.common.actor import Role
from council.demo import photos, projects, voices
from council.demo.routes import cues
from council.demo.stage import Stage, Story
from council.demo.texts import load
from members.consent_texts import current_text
from members.models import Consent, User
from projects.models import Proposal
from projects.services import answers, proposals

#: Days until the answer is due, for those that still wait: late, soon, later. And how far each has come.
WAITING = (
    (-6, "reviewing"),
    (-2, "assigned"),
    (1, "reviewing"),
    (2, "assigned"),
    (5, "reviewing"),
    (8, "assigned"),
    (11, "reviewing"),
    (14, "assigned"),
)
#: Days since sending, for those that nobody has been given yet: the first is late.
UNASSIGNED = (6, 2, 1, 0)


def entries(council: str) -> dict[str, list[dict[str, Any]]]:
    """Return the proposals of a council by what becomes of them: its own first."""
    texts = load("proposals")
    own = texts["own"][council]
    return {
        kind: own.get(kind, []) + texts[kind]
        for kind in ("linked", "adopted", "declined", "reasked", "open", "withdrawn", "held", "drafts")
    }


def stories(stage: Stage) -> Iterator[Story]:
    """Return all stories of proposals, and of the projects that some of them became."""
    told = entries(stage.council.slug)
    scripts = _scripts(stage)
    for entry in told["linked"]:
        made = scripts.pop((entry["edition"], 0), None)
        if made is not None:
            yield _linked(stage, entry, made)
        else:
            told["adopted"].append(entry)
    for made in scripts.values():
        yield projects.story(stage, made)
    for number, entry in enumerate(told["adopted"]):
        yield _answered(stage, entry, stage.dice.randint(40, 75) + number * 9)
    for number, entry in enumerate(told["declined"]):
        yield _answered(stage, entry, 34 + number * 16)
    first, second = told["reasked"]
    yield _asked_again(stage, first, 48, answered_again=False)
    yield _asked_again(stage, second, 66, answered_again=True)
    waiting = [*((days, None) for days in UNASSIGNED), *WAITING]
    for number, entry in enumerate(told["open"]):
        left, how = waiting[number % len(waiting)]
        yield _open(stage, entry, left, how, advertised=number == 0)
    for number, entry in enumerate(told["withdrawn"]):
        yield _withdrawn(stage, entry, 52 - number * 23)
    yield _held(stage, told["held"][0])
    for entry, user in zip(told["drafts"], (stage.user(Role.RESIDENT), stage.people.residents[3]), strict=True):
        yield _draft(stage, entry, user)


def _scripts(stage: Stage) -> dict[tuple[str, int], projects.Script]:
    """Return the scripts of all projects by edition and how often it came before."""
    found: dict[tuple[str, int], projects.Script] = {}
    for cue in cues(stage.council.slug):
        times = sum(1 for edition, _times in found if edition == cue.edition)
        found[cue.edition, times] = projects.script(stage, cue, times)
    return found


def _author(stage: Stage, entry: dict[str, Any]) -> User:
    """Return whose proposal it is: the resident of the demonstration proposed what shows most."""
    if entry.get("show_name") or entry.get("edition") in ("library_sat", "bike", "senior_school", "hope_park"):
        return stage.user(Role.RESIDENT)
    return stage.dice.choice(stage.people.residents[1:])


def _send(stage: Stage, entry: dict[str, Any], author: User) -> Proposal:
    by = stage.people.actor(author)
    draft = proposals.save_draft(
        by=by,
        at=stage.clock,
        title=stage.words(entry["title"]),
        body=stage.words(entry["body"]),
        place=stage.words(entry["place"])[:100],
        rough_cost=entry["cost"],
        wish=entry["wish"],
        show_name=bool(entry.get("show_name")),
    )
    version = current_text(Consent.Kind.PRIVACY, stage.today).version
    return proposals.submit(
        draft,
        by=by,
        at=stage.clock,
        consent=True,
        consent_version=version,
        show_name=bool(entry.get("show_name")),
    )


def _assign(stage: Stage, proposal: Proposal, theme: str) -> Proposal:
    committee = stage.committee(theme)
    owner = stage.people.heads[committee.pk]
    by = stage.actor(Role.SECRETARY)
    return answers.assign(proposal, by=by, at=stage.clock, owner_id=owner.pk, committee_id=committee.pk)


def _review(stage: Stage, proposal: Proposal) -> Proposal:
    committee = proposal.committee.name if proposal.committee else stage.council.short_name
    note = stage.dice.choice(load("voices")["review_notes"]).format(committee=committee)
    return answers.start_review(proposal, by=stage.head_of(proposal.committee), at=stage.clock, note=note)


def _answer(stage: Stage, proposal: Proposal, text: str, reason: str = "") -> Proposal:
    by = stage.head_of(proposal.committee)
    if reason:
        return answers.decline(proposal, by=by, at=stage.clock, answer=stage.words(text), reason=reason)
    return answers.adopt(proposal, by=by, at=stage.clock, answer=stage.words(text))


def _linked(stage: Stage, entry: dict[str, Any], made: projects.Script) -> Story:
    """Tell of a proposal, and those merged into it, that became a project."""
    opens = made.opens_ago
    yield stage.any_hour(opens + 20)
    lead = _send(stage, entry, _author(stage, entry))
    photos.of_proposal(stage, lead, entry["edition"])
    voices.about_proposal(stage, lead, opens + 19, liked=16)
    others = []
    for number, merged in enumerate(entry.get("merged", ())):
        yield stage.any_hour(opens + 19 - number)
        others.append(_send(stage, merged, stage.dice.choice(stage.people.residents[1:])))
        voices.about_proposal(stage, others[-1], opens + 15, liked=8)
    yield stage.office_hours(opens + 17)
    lead, *others = [_assign(stage, proposal, made.texts["theme"]) for proposal in (lead, *others)]
    yield stage.office_hours(opens + 12)
    lead = _review(stage, lead)
    yield stage.office_hours(opens + 3)
    if others:
        by = stage.head_of(lead.committee)
        lead = answers.merge(lead, others, by=by, at=stage.clock, answer=stage.words(entry["answer"]))
    else:
        lead = _answer(stage, lead, entry["answer"])
    yield from projects.story(stage, made, [lead, *others])


def _answered(stage: Stage, entry: dict[str, Any], ago: int) -> Story:
    yield stage.any_hour(ago)
    proposal = _send(stage, entry, _author(stage, entry))
    voices.about_proposal(stage, proposal, ago, liked=14)
    yield stage.office_hours(ago - 2)
    proposal = _assign(stage, proposal, entry["theme"])
    yield stage.office_hours(ago - 8)
    proposal = _review(stage, proposal)
    yield stage.office_hours(ago - 17)
    _answer(stage, proposal, entry["answer"], entry.get("reason", ""))


def _asked_again(stage: Stage, entry: dict[str, Any], ago: int, *, answered_again: bool) -> Story:
    """Tell of a refusal that its author asks about once more; another 분과 looks then."""
    author = _author(stage, entry)
    yield stage.any_hour(ago)
    proposal = _send(stage, entry, author)
    yield stage.office_hours(ago - 2)
    proposal = _assign(stage, proposal, entry["theme"])
    yield stage.office_hours(ago - 15)
    proposal = _answer(stage, proposal, entry["answer"], entry["reason"])
    yield stage.any_hour(ago - 31)
    proposal = proposals.reask(
        proposal, by=stage.people.actor(author), at=stage.clock, text=stage.words(entry["again"])
    )
    yield stage.office_hours(ago - 33)
    proposal = _assign(stage, proposal, "WELFARE" if entry["theme"] != "WELFARE" else "CULTURE")
    if answered_again:
        yield stage.office_hours(ago - 46)
        _answer(stage, proposal, entry["second"], entry["second_reason"])


def _open(stage: Stage, entry: dict[str, Any], left: int, how: str | None, *, advertised: bool) -> Story:
    """Tell of a proposal that waits: with ``how`` far it has come, ``left`` days before its answer is due."""
    ago = left if how is None else max(2, stage.book.days("proposal.answer_days") - left)
    yield stage.any_hour(ago)
    proposal = _send(stage, entry, _author(stage, entry))
    voices.about_proposal(stage, proposal, ago)
    if advertised:
        stage.add(voices.advertisement(stage, proposal))
    if how is None:
        return
    yield stage.office_hours(max(0, ago - 2))
    proposal = _assign(stage, proposal, entry["theme"])
    if how == "reviewing":
        yield stage.office_hours(max(0, ago - 5))
        _review(stage, proposal)


def _withdrawn(stage: Stage, entry: dict[str, Any], ago: int) -> Story:
    author = _author(stage, entry)
    yield stage.any_hour(ago)
    proposal = _send(stage, entry, author)
    yield stage.any_hour(ago - 5)
    proposals.withdraw(proposal, by=stage.people.actor(author), at=stage.clock, reason=stage.words(entry["why"]))


def _held(stage: Stage, entry: dict[str, Any]) -> Story:
    """Tell of a newcomer's proposal: the rule allows it, the secretary looks first."""
    yield stage.any_hour(2)
    _send(stage, entry, stage.people.newcomers[1])


def _draft(stage: Stage, entry: dict[str, Any], user: User) -> Story:
    yield stage.any_hour(0)
    proposals.save_draft(
        by=stage.people.actor(user),
        at=stage.clock,
        title=stage.words(entry["title"]),
        body=stage.words(entry["body"]),
        place=stage.words(entry["place"]),
        wish=entry["wish"],
    )
