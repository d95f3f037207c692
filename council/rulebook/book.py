"""The rules of one place, and what they answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from council.rulebook.asking import QUESTIONS, NotDetermined, undetermined
from council.rulebook.clauses import Answer, Clause, Kind, resolve
from council.rulebook.deadlines import USUAL, AtOnce, Counting
from council.rulebook.facts import Facts, Missing
from council.rulebook.file import OrdinanceFile, in_sequence
from council.rulebook.keys import KEYS, Level, RuleValue
from council.rulebook.verdict import Because, Verdict

if TYPE_CHECKING:
    from council.models import Council


class RuleBook:
    """All rules that one council lives by, of all three levels and all days; asked as of one day."""

    def __init__(self, clauses: Iterable[Clause], *, on: dt.date, council: Council | None = None) -> None:
        self.on = on
        self._council = council
        self._by_key: dict[str, list[Clause]] = {}
        for clause in clauses:
            self._by_key.setdefault(clause.key, []).append(clause)

    @classmethod
    def of_files(cls, files: Iterable[OrdinanceFile], on: dt.date) -> RuleBook:
        """Return the rules of files alone: amendments applied, levels told apart, no council."""
        return cls(in_sequence(list(files)), on=on)

    @property
    def council(self) -> Council:
        """Return whose rules these are. Raises ValueError for rules from files alone."""
        if self._council is None:
            raise ValueError("these rules are of no council")
        return self._council

    # --- Rules ------------------------------------------------------------------------------------------------

    def clauses(self, key: str, *, on: dt.date | None = None) -> list[Clause]:
        """Return the clauses of a key, broadest level first; with ``on`` those in force on that day."""
        found = self._by_key.get(key, [])
        return [clause for clause in found if on is None or clause.in_force(on)]

    def loaded(self, key: str, on: dt.date | None = None) -> bool:
        """Return whether any rule of the key is in force."""
        day = on or self.on
        return any(clause.in_force(day) for clause in self._by_key.get(key, ()))

    def answer(self, key: str, facts: Facts | None = None) -> Answer:
        """Return what the rules say of a key to the facts; never raises for want of facts or rules."""
        return resolve(key, self._by_key.get(key, ()), facts if facts is not None else Facts({}, self.on))

    def need(self, key: str, facts: Facts) -> Answer:
        """Return the answer when it is a value or expressly none. Raises NotDetermined for every other."""
        answer = self.answer(key, facts)
        if not answer.determined:
            raise NotDetermined(answer)
        return answer

    def counting(self, facts: Facts) -> Counting:
        """Return how this place counts days (keys counting.first_day and counting.roll)."""
        first, roll = self.answer("counting.first_day", facts), self.answer("counting.roll", facts)
        return Counting(
            first.value if first.kind is Kind.VALUE else USUAL.first_day,
            roll.value if roll.kind is Kind.VALUE else USUAL.roll,
        )

    def labels(self) -> dict[str, str]:
        """Return what this place calls things (key labels)."""
        answer = self.answer("labels")
        return dict(answer.value) if answer.kind is Kind.VALUE else {}

    # --- Questions --------------------------------------------------------------------------------------------

    def ask(self, question: str, /, **facts: Any) -> Verdict:
        """Return the verdict on a question (docs/ordinances.md §7). Raises KeyError for one nobody registered."""
        return self.ask_with(question, Facts({"on": self.on, **facts}))

    def ask_with(self, question: str, facts: Facts) -> Verdict:
        """Return the verdict on a question asked with these facts; the same rules and facts give the same verdict."""
        answering = QUESTIONS[question]
        try:
            verdict = answering(self, facts)
        except NotDetermined as reason:
            verdict = undetermined(question, reason)
        except Missing as missing:
            verdict = undetermined(question, NotDetermined(missing=missing.names))
        except AtOnce:
            verdict = undetermined(question, NotDetermined(because=Because.AT_ONCE))
        return verdict if verdict.question == question else replace(verdict, question=question)

    # --- The portal's own settings ----------------------------------------------------------------------------

    def rule(self, key: str) -> RuleValue:
        """Return a setting with value and article. Raises KeyError for a key nobody registered."""
        known = KEYS[key]
        answer = self.answer(key)
        clause = answer.clause
        if answer.kind is Kind.VALUE and clause is not None:
            return RuleValue(known, clause.value, clause.level, clause.article, clause.checked, clause.valid_from)
        if not known.is_operating:
            raise KeyError(key)
        return RuleValue(known, known.default, Level.PLATFORM, str(known.article), checked=False)

    def value(self, key: str) -> Any:
        """Return the value of a setting."""
        return self.rule(key).value

    def days(self, key: str) -> int:
        """Return a setting's number of days."""
        return int(self.value(key))

    def __iter__(self) -> Iterator[RuleValue]:
        """Go through the portal's own settings."""
        return (self.rule(key) for key in sorted(KEYS) if KEYS[key].is_operating)
