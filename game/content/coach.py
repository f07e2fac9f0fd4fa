"""Lessons of the coach: steps with one idea and one task, when each is done, and what it points at.

A lesson is a folder of `game/assets/coach`: `lesson.toml` with the steps, `nl.toml` and `en.toml` with the
sentences. It lies outside the scenario on purpose: what teaches does not change what is played.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from game.content.limits import Faults
    from game.domain.errors import Fault

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "coach"
LANGS = ("nl", "en")
Phase = Literal["plan", "day", "debrief"]
PHASES: tuple[str, ...] = get_args(Phase)
PREDICATES: Mapping[str, int] = {
    "selected": 1, "selected_other": 1, "planned": 1, "some_planned": 0, "all_planned": 0, "together": 2,
    "before": 2, "on_time": 1, "on_time_all": 0, "no_hard_findings": 0, "cost_at_most": 1, "aiming": 1,
    "looked": 1, "open": 1, "used": 1, "phase": 1, "answered": 0, "message_open": 0, "chosen": 0,
    "decided": 1, "decided_otherwise": 1,
}  # fmt: skip
"""What a condition may ask, with how many words between the brackets (`game.ui.coach_facts` answers)."""
_CALL = re.compile(r"^(not )?([a-z_]+)(?:\(([\w.\-, ]*)\))?$")
TOKEN = re.compile(r"\{(of|other)\.([\w-]+)\}")
"""A truck that depends on the plan: the one that drives an order, or the first other one."""
PLACES = ("order", "row", "lane", "stop")
"""Places whose second word is an order or a vehicle of the scenario."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question to the state: `not together(O1, O2)`."""

    name: str
    words: tuple[str, ...] = ()
    negated: bool = False


Condition = tuple[tuple[Ask, ...], ...]
"""Alternatives (`or`), each of which asks several things (`and`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Something on screen, by its hit id; not pointed at while `unless` holds."""

    target: str
    unless: Condition = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What the coach says when the player did something that is not the task."""

    id: str
    when: Condition
    at_once: bool = False
    """Also before the player did anything in this step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One idea and one task. Without `done` it only tells something and has a button to go on."""

    id: str
    phase: str
    done: Condition = ()
    point: tuple[Place, ...] = ()
    """The first one that is on screen is pointed at."""
    to: str = ""
    """Where a drag ends."""
    keys: tuple[str, ...] = ()
    """The key caps that do the same."""
    hints: tuple[Hint, ...] = ()
    silent: bool = False
    """Only shown when its condition does not hold yet; not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A lesson for one scenario, with its sentences per language."""

    id: str
    scenario: str
    minutes: int
    steps: tuple[Step, ...]
    texts: Mapping[str, Mapping[str, str]]

    def text(self, lang: str, key: str) -> str:
        """A sentence; Dutch where the language lacks it, the key where both do."""
        return self.texts.get(lang, {}).get(key) or self.texts.get("nl", {}).get(key) or key


def condition(text: str) -> Condition:
    """`planned(O1) and not late or phase(day)`; raises ValueError with the part that is no question."""
    return tuple(tuple(_ask(part) for part in each.split(" and ")) for each in text.split(" or "))


def _ask(text: str) -> Ask:
    found = _CALL.match(text.strip())
    words = tuple(w.strip() for w in (found[3] or "").split(",") if w.strip()) if found else ()
    if found is None or PREDICATES.get(found[2]) != len(words):
        raise ValueError(text.strip())
    return Ask(name=found[2], words=words, negated=bool(found[1]))


def lesson_ids(folder: Path = FOLDER) -> tuple[str, ...]:
    """Every lesson that is shipped."""
    return tuple(sorted(p.name for p in folder.iterdir() if (p / "lesson.toml").is_file()))


@lru_cache(maxsize=16)
def lesson_of(scenario: str, folder: Path = FOLDER) -> Lesson | None:
    """The lesson that belongs to a scenario; raises ContentFault when it is damaged."""
    if not (folder / scenario / "lesson.toml").is_file():
        return None
    return load_lesson(folder / scenario)


@lru_cache(maxsize=16)
def minutes_of(scenario: str) -> int:
    """How long a lesson takes, read without checking the rest: the menu shows it in its first frame."""
    text = (FOLDER / scenario / "lesson.toml").read_text(encoding="utf-8")
    return int(tomllib.loads(text)["minutes"])


def load_lesson(place: Path) -> Lesson:
    """Read and check one lesson; raises ContentFault with everything that is wrong."""
    from game.content.limits import Faults

    faults = Faults()
    made = _read(place, faults)
    faults.stop_if_any(str(place))
    assert made is not None
    return made


def lesson_faults(place: Path, orders: Sequence[str], vehicles: Sequence[str]) -> tuple[Fault, ...]:
    """Everything wrong with a lesson, with the orders and vehicles of its scenario; for `tools validate`."""
    from game.content.limits import Faults

    faults = Faults()
    made = _read(place, faults)
    if made is not None:
        known = {"order": orders, "stop": orders, "row": vehicles, "lane": vehicles}
        for step in made.steps:
            for name, kind in _named(step):
                if name not in known[kind]:
                    faults.add("lesson.toml", "fault.unknown_id", step.id, name=name, suggest="")
    return tuple(faults.found)


def _named(step: Step) -> Iterator[tuple[str, str]]:
    """Orders and vehicles that a step speaks of, with what they are."""
    for target in (*(p.target for p in step.point), step.to):
        head, _, name = target.partition(".")
        yield from ((word, "order") for _, word in TOKEN.findall(target))
        if head in PLACES and name and "{" not in name:
            yield name, head
    asks = [step.done, *(h.when for h in step.hints), *(p.unless for p in step.point)]
    for ask in (a for c in asks for each in c for a in each):
        if ask.name in ("selected", "selected_other", "planned", "together", "before", "on_time", "aiming"):
            yield from ((word, "order") for word in ask.words)


# -- reading ---------------------------------------------------------------------------------------
def _read(place: Path, faults: Faults) -> Lesson | None:
    """The lesson, or None with faults noted. Loads pydantic."""
    from game.content.coach_shape import LessonShape
    from game.content.limits import decode
    from game.content.located import validated
    from game.content.tomlfile import Lines, parse_toml

    text = decode((place / "lesson.toml").read_bytes(), "lesson.toml", faults)
    tree = parse_toml(text, "lesson.toml", faults) if text is not None else None
    if tree is None or text is None:
        return None
    lines = Lines(text)
    shape = validated(LessonShape, tree, file="lesson.toml", faults=faults, line=lines.of)
    if shape is None:
        return None
    steps = tuple(_step(s) for s in shape.step)
    texts = {lang: _texts(place / f"{lang}.toml", faults) for lang in LANGS}
    for lang in LANGS:
        for key in needed(steps):
            if not texts[lang].get(key):
                faults.add(f"{lang}.toml", "fault.text_missing", key, name=key)
    return Lesson(id=shape.id, scenario=shape.scenario, minutes=shape.minutes, steps=steps, texts=texts)


def _step(shape: Any) -> Step:
    return Step(
        id=shape.id, phase=shape.phase, done=condition(shape.done) if shape.done else (),
        point=tuple(_place(p) for p in shape.point), to=shape.to, keys=tuple(shape.keys),
        hints=tuple(Hint(id=h.id, when=condition(h.when), at_once=h.at_once) for h in shape.hint),
        silent=shape.silent,
    )  # fmt: skip


def _place(text: str) -> Place:
    target, _, unless = text.partition(" unless ")
    return Place(target=target, unless=condition(unless) if unless else ())


def _texts(file: Path, faults: Faults) -> dict[str, str]:
    from game.content.limits import decode
    from game.content.tomlfile import parse_toml

    if not file.is_file():
        faults.add(file.name, "fault.lesson_file", value=file.name)
        return {}
    text = decode(file.read_bytes(), file.name, faults)
    tree = parse_toml(text, file.name, faults) if text is not None else None
    return dict(_flat(tree or {}, ""))


def _flat(tree: Mapping[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", str(value)


def needed(steps: Sequence[Step]) -> tuple[str, ...]:
    """Every sentence that these steps ask for."""
    keys = ["title", "offer"]
    for step in steps:
        keys += [f"{step.id}.say", f"{step.id}.do"]
        keys += [f"{step.id}.{hint.id}" for hint in step.hints]
    return tuple(keys)

