"""Remember what a step was made from, so that it is skipped while nothing changed. Standard library only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from council.run.places import ROOT, VAR


def fingerprint(inputs: Iterable[Path | str]) -> str:
    """Return a hash over files, whole folders, and plain words among the inputs."""
    total = hashlib.sha256()
    for entry in inputs:
        if isinstance(entry, str):
            total.update(f"word {entry}\n".encode())
            continue
        for path in sorted(entry.rglob("*")) if entry.is_dir() else [entry]:
            if path.is_file():
                total.update(f"file {path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}\n".encode())
                total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


class Stamp:
    """One step's memory under ``var/stamps``."""

    def __init__(self, name: str, inputs: Iterable[Path | str], *, var: Path = VAR) -> None:
        self.path = var / "stamps" / name
        self.current = fingerprint(inputs)

    def is_fresh(self) -> bool:
        """Return whether the step was done with these very inputs."""
        try:
            return self.path.read_text() == self.current
        except FileNotFoundError:
            return False

    def set(self) -> None:
        """Remember that the step is done."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.current)
