"""System checks of the set-up: each has an id, says what is wrong and what to set (``manage.py check``).

Errors of a production's settings show on every command; ``check --deploy`` also says what is merely unwise,
and ``check --database default`` looks at the role that serves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from council.run.database import connects_as_owner

LEAST_SECRET = 50
TEST_BACKENDS = ("console", "filebased", "locmem", "dummy")


def _secret_key() -> str:
    """Return the key; Django itself refuses to hand out an empty one."""
    try:
        return str(settings.SECRET_KEY)
    except ImproperlyConfigured:
        return ""


def _production_errors() -> Iterator[Error]:
    key = _secret_key()
    if len(key) < LEAST_SECRET or len(set(key)) < 12:
        yield Error(
            f"SECRET_KEY가 없거나 짧습니다({len(key)}자).",
            hint=f'{LEAST_SECRET}자 이상의 무작위 값을 넣으십시오: python -c "import secrets; print(secrets.token_urlsafe(50))"',
            id="portal.E001",
        )
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "ALLOWED_HOSTS가 비었거나 모든 이름을 받습니다.",
            hint="포털의 주소를 쉼표로 이어 넣으십시오: ALLOWED_HOSTS=portal.example.kr",
            id="portal.E002",
        )
    if not settings.PORTAL_URL.startswith("https://"):
        yield Error(
            "PORTAL_URL이 없거나 https가 아닙니다. 메일에 넣을 주소를 만들 수 없습니다.",
            hint="PORTAL_URL=https://portal.example.kr 처럼 넣으십시오.",
            id="portal.E003",
        )
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        yield Error(
            "쿠키가 암호화되지 않은 연결로도 나갑니다.",
            hint="SECURE_COOKIES를 지우거나 true로 두십시오.",
            id="portal.E004",
        )
    if settings.DEBUG:
        yield Error("DEBUG가 켜져 있습니다.", hint="DEBUG를 지우거나 false로 두십시오.", id="portal.E005")
    backend = settings.EMAIL_BACKEND
    if any(f".{name}." in backend for name in TEST_BACKENDS) or (".smtp." in backend and not settings.EMAIL_HOST):
        yield Error(
            "메일을 보낼 곳이 없습니다. 가입 확인과 알림이 나가지 않습니다.",
            hint="EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD를 넣으십시오.",
            id="portal.E006",
        )
    if "@" not in settings.DEFAULT_FROM_EMAIL or "@localhost" in settings.DEFAULT_FROM_EMAIL:
        yield Error(
            "보내는 메일 주소가 없습니다.",
            hint="DEFAULT_FROM_EMAIL=portal@portal.example.kr 처럼 넣으십시오.",
            id="portal.E008",
        )


@register(Tags.security)
def check_production(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Return what keeps a production from starting; silent elsewhere."""
    return list(_production_errors()) if settings.PRODUCTION else []


@register(Tags.security, deploy=True)
def check_deployment(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Return what makes this set-up unfit for the public, or unwise."""
    found: list[CheckMessage] = []
    if not settings.PRODUCTION:
        found.append(
            Error(
                f"PORTAL_MODE가 {settings.MODE}입니다. 시연 계정의 비밀번호는 누구나 압니다.",
                hint="PORTAL_MODE=production 으로 두십시오.",
                id="portal.E007",
            )
        )
    if not settings.STAFF_MFA_REQUIRED:
        found.append(
            Warning(
                "간사·공무원이 비밀번호만으로 들어옵니다.",
                hint="STAFF_MFA_REQUIRED를 지우거나 true로 두십시오.",
                id="portal.W001",
            )
        )
    return found


ROLE_SQL = """
    SELECT rolsuper, rolbypassrls,
           EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.relkind IN ('r', 'p') AND c.relowner = r.oid AND n.nspname NOT IN ('pg_catalog', 'information_schema'))
      FROM pg_roles r WHERE rolname = current_user
"""


@register(Tags.database)
def check_serving_role(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Return whether the role that serves is bound by row-level security, and has what it needs."""
    if not databases or "default" not in databases or connects_as_owner():
        return []
    found: list[CheckMessage] = []
    connection = connections["default"]
    with connection.cursor() as cursor:
        cursor.execute(ROLE_SQL)
        superuser, bypasses, owns = cursor.fetchone()
        cursor.execute("SELECT current_user, pg_has_role(current_user, 'portal_wide', 'MEMBER')")
        role, may_widen = cursor.fetchone()
    if superuser or bypasses or owns:
        why = "최고 관리자" if superuser else "행 보안을 건너뛰는 역할" if bypasses else "표의 주인"
        found.append(
            Error(
                f"포털이 {role}(으)로 접속하는데 이 역할은 {why}입니다. 주민자치회 사이의 벽이 서지 않습니다.",
                hint="DATABASE_URL은 portal_app으로, DATABASE_OWNER_URL은 portal_owner로 두십시오 (council/run/roles.sql).",
                id="portal.E010",
            )
        )
    if not may_widen:
        found.append(
            Error(
                f"{role} 역할이 portal_wide가 될 수 없어 시군구 화면이 열리지 않습니다.",
                hint="관리자로 psql -f council/run/roles.sql 을 실행하십시오.",
                id="portal.E011",
            )
        )
    if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
        found.append(
            Error(
                "임시 저장 표(캐시)가 없습니다. 로그인 시도 제한이 작동하지 않습니다.",
                hint="python manage.py createcachetable 을 실행하십시오.",
                id="portal.E012",
            )
        )
    return found
