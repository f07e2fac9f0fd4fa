"""The referee: world x plan -> judgement, pure functions that import the domain only.

Flow: `moves` (command -> plan) · `schedule` (trip -> timed walk, breaks by `hours`) · `load`,
`energy`, `co2`, `cost` (walk -> figures) · `findings` (figures -> broken rules) · `evaluate` (all of it).
`game.RULES_VERSION` is raised whenever a KPI of the same plan can change.
"""
