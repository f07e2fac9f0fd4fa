"""Random bytes, lines and values for the readers of logs, plans and commands: only our own errors may come.

`python -m tests.robust.fuzz FIRST COUNT`: that many inputs from that number on; each number is one input, so
that a failure can be had again.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from game.content.load import load_scenario
from game.content.plan_file import plan_text, read_plan
from game.domain import commands, week_commands
from game.domain.errors import ContentFault, Unreadable
from game.domain.events import Event
from game.domain.scenario import Scenario
from game.record.journal import parse_log, read_log
from game.record.lines import to_line
from game.record.pack import unpack
from game.replay import verify
from tests.robust.damage import chained
from tools.golden import golden

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 10**40, 0.5, -1e300, "", " ", "0", "x" * 2000, "\x00", "é\u2028🚚",
    "V1", "O1", "start", "deliver", [], {}, [[]], [None], {"": None}, [1, "a"], "[" * 300,
)  # fmt: skip
TOKENS = (
    b"{", b"}", b"[", b"]", b'"', b",", b":", b"\n", b"\r\n", b"\x00", b"\xff", b"\xc3", b"NaN", b"-Infinity",
    b"1e999", b"null", b'"\\ud800"', b"9" * 5000, b"[" * 3000, b"\xef\xbb\xbf", b'"seq":0,', b'{"a":',
)  # fmt: skip
DAY = "vers-noord"


def broken(data: bytes, dice: random.Random) -> bytes:
    """The bytes with one to four things done to them."""
    found = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        at, long = dice.randrange(len(found) + 1), dice.choice((1, 1, 8, 200))
        match dice.randrange(6):
            case 0:
                del found[at : at + long]
            case 1:
                found[at:at] = dice.choice(TOKENS)
            case 2:
                found[at : at + long] = dice.choice(TOKENS)
            case 3:
                found[at:at] = found[dice.randrange(len(found) + 1) :][:long]
            case 4:
                found[at : at + 1] = bytes([dice.randrange(256)])
            case _:
                lines = found.split(b"\n")
                dice.shuffle(lines) if dice.random() < 0.2 else lines.pop(dice.randrange(len(lines)))
                found = bytearray(b"\n".join(lines))
    return bytes(found)


def odd(value: Any, dice: random.Random) -> Any:
    """A value of JSON with something else somewhere in it: a value, a key gone, a key more."""
    if isinstance(value, (dict, list)) and value and dice.random() < 0.9:
        made: Any = value.copy()
        key = dice.choice(sorted(made)) if isinstance(made, dict) else dice.randrange(len(made))
        if dice.random() < 0.15:
            del made[key]
        elif dice.random() < 0.1 and isinstance(made, dict):
            made["more"] = dice.choice(ODD)
        else:
            made[key] = odd(made[key], dice)
        return made
    return deepcopy(dice.choice(ODD))


@lru_cache(maxsize=4)
def lines(kind: str) -> tuple[Event, ...]:
    """The events of a golden log."""
    return read_log(golden(kind)).events


@lru_cache(maxsize=1)
def light() -> bytes:
    """A golden log with the files in it left out, as the chain does not care what they are."""
    bare = [replace(e, data={"files": ""}) if e.kind == "content" else e for e in lines("hand")]
    return "".join(map(to_line, chained(bare))).encode()


@lru_cache(maxsize=1)
def scenario() -> Scenario:
    """A real day with a stored plan."""
    return load_scenario(DAY)


@lru_cache(maxsize=1)
def plan() -> str:
    """Its stored plan as a file."""
    reference = scenario().reference
    assert reference is not None
    return plan_text(DAY, reference.plan)


def log_bytes(dice: random.Random) -> None:
    """Bytes that were a log: read, or Unreadable."""
    with suppress(Unreadable):
        parse_log(broken(light(), dice), "log")


def plan_bytes(dice: random.Random) -> None:
    """Bytes or values that were a plan: read, or ContentFault."""
    data = plan().encode()
    data = broken(data, dice) if dice.random() < 0.5 else json.dumps(odd(json.loads(data), dice)).encode()
    with suppress(ContentFault):
        read_plan(data, scenario().system)


def words(dice: random.Random) -> None:
    """Text that was a command or packed files: read, or Unreadable."""
    texts = [str(e.data["do"]) for kind in ("day", "week") for e in lines(kind) if e.kind == "command"]
    text = broken(dice.choice(texts).encode(), dice).decode("utf-8", "replace")
    word = broken(str(lines("hand")[1].data["files"])[:400].encode(), dice).decode("utf-8", "replace")
    with suppress(Unreadable):
        commands.to_text(commands.from_text(text)).encode("utf-8")
    with suppress(Unreadable):
        week_commands.from_text(text)
    with suppress(Unreadable):
        unpack(word)


def forged(dice: random.Random) -> None:
    """Odd data in a chain that fits, as only a person makes it: judged, or Unreadable."""
    events = list(lines(dice.choice(("hand", "hand", "hand", "hand", "week", "day"))))
    at = dice.choice([i for i in range(len(events)) if i != 1 or dice.random() < 0.1])
    data = odd(dict(events[at].data), dice)
    kind = dice.choice(events).kind if dice.random() < 0.1 else events[at].kind
    events[at] = replace(events[at], data=data if isinstance(data, dict) else {}, kind=kind)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.jsonl"
        path.write_text("".join(map(to_line, chained(events))), encoding="utf-8", newline="\n")
        with suppress(Unreadable):
            verify(path)


WAYS: Sequence[tuple[Callable[[random.Random], None], int]] = (
    (log_bytes, 50), (plan_bytes, 30), (words, 18), (forged, 2),
)  # fmt: skip


def one(number: int) -> None:
    """The input of that number; whatever is not ours comes out."""
    dice = random.Random(number)
    (way,) = dice.choices([way for way, _ in WAYS], [share for _, share in WAYS])
    way(dice)


def failures(first: int, count: int) -> list[str]:
    """What came out that is not ours, with its number."""
    found = []
    for number in range(first, first + count):
        try:
            one(number)
        except Exception as why:  # noqa: BLE001 - whatever comes is what is looked for
            found.append(f"{number}: {type(why).__name__}: {why}"[:200])
    return found


if __name__ == "__main__":
    bad = failures(int(sys.argv[1]), int(sys.argv[2]))
    print("\n".join([*bad[:30], f"{sys.argv[2]} inputs, {len(bad)} not ours"]))
    sys.exit(1 if bad else 0)
