"""All councils of one 시군구 at a glance: seats, people, what bites soon, and what is past its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.common.dates import kdate
from council.common.money import percent
from council.common.scope import wide_scope
from council.common.sheets import SheetColumn, xlsx
from council.models import Council, Region
from members.judging import seats_of
from members.selectors.warnings import Survey, Warning, surveys_for
from projects.selectors.counts import late_by_council


@dataclass(frozen=True, slots=True)
class CouncilLine:
    """One council's line; counts are of people, seats or acts as their names say."""

    council: Council
    seats: str
    seated: int
    women: int
    men: int
    unknown: int
    ending: int
    next_last_day: dt.date | None
    untrained: int
    vacancies: int
    late_projects: int
    late_answers: int
    warnings: list[Warning]

    @property
    def share(self) -> str:
        """Return the share of women among those whose sex is known, "" while nobody's is."""
        return percent(self.women, self.women + self.men) if self.women + self.men else ""

    @property
    def late(self) -> int:
        return self.late_projects + self.late_answers

    @property
    def urgent(self) -> int:
        """How many things of the list are so already: warnings, late projects, late answers."""
        late = sum(warning.tone == "late" for warning in self.warnings)
        return late + bool(self.late_projects) + bool(self.late_answers)


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to order or to narrow the list."""

    code: str
    label: Any
    rule: Callable[[CouncilLine], Any]


ORDERS = (
    Kind("name", gettext_lazy("이름"), lambda line: ()),
    Kind("urgent", gettext_lazy("급한 일이 많은 차례"), lambda line: (-line.urgent, -len(line.warnings))),
    Kind("ending", gettext_lazy("임기가 먼저 끝나는 차례"), lambda line: line.next_last_day or dt.date.max),
    Kind("seated", gettext_lazy("위원이 적은 차례"), lambda line: line.seated),
    Kind("late", gettext_lazy("기한이 많이 지난 차례"), lambda line: -line.late),
)
FILTERS = (
    Kind("all", gettext_lazy("모두"), lambda line: True),
    Kind("warned", gettext_lazy("살펴볼 것이 있는 곳"), lambda line: line.warnings),
    Kind("seats", gettext_lazy("정원과 다른 곳"), lambda line: _has(line, "seats.")),
    Kind("ending", gettext_lazy("임기가 끝나가는 곳"), lambda line: line.ending),
    Kind("training", gettext_lazy("교육이 모자란 곳"), lambda line: line.untrained),
    Kind("sex", gettext_lazy("성별 비율을 볼 곳"), lambda line: _has(line, "sex.")),
    Kind("office", gettext_lazy("임원이 빈 곳"), lambda line: line.vacancies),
    Kind("late", gettext_lazy("기한이 지난 일이 있는 곳"), lambda line: line.late),
)


def councils_in(region: Region, on: dt.date) -> list[Council]:
    """Return the open councils of a 시군구, by name (one query)."""
    within = Q(region__parent=region) | Q(region__parent__parent=region)
    rows = Council.objects.filter(within).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
    return list(rows.select_related("region__parent").order_by("short_name", "pk"))


def lines_of(councils: Sequence[Council], on: dt.date) -> list[CouncilLine]:
    """Return a line for each council, read in one wide scope: the same number of queries for one and for many."""
    with wide_scope(council.pk for council in councils):
        surveys = surveys_for(councils, on)
        late = late_by_council(on)
    return [_line(council, surveys[council.pk], late.get(council.pk, (0, 0))) for council in councils]


def arranged(lines: Sequence[CouncilLine], *, show: str, sort: str) -> list[CouncilLine]:
    """Return the lines that were asked for in the order asked for; what is not known shows all, by name."""
    wanted = next((kind for kind in FILTERS if kind.code == show), FILTERS[0])
    order = next((kind for kind in ORDERS if kind.code == sort), ORDERS[0])
    return sorted((line for line in lines if wanted.rule(line)), key=order.rule)


def _line(council: Council, survey: Survey, late: tuple[int, int]) -> CouncilLine:
    members = survey.roll.members
    sexes = [member.sex for member in members]
    last = min((member.ends_on for member in members), default=None)
    return CouncilLine(
        council=council,
        seats=_seats(survey),
        seated=len(members),
        women=sexes.count("FEMALE"),
        men=sexes.count("MALE"),
        unknown=sexes.count(""),
        ending=_count(survey, "terms."),
        next_last_day=last - dt.timedelta(days=1) if last else None,
        untrained=_count(survey, "training."),
        vacancies=_count(survey, "office."),
        late_projects=late[0],
        late_answers=late[1],
        warnings=survey.warnings,
    )


def _seats(survey: Survey) -> str:
    """Return 정원 as it is said: the council's own, or what the 조례 allows."""
    if (own := seats_of(survey.book)) is not None:
        return str(own)
    answer = survey.book.answer("seats")
    if not answer.determined or answer.value is None:
        return ""
    least, most = answer.value.min, answer.value.max
    return f"{least}~{most}" if least and most else str(most or least or "")


def _count(survey: Survey, prefix: str) -> int:
    return sum(warning.count for warning in survey.warnings if warning.code.startswith(prefix))


def _has(line: CouncilLine, prefix: str) -> bool:
    return any(warning.code.startswith(prefix) for warning in line.warnings)


def as_xlsx(region: Region, lines: Sequence[CouncilLine], on: dt.date) -> bytes:
    """Return the lines as a workbook that prints on landscape pages."""
    columns = [
        SheetColumn(_("주민자치회"), width=20),
        SheetColumn(_("정원"), width=9),
        SheetColumn(_("위원"), "number", 7),
        SheetColumn(_("여성"), "number", 7),
        SheetColumn(_("남성"), "number", 7),
        SheetColumn(_("성별 모름"), "number", 8),
        SheetColumn(_("임기가 끝나감"), "number", 9),
        SheetColumn(_("먼저 끝나는 날"), "day", 12),
        SheetColumn(_("교육 모자람"), "number", 9),
        SheetColumn(_("빈 임원 자리"), "number", 9),
        SheetColumn(_("기한 지난 사업"), "number", 9),
        SheetColumn(_("기한 지난 답변"), "number", 9),
        SheetColumn(_("살펴볼 것"), width=70),
    ]
    rows = [
        [
            line.council.name, line.seats, line.seated, line.women, line.men, line.unknown, line.ending,
            line.next_last_day, line.untrained, line.vacancies, line.late_projects, line.late_answers,
            "\n".join(f"{warning.sentence} ({warning.article})" for warning in line.warnings),
        ]
        for line in lines
    ]  # fmt: skip
    title = _("%(region)s 주민자치회 현황") % {"region": region.name}
    return xlsx(title, columns, rows, note=_("%(day)s 기준") % {"day": kdate(on)})
