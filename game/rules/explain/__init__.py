"""Every figure of a trip or a plan taken down to its factors, and those to their source (FACTS 1, 2)."""

from game.rules.explain.lines import Explanation, Line
from game.rules.explain.plan import explain_kpi
from game.rules.explain.trip import explain_trip

__all__ = ["Explanation", "Line", "explain_kpi", "explain_trip"]
