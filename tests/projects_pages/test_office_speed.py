"""However much waits, the office pages ask the database the same number of questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from council.common.scope import council_scope
from projects.models import Proposal
from projects.services.steps import locked
from tests.projects_pages.office import Office

pytestmark = pytest.mark.django_db


def fill(office: Office, upto: int) -> None:
    """Add copies of one waiting proposal, due on different days, until there are so many."""
    with council_scope(office.cast.council.pk):
        have = Proposal.objects.count()
        model = locked(Proposal.objects.order_by("pk")[0])
        today = timezone.localdate()
        copies = []
        for number in range(have + 1, upto + 1):
            due = today + dt.timedelta(days=number % 40 - 20)
            values = {f.attname: getattr(model, f.attname) for f in Proposal._meta.concrete_fields if not f.generated}
            values |= {
                "id": None,
                "number": number + 1000,
                "title": f"제안 {number}",
                "assign_by": due,
                "answer_by": due,
            }
            copies.append(Proposal(**values))
        Proposal.objects.bulk_create(copies)


def queries(open_page: Callable[[], object]) -> int:
    open_page()
    with CaptureQueriesContext(
        connection,
    ) as seen:
        open_page()
    return len(seen)


@pytest.mark.parametrize("who", ["secretary", "committee_head", "head", "auditor"])
def test_the_workspace_asks_the_same_at_any_size(office: Office, who: str) -> None:
    office.proposal()
    office.at_approval()
    client, url = office.client(who), reverse("council:office", args=[office.cast.council.slug])
    counts = []
    for size in (50, 1000):
        fill(office, size)
        counts.append(queries(lambda: client.get(url)))
    assert counts[0] == counts[1]
    assert counts[1] <= 24


def test_a_long_inbox_is_shown_page_by_page(office: Office) -> None:
    office.proposal()
    fill(office, 100)
    client, url = office.client("secretary"), reverse("council:office", args=[office.cast.council.slug])
    pages = [client.get(url, {"page": number}) for number in ("1", "4", "9999", "x")]
    assert all(page.status_code == 200 for page in pages)
    first, last, beyond, odd = (page.context["inbox"] for page in pages)
    assert first.total == 100
    assert len(first.items) == 30
    assert len(last.items) == 10
    assert beyond.items == last.items
    assert odd.items == first.items
    dues = [item.due_on for item in [*first.items, *last.items]]
    assert dues == sorted(dues)
    assert first.overdue_total + first.week_total + first.later_total == 100


def test_the_lists_ask_at_most_twelve(office: Office) -> None:
    office.proposal()
    client = office.client("secretary")
    for url in (office.url("office_proposals"), reverse("council:office_history", args=[office.cast.council.slug])):
        counts = []
        for size in (50, 1000):
            fill(office, size)
            counts.append(queries(lambda url=url: client.get(url, {"view": "all"})))  # type: ignore[misc]
        assert counts[0] == counts[1]
        assert counts[1] <= 12, url
