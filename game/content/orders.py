"""orders.csv to rows; every fault names line, column and cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from game.content.limits import MAX_ORDERS, ORDERS, Faults
from game.content.located import nearest, validated
from game.content.shape_orders import OrderRow
from game.content.tomlfile import Loc

COLUMNS = tuple(OrderRow.model_fields)
NEEDED = tuple(name for name, f in OrderRow.model_fields.items() if f.is_required())
_MAX_CELL = 400


def parse_orders(text: str, faults: Faults) -> list[tuple[int, OrderRow]]:
    """Rows with their line numbers; a row with a fault is left out and the fault noted."""
    lines = _rows(text, faults)
    first = next(lines, None)
    if first is None:
        faults.add(ORDERS, "fault.csv_empty", line=1, expected=",".join(NEEDED))
        return []
    header = [name.strip() for name in first[1]]
    if not _header_ok(header, faults):
        return []
    rows: list[tuple[int, OrderRow]] = []
    for count, (line, cells) in enumerate(lines, 1):
        if count > MAX_ORDERS:
            faults.add(ORDERS, "fault.too_many", line=line, value=count, limit=MAX_ORDERS)
            break
        row = _row(line, cells, header, faults)
        if row:
            rows.append((line, row))
    return rows


def _rows(text: str, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the line on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        faults.add(ORDERS, "fault.csv", line=line, value=error)


def _header_ok(header: Sequence[str], faults: Faults) -> bool:
    if len(header) == 1 and ";" in header[0]:
        faults.add(ORDERS, "fault.csv_semicolon", line=1)
        return False
    before = len(faults.found)
    for i, name in enumerate(header):
        if name not in COLUMNS:
            faults.add(
                ORDERS, "fault.column_unknown", _cell(i, 1), 1, name=name, suggest=nearest(name, COLUMNS)
            )
        elif name in header[:i]:
            faults.add(ORDERS, "fault.column_double", _cell(i, 1), 1, name=name)
    for name in NEEDED:
        if name not in header:
            faults.add(ORDERS, "fault.column_missing", name, 1, name=name)
    return len(faults.found) == before


def _row(line: int, cells: Sequence[str], header: Sequence[str], faults: Faults) -> OrderRow | None:
    if len(cells) != len(header):
        faults.add(ORDERS, "fault.csv_cells", line=line, expected=len(header), found=len(cells))
        return None
    if any(len(cell) > _MAX_CELL for cell in cells):
        faults.add(ORDERS, "fault.text_long", line=line, value=len(max(cells, key=len)), limit=_MAX_CELL)
        return None
    values = {name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()}

    def where(loc: Loc) -> str:
        return column_cell(str(loc[0]), header, line) if loc else ""

    return validated(OrderRow, values, file=ORDERS, faults=faults, line=lambda _: line, where=where)


def column_cell(name: str, header: Sequence[str], line: int) -> str:
    """`kg (E12)`: the column's name and the cell as a spreadsheet calls it."""
    return f"{name} ({_cell(header.index(name), line)})" if name in header else name


def _cell(column: int, line: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{line}"
