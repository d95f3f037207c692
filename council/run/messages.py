"""Message catalogues in pure Python: extract, compare, compile. No gettext programs are needed.

The msgids are Korean, as the code says them; each catalogue under locale/ must translate all of them.

    python -m council.run.messages update|check|compile
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from council.run.places import ROOT

SOURCES = ("council", "members", "projects", "budgets", "templates")
LOCALE = ROOT / "locale"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "__": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def code_of(path: Path) -> str:
    """Return a source as Python that the extractor reads; templates through Django's own reader."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    # What is left around the calls is junk; its indentation would only trouble the tokenizer.
    return "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())


def sources(root: Path, folders: Sequence[str] = SOURCES) -> Iterator[Path]:
    """Return every Python file and template that may speak to people."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts and path.is_file():
                yield path


def extract(root: Path = ROOT, folders: Sequence[str] = SOURCES) -> Catalog:
    """Return all messages of the sources with the files they stand in."""
    catalog = Catalog(project="portal", charset="utf-8", fuzzy=False)
    for path in sources(root, folders):
        if path.suffix == ".txt" and "{%" not in path.read_text(encoding="utf-8"):
            continue
        for line, function, messages, _comments in extract_python(
            io.BytesIO(code_of(path).encode()), KEYWORDS, [], {"encoding": "utf-8"}
        ):
            message_id, context = _identity(str(function), messages)
            if message_id:
                catalog.add(message_id, context=context, locations=[(str(path.relative_to(root)), line)])
    return catalog


def _identity(function: str, found: object) -> tuple[str | tuple[str, str] | None, str | None]:
    """Return msgid (or singular and plural) and context of one call; None when they are not literals."""
    words = list(found) if isinstance(found, tuple) else [found]
    context = words.pop(0) if function.startswith(("pgettext", "npgettext")) else None
    literals = [word for word in words[: 2 if function.startswith("n") else 1] if isinstance(word, str) and word]
    said_context = str(context) if context else None
    match literals:
        case [one] if not function.startswith("n"):
            return one, said_context
        case [one, many]:
            return (one, many), said_context
    return None, None


def catalogues(locale: Path = LOCALE) -> list[Path]:
    """Return the catalogues there are."""
    return sorted(locale.glob("*/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    """Return a catalogue; its language is the name of its folder."""
    with path.open("rb") as handle:
        return read_po(handle, locale=path.parts[-3])


def faults(template: Catalog, catalogue: Catalog) -> list[str]:
    """Return what a catalogue lacks, one sentence per message: missing, empty, doubtful, left over, other placeholders."""
    found: list[str] = []
    for message in template:
        if not message.id:
            continue
        translated = catalogue.get(_first(message), message.context)
        name = _first(message)
        if translated is None:
            found.append(f"없음: {name!r} ({message.locations[0][0]})")
        elif translated.fuzzy:
            found.append(f"확인 안 됨(fuzzy): {name!r}")
        elif not all(_strings(translated)):
            found.append(f"비어 있음: {name!r}")
        elif not _same_placeholders(message, translated):
            found.append(f"자리 표시가 다름: {name!r}")
    found += [
        f"쓰이지 않음: {_first(message)!r}"
        for message in catalogue
        if message.id and template.get(_first(message), message.context) is None
    ]
    return found


def _ids(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, list | tuple) else (message.id,)


def _first(message: Message) -> str:
    return _ids(message)[0]


def _strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string or "",)


def _placeholders(*texts: str) -> set[str]:
    return {place for text in texts for place in PLACEHOLDER.findall(text.replace("%%", ""))}


def _same_placeholders(message: Message, translated: Message) -> bool:
    """Return whether a translation fills the same places; one of several plural forms may leave the number out."""
    wanted = _placeholders(*_ids(message))
    given = [_placeholders(text) for text in _strings(translated)]
    return all(places <= wanted for places in given) and (len(given) > 1 or given[0] == wanted)


def update(locale: Path = LOCALE) -> None:
    """Bring every catalogue up to the sources; new messages are left empty for the translator."""
    template = extract()
    for path in catalogues(locale):
        catalogue = read(path)
        catalogue.update(template, no_fuzzy_matching=True)
        with path.open("wb") as handle:
            # Without line numbers, so that a change elsewhere leaves the catalogue as it is.
            write_po(handle, catalogue, width=110, omit_header=False, include_lineno=False, ignore_obsolete=True)


def compile_all(locale: Path = LOCALE) -> None:
    """Write the .mo beside each .po; Django reads only these."""
    for path in catalogues(locale):
        with path.with_suffix(".mo").open("wb") as handle:
            write_mo(handle, read(path))


def check(locale: Path = LOCALE) -> list[str]:
    """Return the faults of all catalogues."""
    template = extract()
    if not catalogues(locale):
        return [f"{locale} 에 번역이 없습니다."]
    return [f"{path.parts[-3]}: {fault}" for path in catalogues(locale) for fault in faults(template, read(path))]


def main(arguments: Sequence[str]) -> int:
    """Run the command line; return the exit status."""
    match list(arguments):
        case ["update"]:
            update()
        case ["compile"]:
            compile_all()
        case ["check"]:
            found = check()
            print("\n".join(found[:40]) or "번역이 다 있습니다.")
            if found:
                print(
                    f"모두 {len(found)}건입니다. python -m council.run.messages update 로 채울 자리를 만들 수 있습니다."
                )
            return 1 if found else 0
        case _:
            print("쓰는 법: python -m council.run.messages update|check|compile", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
