"""Every screen in every look: nothing cut off, nothing over something else, everything readable and named.

A few looks in each run; all of them with `RITREGIE_LONG=1` (`python -m tools robust`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import pygame
import pytest

from game.assess.trial import Estimate
from game.content.language import language
from game.domain import commands as c
from game.domain.rounds import ORDERS, Part
from game.fork import fork
from game.ledger import ledger_of
from game.lookback.otherwise import run_out
from game.rounds import Figures, Pair, Played
from game.session import Session
from game.solver.naive import naive_plan
from game.ui.console_state import state_of as console_of
from game.ui.context import Ctx, Memory, Translator, UiSettings, make_ctx
from game.ui.desk import Hand
from game.ui.gallery import GalleryTool
from game.ui.gallery_model import NOW
from game.ui.layout import SCALES, allowed_scales
from game.ui.ledger_dialog import LedgerDialog
from game.ui.program import App
from game.ui.rescue import Rescued
from game.ui.screen import BaseScreen, Screen
from game.ui.screens.board import BoardScreen
from game.ui.screens.crash import CrashScreen
from game.ui.screens.day import DayScreen
from game.ui.screens.debrief import DebriefScreen
from game.ui.screens.first_start import FirstStart
from game.ui.screens.palette import PaletteScreen
from game.ui.screens.remark import RemarkScreen
from game.ui.screens.replay import ReplayScreen
from game.ui.screens.what_if import WhatIfScreen
from game.ui.text import TextCache
from game.ui.theme import Scheme
from tests.screens import layout_eye
from tests.screens.app_play import make_app, played

SIZES = ((1600, 900), (1280, 720))
SCHEMES: tuple[Scheme, ...] = ("light", "dark", "light_high", "dark_high")
LONG = bool(os.environ.get("RITREGIE_LONG"))


@dataclass(frozen=True, slots=True)
class Look:
    """How a frame is painted."""

    lang: str
    size: tuple[int, int]
    scale: float
    scheme: Scheme

    def __str__(self) -> str:
        return f"{self.lang}-{self.size[0]}-{self.scale:g}-{self.scheme}"


ALL = tuple(
    Look(lang, size, scale, scheme)
    for lang in ("nl", "en") for size in SIZES for scale in SCALES if scale in allowed_scales(size)
    for scheme in SCHEMES
)  # fmt: skip
FEW = (
    Look("nl", (1600, 900), 1.0, "light"), Look("en", (1280, 720), 1.0, "dark_high"),
    Look("nl", (1280, 720), 1.5, "dark"), Look("en", (1600, 900), 2.0, "light_high"),
)  # fmt: skip
LOOKS = ALL if LONG else FEW


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A program with a day that waits to be gone on with, one that ended, and a second player."""
    home: Path = tmp_path_factory.mktemp("home")
    made = make_app(home)
    made.add_player("Margaretha van Oldenbarnevelt")
    played(made.start("eerste-rit"))
    session = made.start("stukgoed")
    session.do(c.Begin())
    yield made
    made.close()


@cache
def planned(app: App, phase: str) -> Session:
    """The first day with the naive plan, up to a phase."""
    session = app.start("vers-noord" if phase == "plan" else "eerste-rit")
    if phase == "briefing":
        return session
    if phase == "debrief":
        return played(session)
    session.do(c.Begin())
    proposal = session.propose("plan", naive_plan(session.system, session.visible), {"by": "test"})
    session.do(c.Accept(proposal=proposal.id))
    if phase == "day":
        session.do(c.Dispatch())
        session.do(c.Advance(to_s=8 * 3600))
    return session


def board(app: App, change: Callable[[BoardScreen], object] = lambda _b: None) -> BoardScreen:
    """The board with a plan, in some state."""
    screen = BoardScreen(app, planned(app, "plan"))
    desk = screen.desk
    desk.tab, desk.area, desk.menu, desk.hand = "kpi", "list", None, None
    desk.selection.clear()
    for kept in desk.kept.values():
        if hasattr(kept, "open"):
            kept.open = False
    change(screen)
    return screen


def _trip(screen: BoardScreen) -> None:
    vehicle = screen.session.plan.trips[0].vehicle
    screen.desk.selection.choose_stop(vehicle, 0, screen.session.plan)
    screen.show_tab("trip")


def _advice(screen: BoardScreen) -> None:
    """The best places of an order that is not planned."""
    order = min(screen.session.evaluation().kpi.unplanned)
    screen.choose(order)
    screen.show_tab("advice")
    while not screen.desk.slots(order).complete:
        screen.desk.slots(order).work(100)


def _hand(screen: BoardScreen) -> None:
    """An order in the hand, with what it would cost where it is held."""
    _advice(screen)
    order = screen.desk.selection.order
    vehicle = screen.session.plan.trips[-1].vehicle
    screen.desk.hand = Hand(order=order, source="keys", over="board", vehicle=vehicle, at=1)


def _day(app: App, tab: str) -> Screen:
    screen = app.screen_for(planned(app, "day"))
    assert isinstance(screen, DayScreen)
    screen.tab = tab
    return screen


@cache
def weighed(app: App, name: str = "stukgoed") -> Session:
    """A day that has ended, with its decisions weighed on few possible days."""
    session = played(app.start(name))
    session.log_ledger(ledger_of(session.events, 2, session.scenario))
    return session


def _debrief(app: App, tab: str) -> Screen:
    screen = DebriefScreen(app, weighed(app))
    screen._choose(tab)
    return screen


def _line(app: App, number: int | None) -> Screen:
    """The debrief with a line of the ledger open, or how it is worked out."""
    screen = DebriefScreen(app, weighed(app))
    row = screen.back.weighing.rows[number] if number is not None else None
    screen.back.dialog = LedgerDialog(screen.session.scenario, row)
    return screen


def replay(app: App, kind: str, *, tab: str = "map", truth: bool = False) -> ReplayScreen:
    """Looking back at the first stop of some kind in a day without late stops: the eye takes the ring
    around their numbers for the ground."""
    screen = ReplayScreen(app, weighed(app, "eerste-rit"))
    screen.tape.finish()
    screen.set_truth(truth)
    screen.jump(next(m for m in screen.marks if m.kind == kind and m.in_day))
    screen.tab = tab
    screen.tick(0)
    return screen


def _copy(app: App, *, ended: bool = False) -> Screen:
    """A copy of a moment; at its end with the comparison."""
    shown = replay(app, "message")
    screen = WhatIfScreen(app, shown.session, fork(shown.view.session), at_s=27900, seq=12)
    if ended:
        for _ in run_out(screen.copy):
            pass
        screen.result = True
    return screen


def _gallery(screen: BoardScreen) -> None:
    """Open, with three plans to compare."""
    session = screen.session
    if not session.gallery.plans:
        for name in ("Zoals het nu is", "Een plan met een lange naam die niet past"):
            assert session.do(c.Keep(text=name)).ok
    tool = next(t for t in screen.tools if isinstance(t, GalleryTool))
    tool.state.open = True
    tool.state.pinned = [NOW, *list(session.gallery.plans)[:2]]


def _rounds(app: App, played: int) -> Screen:
    """Two rounds of which so many were played, with awkward figures and a wide interval of the group."""
    screen, order = app.rounds.screen(), ORDERS[0]
    app.own_logs()
    figures = Figures(
        planning_s=3599, cost_cent=1_234_567, co2e_g=1_278_400, on_time_share=0.94, hard=12, soft=25,
        reference_cent=119_104, reference_g=278_400,
    )  # fmt: skip
    made = tuple(
        Played(path=Path("x"), player="p", part=Part(pair="a", nr=nr, seed=1, order=order), figures=figures)
        for nr in range(1, played + 1)
    )
    app.rounds._mine = (app.logs_seen, (Pair(id="a", player="p", seed=1, order=order, rounds=made),))
    app.rounds._group = (app.logs_seen, Estimate(state="ok", n=12, share=-0.31, low=-1.4, high=0.33))
    return screen


SCREENS: dict[str, Callable[[App], Screen]] = {
    "rounds": lambda app: app.rounds.screen(),
    "rounds-one": lambda app: _rounds(app, 1),
    "rounds-both": lambda app: _rounds(app, 2),
    "menu": lambda app: app.menu(),
    "players": lambda app: app.players_screen(app.menu()),
    "first": lambda app: FirstStart(app, app.menu()),
    "settings": lambda app: app.settings_screen(),
    "profile": lambda app: app.profile_screen(),
    "crash": lambda _app: CrashScreen(
        rescued=Rescued(where="moved", log=Path("map") / "dag.jsonl", why="Geen ruimte"),
        report=Path("map") / "verslag.txt", trace="Traceback\n" + "  in een regel die lang is " * 9,
    ),
    "briefing": lambda app: app.screen_for(planned(app, "briefing")),
    "board": board,
    "board-findings": lambda app: board(app, lambda b: b.show_tab("findings")),
    "board-post": lambda app: board(app, lambda b: b.show_tab("post")),
    "board-trip": lambda app: board(app, _trip),
    "board-advice": lambda app: board(app, _advice),
    "board-map": lambda app: board(app, lambda b: setattr(b.desk, "area", "map")),
    "board-hand": lambda app: board(app, _hand),
    "board-keys": lambda app: board(app, lambda b: setattr(b, "dialog", "keys")),
    "board-dispatch": lambda app: board(app, lambda b: setattr(b, "dialog", "dispatch")),
    "board-console": lambda app: board(app, lambda b: setattr(console_of(b.desk), "open", True)),
    "board-gallery": lambda app: board(app, _gallery),
    "board-chosen": lambda app: board(app, lambda b: b.choose(min(b.session.visible))),
    "palette": lambda app: PaletteScreen(b := board(app), b.deeds),
    "remark": lambda app: RemarkScreen(
        app.settings_screen(), pygame.Surface((1600, 900)), lambda *_a: "", folder="/een/map/met/een/naam"
    ),
    "day": lambda app: app.screen_for(planned(app, "day")),
    "day-detail": lambda app: _day(app, "detail"),
    "day-map": lambda app: _day(app, "map"),
    "debrief": lambda app: app.screen_for(planned(app, "debrief")),
    "debrief-ledger": lambda app: _debrief(app, "ledger"),
    "debrief-advice": lambda app: _debrief(app, "moments"),
    "debrief-evidence": lambda app: _debrief(app, "evidence"),
    "debrief-line": lambda app: _line(app, 2),
    "debrief-how": lambda app: _line(app, None),
    "replay": lambda app: replay(app, "choice"),
    "replay-truth": lambda app: replay(app, "message", truth=True),
    "replay-list": lambda app: replay(app, "phase", tab="list"),
    "replay-card": lambda app: replay(app, "choice", tab="card", truth=True),
    "what-if": _copy,
    "what-if-over": lambda app: _copy(app, ended=True),
}  # fmt: skip


DIMMED = {"board-hand": (2.0, 3.8)}
"""While an order is in the hand its row and the trips that cannot take it are dimmed on purpose (WCAG 1.4.3
excepts what is inactive): they must still be seen, not read at ease."""


def frame(screen: Screen, look: Look) -> tuple[Ctx, layout_eye.Eye]:
    """The second frame of a screen, when what the first one measured is in its place, and what was seen."""
    pygame.font.init()
    surface = pygame.Surface(look.size)
    text, memory = TextCache(look.scale), Memory()
    settings = UiSettings(scheme=look.scheme, scale=look.scale, lang=look.lang, less_motion=True)
    speech = language(look.lang)
    for number in (1, 2):
        ctx = make_ctx(surface, settings, t=cast("Translator", speech.t), fmt=speech, text=text,
                       memory=memory, now_ms=20 * number)  # fmt: skip
        surface.fill(ctx.c.canvas)
        for keeper in (screen, getattr(screen, "below", None), *getattr(screen, "tools", ())):
            regions = getattr(keeper, "regions", None)
            if regions is not None:
                regions._kept.clear()  # everything is painted, nothing repeated
        with layout_eye.looking() as eye:
            screen.draw(ctx)
    return ctx, eye


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_whole_and_readable(app: App, name: str, look: Look) -> None:
    """Text within its place and on a ground that it can be read on, hits apart, inside and with a name."""
    app.configure(language=look.lang)
    ctx, eye = frame(SCREENS[name](app), look)
    normal, high = DIMMED.get(name, (4.5, 7.0))
    least = high if look.scheme.endswith("_high") else normal
    faults = {
        "cut off": layout_eye.cut_off(eye),
        "written over": [f"{a!r} under {b!r}" for a, b in eye.over],
        "faint": layout_eye.faint(eye, ctx.hits, look.scale, least=least),
        "outside": layout_eye.astray(ctx.hits, ctx.rect),
        "no name": layout_eye.unnamed(ctx.hits),
        "tangled": layout_eye.tangled(ctx.hits),
    }
    assert not any(faults.values()), "\n".join(
        f"{kind}: {line}" for kind, lines in faults.items() for line in lines[:12]
    )


class Sloppy(BaseScreen):
    """Every fault that the eye must see, once."""

    def draw(self, ctx: Ctx) -> None:
        """Cut off, written over, faint, outside, nameless, tangled."""
        ctx.p.fill(ctx.rect, ctx.c.surface)
        with ctx.p.clip(pygame.Rect(0, 0, 60, 40)):
            ctx.p.text(10, 10, "dit past er niet in")
        ctx.p.text(10, 60, "onder")
        ctx.p.text(14, 62, "boven")
        ctx.p.text(10, 100, "bleek", color=ctx.c.line)
        ctx.hit("outside", pygame.Rect(-5, 200, 50, 30), label="x")
        ctx.hit("nameless", pygame.Rect(10, 240, 50, 30))
        ctx.hit("a", pygame.Rect(10, 300, 50, 30), label="a")
        ctx.hit("b", pygame.Rect(40, 310, 50, 30), label="b")
        ctx.p.text(10, 140, "verborgen")
        ctx.p.fill(pygame.Rect(0, 130, 300, 40), ctx.c.surface)
        ctx.p.text(12, 142, "zichtbaar")


def test_the_eye_sees_every_kind_of_fault() -> None:
    """A check that finds nothing must be one that could have found something."""
    ctx, eye = frame(Sloppy(), FEW[0])
    assert [line.split("'")[1] for line in layout_eye.cut_off(eye)] == ["dit past er niet in"]
    assert eye.over == [("onder", "boven")]
    assert [line.split("'")[1] for line in layout_eye.faint(eye, ctx.hits, 1.0, least=4.5)] == ["bleek"]
    assert [line.split()[0] for line in layout_eye.astray(ctx.hits, ctx.rect)] == ["outside"]
    assert layout_eye.unnamed(ctx.hits) == ["nameless"]
    assert [line.split()[0] for line in layout_eye.tangled(ctx.hits)] == ["a"]
