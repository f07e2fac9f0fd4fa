"""Help with planning. The referee (`rules.evaluate`) judges everything that leaves this folder.

In the game's process, without OR-Tools: `naive` (a hurried beginner's plan), `advice` (where does this
order fit best, what single change helps), `polish` (small exact improvements), `client` (the worker's
other end). In the worker's process: `worker` and `model`. `problem` is what travels between them,
`reference` puts it all together, `proof` tries every plan of a very small day.
"""
