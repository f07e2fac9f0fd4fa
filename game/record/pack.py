"""Scenario files inside a log line: compressed text, so that a log stands alone for years."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Mapping

from game.domain.errors import Unreadable
from game.record.lines import canonical

MAX_UNPACKED = 16 * 1024 * 1024


def pack(files: Mapping[str, bytes]) -> str:
    """File names and contents (UTF-8) as one compressed ASCII word."""
    text = canonical({name: data.decode("utf-8") for name, data in files.items()})
    return base64.b85encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")


def unpack(word: object) -> dict[str, bytes]:
    """The files again; raises Unreadable when the word is damaged or unpacks to too much."""
    try:
        if not isinstance(word, str):
            raise ValueError("no text")
        shrunk = zlib.decompressobj()
        data = shrunk.decompress(base64.b85decode(word), MAX_UNPACKED)
        if shrunk.unconsumed_tail:
            raise ValueError("too large")
        table = json.loads(data)
        return {str(name): str(text).encode("utf-8") for name, text in table.items()}
    except (ValueError, zlib.error, binascii.Error, AttributeError, RecursionError) as why:
        raise Unreadable("log.content", why=str(why)[:80]) from None
