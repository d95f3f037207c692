"""Whatever is typed into the residents' forms: never a fault, and what was typed stays."""

from __future__ import annotations

import html
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from council.common.forms import clean_text
from tests.cast import Cast
from tests.projects_pages.town import LIST, NEW, PROJECTS, Town, text

# The database is put back after the test, not after each example: what one leaves the next one finds.
tries = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

#: Everything a browser or a script can send, and what has broken forms before.
NASTY = st.sampled_from(
    ["\x00", "\ud7ff", "﷽" * 90, "'; DROP TABLE x; --", "<b>", "{{ x }}", "%s%n", "🌸" * 300, "\r\n"]
)
words = st.one_of(st.text(st.characters(codec="utf-8"), max_size=120), NASTY, st.just("가" * 5000))
maybe = st.one_of(st.just(""), words)
files = st.lists(st.binary(max_size=60), max_size=7)


def stays(page: str, typed: str) -> bool:
    """Return whether the typed words stand on the page; a browser drops the first line end of a text area."""
    seen, wanted = html.unescape(page), clean_text(typed)
    return wanted.strip() in seen or " ".join(wanted.split()) in " ".join(seen.split())


@tries
@given(
    title=maybe,
    body=maybe,
    place=maybe,
    rough_cost=st.one_of(maybe, st.integers().map(str)),
    wish=st.one_of(st.sampled_from(["NEIGHBOURS", "UNKNOWN"]), words),
    consent=st.sampled_from(["", "on", "x\x00"]),
    button=st.sampled_from(["send", "keep", "stay", "add", "remove"]),
    value=maybe,
    uploads=files,
)
def test_the_proposal_form(
    kim: Client, cast: Cast, button: str, value: str, uploads: list[bytes], **typed: str
) -> None:
    shots = [SimpleUploadedFile(f"{n}.jpg", content) for n, content in enumerate(uploads)]
    response = kim.post(NEW, {**typed, button: value, "photos": shots})
    assert response.status_code in (200, 302)
    if response.status_code == 200:
        for name in ("title", "body", "place"):
            assert stays(text(response), typed[name])


@tries
@given(title=maybe, body=maybe, place=maybe, rough_cost=maybe, wish=maybe)
def test_the_autosave(kim: Client, cast: Cast, **typed: str) -> None:
    response = kim.post(f"{LIST}draft/", typed)
    assert response.status_code == 200
    assert 'id="draft-line"' in text(response)


@tries
@given(body=maybe, token=maybe)
def test_the_comment_forms(kim: Client, town: Town, body: str, token: str) -> None:
    proposal = getattr(town, "_proposal", None) or town.sent("member")
    project = getattr(town, "_project", None) or town.project()
    town._proposal, town._project = proposal, project  # type: ignore[attr-defined]
    for address in (f"{LIST}{proposal.pk}/comments/", f"{PROJECTS}{project.pk}/comments/"):
        response = kim.post(address, {"body": body, "token": token})
        assert response.status_code in (200, 302)
        if response.status_code == 200:
            assert stays(text(response), body)


@tries
@given(reason=maybe)
def test_the_form_that_hides(cast: Cast, town: Town, reason: str) -> None:
    comment = town.comment(getattr(town, "_proposal", None) or town.sent("member"), "member")
    response = cast.client("secretary").post(f"/c/majang/comments/{comment.pk}/hide/", {"reason": reason})
    assert response.status_code in (200, 302)
    if response.status_code == 200:
        assert stays(text(response), reason)


@tries
@given(reason=maybe, words=maybe)
def test_the_forms_after_sending(kim: Client, town: Town, reason: str, words: str) -> None:
    declined = town.declined(title="주차장을 무료로 해 주세요")
    response = kim.post(f"{LIST}{declined.pk}/reask/", {"text": words})
    assert response.status_code in (200, 302)
    if response.status_code == 200:
        assert stays(text(response), words)
    sent = town.sent(title="그네를 고쳐 주세요")
    assert kim.post(f"{LIST}{sent.pk}/withdraw/", {"reason": reason}).status_code in (200, 302)


@tries
@given(
    to=maybe,
    query=st.dictionaries(
        st.sampled_from(["q", "state", "year", "committee", "late", "sort", "page", "affairs", "stage"]),
        maybe,
        max_size=5,
    ),
)
def test_filters_and_small_buttons(kim: Client, town: Town, to: str, query: dict[str, Any]) -> None:
    proposal = getattr(town, "_proposal", None) or town.sent("member")
    town._proposal = proposal  # type: ignore[attr-defined]
    for address in (LIST, PROJECTS):
        assert kim.get(address, query).status_code == 200
    for act in ("support", "follow"):
        assert kim.post(f"{LIST}{proposal.pk}/{act}/", {"to": to}).status_code == 302
