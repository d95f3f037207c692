"""Acts common to all records."""

from django.utils.translation import gettext_lazy as _

from council.audit.registry import register

register("admin.added", _("자료 관리에서 {what}을(를) 더했습니다."))
register("admin.changed", _("자료 관리에서 {what}의 {fields}을(를) 고쳤습니다."))
register("council.region.added", _("행정구역 {name}({code})을(를) 더했습니다."))
register("council.council.founded", _("주민자치회를 열었습니다."))
register("council.committee.opened", _("분과 ‘{name}’을(를) 열었습니다."))
register("council.rule.set", _("규칙 ‘{label}’을(를) {value}(으)로 정했습니다."))
register("council.rule.ended", _("규칙 ‘{label}’을(를) {day}에 끝냈습니다."))
register("council.rule.checked", _("규칙 ‘{label}’을(를) 조문과 견주어 보았습니다."))
register("council.rules.loaded", _("‘{title}’을(를) 들여왔습니다. 새 규칙 {added}건, 끝난 규칙 {ended}건."))
register("council.rules.undone", _("‘{title}’을(를) 들여온 것을 되돌렸습니다."))
