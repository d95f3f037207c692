from django.utils.translation import gettext_lazy as _

from council.audit.registry import register

register("documents.paper.issued", _("문서를 발급했습니다: {title}, 문서번호 {number}"))
register(
    "documents.paper.reissued", _("문서를 다시 발급했습니다: {title}, 문서번호 {number}. 앞 문서는 {earlier}입니다")
)
register("documents.letterhead.changed", _("문서 머리를 고쳤습니다"))
register("documents.seal.changed", _("문서의 직인을 바꿨습니다"))
register("documents.seal.removed", _("문서의 직인을 뺐습니다"))
register("documents.batch.asked", _("문서 {count}건을 한 파일로 모으기 시작했습니다"))
