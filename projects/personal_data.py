"""What proposals and projects keep of a person, for the download of one's own data."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record
from council.common.actor import Actor
from council.common.dates import kdatetime
from council.common.scope import council_scope, wide_scope
from council.models import Council
from members.personal_data import register_name_hider, register_source
from projects.models import Comment, Follow, Proposal, Support


def proposals_of(user_id: int) -> list[dict[str, Any]]:
    """Return one's proposals, drafts included, inside the open council's scope."""
    return [
        {
            _("접수번호"): proposal.number_label,
            _("제목"): proposal.title,
            _("내용"): proposal.body,
            _("곳"): proposal.place,
            _("상태"): proposal.get_state_display(),
            _("보낸 때"): kdatetime(proposal.submitted_at),
            _("답변"): proposal.answer,
        }
        for proposal in Proposal.objects.filter(author_id=user_id).order_by("pk")
    ]


def comments_of(user_id: int) -> list[dict[str, Any]]:
    rows = Comment.objects.filter(author_id=user_id).order_by("pk")
    return [{_("의견"): row.body, _("쓴 때"): kdatetime(row.at)} for row in rows]


def marks_of(user_id: int) -> list[dict[str, Any]]:
    """Return what one supports and follows."""
    supports = Support.objects.filter(user_id=user_id).select_related("proposal").order_by("pk")
    follows = Follow.objects.filter(user_id=user_id).select_related("proposal", "project").order_by("pk")
    return [{_("갈래"): _("공감"), _("제목"): row.proposal.title} for row in supports] + [
        {_("갈래"): _("소식 받기"), _("제목"): (row.proposal or row.project).title}  # type: ignore[union-attr]
        for row in follows
    ]


def hide_name(user_id: int, by: Actor, at: dt.datetime) -> None:
    """Take the person's name off the own proposals in every council; call it outside any scope.

    The consent text promises it: from then on the name of the 읍·면·동 stands there.
    """
    with wide_scope(Council.objects.values_list("pk", flat=True)):
        shown = list(Proposal.objects.filter(author_id=user_id, show_name=True).values_list("council_id", flat=True))
    for council_id in sorted(set(shown)):
        with council_scope(council_id):
            for proposal in Proposal.objects.filter(author_id=user_id, show_name=True).select_for_update():
                Proposal.objects.filter(pk=proposal.pk).update(show_name=False)
                record("projects.proposal.name_hidden", proposal, by=by, at=at)


register_name_hider(hide_name)
register_source("proposals", gettext_lazy("내 제안"), proposals_of)
register_source("comments", gettext_lazy("내 의견"), comments_of)
register_source("marks", gettext_lazy("공감하고 지켜보는 것"), marks_of)
