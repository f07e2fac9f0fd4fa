"""HTML tables; cells are escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

Row = Sequence[str]


class Markup(str):
    """A cell that is HTML already: what is said in it was escaped where it was made."""

    __slots__ = ()


def table(
    head: Row, rows: Iterable[Row], right: Iterable[int] = (), own: Iterable[int] = (),
    whole: Iterable[int] = (),
) -> str:  # fmt: skip
    """An HTML table; cells are escaped. `right`: number columns, `own`: the player's, `whole`: one line."""
    classes = {"n": frozenset(right), "own": frozenset(own), "nowrap": frozenset(whole)}

    def cell(tag: str, i: int, text: str) -> str:
        names = " ".join(name for name, columns in classes.items() if i in columns)
        marked = f'{tag} class="{names}"' if names else tag
        inside = text if isinstance(text, Markup) else escape(text)
        return f"<{marked}>{inside}</{tag}>"

    lines = (f"<tr>{''.join(cell('td', i, text) for i, text in enumerate(row))}</tr>" for row in rows)
    top = "".join(cell("th", i, text) for i, text in enumerate(head))
    return framed(top, "".join(lines))


def framed(head: str, body: str) -> str:
    """A table that scrolls sideways on a small screen."""
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
