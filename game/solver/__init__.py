"""Help with planning. The referee (`rules.evaluate`) judges everything that leaves this folder.

In the game's process, without OR-Tools: `naive` (a hurried beginner's plan), `advice` and `whynot` (where
does this order fit best, why not there, in `lockstep` for many at once), `polish` (small exact
improvements), `robust` (a plan on a thousand days), `client` and `crew` (the workers' other end).

In a worker's process: `portfolio` takes turns with `model` (OR-Tools), `pyvrp_part` (PyVRP, where there is
one) and `search` (ruin and recreate by the referee). `problem` is what is made of a world for them,
`domain.steer` what a planner locks, forbids or would pay for.

`reference` puts it all together for a whole plan, with its certificate: `proof` tries every plan of a very
small day, `exact` proves the simplified model, `proof_floor` says what no plan can be below. `front` finds
plans from cheap to green, `batch` and `cluster` work through many days. Side rooms: `classic` (benchmark
instances of the literature) and `league` (planning rules of students).
"""
