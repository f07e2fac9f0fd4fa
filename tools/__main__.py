"""`python -m tools COMMAND`: start, test, validate, generate, import, reference, fronts, parallel, rounds,
catalogues, robust, golden, recover, repeat, ...

`start` and `test` work with nothing but Python: they make the folder `.venv` in the
repository, install the game there and run it. That also suits an externally managed
Python. The other commands need the installed game and run inside `.venv` by themselves.
"""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "ritregie-installed.txt"
COMMANDS = {
    "validate": "tools.validate",
    "generate": "tools.generate",
    "import": "tools.importing",
    "reference": "tools.reference",
    "fronts": "tools.fronts",
    "catalogues": "tools.catalogues",
    "parallel": "tools.parallel",
    "rounds": "tools.rounds",
    "robust": "tools.robust",
    "golden": "tools.golden",
    "regret": "tools.regret",
    "decisions": "tools.decisions",
    "pace": "tools.pace",
    "calibrate": "tools.calibrate",
    "recover": "tools.recover",
    "repeat": "tools.repeat",
}
USAGE = """usage: python -m tools COMMAND

  start [ARGS]      install into .venv (first time only) and open the game
  test [ARGS]       install into .venv and run all tests (ARGS go to pytest)
  check             ruff and mypy
  validate PATH...  say what is wrong in scenarios, where, and how to mend it
  generate ...      a random scenario on the map, seeded
  import FILE ...   a benchmark or VROOM problem as a scenario to play
  reference [ID...] compute and store reference plans (--cluster ADDRESS: on a Dask cluster)
  fronts [ID...]    compute and store cost-CO2e fronts (the same)
  parallel RECIPE   a parallel form of a scenario, equally hard, elsewhere
  rounds LOG...     two rounds: what a group shows of planning by hand and with help
  catalogues        compile the texts (--merge FILE.toml adds sentences)
  robust            the long runs, resumable, one table
  golden [KIND...]  a log of each kind for the tests, under the present rules
  regret [ID...]    what the personas' decisions are expected to cost, resumable, one table
  pace [ID...]      how long a day takes to play
  calibrate VERSION [LOG...]  a parameter set of the profile, from logs or simulated players
  recover           graded personas, end to end: does the profile find their grades, resumable
  repeat A B        does knowing form A by heart help on form B
  decisions ID...   an author's expected costs beside what is sampled on possible days
"""


def main(arguments: list[str]) -> int:
    """Run one command; exit code 0 done, 1 the answer is no, 2 bad input."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
        print("Ritregie needs Python 3.11 or later; this is", sys.version.split()[0])
        return 2
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command == "start":
        return _run(["-m", "game", *rest], extra="")
    if command == "test":
        # everything: a test file for each core at a time
        wide = [] if rest else ["-n", "auto", "--dist", "loadfile"]
        return _run(["-m", "pytest", *wide, *rest], extra="test")
    if command == "check":
        return _check()
    if command in COMMANDS:
        return _tool(command, rest)
    print(USAGE)
    return 0 if command in ("", "-h", "--help", "help") else 2


def _check() -> int:
    codes = [_run(["-m", "ruff", "check", "."], extra="dev"), _run(["-m", "mypy"], extra="dev")]
    return max(codes)


def _tool(command: str, rest: list[str]) -> int:
    """Run a tool here when the game's libraries are here, else inside `.venv`."""
    try:
        module = importlib.import_module(COMMANDS[command])
    except ImportError:
        if Path(sys.prefix).resolve() == VENV.resolve():
            raise
        return _run(["-m", "tools", command, *rest], extra="")
    return int(module.run(rest))


def _run(arguments: list[str], *, extra: str) -> int:
    python = _installed(extra)
    if python is None:
        return 2
    return subprocess.call([str(python), *arguments], cwd=ROOT)


def _installed(extra: str) -> Path | None:
    """The Python of `.venv` with the game (and an extra) installed; None when that failed."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = _stamp()
    lines = STAMP.read_text(encoding="utf-8").splitlines() if STAMP.exists() else []
    have = lines if python.exists() and lines[:1] == [wanted] else []
    if have and (not extra or extra in have[1:]):
        return python
    print("Installing into .venv (only the first time; needs internet) ...", file=sys.stderr, flush=True)
    if not python.exists() and not _make_venv():
        return None
    target = f".[{extra}]" if extra else "."
    if not _pip(python, ["install", "--quiet", "--disable-pip-version-check", "-e", target]):
        print("Installing failed: see the message above. Is there an internet connection?", file=sys.stderr)
        return None
    STAMP.write_text("\n".join([wanted, *have[1:], extra]) + "\n", encoding="utf-8")
    return python


def _stamp() -> str:
    """Changes when the list of dependencies does, so that an update installs them."""
    import hashlib

    return hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()[:16] + sys.version.split()[0]


def _make_venv() -> bool:
    """Make `.venv`, also on systems that ship Python without ensurepip."""
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.call([sys.executable, "-m", "venv", str(VENV)], stderr=subprocess.DEVNULL) == 0:
        return True
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.call([sys.executable, "-m", "venv", "--without-pip", str(VENV)]) == 0:
        return True
    print("This Python cannot make a virtual environment (module venv is missing).", file=sys.stderr)
    return False


def _pip(python: Path, arguments: list[str]) -> bool:
    """Run pip inside `.venv`, or the pip outside it on its behalf."""
    inside = [str(python), "-m", "pip"]
    if subprocess.call([*inside, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        return subprocess.call([*inside, *arguments], cwd=ROOT) == 0
    outside = [sys.executable, "-m", "pip", "--python", str(python)]
    if subprocess.call([*outside, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) != 0:
        print(
            "No pip found: install python3-pip or python3-venv, or a Python from python.org.", file=sys.stderr
        )
        return False
    return subprocess.call([*outside, *arguments], cwd=ROOT) == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
