"""``manage.py demo``: fill the portal with the demonstration councils. Repeatable; never in production."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import F
from django.utils import timezone, translation

from council.common.scope import council_scope
from council.demo import scale
from council.demo.councils import make, slugs
from council.demo.people import PASSWORD
from council.models import Council
from projects.models import Project, Proposal
from projects.wording import particles

SCALES = ("one", "district", "nation")


class Command(BaseCommand):
    help = "Fill the portal with four demonstration councils (시연 자료). A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--council", action="append", choices=slugs(), help="only this council (may be repeated)")
        parser.add_argument(
            "--scale", choices=SCALES, default="one", help="district: beside the four, 25 councils of one 시군구"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._must_be_demonstration()
        if options["scale"] == "nation":
            raise CommandError("--scale nation은(는) 아직 없습니다. 지금은 one과 district만 넣을 수 있습니다.")
        wanted = options["council"] or slugs()
        # Texts are written in Korean whoever runs the command.
        with translation.override(settings.LANGUAGE_CODE):
            made = sum([self._make(slug, f"[{number}/{len(wanted)}]") for number, slug in enumerate(wanted, 1)])
            if options["scale"] == "district":
                made += self._district()
        if made:
            self.stdout.write(f"시연 자료를 넣었습니다. 비밀번호는 모두 {PASSWORD} 입니다.")
        else:
            self.stdout.write("시연 자료가 이미 있어 아무것도 바꾸지 않았습니다.")

    def _district(self) -> int:
        started = time.monotonic()
        made = scale.make(now=timezone.now())
        took = time.monotonic() - started
        self.stdout.write(
            f"성동구의 시연 주민자치회 {scale.COUNCILS}곳 가운데 {made}곳을 새로 만들었습니다. ({took:.0f}초)"
        )
        return made

    def _make(self, slug: str, number: str) -> bool:
        found = Council.objects.filter(slug=slug).first()
        if found is not None:
            self.stdout.write(f"{number} {found.name}: 이미 있습니다.")
            return False
        started = time.monotonic()
        council = make(slug, now=timezone.now())
        with council_scope(council.pk):
            proposals, projects = Proposal.objects.count(), Project.objects.count()
        took = time.monotonic() - started
        self.stdout.write(f"{number} {council.name}: 제안 {proposals}건, 사업 {projects}개 ({took:.0f}초)")
        self.stdout.flush()
        return True

    @staticmethod
    def _must_be_demonstration() -> None:
        if settings.PRODUCTION:
            raise CommandError("시연 자료는 운영하는 포털에 넣지 않습니다. PORTAL_MODE=demo 인 곳에서 실행해 주십시오.")
        real = Council.objects.filter(is_demo=False).order_by(F("opened_on")).first()
        if real is not None:
            words = "이 포털에는 실제 %s{이/가} 있습니다. 시연 자료와 섞이지 않게 다른 데이터베이스를 쓰십시오."
            raise CommandError(particles(words % real.name))
