"""Students' own planning rules, played against the naive plan, the reference and each other.

`world_json` says what a rule gets (the software's world, never the truth), `program` is what runs in the
rule's own process, `child` keeps that process within time and memory, `answers` makes a plan of what comes
out, `steps` offers the next choices to a rule that plans step by step, `match` plays and ranks. `RULES.md`
tells students all of it.
"""
