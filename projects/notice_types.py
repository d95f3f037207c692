"""The kinds of notices that proposals and projects send."""

from django.utils.translation import gettext_lazy as _

from council.notices.registry import Group, register_kind

for code, label, group in (
    ("projects.proposal.received", _("내 제안을 받음"), Group.MY_PROPOSALS),
    ("projects.proposal.moved", _("내 제안에 새 소식"), Group.MY_PROPOSALS),
    ("projects.proposal.answered", _("내 제안에 답이 달림"), Group.MY_PROPOSALS),
    ("projects.comment.hidden", _("내 의견이 가려짐"), Group.MY_PROPOSALS),
    ("projects.followed.proposal", _("지켜보는 제안의 소식"), Group.FOLLOWED),
    ("projects.followed.project", _("지켜보는 사업의 소식"), Group.FOLLOWED),
    ("projects.duty.proposal", _("살펴볼 제안"), Group.DUTY),
    ("projects.duty.project", _("내 차례가 된 사업"), Group.DUTY),
    ("projects.duty.soon", _("기한이 다가옴"), Group.DUTY),
    ("projects.duty.late", _("기한이 지남"), Group.DUTY),
):
    register_kind(code, label, group)
