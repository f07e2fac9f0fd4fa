"""Statements to a learning record store (LRS): the only place with HTTP, loaded for `--lrs` alone.

What waits in the outbox goes in batches, in order. A store that does not answer is asked again a few times;
then everything keeps waiting. Ids are stable, so whatever was sent twice is there once.
"""

from __future__ import annotations

import base64
import http.client
import json
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from game.domain.errors import Unreadable
from game.record.outbox import Outbox

BATCH = 50
TIMEOUT_S = 20.0
WAITS_S = (0.5, 1.0, 2.0, 4.0)
"""Between tries of one batch."""
LONGEST_WAIT_S = 30.0
LOCAL = ("127.0.0.1", "localhost", "::1")
MOST_ANSWER = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a store said to a batch."""

    status: int
    """HTTP; 0: no answer."""
    text: str = ""
    wait_s: float = 0.0
    """It asked for so much patience; 0: it did not."""

    @property
    def ok(self) -> bool:
        """It has the statements."""
        return 200 <= self.status < 300

    @property
    def later(self) -> bool:
        """Worth another try."""
        return self.status in (0, 408, 429) or self.status >= 500


class Store(Protocol):
    """Takes statements."""

    def post(self, statements: list[dict[str, Any]]) -> Answer:
        """Send a batch."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of an outbox."""

    sent: int
    known: int
    """The store has these ids already, with other content, and keeps what it has."""
    refused: int
    waiting: int
    trouble: str = ""
    """Text key of why it stopped; empty: everything was offered."""
    answer: str = ""
    """What the store said to it."""


class Lrs:
    """A store behind a URL. Raises Unreadable for a URL that cannot or should not be used."""

    def __init__(self, url: str, user: str = "", password: str = "", *, plain: bool = False) -> None:
        self.url = endpoint(url, plain=plain)
        self._sign = base64.b64encode(f"{user}:{password}".encode()).decode() if user else ""
        handlers: list[urllib.request.BaseHandler] = [_Straight()]
        if urllib.parse.urlsplit(self.url).hostname in LOCAL:
            handlers.append(urllib.request.ProxyHandler({}))
        self._open = urllib.request.build_opener(*handlers).open

    def post(self, statements: list[dict[str, Any]]) -> Answer:
        """Send a batch; every way to fail is an answer."""
        body = json.dumps(statements, ensure_ascii=False, allow_nan=False).encode("utf-8")
        request = urllib.request.Request(self.url, data=body, method="POST", headers=self._headers())  # noqa: S310
        try:
            with self._open(request, timeout=TIMEOUT_S) as reply:
                return Answer(status=int(reply.status), text=_text(reply.read(MOST_ANSWER)))
        except urllib.error.HTTPError as told:
            with told:
                wait_s = _seconds(told.headers.get("Retry-After", ""))
                return Answer(status=told.code, text=_body(told), wait_s=wait_s)
        except (OSError, http.client.HTTPException, ssl.SSLError) as why:
            return Answer(status=0, text=str(getattr(why, "reason", why))[:200])

    def _headers(self) -> dict[str, str]:
        sign = {"Authorization": f"Basic {self._sign}"} if self._sign else {}
        plain = {"Content-Type": "application/json", "X-Experience-API-Version": "1.0.3"}
        return {**plain, "User-Agent": "Ritregie", **sign}


class _Straight(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: it would hand name and password to somebody else."""

    def redirect_request(self, *_: Any) -> None:
        """Never."""


def endpoint(url: str, *, plain: bool = False) -> str:
    """The address of the statements. Raises Unreadable: no web address, a password in it, or unsafe.

    `plain`: unencrypted is allowed, beyond this computer too.
    """
    try:
        parts = urllib.parse.urlsplit(url)
        _ = parts.port
    except ValueError:
        raise Unreadable("lrs.url", url=url[:80]) from None
    if parts.username or parts.password:
        raise Unreadable("lrs.password_in_url")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unreadable("lrs.url", url=url[:80])
    if parts.scheme == "http" and parts.hostname not in LOCAL and not plain:
        raise Unreadable("lrs.plain", host=parts.hostname)
    path = parts.path.rstrip("/")
    path = path if path.endswith("/statements") else f"{path}/statements"
    return urllib.parse.urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _body(told: urllib.error.HTTPError) -> str:
    try:
        return _text(told.read(MOST_ANSWER))[:200]
    except (OSError, http.client.HTTPException):
        return ""


def _seconds(text: str) -> float:
    try:
        return min(LONGEST_WAIT_S, max(0.0, float(text)))
    except ValueError:
        return 0.0


def deliver(box: Outbox, store: Store, wait: Callable[[float], None]) -> Delivery:
    """Offer everything that waits; what was taken leaves the outbox at once.

    Raises Unreadable when the disk refuses to keep the outbox.
    """
    sent = known = refused = 0
    while box.waiting:
        batch = box.waiting[:BATCH]
        told = _patiently(store, batch, wait)
        if told.ok:
            box.settle(s["id"] for s in batch)
            sent += len(batch)
            continue
        if told.later or told.status in (401, 403, 404, 405) or 300 <= told.status < 400:
            return _stopped(box, told, sent=sent, known=known, refused=refused)
        # One of them is wrong or known otherwise, and the store took none of the batch: one by one.
        for statement in batch:
            alone = _patiently(store, [statement], wait)
            if alone.later:
                return _stopped(box, alone, sent=sent, known=known, refused=refused)
            wrong = not alone.ok and alone.status != 409
            box.settle(
                [] if wrong else [statement["id"]],
                {statement["id"]: f"{alone.status} {alone.text}"} if wrong else None,
            )
            sent, known, refused = sent + alone.ok, known + (alone.status == 409), refused + wrong
    return Delivery(sent=sent, known=known, refused=refused, waiting=0)


def _patiently(store: Store, batch: list[dict[str, Any]], wait: Callable[[float], None]) -> Answer:
    """The answer, after a few more tries when the store is out of order."""
    told = store.post(batch)
    for pause_s in WAITS_S:
        if not told.later:
            break
        wait(max(pause_s, told.wait_s))
        told = store.post(batch)
    return told


def _stopped(box: Outbox, told: Answer, *, sent: int, known: int, refused: int) -> Delivery:
    keys = {0: "lrs.no_answer", 401: "lrs.who", 403: "lrs.who", 404: "lrs.not_there", 405: "lrs.not_there"}
    key = keys.get(told.status, "lrs.moved" if 300 <= told.status < 400 else "lrs.out_of_order")
    answer = f"{told.status} {told.text}".strip() if told.status else told.text
    return Delivery(
        sent=sent, known=known, refused=refused, waiting=len(box.waiting), trouble=key, answer=answer
    )
