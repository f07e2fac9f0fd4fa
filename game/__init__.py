"""Ritregie: a serious game for the transport planner of the future.

The folders tell a planner's day. A scenario file becomes a `World` (`content`),
the player makes a `Plan` of it with small commands (`domain`, `session`), the
referee judges plan and world into an `Evaluation` (`rules`), the computer proposes
plans of its own (`solver`), the day happens (`sim`), everything is written to an
append-only log (`record`) that is save game, replay and evidence at once, the log
becomes a competency profile (`assess`, `report`), and a person sees it all (`ui`).

Facts, decision and judgement are three frozen values; `session.Session` is the one
mutable object. Everything below `ui` runs without pygame.
"""

__version__ = "0.1.0"

RULES_VERSION = 3
"""Raised whenever a KPI of an unchanged plan could change; logs name it in their header."""

PLAN_RULES = 2
"""Raised with it, but only when the judgement of a plan could change: references and fronts name this one."""
