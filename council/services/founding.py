"""Founding a council and opening its 분과."""

from __future__ import annotations

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.errors import Refused, explain
from council.common.scope import council_scope
from council.models import Committee, Council, Region
from council.services.guard import guard

SLUG = re.compile(r"^[a-z][a-z0-9-]{1,38}[a-z0-9]$")
#: Digits of the code that tell the level; the rest are zeros (행정동 code: 2 + 3 + 5).
CODE_DIGITS = {Region.Level.SIDO: 2, Region.Level.SIGUNGU: 5, Region.Level.DONG: 10}


def ensure_region(
    *, code: str, name: str, level: str, parent: Region | None, valid_from: dt.date, by: Actor, at: dt.datetime
) -> Region:
    """Return the region with that code in force, made if the portal does not know it yet.

    Refused when the code is no code of that level, lies outside its parent, or is known under another name.
    """
    guard(by, "council.found")
    code, name = code.strip(), name.strip()
    _must_be_code(code, level, parent)
    if not name:
        raise Refused(_("%(code)s의 이름을 적어 주십시오.") % {"code": code}, field="name")
    known = Region.objects.current(valid_from).filter(code=code).first()
    if known is not None:
        if (known.name, known.level) != (name, level):
            raise Refused(
                _("코드 %(code)s은(는) 이미 ‘%(name)s’입니다. 코드나 이름을 다시 보아 주십시오.")
                % {"code": code, "name": known.name},
                field="code",
            )
        return known
    with transaction.atomic():
        region = Region.objects.create(code=code, name=name, level=level, parent=parent, valid_from=valid_from)
        record("council.region.added", region, by=by, at=at, council_id=None, code=code, name=name)
    return region


def _must_be_code(code: str, level: str, parent: Region | None) -> None:
    digits = CODE_DIGITS[Region.Level(level)]
    if not re.fullmatch(r"[0-9]{10}", code) or code[:2] == "00" or code[digits:].strip("0"):
        raise Refused(
            _("‘%(code)s’은(는) %(level)s 코드가 아닙니다. 숫자 열 자리를 적어 주십시오.")
            % {"code": code, "level": Region.Level(level).label},
            field="code",
        )
    if parent is not None and not code.startswith(_prefix(parent, level)):
        raise Refused(
            _("%(code)s은(는) %(parent)s에 있는 코드가 아닙니다. 앞자리를 견주어 보십시오.")
            % {"code": code, "parent": parent.name},
            field="code",
        )


def _prefix(parent: Region, level: str) -> str:
    """Return what the codes inside the region begin with; a 구 shares four digits with its city (41110 → 41115)."""
    digits = CODE_DIGITS[Region.Level(parent.level)]
    return parent.code[: digits - 1 if parent.level == level else digits]


def found_council(
    *,
    slug: str,
    name: str,
    short_name: str,
    parent_name: str,
    region: Region,
    by: Actor,
    at: dt.datetime,
    opened_on: dt.date | None = None,
    phone: str = "",
    address: str = "",
    hall: str = "",
    secretary_title: str = "간사",
    is_demo: bool = False,
) -> Council:
    """Open a council for a 읍·면·동 and return it, empty: no 분과, no people, the portal's default rules.

    Refused when the address or the 행정동 has a council already. Call it outside any council's scope.
    """
    guard(by, "council.found")
    council = Council(
        slug=slug.strip(),
        name=name.strip(),
        short_name=short_name.strip(),
        parent_name=parent_name.strip(),
        region=region,
        opened_on=opened_on or timezone.localdate(at),
        phone=phone.strip(),
        address=address.strip(),
        hall=hall.strip(),
        secretary_title=secretary_title.strip() or "간사",
        is_demo=is_demo,
    )
    _must_be_new(council)
    with transaction.atomic():
        try:
            with transaction.atomic():
                council.save()
        except IntegrityError as error:
            raise Refused(explain(error) or _("같은 주소 이름이 방금 쓰였습니다."), field="slug") from error
        with council_scope(council.pk):
            record("council.council.founded", council, by=by, at=at)
    return council


def _must_be_new(council: Council) -> None:
    if not SLUG.fullmatch(council.slug):
        raise Refused(
            _(
                "주소 이름 ‘%(slug)s’은(는) 쓸 수 없습니다. 영어 소문자로 시작해 소문자·숫자·- 로 3~40자를 적어 주십시오."
            )
            % {"slug": council.slug},
            field="slug",
        )
    if Council.objects.filter(slug=council.slug).exists():
        raise Refused(
            _("주소 이름 ‘%(slug)s’은(는) 이미 쓰고 있습니다. 다른 이름을 골라 주십시오.") % {"slug": council.slug},
            field="slug",
        )
    if council.region.level != Region.Level.DONG:
        raise Refused(_("주민자치회는 읍·면·동에 엽니다. 행정동 코드를 골라 주십시오."), field="region")
    standing = Council.objects.filter(region=council.region, closed_on__isnull=True).first()
    if standing is not None:
        raise Refused(
            _("%(region)s에는 이미 %(council)s이(가) 있습니다. 주소는 /c/%(slug)s/ 입니다.")
            % {"region": council.region.name, "council": standing.name, "slug": standing.slug},
            field="region",
        )
    try:
        council.full_clean(exclude=["region"], validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        field, problems = next(iter(error.message_dict.items()))
        label = str(getattr(Council._meta.get_field(field), "verbose_name", field))
        raise Refused(f"{label}: {problems[0]}", field=field) from error


def open_committee(
    council: Council, *, name: str, opened_on: dt.date, by: Actor, at: dt.datetime, duties: str = ""
) -> Committee:
    """Open a 분과 as the council's next one and return it; inside the council's scope."""
    guard(by, "council.open_committee", council)
    name = name.strip()
    if not name or len(name) > 30:
        raise Refused(_("분과 이름을 30자 안으로 적어 주십시오."), field="name")
    with transaction.atomic():
        # The council's row is the lock: two at once would take the same number.
        Council.objects.select_for_update().get(pk=council.pk)
        if Committee.objects.filter(name=name, closed_on__isnull=True).exists():
            raise Refused(_("‘%(name)s’ 분과가 이미 있습니다.") % {"name": name}, field="name")
        last = Committee.objects.aggregate(last=Max("number"))["last"] or 0
        committee = Committee.objects.create(
            council=council, number=last + 1, name=name, duties=duties.strip()[:200], opened_on=opened_on
        )
        record("council.committee.opened", committee, by=by, at=at, name=name)
    return committee
