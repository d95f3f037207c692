"""Message catalogues: what the sources say is found, and what a catalogue lacks is named."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from babel.messages.pofile import write_po

from council.run.messages import compile_all, extract, faults, read

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext

def say(n: int) -> str:
    return _("제안을 받았습니다") + ngettext("%(n)s건", "%(n)s건", n) + pgettext("달력", "월") + _(variable)
"""
PAGE = """{% load i18n %}
  <h1>{% translate "동네 일" %}</h1>
    {% blocktranslate with name=x trimmed %}
      {{ name }} 님이
      썼습니다
    {% endblocktranslate %}
  {% blocktranslate count n=n %}{{ n }}명{% plural %}{{ n }}명들{% endblocktranslate %}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "members").mkdir()
    (tmp_path / "members" / "said.py").write_text(CODE)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(PAGE)
    return tmp_path


def catalogue(root: Path, texts: dict[str, str]) -> Path:
    template = extract(root)
    for message in template:
        first = message.id[0] if isinstance(message.id, tuple) else message.id
        if first in texts:
            message.string = (texts[first], texts[first]) if isinstance(message.id, tuple) else texts[first]
    path = root / "locale" / "en" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as handle:
        write_po(handle, template)
    return path


ALL = {
    "제안을 받았습니다": "Proposal received",
    "%(n)s건": "%(n)s items",
    "월": "Mon",
    "동네 일": "Local matters",
    "%(name)s 님이 썼습니다": "Written by %(name)s",
    "%(n)s명": "%(n)s people",
}


def test_code_and_templates_are_read(root: Path) -> None:
    found = {message.id for message in extract(root) if message.id}
    assert found == {
        "제안을 받았습니다",
        ("%(n)s건", "%(n)s건"),
        "월",
        "동네 일",
        "%(name)s 님이 썼습니다",
        ("%(n)s명", "%(n)s명들"),
    }


def test_a_whole_catalogue_has_no_faults_and_compiles(root: Path) -> None:
    path = catalogue(root, ALL)
    assert faults(extract(root), read(path)) == []
    compile_all(root / "locale")
    with path.with_suffix(".mo").open("rb") as handle:
        assert gettext.GNUTranslations(handle).gettext("동네 일") == "Local matters"


def test_what_is_empty_is_named(root: Path) -> None:
    path = catalogue(root, {**ALL, "동네 일": ""})
    assert faults(extract(root), read(path)) == ["비어 있음: '동네 일'"]


def test_what_is_missing_or_left_over_is_named(root: Path) -> None:
    path = catalogue(root, ALL)
    page = root / "templates" / "page.html"
    page.write_text(page.read_text().replace("동네 일", "마을 일"))
    assert faults(extract(root), read(path)) == ["없음: '마을 일' (templates/page.html)", "쓰이지 않음: '동네 일'"]


@pytest.mark.parametrize("wrong", ["Written", "Written by %(nane)s"])
def test_places_to_fill_must_match(root: Path, wrong: str) -> None:
    path = catalogue(root, {**ALL, "%(name)s 님이 썼습니다": wrong})
    assert faults(extract(root), read(path)) == ["자리 표시가 다름: '%(name)s 님이 썼습니다'"]
