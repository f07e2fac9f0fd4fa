"""Tiny scenarios as an author would type them: a road world of one depot and two shops, to add to."""

from __future__ import annotations

from collections.abc import Mapping

from game.content.load import load_from_files
from game.domain.errors import ContentFault, Fault
from game.domain.scenario import Scenario

HEAD = """format = "ritregie-scenario/1"
id = "test"
version = 1
date = 2026-11-24
world = "roads"
level = 1
minutes = 10
competencies = ["K1"]
"""
PLACES = """
[[place]]
id = "dc"
name = "Loods Brinkhof"
kind = "depot"
at = "Assen"

[[place]]
id = "stad"
name = "Winkel Noorderhaven"
lat = 53.2194
lon = 6.5665

[[place]]
id = "emmen"
name = "Winkel Weiert"
at = "Emmen"
"""
FLEET = """
[[vehicle]]
id = "V1"
name = "Bakwagen 1"
class = "rigid19_diesel"
depot = "dc"
driver = "D1"

[[driver]]
id = "D1"
name = "Jikke Hofstra"
from = "05:00"
to = "19:00"
"""
ELECTRIC = """
[[vehicle]]
id = "E1"
name = "Stekker 1"
class = "rigid19_bev"
depot = "dc"
driver = "D2"

[[driver]]
id = "D2"
name = "Roelof Bos"
from = "05:00"
to = "19:00"
"""
ORDERS = "id,customer,pickup,delivery,kg,pallets\nO1,Winkel Noorderhaven,dc,stad,1000,4\n"
TEXT = b'title = "Test"\nintro = "Test."\ngoal.1 = "Test."\n'


def files(
    *tables: str, orders: str = ORDERS, head: str = HEAD, places: str = PLACES, fleet: str = FLEET
) -> dict[str, bytes]:
    """The files of the day with more tables at the end."""
    toml = "\n".join([head, places, fleet, *tables])
    return {
        "scenario.toml": toml.encode(),
        "orders.csv": orders.encode(),
        "text/nl.toml": TEXT,
        "text/en.toml": TEXT,
    }


def scenario(*tables: str, **kw: str) -> Scenario:
    """The day, loaded."""
    return load_from_files(files(*tables, **kw))


def faults(*tables: str, **kw: str) -> tuple[Fault, ...]:
    """What is wrong with the day; empty when it loads."""
    return faults_of(files(*tables, **kw))


def faults_of(given: Mapping[str, bytes]) -> tuple[Fault, ...]:
    """What is wrong with these files."""
    try:
        load_from_files(given)
    except ContentFault as error:
        return error.faults
    return ()


def keys(*tables: str, **kw: str) -> list[tuple[str, str]]:
    """(key, where) of every fault."""
    return [(f.key, f.where) for f in faults(*tables, **kw)]


def changed(text: str, old: str, new: str) -> str:
    """`text` with one part replaced, which must be there."""
    assert old in text
    return text.replace(old, new, 1)
