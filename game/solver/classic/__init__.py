"""Benchmark instances of the literature: the search that is measured beside its peers.

In the story of a day this is a side room. `frame` (whole numbers of an instance), `race` (the parent: workers
side by side that tell each other what they find), `worker` (their program) and one file for each way to
search: `way_pyvrp`, `way_ortools`, `way_ruin`, with `recombine` over the routes that were met.
"""
