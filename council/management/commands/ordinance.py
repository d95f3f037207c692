"""``manage.py ordinance``: an ordinance as a file — check it, ask it, and (with a database) load and export it."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from council.common.errors import Refused
from council.management import rule_files
from council.rulebook import RuleBook
from council.rulebook.cases import CaseTable, Difference, differences, read_cases
from council.rulebook.document import FileProblems
from council.rulebook.file import OrdinanceFile, in_sequence, read_file

#: The files that ship with the portal; a name that is no path is looked for here.
SHIPPED = Path(__file__).resolve().parents[2] / "ordinances"


class Command(BaseCommand):
    help = "조례·운영세칙 파일을 살펴보고, 물음에 답하게 합니다 (docs/ordinances.md)."
    #: Checking and asking need no database.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, parser_class=ArgumentParser)
        check = acts.add_parser("check", help="파일의 잘못을 줄마다 보입니다. 아무것도 바꾸지 않습니다.")
        check.add_argument("files", nargs="+", metavar="FILE")
        ask = acts.add_parser("ask", help="파일만 보고 물음에 답하고, 손으로 셈한 답과 다른 것을 보입니다.")
        ask.add_argument("files", nargs="*", metavar="FILE", help="없으면 물음표에 적힌 files를 읽습니다")
        ask.add_argument("--cases", required=True, metavar="CASES", help="물음과 손으로 셈한 답의 표")
        load = acts.add_parser("load", help="파일의 규칙을 들여옵니다. 어디가 어떻게 바뀌는지 보입니다.")
        load.add_argument("file", metavar="FILE")
        load.add_argument("--dry-run", action="store_true", help="무엇이 바뀌는지만 보입니다")
        export = acts.add_parser("export", help="지금 쓰는 규칙을 파일로 적습니다.")
        export.add_argument("place", metavar="REGION|SLUG", help="시군구의 코드나 주민자치회의 주소 이름")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            getattr(self, f"_{options['act']}")(options)

    # --- Checking -----------------------------------------------------------------------------------------------

    def _check(self, options: dict[str, Any]) -> None:
        wrong = 0
        for name in options["files"]:
            try:
                read = read_file(_text(_path(name)), name)
            except FileProblems as problems:
                wrong += len(problems.problems)
                self._list(name, problems)
            else:
                self.stdout.write(f"{name}: 잘못이 없습니다. 규칙 {len(read.clauses)}개.")
        if wrong:
            raise CommandError(f"잘못이 {wrong}개 있습니다.")

    # --- Asking -------------------------------------------------------------------------------------------------

    def _ask(self, options: dict[str, Any]) -> None:
        table = self._table(options["cases"])
        names = options["files"] or table.files
        if not names:
            raise CommandError("어느 조례에 묻는지 적어 주십시오.")
        beside = Path(options["cases"]).resolve().parent
        files = [self._read(name, beside) for name in names]
        book = RuleBook(in_sequence(files), on=max(file.in_force for file in files))
        found = list(differences(book, table.cases))
        self._say(options["cases"], found)
        cases = {id(difference.case) for difference in found}
        if found:
            raise CommandError(f"물음 {len(table.cases)}개 가운데 {len(cases)}개의 답이 다릅니다.")
        self.stdout.write(f"물음 {len(table.cases)}개의 답이 모두 같습니다.")

    def _table(self, name: str) -> CaseTable:
        try:
            return read_cases(_text(Path(name)), name)
        except FileProblems as problems:
            raise self._refused(name, problems) from problems

    def _read(self, name: str, beside: Path) -> OrdinanceFile:
        try:
            return read_file(_text(_path(name, beside)), name)
        except FileProblems as problems:
            raise self._refused(name, problems) from problems

    def _refused(self, name: str, problems: FileProblems) -> CommandError:
        self._list(name, problems)
        return CommandError(f"{name}에 잘못이 {len(problems.problems)}개 있습니다.")

    def _list(self, name: str, problems: FileProblems) -> None:
        for problem in problems.problems:
            self.stdout.write(f"{name}:{problem}")

    def _say(self, name: str, found: Iterable[Difference]) -> None:
        last = None
        for difference in found:
            case, verdict = difference.case, difference.verdict
            if case is not last:
                self.stdout.write(f"{name}:{case.line}: {case.title}")
                because = f" [{verdict.because}: {', '.join(verdict.missing)}]" if verdict.because else ""
                self.stdout.write(f"    {verdict.sentence}{because} {verdict.article}")
                last = case
            self.stdout.write(f"    {difference.line}: 손으로 {difference.expected!r}, 판정 {difference.found!r}")

    # --- With the database ----------------------------------------------------------------------------------------

    def _load(self, options: dict[str, Any]) -> None:
        path = _path(options["file"])
        try:
            for line in rule_files.enter(_text(path).decode("utf-8-sig"), path.name, only_show=options["dry_run"]):
                self.stdout.write(line)
        except UnicodeDecodeError:
            raise CommandError(f"{path} 파일을 UTF-8로 저장해 주십시오.") from None
        except Refused as refused:
            for problem in getattr(refused, "problems", []):
                self.stdout.write(f"{path.name}:{problem}")
            raise CommandError(refused.message) from refused

    def _export(self, options: dict[str, Any]) -> None:
        text = rule_files.written(options["place"])
        if text is None:
            raise CommandError(f"{options['place']}: 이 포털에 없는 곳입니다.")
        self.stdout.write(text, ending="")


def _path(name: str, beside: Path | None = None) -> Path:
    """Return the path of a file: as given, among those that ship with the portal, or beside the table."""
    for path in (Path(name), SHIPPED / name, *((beside / name,) if beside else ())):
        if path.is_file():
            return path
    raise CommandError(f"{name} 파일이 없습니다.")


def _text(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise CommandError(f"{path} 파일을 읽지 못했습니다.") from None
