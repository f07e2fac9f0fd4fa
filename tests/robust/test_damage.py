"""Golden logs that are cut or of which bits flip: nothing silent. All of it with `tests.robust.damage`."""

from __future__ import annotations

import pytest

from tests.robust.damage import Log, wrong
from tools.golden import PLAYS, golden

SAMPLES = 120


@pytest.fixture(scope="module", params=PLAYS)
def log(request: pytest.FixtureRequest) -> Log:
    """A golden log."""
    return Log(golden(request.param).read_bytes())


def test_samples_all_over_the_log(log: Log) -> None:
    """A cut costs the unfinished line and no more; a flipped bit is told, in whatever line it is."""
    step = len(log.data) // SAMPLES
    assert not wrong(log, range(step // 2, len(log.data), step), bits=(0, 5))


def test_every_byte_around_the_line_ends(log: Log) -> None:
    """Where one line becomes two, or two one, and where a file ends: every bit."""
    ends = [i for i, byte in enumerate(log.data) if byte == 10]
    places = {at for end in (ends[0], ends[1], ends[-2], ends[-1]) for at in (end - 1, end, end + 1)}
    assert not wrong(log, [at for at in sorted(places) if at < len(log.data)])


def test_every_bit_of_a_short_log() -> None:
    """The header and the first lines behind the content, each bit, so that every key is met."""
    data = golden("hand").read_bytes().splitlines(keepends=True)
    header = Log(data[0])
    assert not wrong(header, range(len(header.data)))
