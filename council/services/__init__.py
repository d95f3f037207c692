"""What is done to a council as such: founding it, opening its 분과, setting the rules it lives by."""

from council.services.founding import ensure_region, found_council, open_committee
from council.services.rules import check_rule, end_rule, set_rule
from council.services.wording import RuleRefused

__all__ = [
    "RuleRefused",
    "check_rule",
    "end_rule",
    "ensure_region",
    "found_council",
    "open_committee",
    "set_rule",
]
