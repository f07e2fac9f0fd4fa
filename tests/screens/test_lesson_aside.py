"""The coach beside a dialog: it stays, says what to do with it, and never lies on it."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.ui.coach_aside import box_of

from .lesson_play import Newcomer

SIZES = [((1600, 900), 1.0), ((1280, 720), 1.0), ((1280, 720), 1.5), ((1280, 720), 1.6)]


def dialog(n: Newcomer, what: str) -> None:
    """Open one as the player does."""
    if what == "dispatch":
        n.key("d")
    elif what == "explain":
        n.click("strip.cost" if n.shell.ctx.hits.get("strip.cost") else "kpi.cost")
    elif what == "keys":
        n.click("top.help")
    else:
        n.key("down")
        spot = n.spot("order.O1")
        n.post(pygame.MOUSEBUTTONDOWN, pos=spot, button=3)
    n.frames(3)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_it_never_lies_on_a_dialog(tmp_path: Path, lang: str, size: tuple[int, int], scale: float) -> None:
    """Beside each dialog in every layout, wholly in the window, clear of everything that can be pressed."""
    n = Newcomer(tmp_path, size=size, scale=scale, lang=lang)
    n.coach.start()
    n.frames()
    spoke = 0
    for what in ("dispatch", "explain", "keys", "menu"):
        dialog(n, what)
        ctx, aside = n.shell.ctx, n.tool.aside
        assert n.tool.rect is None, what
        if aside is not None:
            spoke += 1
            assert ctx.rect.contains(aside)
            others = [h for h in ctx.hits.reachable() if h.id != "coach.aside" and not h.id.endswith(".away")]
            assert all(not aside.colliderect(h.rect) for h in others), what
        n.key("esc")
        n.frames()
        assert n.tool.aside is None, what
        assert n.tool.rect is not None, what
    assert spoke >= (4 if size == (1600, 900) else 2 if scale == 1.0 else 1)


def test_what_it_says_is_about_the_dialog(tmp_path: Path) -> None:
    """Each dialog has sentences of its own, none is cut, and the keys still are the dialog's."""
    n = Newcomer(tmp_path)
    n.coach.start()
    n.frames()
    told = set()
    for what in ("dispatch", "explain", "keys", "menu"):
        dialog(n, what)
        laid = n.tool.beside
        assert laid is not None
        assert len(laid.say) <= 3
        assert len(laid.do) <= 3
        told.add(laid.said.say)
        n.key("esc")
    assert len(told) == 4
    assert all("coach." not in words for words in told)


def test_beside_a_dialog_nothing_of_it_can_be_pressed(tmp_path: Path) -> None:
    """A click on the card leaves dialog and lesson as they are; one who sent it away is not followed."""
    n = Newcomer(tmp_path)
    n.coach.start()
    n.frames()
    dialog(n, "dispatch")
    step = n.coach.step.id
    n.click("coach.aside")
    assert n.shell.stack[-1].dialog == "dispatch"  # type: ignore[attr-defined]
    assert n.coach.step.id == step
    n.key("esc")
    n.coach.pause()
    dialog(n, "dispatch")
    assert n.tool.aside is None
    assert box_of(n.shell.ctx) is not None
