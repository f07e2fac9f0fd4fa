"""The layers of the architecture: imports point down, heavy libraries stay in their place."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GAME = ROOT / "game"
LEVELS = {
    "domain": 0, "rules": 1, "content": 2, "sim": 3, "record": 3, "solver": 4, "assess": 5, "report": 6,
    "session": 7, "session_day": 7, "api": 7, "closing": 7, "replay": 7, "autoplay": 7, "fork": 7,
    "rounds": 7, "ledger": 7, "session_outlook": 7, "lookback": 7, "triage": 7, "consequences": 7,
    "lookup": 7, "corrections": 7, "diary": 7, "personas": 7, "bench": 7, "session_week": 7,
    "replay_week": 7, "autoplay_week": 7, "week": 7, "readings": 7, "ui": 8, "app": 9, "cli": 10,
    "__main__": 11,
}  # fmt: skip
WORKER_ONLY = {"game.solver.model", "game.solver.worker"}
ALLOWED = {
    "pygame": ("game/ui/",),
    "ortools": (
        "game/solver/model.py", "game/solver/worker.py", "game/solver/exact_",
        "game/solver/classic/way_ortools.py", "game/solver/classic/recombine.py",
    ),
    "pyvrp": ("game/solver/",),
    "numpy": ("game/solver/", "game/assess/", "game/bench/"),
    "typer": ("game/cli/",),
    "rich": ("game/cli/",),
    "distributed": ("game/solver/cluster.py",),
    "dask": ("game/solver/cluster.py",),
    "yaml": (),
    "pickle": (),
    "random": ("game/domain/chance.py",),
    "time": ("game/ui/", "game/app.py", "game/record/", "game/bench/", "game/cli/", "game/solver/"),
    "requests": (),
    "urllib": ("game/report/lrs.py",),
    "http": ("game/report/lrs.py",),
    "socket": (),
    "reportlab": ("game/report/pdf",),
    "duckdb": ("game/report/research.py", "game/bench/research.py"),
}


def sources() -> list[Path]:
    """Every Python file of the game."""
    return sorted(GAME.rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Full module names that a file imports, with their lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            if node.module == "game":
                for name in node.names:
                    yield f"game.{name.name}", node.lineno


def level(module: str) -> int | None:
    """The layer of a game module; None for the package itself (version numbers)."""
    parts = module.split(".")
    return LEVELS.get(parts[1]) if len(parts) > 1 else None


@pytest.mark.parametrize("path", sources(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_point_down(path: Path) -> None:
    """No module reaches up, so that the game runs without its screens and the rules without anything."""
    relative = path.relative_to(ROOT)
    own = level(".".join(relative.with_suffix("").parts))
    for module, line in imports(path):
        if module.startswith("game."):
            other = level(module)
            assert other is None or own is None or other <= own, f"{relative}:{line} imports {module}"
            if own == other == 3:
                assert module.split(".")[1] == relative.parts[1], f"{relative}:{line}: {module}"


@pytest.mark.parametrize("path", sources(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_libraries_stay_in_their_place(path: Path) -> None:
    """pygame only in ui, ortools only in the worker, chance only through domain/chance."""
    relative = path.relative_to(ROOT).as_posix()
    for module, line in imports(path):
        places = ALLOWED.get(module.split(".")[0])
        assert places is None or any(relative.startswith(p) for p in places), f"{relative}:{line}: {module}"


def test_no_eval_or_exec() -> None:
    """Nothing read from a file or network is ever run as code."""
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("eval", "exec"), f"{path}:{node.lineno}"


def loaded_after(code: str) -> set[str]:
    """Top-level modules that are loaded after a piece of code in a fresh Python."""
    script = f"{code}\nimport sys; print(' '.join(sorted({{m.split('.')[0] for m in sys.modules}})))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split("\n")[-2].split())


def test_session_runs_without_screen_or_solver() -> None:
    """Desk, notebooks and CI use everything below ui without pygame, ortools or numpy."""
    loaded = loaded_after("import game.session, game.replay, game.autoplay")
    assert not loaded & {"pygame", "ortools", "numpy", "typer", "rich", "matplotlib"}
