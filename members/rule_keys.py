"""Rules about people that a 조례 or 운영세칙 may set."""

from django.utils.translation import gettext_lazy as _

from council.rulebook import register_key

register_key(
    "residency.code_days",
    label=_("주민 확인 번호를 쓸 수 있는 날수"),
    default=14,
    unit=_("일"),
    article=_("포털 기본값"),
    minimum=1,
    maximum=90,
)
register_key(
    "residency.code_tries",
    label=_("주민 확인 번호를 틀릴 수 있는 횟수"),
    default=5,
    unit=_("번"),
    article=_("포털 기본값"),
    minimum=1,
    maximum=20,
)
register_key(
    "people.invitation_days",
    label=_("초대장을 쓸 수 있는 날수"),
    default=14,
    unit=_("일"),
    article=_("포털 기본값"),
    minimum=1,
    maximum=90,
)
register_key(
    "people.seats",
    label=_("이 주민자치회의 정원(0은 정하지 않음)"),
    default=0,
    unit=_("명"),
    article=_("포털 기본값"),
    minimum=0,
    maximum=200,
)
register_key(
    "people.warn_days",
    label=_("임기가 끝나기 며칠 전부터 알리는지"),
    default=90,
    unit=_("일"),
    article=_("포털 기본값"),
    minimum=1,
    maximum=365,
)
register_key(
    "people.term_years",
    label=_("위원 임기"),
    default=2,
    unit=_("년"),
    article=_("주민자치회 조례 임기 조항"),
    minimum=1,
    maximum=6,
)
register_key(
    "people.import_days",
    label=_("확정하지 않은 명부 파일을 지우기까지의 날수"),
    default=30,
    unit=_("일"),
    article=_("포털 기본값"),
    minimum=1,
    maximum=180,
)
