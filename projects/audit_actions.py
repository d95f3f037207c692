"""What happens to proposals and projects, as their 이력 says it. Names of people are never copied in."""

from django.utils.translation import gettext_lazy as _

from council.audit.registry import register

for code, sentence in (
    ("projects.proposal.submitted", _("제안을 받았습니다. 접수번호 {number}, 답변 기한 {answer_by}.")),
    ("projects.proposal.held", _("주민 확인 전이라 공개를 미루었습니다.")),
    ("projects.proposal.released", _("제안을 공개했습니다.")),
    ("projects.proposal.assigned", _("담당을 {label}(으)로 정했습니다.")),
    ("projects.proposal.reviewing", _("검토를 시작했습니다.")),
    ("projects.proposal.adopted", _("채택했습니다.")),
    ("projects.proposal.declined", _("채택하지 않았습니다. 까닭: {reason}.")),
    ("projects.proposal.merged", _("{into} 제안과 묶었습니다.")),
    ("projects.proposal.classified", _("갈래를 ‘{affairs_class}’(으)로 볼 만하다고 적었습니다.")),
    ("projects.proposal.made_project", _("사업 {project}(으)로 만들었습니다.")),
    ("projects.proposal.withdrawn", _("제안한 사람이 철회했습니다.")),
    ("projects.proposal.reasked", _("제안한 사람이 다시 물었습니다. 답변 기한 {answer_by}.")),
    ("projects.proposal.supported", _("주민이 공감했습니다.")),
    ("projects.proposal.unsupported", _("주민이 공감을 거두었습니다.")),
    ("projects.proposal.name_hidden", _("제안한 사람이 이름 보이기를 거두었습니다.")),
    ("projects.comment.added", _("의견이 달렸습니다.")),
    ("projects.comment.hidden", _("의견을 가렸습니다.")),
    ("projects.comment.restored", _("가린 의견을 다시 보이게 했습니다.")),
    ("projects.comment.withdrawn", _("쓴 사람이 의견을 거두었습니다.")),
    ("projects.photo.added", _("사진을 올렸습니다.")),
    ("projects.photo.removed", _("사진을 내렸습니다.")),
    ("projects.project.opened", _("{affairs_class} 사업을 열었습니다.")),
    ("projects.project.planned", _("계획에서 {fields}을(를) 고쳤습니다.")),
    ("projects.project.reclassified", _("갈래를 {before}에서 {after}(으)로 바꾸었습니다.")),
    ("projects.project.moved", _("{move}: {before} → {after}.")),
    ("projects.project.logged", _("사업 일지를 썼습니다.")),
):
    register(code, sentence)
