"""Learning customers: what a day does to a customer's trust, and what trust does to the next day.

Trust is a whole number from 0 to 100. Being late, sent away or moved about costs trust; being on time
earns some, and more where a call comes first. Little trust makes a customer dear, much trust makes its
window wide. The figures are the scenario's (`domain.week.Learning`).
"""

from __future__ import annotations

from game.domain.week import Learning, Served

MOST = 100


def bounded(trust: int) -> int:
    """Between 0 and 100."""
    return max(0, min(MOST, trust))


def change(rules: Learning, served: Served, late_after_s: int) -> int:
    """What one day does: the order came late, in time, or with a stranger."""
    if served.how == "bought":
        return rules.bought_in
    if served.late_s > late_after_s:
        return rules.late_told if served.told else rules.late
    return rules.on_time + (rules.told_on_time if served.told else 0)


def dear_cent(rules: Learning, trust: int) -> int:
    """What a customer asks per delivery."""
    return rules.dear_cent if trust < rules.dear_below else 0


def wider_s(rules: Learning, trust: int) -> int:
    """How much earlier and later a customer lets a truck come."""
    return rules.wide_s if trust >= rules.wide_from else 0
