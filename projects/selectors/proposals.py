"""Reading proposals: what everyone may see, what is mine, and what belongs to one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from council.common.access import may
from council.common.actor import Actor
from council.common.errors import Refused
from council.common.scope import current_council_id
from council.rulebook import RuleBook, rulebook
from projects.choices import OPEN_STATES, ProposalState
from projects.models import Comment, Follow, Photo, Project, Proposal, ProposalStep, Support
from projects.models.proposal import ProposalQuerySet
from projects.search import words_of
from projects.services.proposals import reask_problem, withdrawal_problem

#: What a list row and a page show without asking again.
SHOWN_WITH = ("council", "author", "owner", "committee", "project")


@dataclass(frozen=True, slots=True)
class Relation:
    """What the person at the screen has to do with a proposal or project."""

    supported: bool
    following: bool


def public() -> ProposalQuerySet:
    """Return what everyone may read, with what a row shows; the texts of search left in the database."""
    return Proposal.objects.public().select_related(*SHOWN_WITH).defer("search")


def visible_to(actor: Actor) -> ProposalQuerySet:
    """Return what this person may read: the public ones, one's own, and held ones for those who release them."""
    rows = Proposal.objects.select_related(*SHOWN_WITH).defer("search")
    if may(actor, "projects.view_held"):
        seen = ~Q(state=ProposalState.DRAFT)
    else:
        seen = ~Q(state=ProposalState.DRAFT) & Q(held=False)
    if actor.is_authenticated:
        seen |= Q(author_id=actor.user_id)
    return rows.filter(seen)


def get_visible(actor: Actor, pk: int) -> Proposal:
    """Return one proposal this person may read. Raises Proposal.DoesNotExist otherwise."""
    return visible_to(actor).select_related("merged_into", "answered_by").get(pk=pk)


#: Every reader who is signed in asks this: written out, because building it from querysets cost a quarter of the page.
GLANCE = """
    SELECT p.id, p.council_id, p.author_id, p.title, p.state, p.held, p.support_count,
        EXISTS (SELECT 1 FROM projects_support s
            WHERE s.council_id = p.council_id AND s.proposal_id = p.id AND s.user_id = %(user)s),
        EXISTS (SELECT 1 FROM projects_follow f
            WHERE f.council_id = p.council_id AND f.proposal_id = p.id AND f.user_id = %(user)s),
        EXISTS (SELECT 1 FROM projects_comment c
            WHERE c.council_id = p.council_id AND c.proposal_id = p.id AND c.author_id = %(user)s)
    FROM projects_proposal p
    WHERE p.council_id = %(council)s AND p.id = %(pk)s AND p.state <> 'DRAFT' AND NOT p.held
"""
#: In the order of the model, as ``from_db`` wants them.
GLANCED = ("id", "council_id", "author_id", "title", "state", "held", "support_count")


@dataclass(frozen=True, slots=True)
class Glance:
    """A public proposal with only what a reader's page asks of the row itself, and what this person did there."""

    proposal: Proposal
    supported: bool
    followed: bool
    voiced: bool


def glance(actor: Actor, pk: int) -> Glance | None:
    """Return what a reader's page asks of a public proposal, or None where there is none (one query)."""
    asked = {"council": current_council_id(), "user": actor.user_id or 0, "pk": pk}
    with connection.cursor() as cursor:
        cursor.execute(GLANCE, asked)
        row = cursor.fetchone()
    if row is None:
        return None
    proposal = Proposal.from_db(connection.alias, GLANCED, row[: len(GLANCED)])
    return Glance(proposal, *row[len(GLANCED) :])


def mine(actor: Actor) -> ProposalQuerySet:
    """Return one's sent proposals, newest first."""
    rows = Proposal.objects.sent().filter(author_id=actor.user_id)
    return rows.select_related(*SHOWN_WITH).defer("search").order_by("-submitted_at", "-pk")


def draft_of(actor: Actor) -> Proposal | None:
    """Return one's unsent draft in this council, if any."""
    if not actor.is_authenticated:
        return None
    rows = Proposal.objects.filter(author_id=actor.user_id, state=ProposalState.DRAFT)
    return rows.select_related("council").prefetch_related("photos").first()


def following(actor: Actor) -> ProposalQuerySet:
    """Return the public proposals one follows, newest first."""
    return public().filter(follows__user_id=actor.user_id or 0).order_by("-submitted_at", "-pk")


def held() -> ProposalQuerySet:
    """Return what waits for the secretary to make it public, oldest first."""
    rows = Proposal.objects.sent().filter(held=True).exclude(state=ProposalState.WITHDRAWN)
    return rows.select_related(*SHOWN_WITH).defer("search").order_by("submitted_at", "pk")


def awaiting_assignment() -> ProposalQuerySet:
    """Return what nobody has been given yet, oldest due first."""
    rows = Proposal.objects.filter(state=ProposalState.RECEIVED, assigned_at__isnull=True)
    return rows.select_related(*SHOWN_WITH).defer("search").order_by("assign_by", "pk")


def latest(limit: int) -> list[Proposal]:
    """Return the newest public proposals."""
    return list(public().exclude(state=ProposalState.WITHDRAWN).order_by("-submitted_at", "-pk")[:limit])


#: Nearly every title asks for something, so these say nothing of what: two proposals that both end in 주세요 are not
#: alike. Whole words are left out; an ending stuck to a word is cut off it.
EVERYDAY = frozenset(
    ("해", "하면", "하는", "했으면", "있는", "없는", "있으면", "너무", "많이", "우리", "동네", "마을", "함께", "만들어")
)
ENDINGS = (
    *("해주세요", "주세요", "해주십시오", "주십시오", "해주시기", "주시기", "부탁드립니다", "부탁합니다", "바랍니다"),
    *(
        "좋겠어요",
        "좋겠습니다",
        "싶어요",
        "싶습니다",
        "필요해요",
        "필요합니다",
        "있어요",
        "있습니다",
        "없어요",
        "없습니다",
    ),
    *("합시다", "합니다", "됩니다", "해요", "돼요"),
)


def telling_words(title: str) -> list[str]:
    """Return the words of a title that tell what it is about (two letters or more), the longest first."""
    told = set()
    for word in words_of(title):
        bare = word.rstrip(".,!?~…")
        ending = next((ending for ending in ENDINGS if bare.endswith(ending)), "")
        bare = bare.removesuffix(ending)
        if len(bare) > 1 and bare not in EVERYDAY:
            told.add(bare)
    return sorted(told, key=lambda word: (-len(word), word))


def similar(title: str, *, exclude_pk: int | None = None, limit: int = 3) -> list[Proposal]:
    """Return public proposals that share a telling word of the title, the fullest match first."""
    found: dict[int, Proposal] = {}
    hits: dict[int, int] = {}
    for word in telling_words(title)[:4]:
        rows = public().matching(word).exclude(pk=exclude_pk or 0).exclude(state=ProposalState.WITHDRAWN)
        for row in rows.order_by("-submitted_at", "-pk")[: limit * 2]:
            found[row.pk] = row
            hits[row.pk] = hits.get(row.pk, 0) + len(word)
    ranked = sorted(found, key=lambda pk: (-hits[pk], -pk))
    return [found[pk] for pk in ranked[:limit]]


def comments(thing: Proposal | Project) -> list[Comment]:
    """Return the comments of a proposal or project, oldest first: hidden ones too, shown as hidden."""
    about = {"proposal": thing} if isinstance(thing, Proposal) else {"project": thing}
    rows = Comment.objects.filter(withdrawn_at__isnull=True, **about)
    return list(rows.select_related("council", "author").order_by("pk"))


def photos(thing: Proposal | Project) -> list[Photo]:
    """Return the photos shown with a proposal or project, in order."""
    about = {"proposal": thing} if isinstance(thing, Proposal) else {"project": thing}
    rows = Photo.objects.filter(removed_at__isnull=True, **about)
    return list(rows.select_related("council").order_by("position", "pk"))


def photo_visible_to(actor: Actor, pk: int) -> Photo:
    """Return a photo of something this person may read. Raises Photo.DoesNotExist otherwise (one or two queries)."""
    photo = Photo.objects.filter(removed_at__isnull=True).select_related("proposal").get(pk=pk)
    proposal = photo.proposal
    if proposal is not None and not visible_to(actor).filter(pk=proposal.pk).exists():
        raise Photo.DoesNotExist
    return photo


def relation(thing: Proposal | Project, actor: Actor) -> Relation:
    """Return whether this person supports and follows it (two queries; none for a visitor)."""
    if not actor.is_authenticated:
        return Relation(False, False)
    about = {"proposal": thing} if isinstance(thing, Proposal) else {"project": thing}
    supported = (
        isinstance(thing, Proposal) and Support.objects.filter(proposal=thing, user_id=actor.user_id or 0).exists()
    )
    return Relation(supported, Follow.objects.filter(user_id=actor.user_id or 0, **about).exists())


def steps(proposal: Proposal) -> list[ProposalStep]:
    """Return what happened to the proposal, oldest first."""
    return list(ProposalStep.objects.filter(proposal=proposal).order_by("pk"))


def merged_with(proposal: Proposal) -> list[Proposal]:
    """Return the other public proposals answered as one with this."""
    lead = proposal.merged_into_id or proposal.pk
    same = Q(merged_into_id=lead) | Q(pk=lead)
    return list(public().filter(same).exclude(pk=proposal.pk).order_by("pk"))


def can_withdraw(proposal: Proposal, actor: Actor) -> bool:
    return may(actor, "projects.withdraw", proposal) and withdrawal_problem(proposal) is None


def reask_refusal(proposal: Proposal, actor: Actor, on: dt.date, book: RuleBook | None = None) -> Refused | None:
    """Return why the author cannot ask again now, or None when it is possible."""
    return reask_problem(proposal, on, book or rulebook(proposal.council, on))


def can_reask(proposal: Proposal, actor: Actor, on: dt.date, book: RuleBook | None = None) -> bool:
    return may(actor, "projects.reask", proposal) and reask_refusal(proposal, actor, on, book) is None


def mergeable(proposal: Proposal) -> ProposalQuerySet:
    """Return the open proposals that may be merged into this one, likest first in time."""
    rows = Proposal.objects.filter(state__in=OPEN_STATES).exclude(pk=proposal.pk)
    return rows.select_related(*SHOWN_WITH).defer("search").order_by("-submitted_at", "-pk")
