"""Our statements before the real judges: the Learning Locker's validator and a real learning record store.

Both are npm packages. They run where Node is and the packages are in `.venv/node-peers` (or the folder that
RITREGIE_NODE_PEERS names); with RITREGIE_NODE_PEERS set they are installed there first, as `.ci/run` does.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from game.record.outbox import open_outbox
from game.report.lrs import Lrs, deliver
from tests.report.played import every_kind

HERE = Path(__file__).parent / "node"
ROOT = Path(__file__).parent.parent.parent
SERVER = "node_modules/xapi-statements/dist/server.js"
ADDED = ("stored", "authority")
"""What a store adds to a statement."""


def run(command: list[str], folder: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """A program in a folder, without a shell."""
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=300, **more
    )


@pytest.fixture(scope="module")
def peers() -> Path:
    """The folder with the packages; skips with the reason where they cannot be had."""
    node, npm, wanted = shutil.which("node"), shutil.which("npm"), os.environ.get("RITREGIE_NODE_PEERS", "")
    if node is None or npm is None:
        pytest.skip("Node is not on this computer")
    folder = Path(wanted) if wanted else ROOT / ".venv" / "node-peers"
    if (folder / SERVER).exists() and _same(folder):
        return folder
    if not wanted:
        pytest.skip("the packages are not installed; RITREGIE_NODE_PEERS=FOLDER installs them there")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "package.json", folder)
    done = run([npm, "install", "--no-audit", "--no-fund", "--ignore-scripts"], folder)
    if done.returncode or not (folder / SERVER).exists():
        pytest.skip(f"npm cannot install the packages here: {done.stderr[-200:]}")
    return folder


def _same(folder: Path) -> bool:
    return (folder / "package.json").read_bytes() == (HERE / "package.json").read_bytes()


@pytest.fixture(scope="module")
def made() -> list[dict[str, Any]]:
    """Statements of every kind."""
    return every_kind()


def test_the_validator_finds_nothing(peers: Path, made: list[dict[str, Any]]) -> None:
    """All of them are xAPI 1.0.3 to the letter; and the validator does look: a broken one is found."""
    broken = {**made[0], "timestamp": "yesterday"}
    given = json.dumps([*made, broken])
    done = run(["node", str(HERE / "validate.js")], peers, input=given)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["statements"] == len(made) + 1
    assert found["warnings"]
    assert {place for place, _ in found["warnings"]} == {len(made)}, found["warnings"][:5]


@pytest.fixture(scope="module")
def store(peers: Path, tmp_path_factory: Any) -> Iterator[str]:
    """A real LRS in memory, on this computer only; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kinds = {"AUTH_REPO": "test", "EVENTS_REPO": "test", "MODELS_REPO": "memory", "STORAGE_REPO": "memory"}
    log = (tmp_path_factory.mktemp("lrs") / "log.txt").open("w")
    running = subprocess.Popen(
        ["node", "-r", str(HERE / "loopback.js"), SERVER], cwd=peers, stdout=log, stderr=log,
        env={**os.environ, **kinds, "EXPRESS_PORT": str(port)},
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}/xAPI"
        _wait_for(address, running)
        yield address
    finally:
        running.terminate()
        running.wait(timeout=20)
        log.close()


def _wait_for(address: str, running: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"{address}/about", timeout=5):  # noqa: S310
                return
        except OSError:
            assert running.poll() is None, "the store ended"
            time.sleep(0.25)
    pytest.fail("the store did not come up")


def _get(address: str, query: str) -> Any:
    heads = {"X-Experience-API-Version": "1.0.3", "Authorization": "Basic YTpi"}
    request = urllib.request.Request(f"{address}/statements?{query}", headers=heads)  # noqa: S310
    with urllib.request.urlopen(request, timeout=20) as reply:  # noqa: S310
        return json.loads(reply.read())


def test_a_real_store_takes_them_and_gives_them_back_equal(
    store: str, made: list[dict[str, Any]], tmp_path: Path
) -> None:
    """Delivered through our outbox, twice: each is there once, to the letter as it was sent."""
    for _ in range(2):
        box = open_outbox(tmp_path, store)
        box.add(made)
        came = deliver(box, Lrs(store, "a", "b"), lambda _: None)
        assert (came.sent, came.known, came.refused, came.waiting) == (len(made), 0, 0, 0), came
    back = {s["id"]: {k: v for k, v in s.items() if k not in ADDED} for s in _all(store)}
    assert len(back) == len(made)
    assert [back[s["id"]] for s in made] == made


def _all(store: str) -> list[dict[str, Any]]:
    """Everything that the store has, page by page."""
    found, seen = [], _get(store, "limit=100&ascending=true")
    while True:
        found += seen["statements"]
        if not seen["more"]:
            return found
        seen = _get(store, seen["more"].partition("?")[2])


def test_a_store_says_when_an_id_means_something_else(
    store: str, made: list[dict[str, Any]], tmp_path: Path
) -> None:
    """A conflict is counted and holds up nobody; what the store had stays."""
    new = [{**made[0], "id": "3d0f3ea1-3f0c-4c7e-9a43-5a6c4f0b0001"}]
    box = open_outbox(tmp_path, store)
    box.add(new)
    assert deliver(box, Lrs(store, "a", "b"), lambda _: None).sent == 1
    box.add([{**new[0], "timestamp": "2026-11-28T10:00:00.000Z"}, {**made[1], "id": new[0]["id"][:-1] + "2"}])
    came = deliver(box, Lrs(store, "a", "b"), lambda _: None)
    assert (came.sent, came.known, came.waiting) == (1, 1, 0)
