"""`python -m tools catalogues`: compile the gettext catalogues; `--merge FILE.toml` adds sentences.

The .po files are what people edit; the .mo files are committed so that the game needs no build.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).parent.parent / "game" / "assets" / "locale"


def run(arguments: list[str]) -> int:
    """Merge the TOML files named after `--merge`, then write every catalogue."""
    extra = [Path(a) for a in arguments if a != "--merge"]
    for code in ("nl", "en"):
        folder = FOLDER / code / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        catalogue = _read(folder / "ritregie.po", code)
        for path in extra:
            table = tomllib.loads(path.read_text(encoding="utf-8")).get(code, {})
            for key, sentence in _flat(table).items():
                catalogue.delete(key)
                catalogue.add(key, sentence)
        with (folder / "ritregie.po").open("wb") as file:
            write_po(file, catalogue, sort_output=True, omit_header=False, width=0)
        with (folder / "ritregie.mo").open("wb") as file:
            write_mo(file, catalogue)
        print(f"{code}: {len(catalogue)} sentences")
    return 0


def _read(path: Path, code: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=code, project="ritregie", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def _flat(table: dict[str, object], before: str = "") -> dict[str, str]:
    """Dotted keys of nested tables, so that authors may write either form."""
    found: dict[str, str] = {}
    for key, value in table.items():
        name = f"{before}{key}"
        if isinstance(value, dict):
            found |= _flat(value, name + ".")
        else:
            found[name] = str(value)
    return found


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
