"""How the command line speaks: JSON or people's text on standard output, trouble on standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from game.content.language import Language, language
from game.domain.errors import ContentFault, Fault, GameError


class Told(Exception):
    """Leave with an exit code; everything was said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def tongue(code: str = "") -> Language:
    """The language asked for, or that of the environment, or Dutch."""
    wanted = code or os.environ.get("RITREGIE_LANG", "") or os.environ.get("LANG", "nl")[:2]
    return language("en" if wanted.startswith("en") else "nl")


def out(data: Mapping[str, Any], as_json: bool, text: str) -> None:
    """One JSON object, or the text for people."""
    if as_json:
        json.dump(data, sys.stdout, ensure_ascii=False, indent=None, allow_nan=False)
        sys.stdout.write("\n")
    else:
        print(text)


def show_error(why: GameError | ContentFault) -> None:
    """A located message on standard error."""
    lang = tongue()
    if isinstance(why, ContentFault):
        for fault in why.faults:
            print(fault_text(lang, fault), file=sys.stderr)
    else:
        print(error_text(lang, why), file=sys.stderr)


def fault_text(lang: Language, fault: Fault) -> str:
    """`orders.csv:12 (kg): what is wrong, why, how to mend it`."""
    line = f":{fault.line}" if fault.line else ""
    where = f" ({fault.where})" if fault.where else ""
    return f"{fault.file}{line}{where}: {lang.t(fault.key, **dict(fault.values))}"


def error_text(lang: Language, why: GameError) -> str:
    """The sentence of an error; its key and values where a sentence is missing."""
    known = next((k for k in (f"error.{why.key}", why.key) if lang.has(k)), None)
    return lang.t(known, **why.values) if known else str(why)


def table(rows: Sequence[tuple[str, ...]], right: tuple[int, ...] = ()) -> str:
    """Plain columns; the numbered ones aligned right."""
    if not rows:
        return ""
    widths = [max(len(r[i]) for r in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
