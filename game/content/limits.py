"""Bytes from outside: sizes, links, zips and encodings are checked before anything is parsed.

Only the eight files of a scenario are ever opened; whatever else lies in the folder is left alone.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from game.domain.errors import ContentFault, Fault

SCENARIO, ORDERS, NOTES, REFERENCE = "scenario.toml", "orders.csv", "NOTES.md", "reference.json"
FRONT = "front.json"
WEEK = "week.toml"
TEXTS = {"nl": "text/nl.toml", "en": "text/en.toml"}
REQUIRED = (SCENARIO, ORDERS, *TEXTS.values())
KNOWN = (*REQUIRED, NOTES, REFERENCE, FRONT, WEEK)
HASHED = (*REQUIRED, NOTES, WEEK)
"""What the content hash covers: reference and front are made for a hash and cannot be in it."""

MAX_FILE_BYTES = 1 << 20
MAX_ZIP_BYTES = 8 << 20
MAX_ZIP_ENTRIES = 64
MAX_ZIP_RATIO = 100
RATIO_FROM_BYTES = 64 << 10
"""Tiny files may compress better than the ratio without being a bomb."""
MAX_DEPTH = 8
MAX_ORDERS = 500
MAX_VEHICLES = 100
MAX_PLACES = 1000
MAX_POINTS = 100
NO_HINT = "_no_hint"
_CHUNK = 1 << 16
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


@dataclass(slots=True)
class Faults:
    """Collects everything that is wrong, so that an author mends it in one go."""

    found: list[Fault] = field(default_factory=list)

    def add(self, file: str, key: str, /, where: str = "", line: int = 0, **values: object) -> None:
        """Note one fault; values become text for the sentence.

        Without anything to suggest, the sentence that suggests nothing (`..._no_hint`) is used.
        """
        if values.get("suggest") == "":
            key += NO_HINT
        pairs = tuple((name, shorten(value)) for name, value in values.items())
        self.found.append(Fault(file=file, where=where, key=key, values=pairs, line=line))

    def stop_if_any(self, source: str) -> None:
        """Raise ContentFault when something was found."""
        if self.found:
            order = sorted(self.found, key=lambda f: (f.file, f.line, f.where, f.key))
            raise ContentFault(faults=tuple(dict.fromkeys(order)), source=source)


def shorten(value: object, most: int = 80) -> str:
    """A value as printable text of bounded length, safe to show in any message."""
    text = value[: most + 1] if isinstance(value, str) else repr_short(value)
    clean = "".join(c if c.isprintable() else "?" for c in text)
    return clean if len(clean) <= most else clean[: most - 1] + "…"


def repr_short(value: object) -> str:
    """`str` that never fails on a hostile value such as an integer of ten thousand digits."""
    try:
        return str(value)
    except ValueError:
        return "…"


def read_files(path: Path) -> dict[str, bytes]:
    """The known files of a scenario folder or zip by name. Raises ContentFault."""
    faults = Faults()
    source = str(path)
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError):
        faults.add(path.name or source, "fault.no_scenario", value=source)
        faults.stop_if_any(source)
        raise
    if stat.S_ISDIR(kind):
        files = _read_folder(path, faults)
    elif stat.S_ISREG(kind):
        files = _read_zip(path, faults)
    else:
        files = {}
        faults.add(path.name, "fault.not_a_file")
    faults.stop_if_any(source)
    return files


def missing_files(files: Mapping[str, bytes], faults: Faults) -> None:
    """Note every file that a scenario cannot do without."""
    for name in REQUIRED:
        if name not in files:
            faults.add(name, "fault.file_missing", value=name)


def decode(data: bytes, file: str, faults: Faults, most: int = MAX_FILE_BYTES) -> str | None:
    """Strict UTF-8 (a byte order mark is allowed); None with a fault otherwise."""
    if len(data) > most:
        faults.add(file, "fault.file_too_large", most=most // 1024, found=len(data) // 1024)
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.add(file, "fault.encoding", line=line, value=f"0x{data[error.start]:02x}")
        return None


def _read_folder(folder: Path, faults: Faults) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for name in KNOWN:
        place = folder / name
        if any(p.is_symlink() for p in (place, place.parent) if p != folder):
            faults.add(name, "fault.link")
            continue
        data = _read_plain(place, name, faults)
        if data is not None:
            files[name] = data
    return files


def _read_plain(place: Path, name: str, faults: Faults) -> bytes | None:
    """A regular file within the limit; None when it is not there or was refused."""
    try:
        info = place.stat()
        if not stat.S_ISREG(info.st_mode):
            faults.add(name, "fault.not_a_file")
            return None
        if info.st_size > MAX_FILE_BYTES:
            faults.add(name, "fault.file_too_large", most=MAX_FILE_BYTES // 1024, found=info.st_size // 1024)
            return None
        with place.open("rb") as stream:
            return _read_limited(stream, name, MAX_FILE_BYTES, faults)
    except FileNotFoundError:
        return None
    except OSError as error:
        faults.add(name, "fault.unreadable", value=os.strerror(error.errno) if error.errno else error)
        return None


def _read_limited(stream: IO[bytes], name: str, most: int, faults: Faults) -> bytes | None:
    """Count while reading: what a header says about size is not believed."""
    parts: list[bytes] = []
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > most:
            faults.add(name, "fault.file_too_large", most=MAX_FILE_BYTES // 1024, found=f">{most // 1024}")
            return None
        parts.append(chunk)
    return b"".join(parts)


def _read_zip(path: Path, faults: Faults) -> dict[str, bytes]:
    if path.stat().st_size > MAX_ZIP_BYTES:
        faults.add(
            path.name, "fault.file_too_large", most=MAX_ZIP_BYTES // 1024, found=path.stat().st_size // 1024
        )
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            return _read_entries(archive, path.name, faults)
    except _ZIP_ERRORS as error:
        faults.add(path.name, "fault.not_a_zip", value=error)
        return {}


def _read_entries(archive: zipfile.ZipFile, zip_name: str, faults: Faults) -> dict[str, bytes]:
    entries = [info for info in archive.infolist() if not info.is_dir()]
    if len(entries) > MAX_ZIP_ENTRIES:
        faults.add(zip_name, "fault.zip_entries", most=MAX_ZIP_ENTRIES, found=len(entries))
        return {}
    bad = [info for info in entries if not _harmless(info, faults)]
    top = _top_folder(entries)
    files: dict[str, bytes] = {}
    for info, name in ((i, i.filename.removeprefix(top)) for i in entries if i not in bad):
        if name in files:
            faults.add(name, "fault.zip_double")
        elif name in KNOWN:
            most = max(RATIO_FROM_BYTES, info.compress_size * MAX_ZIP_RATIO)
            with archive.open(info) as stream:
                data = _read_limited(stream, name, min(MAX_FILE_BYTES, most), faults)
            if data is not None:
                files[name] = data
    return files


def _harmless(info: zipfile.ZipInfo, faults: Faults) -> bool:
    key = next(_entry_faults(info), "")
    if key:
        faults.add(shorten(info.filename), key, value=info.filename)
    return not key


def _entry_faults(info: zipfile.ZipInfo) -> Iterator[str]:
    parts = PurePosixPath(info.filename).parts
    if ".." in parts or info.filename.startswith("/") or "\\" in info.filename or ":" in info.filename:
        yield "fault.zip_path"
    if stat.S_ISLNK(info.external_attr >> 16):
        yield "fault.link"
    if info.flag_bits & 1:
        yield "fault.zip_locked"


def _top_folder(entries: list[zipfile.ZipInfo]) -> str:
    """A zip of a folder has everything below one name."""
    home = next((i.filename for i in entries if PurePosixPath(i.filename).name == SCENARIO), SCENARIO)
    return home[: -len(SCENARIO)]
