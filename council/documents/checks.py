"""System checks of the papers: fonts there, permissions declared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from council.documents.glyphs import COVERAGE
from council.documents.registry import unknown_permissions


@register()
def check_papers(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Return what keeps papers from being issued."""
    found: list[CheckMessage] = [
        Error(f"문서 {code}의 권한을 아무도 정하지 않았습니다.", hint="그 앱의 rules.py를 보십시오.", id="portal.E020")
        for code in unknown_permissions()
    ]
    if not (Path(settings.PAPER_FONTS) / COVERAGE).is_file():
        found.append(
            Warning(
                f"문서 글꼴이 {settings.PAPER_FONTS}에 없어 PDF를 만들 수 없습니다.",
                hint="make assets 를 실행하십시오.",
                id="portal.W020",
            )
        )
    return found
