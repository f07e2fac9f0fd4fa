"""Every field of a good scenario with a wrong value: a located fault, or it loads."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.load import SHIPPED
from game.content.shape import ScenarioShape
from tests.content.authored import files
from tests.content.test_bad_input import CHARGER, FRESH, GRID, ORDERS, RICH_FLEET, TINY, TOML, ZONE, faults_of
from tests.content.test_exchange import BARGE, HUB, PARTNER

WRONG: tuple[Any, ...] = (
    None, "", "x", "12,5", "1.200 kg", "../x", "\x00", -1, 0, 10**30, 1.5, float("nan"), float("inf"), -0.0,
    True, [], [1], {}, {"a": {"b": 1}}, date(2026, 1, 1), "25:00", "9.75", "nowhere", "*",
)  # fmt: skip


def paths(node: Any, loc: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every path into the tables, lists only at their first two items."""
    if loc:
        yield loc
    items = node.items() if isinstance(node, dict) else enumerate(node[:2]) if isinstance(node, list) else ()
    for key, child in items:
        yield from paths(child, (*loc, key))


def toml(value: Any) -> str:
    """A value as TOML; only what the mutations need."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value) if isinstance(value, str) else str(value)


def mutated(tree: dict[str, Any], loc: tuple[Any, ...], value: Any) -> bytes:
    """The tree with one field replaced, or deleted for None."""
    changed = copy.deepcopy(tree)
    node = changed
    for part in loc[:-1]:
        node = node[part]
    if value is None:
        del node[loc[-1]]
    else:
        node[loc[-1]] = value
    return "\n".join(f"{json.dumps(k)} = {toml(v)}" for k, v in changed.items()).encode()


def small(files: Mapping[str, bytes]) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(files[TOML].decode())


RICH = files(ZONE, CHARGER, GRID, HUB, BARGE, PARTNER, fleet=RICH_FLEET)
"""A day with every kind of table."""
TREES = {"rich": small(RICH), "eerste-rit": small(TINY), "vers-noord": small(FRESH)}
CASES = [(name, loc) for name, tree in TREES.items() for loc in paths(tree)]


@pytest.mark.parametrize("value", WRONG, ids=lambda v: repr(v)[:12])
def test_every_field_with_a_wrong_value(value: Any) -> None:
    """Deleted, of the wrong kind, not a number, negative, unknown: a fault with a place, or it loads."""
    for loc in paths(TREES["eerste-rit"]):
        for fault in faults_of({**TINY, TOML: mutated(TREES["eerste-rit"], loc, value)}):
            assert fault.where or fault.line or fault.key in ("fault.toml", "fault.too_deep")


@pytest.mark.parametrize("value", WRONG, ids=lambda v: repr(v)[:12])
def test_every_field_of_every_table_with_a_wrong_value(value: Any) -> None:
    """The same for zones, chargers, grid, transfers, partners, history and vehicles with all their keys."""
    assert faults_of(RICH) == ()
    known = set(paths(TREES["eerste-rit"]))
    for loc in paths(TREES["rich"]):
        if loc in known:
            continue
        for fault in faults_of({**RICH, TOML: mutated(TREES["rich"], loc, value)}):
            assert fault.where or fault.line or fault.key in ("fault.toml", "fault.too_deep")


@settings(max_examples=60, deadline=None)
@given(case=st.sampled_from(CASES), value=st.sampled_from(WRONG))
def test_fields_of_both_worlds(case: tuple[str, tuple[Any, ...]], value: Any) -> None:
    """The same for a scenario on the road graph with moments and truth."""
    name, loc = case
    faults_of(
        {
            **{"rich": RICH, "eerste-rit": TINY, "vers-noord": FRESH}[name],
            TOML: mutated(TREES[name], loc, value),
        }
    )


@settings(max_examples=150, deadline=None)
@given(column=st.integers(0, 12), row=st.integers(0, 4), cell=st.text(max_size=12))
def test_any_text_in_any_cell(column: int, row: int, cell: str) -> None:
    """Whatever stands in a cell."""
    rows = [line.split(",") for line in TINY[ORDERS].decode().splitlines()]
    rows[row][column] = '"' + cell.replace('"', '""') + '"'
    text = "\n".join(",".join(r) for r in rows)
    faults_of({**TINY, ORDERS: text.encode("utf-8", "surrogatepass")})


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_random_bytes_anywhere(data: st.DataObject) -> None:
    """A byte that fell over, in any file."""
    name = data.draw(st.sampled_from(sorted(TINY)))
    at = data.draw(st.integers(0, len(TINY[name]) - 1))
    byte = data.draw(st.integers(0, 255))
    faults_of({**TINY, name: TINY[name][:at] + bytes([byte]) + TINY[name][at + 1 :]})


def test_every_fault_key_has_its_sentence() -> None:
    """No fault is shown as a key, in either language."""
    from game.content.language import language

    code = "".join(p.read_text(encoding="utf-8") for p in (SHIPPED.parent / "content").glob("*.py"))
    keys = set(re.findall(r'"(fault\.[a-z_]+)"', code)) | {"fault.key_missing", "fault.key_unknown"}
    hinted = ("key_unknown", "column_unknown", "unknown_id", "unknown_place", "unknown_town", "no_odds")
    keys |= {f"fault.{name}_no_hint" for name in hinted}
    keys |= {f"fault.too_big_{unit}" for unit in ("kg", "pallets", "roll_cages", "ldm_cm")}
    keys |= set(re.findall(r'"(remark\.[a-z_]+)"', code))
    assert len(keys) > 40
    assert not [(lang, k) for lang in ("nl", "en") for k in sorted(keys) if not language(lang).has(k)]


def test_shape_is_strict() -> None:
    """No conversion, no unknown key, no infinity anywhere in the shape."""
    assert ScenarioShape.model_config["extra"] == "forbid"
    assert ScenarioShape.model_config["strict"] is True
