"""Delivery to a store that fails in every way: nothing is lost, nothing is doubled, no password gets out."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.domain.errors import Unreadable
from game.record.outbox import forget_in_outboxes, open_outbox, outboxes
from game.report.lrs import BATCH, WAITS_S, Answer, Lrs, deliver, endpoint


def some(count: int, player: str = "p-1") -> list[dict[str, Any]]:
    """Statements as far as an outbox cares."""
    return [{"id": f"id-{player}-{n}", "actor": {"name": player}, "value": n} for n in range(count)]


class Flaky:
    """A store in memory that keeps statements by id, and fails by a script first: one word for each call.

    `down`: no answer, nothing kept; `lost`: kept, but the answer never arrives; `busy`: 503; `ok`.
    """

    def __init__(self, script: Iterator[str], wrong: frozenset[str] = frozenset()) -> None:
        self.script, self.wrong = script, wrong
        self.kept: dict[str, dict[str, Any]] = {}
        self.deliveries = 0

    def post(self, statements: list[dict[str, Any]]) -> Answer:
        """As an LRS: all of a batch or nothing; the same id again is fine when it says the same."""
        word = next(self.script, "ok")
        if word == "down":
            return Answer(status=0, text="refused")
        if word == "busy":
            return Answer(status=503)
        if any(s["id"] in self.wrong for s in statements):
            return Answer(status=400, text="no verb")
        if any(self.kept.get(s["id"], s) != s for s in statements):
            return Answer(status=409, text="conflict")
        self.kept |= {s["id"]: s for s in statements}
        self.deliveries += len(statements)
        return Answer(status=200) if word == "ok" else Answer(status=0, text="reset")


@given(st.lists(st.sampled_from(["down", "lost", "busy", "ok"]), max_size=40), st.integers(1, 3 * BATCH))
def test_an_outage_loses_and_doubles_nothing(tmp_path_factory: Any, script: list[str], count: int) -> None:
    """Whatever goes wrong and however often it is run again, each statement arrives exactly once."""
    home = tmp_path_factory.mktemp("home")
    store, made, runs = Flaky(iter(script)), some(count), 0
    while True:
        box = open_outbox(home, "https://lrs.example/xAPI/statements")
        box.add(made)
        box.save()
        came = deliver(box, store, lambda _: None)
        runs += 1
        assert {s["id"] for s in box.waiting} | set(store.kept) == {s["id"] for s in made}
        if not came.waiting:
            break
        assert came.trouble in ("lrs.no_answer", "lrs.out_of_order")
    assert list(store.kept) == [s["id"] for s in made]
    assert runs <= len(script) + 1
    assert not box.file.exists()


def test_a_crash_between_two_batches_loses_nothing(tmp_path: Path) -> None:
    """What was taken has left the outbox on disk before the next batch goes out."""

    class Dies(Flaky):
        def post(self, statements: list[dict[str, Any]]) -> Answer:
            if self.kept:
                raise KeyboardInterrupt
            return super().post(statements)

    box = open_outbox(tmp_path, "https://lrs.example/s")
    box.add(some(2 * BATCH))
    box.save()
    store = Dies(iter(()))
    with pytest.raises(KeyboardInterrupt):
        deliver(box, store, lambda _: None)
    again = open_outbox(tmp_path, "https://lrs.example/s")
    assert [s["id"] for s in again.waiting] == [s["id"] for s in some(2 * BATCH)[BATCH:]]


def test_one_wrong_statement_holds_up_nobody(tmp_path: Path) -> None:
    """The others of its batch arrive; it stays on disk with the reason."""
    store = Flaky(iter(()), frozenset({"id-p-1-3"}))
    store.kept["id-p-1-5"] = {"id": "id-p-1-5", "value": "of before"}
    box = open_outbox(tmp_path, "https://lrs.example/s")
    box.add(some(10))
    came = deliver(box, store, lambda _: None)
    assert (came.sent, came.known, came.refused, came.waiting) == (8, 1, 1, 0)
    (left,) = open_outbox(tmp_path, "https://lrs.example/s").refused
    assert left["statement"]["id"] == "id-p-1-3"
    assert "no verb" in left["why"]


def test_patience_grows_and_ends(tmp_path: Path) -> None:
    """A store that is down is asked a few times, with longer pauses, and then left alone."""
    pauses: list[float] = []
    box = open_outbox(tmp_path, "https://lrs.example/s")
    box.add(some(3))
    came = deliver(box, Flaky(iter(["down"] * 99)), pauses.append)
    assert pauses == list(WAITS_S)
    assert (came.waiting, came.trouble) == (3, "lrs.no_answer")


@pytest.mark.parametrize(
    ("status", "key"), [(401, "lrs.who"), (403, "lrs.who"), (404, "lrs.not_there"), (302, "lrs.moved")]
)
def test_what_patience_does_not_mend_is_said(tmp_path: Path, status: int, key: str) -> None:
    """A wrong password or address is told at once, and the statements wait."""

    class Says:
        def post(self, _: list[dict[str, Any]]) -> Answer:
            return Answer(status=status)

    box = open_outbox(tmp_path, "https://lrs.example/s")
    box.add(some(3))
    came = deliver(box, Says(), lambda _: pytest.fail("no use in waiting"))
    assert (came.waiting, came.trouble) == (3, key)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("ftp://x.example", "lrs.url"), ("x", "lrs.url"), ("", "lrs.url"), ("http://[", "lrs.url"),
        ("https://x.example:99999", "lrs.url"), ("https://me:secret@x.example", "lrs.password_in_url"),
        ("http://x.example/xAPI", "lrs.plain"),
    ],
)  # fmt: skip
def test_unsafe_addresses_are_refused(url: str, key: str) -> None:
    """No password in an address, and nothing unencrypted beyond this computer unless asked for."""
    with pytest.raises(Unreadable) as why:
        endpoint(url)
    assert why.value.key == key
    assert "secret" not in str(why.value)


def test_addresses_end_at_the_statements() -> None:
    """The endpoint as an LRS names it, or the whole address: both are understood."""
    assert endpoint("https://x.example/xAPI/") == "https://x.example/xAPI/statements"
    assert endpoint("https://x.example/xAPI/statements") == "https://x.example/xAPI/statements"
    assert endpoint("http://x.example/xAPI", plain=True) == "http://x.example/xAPI/statements"
    assert endpoint("http://127.0.0.1:9/xAPI") == "http://127.0.0.1:9/xAPI/statements"


# -- over real HTTP -----------------------------------------------------------------------------------
class Server:
    """A local HTTP server; `script` says how it fails."""

    def __init__(self, script: list[str]) -> None:
        self.kept: dict[str, Any] = {}
        self.heads: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.heads.append({k.lower(): v for k, v in self.headers.items()})
                word = script.pop(0) if script else "ok"
                if word in ("ok", "lost"):
                    outer.kept |= {s["id"]: s for s in data}
                if word in ("lost", "down"):
                    self.connection.close()
                    return
                self.send_response({"ok": 200, "busy": 503, "who": 401, "moved": 302}[word])
                if word == "moved":
                    self.send_header("Location", f"http://127.0.0.1:{self.server.server_address[1]}/other")
                if word == "busy":
                    self.send_header("Retry-After", "7")
                self.end_headers()
                self.wfile.write(b"[]")

            def do_GET(self) -> None:
                pytest.fail("a redirect was followed")

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/xAPI"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def serve() -> Iterator[Any]:
    """Starts servers and ends them."""
    made: list[Server] = []

    def begin(*script: str) -> Server:
        made.append(Server(list(script)))
        return made[-1]

    yield begin
    for each in made:
        each.server.shutdown()
        each.server.server_close()


def test_a_real_connection_that_breaks(serve: Any, tmp_path: Path) -> None:
    """Closed before or after the store kept a batch, or out of order: all arrive, once, signed."""
    server, pauses = serve("down", "lost", "busy", "ok", "lost"), []
    box = open_outbox(tmp_path, server.url)
    box.add(some(BATCH + 5))
    came = deliver(box, Lrs(server.url, "desk", "sesame"), pauses.append)
    assert (came.sent, came.waiting) == (BATCH + 5, 0)
    assert list(server.kept.values()) == some(BATCH + 5)
    assert 7.0 in pauses
    assert {h["x-experience-api-version"] for h in server.heads} == {"1.0.3"}
    assert all(h["authorization"] == "Basic ZGVzazpzZXNhbWU=" for h in server.heads)


def test_a_redirect_gets_no_password(serve: Any, tmp_path: Path) -> None:
    """Whoever answers elsewhere is told nothing."""
    server = serve("moved")
    box = open_outbox(tmp_path, server.url)
    box.add(some(1))
    assert deliver(box, Lrs(server.url, "desk", "sesame"), lambda _: None).trouble == "lrs.moved"
    assert len(server.heads) == 1


def test_the_password_is_on_no_disk(serve: Any, tmp_path: Path) -> None:
    """The outbox keeps the address and the statements, and nothing to sign with."""
    server = serve("who")
    box = open_outbox(tmp_path, server.url)
    box.add(some(1))
    box.save()
    assert deliver(box, Lrs(server.url, "desk", "sesame"), lambda _: None).trouble == "lrs.who"
    kept = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert b"id-p-1-0" in kept
    assert b"sesame" not in kept
    assert b"ZGVzazpzZXNhbWU=" not in kept


# -- the outbox ---------------------------------------------------------------------------------------
def test_a_player_leaves_the_outbox(tmp_path: Path) -> None:
    """Erasing takes what waits and what was refused; others' statements stay."""
    box = open_outbox(tmp_path, "https://lrs.example/s")
    box.add([*some(3), *some(2, "p-2")])
    box.settle([], {"id-p-1-0": "wrong"})
    assert forget_in_outboxes(tmp_path, "p-1") == 3
    (left,) = outboxes(tmp_path)
    assert [s["actor"]["name"] for s in left.waiting] == ["p-2", "p-2"]
    assert forget_in_outboxes(tmp_path, "p-2") == 2
    assert outboxes(tmp_path) == []


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"waiting": 3, "refused": []}', '{"waiting": [{}], "refused": []}']
)
def test_a_damaged_outbox_is_told_and_kept(tmp_path: Path, text: str) -> None:
    """It is never overwritten in silence."""
    box = open_outbox(tmp_path, "https://lrs.example/s")
    box.add(some(1))
    box.save()
    box.file.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable):
        open_outbox(tmp_path, "https://lrs.example/s")
    assert box.file.read_text(encoding="utf-8") == text
