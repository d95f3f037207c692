"""Pages of a list. A page number that makes no sense shows the nearest page that exists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import QueryDict

M = TypeVar("M", bound=Model)


class Asked(Protocol):
    """A request, or as much of one as a page of a list needs."""

    @property
    def GET(self) -> QueryDict: ...


PER_PAGE = 20


def page(
    request: Asked, queryset: QuerySet[M] | Sequence[M], per_page: int = PER_PAGE, *, count: int | None = None
) -> Page[M]:
    """Return the page that ``?page=`` asks for; the queryset must already be ordered.

    ``count`` is the number of rows where the caller already knows it.
    """
    # An absurdly long number would cost time in int() before the paginator sees it.
    number = request.GET.get("page", "1")[:9]
    paginator = Paginator(queryset, per_page)
    if count is not None:
        paginator.count = count  # a cached property: setting it saves the question
    return paginator.get_page(number)
