"""What proposals and projects keep of a person, for the download of one's own data."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.common.dates import kdatetime
from members.personal_data import register_source
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


register_source("proposals", gettext_lazy("내 제안"), proposals_of)
register_source("comments", gettext_lazy("내 의견"), comments_of)
register_source("marks", gettext_lazy("공감하고 지켜보는 것"), marks_of)
