"""Reading the rules: platform default → 시군구 조례 → council 운영세칙, on a given day, with the article.

Deciding code never holds a number of its own: it asks ``rulebook(council, on).ask("quorum", …)`` or, for the portal's
own settings, ``.days("proposal.answer_days")``, and shows the article beside the verdict. Keys are registered by the
app that asks for them (``rule_keys.py``). Everything but ``db.py`` is pure; docs/ordinances.md is its contract.
"""

from council.rulebook.asking import QUESTIONS, NotDetermined, question
from council.rulebook.book import RuleBook
from council.rulebook.clauses import Answer, Clause, Kind
from council.rulebook.db import rulebook
from council.rulebook.facts import Facts, Missing
from council.rulebook.keys import KEYS, ORDER, UNCHECKED, UNSET, Level, RuleKey, RuleValue, register_key
from council.rulebook.verdict import Because, Strength, Verdict

from council.rulebook import questions as _questions  # isort: skip  # registers what may be asked; needs all of the above

__all__ = [
    "KEYS",
    "ORDER",
    "QUESTIONS",
    "UNCHECKED",
    "UNSET",
    "Answer",
    "Because",
    "Clause",
    "Facts",
    "Kind",
    "Level",
    "Missing",
    "NotDetermined",
    "RuleBook",
    "RuleKey",
    "RuleValue",
    "Strength",
    "Verdict",
    "question",
    "register_key",
    "rulebook",
]

del _questions
