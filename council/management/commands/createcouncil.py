"""``manage.py createcouncil``: open a real, empty council and invite its first secretary by e-mail."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone, translation

from council.common.actor import Actor, Role
from council.common.errors import Refused
from council.common.scope import council_scope
from council.models import Council, Region
from council.services import ensure_region, found_council, open_committee
from members.models import Office, PlatformPost, User
from members.models.user import normal_email
from members.services import accounts, invitations, terms

#: Option, question, whether it must be answered, and what stands there unless it is.
QUESTIONS: tuple[tuple[str, str, bool, str], ...] = (
    ("short_name", "읍·면·동 이름 (예: 마장동)", True, ""),
    ("slug", "주소 이름, 영어 소문자 (예: majang)", True, ""),
    ("name", "주민자치회 이름", True, "{short_name} 주민자치회"),
    ("sido", "시·도 코드와 이름 (예: 1100000000 서울특별시)", True, ""),
    ("sigungu", "시·군·구 코드와 이름 (예: 1120000000 성동구)", True, ""),
    ("gu", "시에 딸린 구가 있으면 코드와 이름 (없으면 Enter)", False, ""),
    ("dong", "행정동 코드와 이름 (예: 1120054000 마장동)", True, ""),
    ("parent_name", "화면에 보일 시군구 (예: 서울 성동구)", True, ""),
    ("phone", "전화 (없으면 Enter)", False, ""),
    ("address", "주소 (없으면 Enter)", False, ""),
    ("hall", "모이는 곳 (없으면 Enter)", False, ""),
    ("secretary_title", "간사를 부르는 이름", False, "간사"),
    ("secretary_email", "첫 간사의 전자우편", True, ""),
)
#: Ordered from the top; the 구 of a city stands between city and 동.
REGIONS = (
    ("sido", Region.Level.SIDO),
    ("sigungu", Region.Level.SIGUNGU),
    ("gu", Region.Level.SIGUNGU),
    ("dong", Region.Level.DONG),
)


@dataclass
class Answers:
    """What was given on the command line or asked for."""

    values: dict[str, str]
    committees: list[str]
    operator_email: str
    operator_name: str
    made: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.values[name]


class Command(BaseCommand):
    help = "Open a council for a 읍·면·동, empty and real, and invite its first secretary (간사) by e-mail."

    def add_arguments(self, parser: CommandParser) -> None:
        for name, question, _required, _default in QUESTIONS:
            parser.add_argument(f"--{name.replace('_', '-')}", default=None, help=question)
        parser.add_argument("--committee", action="append", default=[], help="분과 이름. 여러 번 쓸 수 있습니다")
        parser.add_argument("--opened-on", type=_day, default=None, help="연 날 (예: 2026-01-02). 없으면 오늘")
        parser.add_argument("--codes-since", type=_day, default=None, help="행정동 코드를 쓰기 시작한 날")
        parser.add_argument("--operator-email", default="", help="운영자가 아직 없을 때 첫 운영자의 전자우편")
        parser.add_argument("--operator-name", default="운영자", help="첫 운영자의 이름")
        parser.add_argument("--no-input", action="store_true", help="묻지 않습니다. 빠진 것이 있으면 멈춥니다")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        with translation.override(settings.LANGUAGE_CODE):
            try:
                answers = self._collect(options)
                with transaction.atomic():
                    council = self._found(answers, options, now)
            except Refused as refused:
                raise CommandError(refused.message) from refused
            self._say(council, answers)

    # --- Asking -------------------------------------------------------------------------------------------------

    def _collect(self, options: dict[str, Any]) -> Answers:
        if Council.objects.filter(is_demo=True).exists():
            raise CommandError("이 포털에는 시연 자료가 있습니다. 실제 주민자치회는 빈 데이터베이스에 여십시오.")
        may_ask = not options["no_input"] and sys.stdin.isatty()
        values: dict[str, str] = {}
        for name, question, required, default in QUESTIONS:
            fallback = default.format(**values)
            given = options[name]
            if given is None and may_ask:
                given = self._ask(question, required=required and not fallback, fallback=fallback)
            value = (given or fallback).strip()
            if required and not value:
                raise CommandError(f"--{name.replace('_', '-')} 이(가) 빠졌습니다: {question}")
            values[name] = value
        _must_be_email(values["secretary_email"], "--secretary-email")
        if options["operator_email"]:
            _must_be_email(options["operator_email"], "--operator-email")
        return Answers(values, options["committee"], options["operator_email"], options["operator_name"])

    def _ask(self, question: str, *, required: bool, fallback: str) -> str:
        while True:
            answer = input(f"{question}{f' [{fallback}]' if fallback else ''}: ").strip()
            if answer or not required:
                return answer
            self.stdout.write("꼭 있어야 합니다. 다시 적어 주십시오.")

    # --- Doing --------------------------------------------------------------------------------------------------

    def _found(self, answers: Answers, options: dict[str, Any], now: dt.datetime) -> Council:
        today = timezone.localdate(now)
        by = Actor.system()
        self._first_operator(answers, today, now)
        region: Region | None = None
        for name, level in REGIONS:
            if answers[name]:
                code, region_name = _code_and_name(answers[name], f"--{name}")
                since = options["codes_since"] or today
                region = ensure_region(
                    code=code, name=region_name, level=level, parent=region, valid_from=since, by=by, at=now
                )
        assert region is not None
        names = ("slug", "name", "short_name", "parent_name", "phone", "address", "hall", "secretary_title")
        words: dict[str, Any] = {name: answers[name] for name in names}
        council = found_council(**words, region=region, by=by, at=now, opened_on=options["opened_on"])
        with council_scope(council.pk):
            by = Actor.system(council.pk)
            for name in answers.committees:
                open_committee(council, name=name, opened_on=council.opened_on, by=by, at=now)
            invitations.invite(council, email=answers["secretary_email"], kind=Office.Kind.SECRETARY, by=by, at=now)
        return council

    @staticmethod
    def _first_operator(answers: Answers, today: dt.date, now: dt.datetime) -> None:
        """Make the portal's first 운영자; a portal that has one makes the next in the portal itself."""
        has_one = PlatformPost.objects.current(today).filter(kind=Role.OPERATOR).exists()
        if not answers.operator_email:
            if not has_one:
                answers.made.append("운영자가 아직 없습니다. --operator-email 로 첫 운영자를 정해 주십시오.")
            return
        if has_one:
            raise CommandError("운영자가 이미 있습니다. 더할 때는 운영자가 포털의 자료 관리에서 정합니다.")
        email = normal_email(answers.operator_email)
        user = User.objects.filter(email=email).first()
        if user is None:
            user = accounts.create_account(email, answers.operator_name, None, at=now, verified=True)
        terms.appoint_platform(user, kind=PlatformPost.Kind.OPERATOR, starts_on=today, by=Actor.system(), at=now)
        answers.made.append(
            f"첫 운영자는 {email} 입니다. 로그인 화면에서 ‘비밀번호가 생각나지 않으면’에서 비밀번호를 정해 주십시오."
        )

    def _say(self, council: Council, answers: Answers) -> None:
        self.stdout.write(f"{council.name}을(를) 열었습니다: {settings.PORTAL_URL.rstrip('/')}/c/{council.slug}/")
        self.stdout.write(
            f"{answers['secretary_email']} 주소로 {council.secretary_title} 초대장을 보냅니다. 일꾼이 돌고 있어야 나갑니다."
        )
        for sentence in answers.made:
            self.stdout.write(sentence)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"‘{text}’은(는) 날짜가 아닙니다. 2026-01-02 처럼 적어 주십시오.") from None


def _code_and_name(text: str, option: str) -> tuple[str, str]:
    code, _space, name = text.strip().partition(" ")
    if not name.strip():
        raise CommandError(f"{option} ‘{text}’: 코드와 이름을 띄어 함께 적어 주십시오. 예: 1120054000 마장동")
    return code, name.strip()


def _must_be_email(text: str, option: str) -> None:
    try:
        validate_email(text)
    except ValidationError:
        raise CommandError(f"{option} ‘{text}’은(는) 전자우편 주소가 아닙니다. 다시 보아 주십시오.") from None
