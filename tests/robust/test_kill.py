"""The plug is pulled while somebody plans: what was done is there again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from game.domain import commands as c
from game.ui.screens.board import BoardScreen
from tests.screens.app_play import click, make_app, make_shell

ROOT = Path(__file__).resolve().parent.parent.parent
PLAYER = """
import sys
from pathlib import Path
from tests.screens.app_play import make_app
from game.domain import commands as c
app = make_app(Path(sys.argv[1]))
session = app.start("eerste-rit")
for command in (c.Begin(), c.Place(order="O1", vehicle="V1", at=0), c.Keep(text="Met O1"),
                c.Place(order="O2", vehicle="V2", at=0), c.Steer(text="trucks|O3|V2"),
                c.Weigh(co2_percent=40, margin_min=10), c.Keep(text="Met beide"), c.Unplace(order="O1")):
    assert session.do(command).ok, command
print(session.state_hash(), flush=True)
sys.stdin.read()
"""


def test_plan_rules_and_kept_plans_survive_a_kill(tmp_path: Path) -> None:
    """kill -9 in the middle: the menu brings back the board with the same plan, rules and gallery."""
    environment = {**os.environ, "SDL_VIDEODRIVER": "dummy", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", PLAYER, str(tmp_path)], cwd=ROOT, env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as game:  # fmt: skip
        assert game.stdout is not None
        state = next((s for line in game.stdout if (s := line.strip()) and not s.startswith("pygame")), "")
        game.send_signal(signal.SIGKILL)
    app = make_app(tmp_path)
    shell = make_shell(app, app.menu())
    click(shell, "log.0")
    board = shell.stack[-1]
    assert isinstance(board, BoardScreen)
    session = board.session
    assert session.state_hash() == state
    assert session.plan.vehicle_of("O2") == "V2"
    assert session.plan.vehicle_of("O1") is None
    assert [kept.name for kept in session.gallery.plans.values()] == ["Met O1", "Met beide"]
    assert session.wishes.co2_percent == 40
    assert session.do(c.Undo()).ok
    (log,) = (tmp_path / "logs").iterdir()
    assert json.loads(log.read_text("utf-8").splitlines()[-1])["kind"] == "command"
