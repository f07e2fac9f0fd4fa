"""Headless players: each a pure function from what a person can see to the next act.

They play through the same `Session` as a person. Adding one: its file, one line in
`PERSONAS`, its test.
"""

from __future__ import annotations

from game.personas.careful import careful
from game.personas.expert import expert
from game.personas.follower import follower
from game.personas.naive import naive
from game.personas.random import random
from game.personas.sceptic import sceptic
from game.personas.ways import Act, Ask, Persona

PERSONAS: dict[str, Persona] = {
    "naive": naive, "follower": follower, "sceptic": sceptic, "careful": careful, "expert": expert,
    "random": random,
}  # fmt: skip

__all__ = ["PERSONAS", "Act", "Ask", "Persona"]
