"""Robustness: what a plan costs and delivers on days as they usually go.

`days` draws the troubles of many days once, the same for every plan (common random numbers); `recipe` is a
judged trip as steps that arrays can follow; `walk` follows them on all days at once, with the `breaks` that
each day asks for; `sampling` puts the trips together; `words` says it.

Only what was knowable goes in: chances and delays that the facts give for the scenario's roads, docks,
doors and chargers, never the luck or the truth of a day that is played. Approximate, and said so: nobody
intervenes, a battery lasts as in the plan, late stops cost no goodwill, and only the kinds of trouble in
`days.COUNTED` are drawn.
"""
