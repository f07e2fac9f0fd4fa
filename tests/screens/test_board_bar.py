"""The board's top bar: with all the buttons that a scenario brings, nothing lies on something else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from game.domain.commands import Begin
from tests.screens import layout_eye
from tests.screens.app_play import make_app, make_shell


@pytest.mark.parametrize("size", [(1600, 900), (1440, 810), (1280, 720)])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_phases_give_way_to_the_buttons(tmp_path: Path, size: tuple[int, int], lang: str) -> None:
    """No word of the phases lies below a button, and the current phase is always named."""
    app = make_app(tmp_path)
    session = app.start("vers-noord")  # the one with a coach and things to look up
    session.do(Begin())
    with layout_eye.looking() as eye:
        shell = make_shell(app, app.screen_for(session), size)
        shell.configure(replace(shell.settings, lang=lang))
        shell.frame()
    undo = shell.ctx.hits.get("undo")
    assert undo is not None
    words = {shell.ctx.t(f"phase.{name}"): name for name in ("briefing", "plan", "day", "debrief")}
    seen = {words[t.text]: t.rect for t in eye.texts if t.text in words}
    assert "plan" in seen
    assert all(rect.right <= undo.rect.x for rect in seen.values())
    app.close()
