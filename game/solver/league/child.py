"""The process of one rule, from outside: started in an empty folder, asked, timed, killed when it is late.

Contained: time, memory (where the system can), a crash, too much output, and looking at what the rule was
not given, as that is not in its process, its folder or its import path. Not contained: code that means
harm; it runs as the user who started it.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

MOST_ANSWER = 8 << 20
"""Characters of one answer."""
DRAIN_S = 2.0
"""How long what a rule printed may still be on its way when it has ended."""
MOST_PRINTED = 2_000
KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What a Python may need to start; nothing else of the environment goes along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a rule may use."""

    seconds: float = 10.0
    """Of its own time, all steps together; starting Python included, the referee's time not."""
    memory_mb: int = 1024


HELPERS = "helpers.py"
"""Put beside the rule, for it to import."""


class Failed(Exception):
    """The rule gave no answer. `status`: `time`, `memory`, `crash` or `illegal`; `key` names the sentence."""

    def __init__(self, status: str, key: str, **values: str | int) -> None:
        super().__init__(status, key)
        self.status, self.key, self.values = status, key, values


class Child:
    """One rule in its process; use it as a context manager."""

    def __init__(self, name: str, source: bytes, limits: Limits) -> None:
        self.limits, self.used_s, self.limited, self.mode = limits, 0.0, True, ""
        self._file = Path(name).name.removesuffix(".py") + ".py"
        if self._file == HELPERS:
            self._file = f"my_{HELPERS}"
        self._source = source
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._outbox: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._printed = ""

    def __enter__(self) -> Child:
        self._folder = tempfile.TemporaryDirectory(prefix="rule-", ignore_cleanup_errors=True)
        inside, beside = Path(self._folder.name), Path(__file__)
        (inside / HELPERS).write_bytes(beside.with_name(HELPERS).read_bytes())
        (inside / self._file).write_bytes(self._source)
        program = beside.with_name("program.py").read_text(encoding="utf-8")
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        self._process = subprocess.Popen(  # noqa: S603 - that is what it is for
            # no site packages, nothing of the user's, no folder on the import path, nothing written beside it
            [sys.executable, "-S", "-s", "-P", "-B", "-X", "utf8", "-c", program],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self._folder.name,
            env={**environment, "PYTHONHASHSEED": "0"}, start_new_session=True, text=True, encoding="utf-8",
            errors="replace",
        )  # fmt: skip
        for work in (self._read, self._write):
            threading.Thread(target=work, daemon=True).start()
        self._drainer = threading.Thread(target=self._drain, daemon=True)
        self._drainer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._outbox.put(None)
        self._kill()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._folder.cleanup()

    @property
    def printed(self) -> str:
        """The end of what the rule printed; all of it when the rule has ended."""
        if self._process.poll() is not None:
            self._drainer.join(DRAIN_S)
        return self._printed

    def start(self, world: dict[str, Any]) -> str:
        """Hand over the world; gives `plan`, `choose`, or nothing for a file without a rule."""
        self._outbox.put(json.dumps({"file": self._file, "memory_mb": self.limits.memory_mb, "world": world}))
        self.limited = bool(self._wait().get("limited"))
        self.mode = str(self._wait().get("mode", ""))
        return self.mode

    def answer(self) -> Any:
        """The plan of a rule that plans at once. Raises Failed."""
        return self._wait().get("answer")

    def choose(self, state: dict[str, Any]) -> Any:
        """The next choice of a rule that plans step by step. Raises Failed."""
        self._outbox.put(json.dumps({"state": state}))
        return self._wait().get("answer")

    def _wait(self) -> dict[str, Any]:
        """The next answer; only this waiting counts as the rule's time."""
        began = time.monotonic()
        try:
            line = self._lines.get(timeout=max(0.0, self.limits.seconds - self.used_s))
        except queue.Empty:
            self._kill()
            raise Failed("time", "league.trouble.time", seconds=f"{self.limits.seconds:g}") from None
        finally:
            self.used_s += time.monotonic() - began
        return self._read_answer(line)

    def _read_answer(self, line: str | None) -> dict[str, Any]:
        if line is None:
            code = self._process.wait()
            raise Failed("crash", "league.trouble.ended", code=code)
        if len(line) >= MOST_ANSWER:
            raise Failed("illegal", "league.trouble.large", most=MOST_ANSWER >> 20)
        try:
            answer = json.loads(line)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise Failed("illegal", "league.trouble.form", what=line[:60])
        if answer.get("kind") == "crash":
            self._raise(answer)
        return answer

    def _raise(self, told: dict[str, Any]) -> None:
        if told.get("memory"):
            raise Failed("memory", "league.trouble.memory", memory=self.limits.memory_mb)
        where = f"{told.get('file')}:{told.get('line')}" if told.get("line") else self._file
        raise Failed("crash", "league.trouble.crash", where=where, what=str(told.get("what")))

    def _kill(self) -> None:
        """With whatever it started itself, where the system knows groups of processes."""
        if self._process.poll() is None or hasattr(os, "killpg"):
            with suppress(OSError):
                if hasattr(os, "killpg"):
                    os.killpg(self._process.pid, signal.SIGKILL)
                else:
                    self._process.kill()
        self._process.wait()

    def _read(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        with suppress(OSError, ValueError):
            while line := pipe.readline(MOST_ANSWER):
                self._lines.put(line)
        self._lines.put(None)

    def _write(self) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        with suppress(OSError, ValueError):
            while (line := self._outbox.get()) is not None:
                pipe.write(line + "\n")
                pipe.flush()
        with suppress(OSError, ValueError):
            pipe.close()

    def _drain(self) -> None:
        """What the rule prints must never block it; only the end is kept."""
        pipe = self._process.stderr
        assert pipe is not None
        with suppress(OSError, ValueError):
            # not `pipe.read`, which waits until there is as much as it asks for
            while found := os.read(pipe.fileno(), 4096):
                self._printed = (self._printed + found.decode("utf-8", "replace"))[-MOST_PRINTED:]
