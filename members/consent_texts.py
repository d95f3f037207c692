"""The texts that people consent to, by version. A version that somebody agreed to is never changed, only followed.

Required and optional consent stand apart, and each says what happens without it (PIPA §15, §22).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from members.models import Consent


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One version of one text: what is collected, for what, how long, and what follows from refusing."""

    kind: str
    version: str
    since: dt.date
    required: bool
    question: Any
    summary: Any
    parts: tuple[tuple[Any, Any], ...]
    #: Asked of everybody who makes an account; what only 위원 are asked is left to them.
    at_sign_up: bool = True


_FIRST = dt.date(2026, 11, 1)

TEXTS: tuple[ConsentText, ...] = (
    ConsentText(
        kind=Consent.Kind.PRIVACY,
        version="2026-11",
        since=_FIRST,
        required=True,
        question=_("이름과 전자우편을 계정에 쓰는 데 동의합니다"),
        summary=_("동의하지 않으면 계정을 만들 수 없습니다. 그래도 모든 공개 자료는 볼 수 있습니다."),
        parts=(
            (
                _("무엇을 받나요"),
                _("이름, 전자우편 주소, 비밀번호(되돌릴 수 없게 바꾸어 둡니다). 전화번호는 쓰고 싶을 때만 씁니다."),
            ),
            (
                _("어디에 쓰나요"),
                _(
                    "본인 확인, 제안에 대한 답과 알림, 이 동네 주민인지 확인하는 데 씁니다. 주민등록번호는 받지 않습니다."
                ),
            ),
            (_("누가 보나요"), _("주민 확인을 맡은 간사가 까닭을 적고 봅니다. 본 기록은 남고 고칠 수 없습니다.")),
            (
                _("얼마나 두나요"),
                _(
                    "계정을 닫을 때까지 둡니다. 닫으면 이름과 전자우편을 바로 지웁니다. 회의록처럼 공개된 기록은 이름 없이 남습니다."
                ),
            ),
            (
                _("거절할 수 있나요"),
                _("거절할 수 있습니다. 그러면 계정을 만들 수 없고, 공개된 자료는 그대로 볼 수 있습니다."),
            ),
        ),
    ),
    ConsentText(
        kind=Consent.Kind.TERMS,
        version="2026-11",
        since=_FIRST,
        required=True,
        question=_("이용 약관에 동의합니다"),
        summary=_("이웃에게 예의를 지키고, 남의 정보를 올리지 않는다는 약속입니다."),
        parts=(
            (_("누가 쓰나요"), _("한 사람이 계정 하나를 씁니다. 계정을 남에게 빌려주지 않습니다.")),
            (
                _("무엇을 지키나요"),
                _("다른 사람의 개인정보, 욕설, 광고, 선거운동 글을 올리지 않습니다. 그런 글은 까닭을 밝히고 가립니다."),
            ),
            (
                _("올린 글은 어떻게 되나요"),
                _(
                    "제안과 의견은 주민자치회의 공개 기록이 됩니다. 담당이 정해진 뒤에는 거둘 수 있지만 기록은 남습니다."
                ),
            ),
            (_("포털은 무엇을 지키나요"), _("모든 제안에 담당과 기한을 정하고 까닭과 함께 답합니다.")),
        ),
    ),
    ConsentText(
        kind=Consent.Kind.AGE_14,
        version="2026-11",
        since=_FIRST,
        required=True,
        question=_("만 14세 이상입니다"),
        summary=_("만 14세가 안 되었으면 보호자와 함께 간사에게 말해 주십시오."),
        parts=(
            (
                _("왜 묻나요"),
                _(
                    "만 14세가 안 된 사람의 개인정보는 보호자의 동의가 있어야 받을 수 있습니다. 제안은 간사가 대신 적어 드립니다."
                ),
            ),
        ),
    ),
    ConsentText(
        kind=Consent.Kind.NEWS,
        version="2026-11",
        since=_FIRST,
        required=False,
        question=_("동네 소식을 전자우편으로 받겠습니다"),
        summary=_("내 제안에 대한 답과 알림은 동의하지 않아도 받습니다."),
        parts=(
            (_("무엇을 보내나요"), _("주민총회, 위원 모집, 동네 행사 소식을 한 달에 두 번까지 보냅니다.")),
            (_("무엇을 쓰나요"), _("이름과 전자우편 주소를 씁니다.")),
            (_("얼마나 두나요"), _("동의를 거둘 때까지 씁니다. 내 계정의 ‘동의한 것’에서 언제든 거둘 수 있습니다.")),
        ),
    ),
    ConsentText(
        kind=Consent.Kind.SHOW_NAME,
        version="2026-11",
        since=_FIRST,
        required=False,
        question=_("내 제안과 의견에 이름을 보이게 합니다"),
        summary=_("동의하지 않으면 ‘마장동 주민’처럼 동네 이름으로 보입니다."),
        parts=(
            (_("무엇이 보이나요"), _("내가 쓴 제안과 의견 옆에 이름이 보입니다. 전화와 전자우편은 보이지 않습니다.")),
            (_("얼마나 보이나요"), _("동의를 거두면 그때부터 모든 글에서 이름이 동네 이름으로 바뀝니다.")),
        ),
    ),
    ConsentText(
        kind=Consent.Kind.ROLL_NAME,
        version="2026-11",
        since=_FIRST,
        required=False,
        question=_("위원인 동안 공개 명부에 이름을 모두 보이게 합니다"),
        summary=_("동의하지 않으면 ‘김*수’처럼 가운데 글자를 가립니다."),
        parts=(
            (
                _("무엇이 보이나요"),
                _("누구나 보는 위원 명부에 이름이 모두 보입니다. 전화와 주소는 보이지 않습니다."),
            ),
            (
                _("거절해도 보이는 때가 있나요"),
                _("임원의 이름과, 조례가 위원의 이름을 공개하게 한 곳의 이름은 동의하지 않아도 보입니다."),
            ),
            (_("얼마나 보이나요"), _("위원 임기가 끝나거나 동의를 거둘 때까지 보입니다.")),
        ),
        at_sign_up=False,
    ),
)


def current_text(kind: str, on: dt.date) -> ConsentText:
    """Return the version of the text in force on that day. Raises LookupError for an unknown kind."""
    found = [text for text in TEXTS if text.kind == kind and text.since <= on]
    if not found:
        # Before the first version's day (a clock set back): the first one is better than none.
        found = [text for text in TEXTS if text.kind == kind][:1]
    if not found:
        raise LookupError(kind)
    return max(found, key=lambda text: text.since)


def text_of(kind: str, version: str) -> ConsentText | None:
    """Return one version of a text, also one that is no longer in force."""
    return next((text for text in TEXTS if text.kind == kind and text.version == version), None)


def current_texts(on: dt.date, *, required: bool | None = None) -> list[ConsentText]:
    """Return the texts in force on that day, in the order people are asked."""
    texts = [current_text(kind, on) for kind in dict.fromkeys(text.kind for text in TEXTS)]
    return [text for text in texts if required is None or text.required is required]


def required_kinds(on: dt.date) -> list[str]:
    """Return what nobody can have an account without."""
    return _kinds(current_texts(on, required=True))


def _kinds(texts: Iterable[ConsentText]) -> list[str]:
    return [text.kind for text in texts]
