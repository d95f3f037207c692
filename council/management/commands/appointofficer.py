"""``manage.py appointofficer``: make somebody with an account the official of a 시군구, or an operator."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from council.common.actor import Actor, Role
from council.common.errors import Refused
from council.models import Region
from members.models import PlatformPost, User
from members.models.user import normal_email
from members.services import terms


class Command(BaseCommand):
    help = "Appoint the holder of an account as 시군구 담당 (with --region) or 운영자, from today on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="가입해 둔 전자우편")
        parser.add_argument("kind", choices=[Role.DISTRICT.value, Role.OPERATOR.value], help="시군구 담당 또는 운영자")
        parser.add_argument("--region", default="", help="시군구 담당이 맡을 곳의 행정구역 코드 (10자리)")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("ko"):
            self._appoint(options["email"], options["kind"], options["region"])

    def _appoint(self, email: str, kind: str, code: str) -> None:
        now = timezone.now()
        today = timezone.localdate(now)
        user = User.objects.filter(email=normal_email(email), is_active=True).first()
        if user is None:
            raise CommandError(f"{email} 계정이 없습니다. 먼저 포털에서 가입해야 합니다.")
        region = None
        if kind == Role.DISTRICT:
            region = Region.objects.current(today).filter(code=code, level=Region.Level.SIGUNGU).first()
            if region is None:
                raise CommandError("--region 에 이 포털에 있는 시군구의 코드 10자리를 적어 주십시오.")
        elif code:
            raise CommandError("운영자는 곳을 정하지 않습니다. --region 을 빼 주십시오.")
        try:
            terms.appoint_platform(
                user, kind=PlatformPost.Kind(kind), region=region, starts_on=today, by=Actor.system(), at=now
            )
        except Refused as refused:
            raise CommandError(refused.message) from refused
        where = f"{region.name} " if region else ""
        self.stdout.write(self.style.SUCCESS(f"{email} 님을 {where}{Role(kind).label}(으)로 정했습니다."))
