"""The author's sentences: TOML tables flattened to dotted keys, checked against what the scenario needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from game.content.limits import TEXTS, Faults, decode
from game.content.shape import ScenarioShape
from game.content.shape_story import MessageShape, MomentShape, OptionShape
from game.content.tomlfile import Lines, Loc, loc_text, parse_toml

MAX_TEXT = 4000
LEAD = "nl"
"""The language that must be complete; another one falls back to it key by key."""


def parse_texts(files: Mapping[str, bytes], faults: Faults) -> dict[str, dict[str, str]]:
    """Language -> key -> sentence of every text file that can be read."""
    texts: dict[str, dict[str, str]] = {}
    for lang, name in TEXTS.items():
        text = decode(files[name], name, faults) if name in files else None
        tree = None if text is None else parse_toml(text, name, faults)
        if tree is not None and text is not None:
            texts[lang] = _flat(tree, name, Lines(text), faults)
    return texts


def _flat(tree: Mapping[str, Any], file: str, lines: Lines, faults: Faults) -> dict[str, str]:
    flat: dict[str, str] = {}
    for loc, value in _leaves(tree, ()):
        if not isinstance(value, str):
            faults.add(file, "fault.kind", loc_text(loc), lines.of(loc), value=value, wanted='"..."')
        elif len(value) > MAX_TEXT:
            faults.add(
                file, "fault.text_long", loc_text(loc), lines.of(loc), value=len(value), limit=MAX_TEXT
            )
        elif not all(c.isprintable() or c in "\n\r" for c in value):
            faults.add(file, "fault.control_character", loc_text(loc), lines.of(loc))
        else:
            flat[".".join(map(str, loc))] = value.strip().replace("\r", "")
    return flat


def _leaves(node: Mapping[str, Any], loc: Loc) -> Iterator[tuple[Loc, Any]]:
    for key, value in node.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*loc, key))
        else:
            yield (*loc, key), value


def needed_keys(shape: ScenarioShape) -> tuple[str, ...]:
    """Every key that a screen will ask for."""
    keys = ["title", "intro", "goal.1"]
    keys += [f"reflection.{name}" for name in shape.reflection]
    for moment in shape.moment:
        keys += _moment_keys(moment)
    for message in shape.message:
        keys += _message_keys(message)
    keys += [f"source.{source.id}.{part}" for source in shape.source for part in ("title", "body")]
    return tuple(keys)


def _moment_keys(moment: MomentShape) -> Iterator[str]:
    start = f"moment.{moment.id}"
    yield from (f"{start}.{part}" for part in ("title", "question", "advice", "why"))
    yield from _option_keys(start, moment.option)
    yield from (f"{start}.cue.{cue}" for cue in moment.cues)


def _message_keys(message: MessageShape) -> Iterator[str]:
    start = f"message.{message.id}"
    yield from (f"{start}.{part}" for part in ("from", "subject", "body"))
    yield from _option_keys(start, message.option)
    yield from (f"{start}.tone.{tone.id}" for tone in message.tone)


def _option_keys(start: str, options: list[OptionShape]) -> Iterator[str]:
    return (f"{start}.option.{option.id}" for option in options)


def check_texts(shape: ScenarioShape, texts: Mapping[str, Mapping[str, str]], faults: Faults) -> None:
    """A sentence that Dutch lacks is a fault: a screen would show its key."""
    if LEAD in texts:
        for key in missing_keys(shape, texts, LEAD):
            faults.add(TEXTS[LEAD], "fault.text_missing", key, name=key)


def missing_keys(shape: ScenarioShape, texts: Mapping[str, Mapping[str, str]], lang: str) -> tuple[str, ...]:
    """Keys that a language lacks."""
    wanted = dict.fromkeys((*needed_keys(shape), *label_keys(shape, texts)))
    return tuple(key for key in wanted if not texts.get(lang, {}).get(key))


def label_keys(shape: ScenarioShape, texts: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Names of cues that some language has: an author may leave them out, but then in all languages."""
    for moment in shape.moment:
        keys = (f"moment.{moment.id}.cue_label.{cue}" for cue in moment.cues)
        yield from (key for key in keys if any(key in table for table in texts.values()))
