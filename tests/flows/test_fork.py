from collections.abc import Iterator
from copy import copy
from dataclasses import is_dataclass
from typing import Any

from game.domain import commands as c
from game.fork import fork
from game.session import Session
from tests.ledger.coin import coin, played


def changeable(name: str, value: Any) -> Iterator[tuple[str, int]]:
    """Everything of a session that can be changed, by name; frozen values and the log's text are none."""
    own = type(value).__module__.startswith(("game.session", "game.rules.memo")) and not is_dataclass(value)
    if own or isinstance(value, (dict, list, set)):
        yield name, id(value)
    if own and hasattr(value, "__dict__"):
        for inside, each in vars(value).items():
            yield from changeable(f"{name}.{inside}", each)


def test_a_fork_shares_nothing_that_changes():
    """No list, set, dict or object with a state of its own is the fork's too; a plain copy would share."""
    session = played(coin(), "stay", to_s=0)
    mine, other = (dict(changeable("session", s)) for s in (session, fork(session)))
    assert {"session.running.effects", "session.log.events", "session.drafts.earlier"} <= mine.keys()
    assert mine.keys() == other.keys()
    assert not [name for name in mine if mine[name] == other[name]]
    plain = dict(changeable("session", copy(session)))
    assert [name for name in mine if mine[name] == plain[name]]


def finished(session: Session) -> Session:
    """To the end of the day, without acts."""
    while session.phase == "day":
        assert session.do(c.Advance(to_s=48 * 3600)).ok
    return session


def test_play_goes_on_apart():
    """What is done in the fork is not done in the session, and the same acts give the same events."""
    session = played(coin(), "stay", to_s=0)
    before = session.state_hash()
    other = finished(fork(session))
    assert session.state_hash() == before and session.phase == "day"
    assert finished(session).state_hash() == other.state_hash()
    assert session.events == other.events
