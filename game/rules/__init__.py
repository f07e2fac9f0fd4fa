"""The referee: world x plan -> judgement, pure functions that import the domain only.

A command becomes a plan: `moves` (an order's place) and `own_moves` (charging, breaks, reloads,
transfers, partners, the night's charge), on `editing`, refused by `checks` when impossible; `tripwords`
is a trip's text form. A trip becomes a timed walk: `schedule` (legs, start of duty, regime) and `walk`
(on a `cursor`; `walked` is what comes out), with `stops` (where and when), `times` (how long), `tacho`
(where breaks go), `load` (what is aboard). A walk becomes figures: `driven`, `energy`, `cooling`,
`battery` with `charging`, `transfer`, `co2`, `cost`, put together by `trip`. Figures become findings:
`findings`, `access` with `transition`, `hours` (the law, a package that stands alone), gathered by
`judge`; `together` holds what only the whole plan shows. `evaluate` does all of it; `explain` takes any
figure down to factor and source.
`game.RULES_VERSION` is raised whenever a KPI of the same plan can change.
"""
