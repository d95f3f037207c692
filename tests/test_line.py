"""The one line of DESIGN §2: imports only from the left, inside functions too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINE = [
    "council.common",
    "council",
    "council.audit",
    "council.notices",
    "council.documents",
    "council.search",
    "members",
    "council.meetings",
    "council.assemblies",
    "projects",
    "budgets",
    "council.chatbot",
    "shell",
]
#: Modules of the package ``council`` that are the council itself; everything else there is the shell.
COUNCIL = {"council", "council.models", "council.rulebook", "council.rule_keys"}
#: Standing on one step: none of them may know the others.
SIDE_BY_SIDE = {"council.notices", "council.documents", "council.search"}


def layer(module: str) -> str | None:
    """Return the place of a module in the line, None for what is not ours."""
    parts = module.split(".")
    if parts[0] not in {"council", "members", "projects", "budgets"}:
        return None
    if parts[0] != "council":
        return parts[0]
    two = ".".join(parts[:2])
    if two in LINE and two != "council":
        return two
    if two == "council.migrations" or two in COUNCIL:
        return "council"
    return "shell"


def imports(path: Path) -> Iterator[tuple[int, str]]:
    package = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{package}:{node.lineno} imports relatively"
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                is_module = (ROOT / Path(*whole.split("."))).with_suffix(".py").exists() or (
                    ROOT / Path(*whole.split("."))
                ).is_dir()
                yield node.lineno, whole if is_module else str(node.module)


def sources() -> list[Path]:
    return [p for app in ("council", "members", "projects", "budgets") for p in sorted((ROOT / app).rglob("*.py"))]


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_come_from_the_left(path: Path) -> None:
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    mine = layer(module)
    if mine in (None, "shell"):
        return
    for line, name in imports(path):
        theirs = layer(name)
        if theirs is None or theirs == mine:
            continue
        assert LINE.index(theirs) < LINE.index(str(mine)), f"{module}:{line} imports {name} from the right"
        assert not {mine, theirs} <= SIDE_BY_SIDE, f"{module}:{line}: {mine} must not know {theirs}"


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_import_hides_in_a_function(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            hidden = [n.lineno for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            assert not hidden, f"{path.name}:{hidden} imports inside {node.name}"
