"""Explicit distances of a VRPLIB file, whichever half of the matrix it writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from game.content.formats.lines import Line, Numbers

FORMATS = (
    "FULL_MATRIX", "LOWER_ROW", "LOWER_DIAG_ROW", "UPPER_ROW", "UPPER_DIAG_ROW", "LOWER_COL", "UPPER_COL",
)  # fmt: skip


def full_matrix(
    lines: list[Line], keys: Mapping[str, tuple[int, str]], size: int, numbers: Numbers
) -> list[list[float]]:
    """Row by row, whole; empty with a fault when the numbers are not as many as the format says."""
    line, form = keys.get("EDGE_WEIGHT_FORMAT", (0, "FULL_MATRIX"))
    if form not in FORMATS:
        numbers.fault("fault.choice", line, "EDGE_WEIGHT_FORMAT", value=form, wanted=", ".join(FORMATS))
        return []
    cells = list(_cells(form, size))
    values = [numbers.number(c, n, "EDGE_WEIGHT_SECTION") for n, text in lines for c in text.split()]
    if len(values) != len(cells):
        at = lines[0][0] if lines else 0
        numbers.fault("fault.matrix_count", at, "EDGE_WEIGHT_SECTION", found=len(values), expected=len(cells))
        return []
    if any(v < 0 for v in values):
        numbers.fault("fault.too_small", lines[0][0], "EDGE_WEIGHT_SECTION", value=min(values), limit=0)
        return []
    table = [[0.0] * size for _ in range(size)]
    for (a, b), value in zip(cells, values, strict=True):
        table[a][b] = value
        if form != "FULL_MATRIX":
            table[b][a] = value
    return table


def _cells(form: str, size: int) -> Iterator[tuple[int, int]]:
    """(row, column) in the sequence in which a format writes them."""
    if form == "FULL_MATRIX":
        yield from ((a, b) for a in range(size) for b in range(size))
    elif form in ("LOWER_ROW", "UPPER_COL"):
        yield from ((a, b) for a in range(size) for b in range(a))
    elif form in ("UPPER_ROW", "LOWER_COL"):
        yield from ((a, b) for a in range(size) for b in range(a + 1, size))
    elif form == "LOWER_DIAG_ROW":
        yield from ((a, b) for a in range(size) for b in range(a + 1))
    else:
        yield from ((a, b) for a in range(size) for b in range(a, size))
