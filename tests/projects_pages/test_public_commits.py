"""What only shows when things are really committed: two sendings at once, and lists that follow every write."""

from __future__ import annotations

from functools import partial

from django.contrib.auth import get_user_model
from django.test import Client

from council.common.scope import council_scope
from projects.models import Comment, Proposal, Support
from tests.database import Committed
from tests.projects.conftest import World, committed_world
from tests.projects_pages.town import LIST, NEW, TYPED, text

User = get_user_model()


def browser_of(world: World, who: str) -> Client:
    browser = Client()
    browser.force_login(User.objects.get(pk=getattr(world, who).user_id))
    return browser


def test_the_button_pressed_twice_at_once_sends_one_proposal(committed: Committed) -> None:
    world = committed_world()
    first, second = browser_of(world, "kim"), browser_of(world, "kim")
    answers = committed.together(lambda: first.post(NEW, TYPED), lambda: second.post(NEW, TYPED))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len({answer.url for answer in answers}) == 1
    with council_scope(world.council.pk):
        assert Proposal.objects.count() == 1


def test_a_comment_and_a_support_sent_twice_at_once_count_once(committed: Committed) -> None:
    world = committed_world()
    with council_scope(world.council.pk):
        proposal = world.proposal()
    one, two = browser_of(world, "lee"), browser_of(world, "lee")
    typed = {"body": "저도 무섭습니다.", "token": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}
    for rest, data in (("support/", {"to": "on"}), ("comments/", typed)):
        address = f"{LIST}{proposal.pk}/{rest}"
        answers = committed.together(partial(one.post, address, data), partial(two.post, address, data))
        assert [answer.status_code for answer in answers] == [302, 302]
    with council_scope(world.council.pk):
        assert Support.objects.count() == 1
        assert Comment.objects.count() == 1
        assert Proposal.objects.get(pk=proposal.pk).support_count == 1


def test_a_list_kept_in_memory_follows_every_write_at_once(committed: Committed) -> None:
    world = committed_world()
    with council_scope(world.council.pk):
        proposal = world.proposal()
    visitor, resident = Client(), browser_of(world, "lee")
    for browser in (visitor, resident):
        page = text(browser.get(LIST))
        assert proposal.title in page
        assert "공감 0" in page
    resident.post(f"{LIST}{proposal.pk}/support/", {"to": "on"})
    for browser in (visitor, resident):
        assert "공감 1" in text(browser.get(LIST))
    resident.post(NEW, {**TYPED, "title": "그네를 고쳐 주세요"})
    for browser in (visitor, resident):
        assert "그네를 고쳐 주세요" in text(browser.get(LIST))
