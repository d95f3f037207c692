"""What is measured: 마장동 as the demonstration knows it, with very many more proposals, and a resident's session."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.test import Client
from django.utils import timezone

from bench.fill import fill
from council.common.scope import council_scope
from council.demo.councils import make
from members.models import Residency, User

WHO = "resident@majang.example"


class Command(BaseCommand):
    help = "Fill the bench's database; print the session cookie of a resident and the keys of the newest proposals."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        council = make("majang", now=now)
        with council_scope(council.pk):
            # Whoever reads has written none of it: one's own proposals are drawn with one's own buttons.
            others = Residency.objects.verified().exclude(user__email=WHO)
            people = list(others.order_by("pk").values_list("user_id", flat=True))
        keys = fill(council, people=people, count=options["count"], now=now)
        browser = Client()
        browser.force_login(User.objects.get(email=WHO))
        name = settings.SESSION_COOKIE_NAME
        self.stdout.write(json.dumps({"cookie": f"{name}={browser.cookies[name].value}", "keys": keys}))
