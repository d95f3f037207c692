"""The council itself: its place, its committees, and the dated rules it lives by."""

from council.models.places import SECRETARY_TITLES, Committee, Council, Region
from council.models.rules import Ordinance, Rule, RuleLevel, RuleLoading

__all__ = ["SECRETARY_TITLES", "Committee", "Council", "Ordinance", "Region", "Rule", "RuleLevel", "RuleLoading"]
