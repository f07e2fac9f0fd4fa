"""The running day played with posted events under the dummy driver; what counts is the session's state."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
import pygame
import pytest

from game.content.language import Language, language
from game.content.load import load_scenario
from game.domain import commands as c
from game.domain.plan import Plan
from game.replay import start
from game.session import Session
from game.solver.advice import plan_commands
from game.solver.naive import naive_plan
from game.ui.clock_bar import Clockwork
from game.ui.context import Ctx, UiEvent, UiSettings
from game.ui.screen import BaseScreen, Outcome
from game.ui.screens.day import DayScreen
from game.ui.shell import Shell

KEYS = {
    "space": pygame.K_SPACE, "return": pygame.K_RETURN, "escape": pygame.K_ESCAPE, "down": pygame.K_DOWN,
    "right": pygame.K_RIGHT, "left": pygame.K_LEFT, "delete": pygame.K_DELETE,
}  # fmt: skip


class Elsewhere(BaseScreen):
    """Stands for the debrief and the menu."""

    def __init__(self, name: str) -> None:
        self.name = name

    def draw(self, ctx: Ctx) -> None:
        """Nothing to see."""

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Nothing to do."""
        return None


class TestHost:
    """As much of the program as the day asks for."""

    __test__ = False
    language: Language = language("nl")

    def screen_for(self, session: Session) -> Elsewhere:
        """The next phase."""
        return Elsewhere(session.phase)

    def menu(self) -> Elsewhere:
        """The menu."""
        return Elsewhere("menu")

    def trouble(self, _session: Session) -> str:
        """The log is in memory."""
        return ""


class Play:
    """A shell with a day in it and a clock of its own."""

    def __init__(
        self, scenario: str = "eerste-rit", *, size: tuple[int, int] = (1280, 720), scale: float = 1.0,
        session: Session | None = None,
    ) -> None:  # fmt: skip
        self.now = 0
        self.session = session or dispatched(scenario)
        self.screen = DayScreen(TestHost(), self.session)  # type: ignore[arg-type]
        settings = UiSettings(less_motion=True, scale=scale)
        self.shell = Shell(
            self.screen, size=size, settings=settings, clock=lambda: self.now, formatter=language,
            translator=lambda _lang: language("nl").t,
        )  # fmt: skip
        self.shell.step()

    def wait(self, milliseconds: int) -> None:
        """Let wall time pass in frames of 50 ms."""
        for _ in range(max(1, milliseconds // 50)):
            self.now += 50
            self.shell.step()

    def key(self, name: str, mod: int = 0) -> None:
        """Press a key."""
        code = KEYS.get(name) or pygame.key.key_code(name)
        self.shell.feed([pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode="")])
        self.shell.step()

    def click(self, hit_id: str) -> None:
        """Click the middle of a hit."""
        hit = self.shell.ctx.hits.get(hit_id)
        assert hit is not None, hit_id
        scale = self.shell.settings.scale
        at = round(hit.rect.centerx * scale), round(hit.rect.centery * scale)
        down = pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=at, button=1)
        self.shell.feed([down, pygame.event.Event(pygame.MOUSEBUTTONUP, pos=at, button=1)])
        self.shell.step()

    def drag(self, hit_id: str, to: tuple[int, int]) -> None:
        """Drag a hit to a place and let go."""
        hit = self.shell.ctx.hits.get(hit_id)
        assert hit is not None, hit_id
        at = hit.rect.center
        motion = {"rel": (0, 0), "buttons": (1, 0, 0)}
        first = pygame.event.Event(pygame.MOUSEMOTION, pos=(at[0] + 20, at[1] - 4), **motion)
        self.shell.feed([pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=at, button=1), first])
        self.shell.step()
        self.shell.feed([pygame.event.Event(pygame.MOUSEMOTION, pos=to, **motion)])
        self.shell.step()
        self.shell.feed([pygame.event.Event(pygame.MOUSEBUTTONUP, pos=to, button=1)])
        self.shell.step()

    @property
    def top(self) -> str:
        """Name of the screen that followed."""
        screen = self.shell.stack[-1]
        return screen.name if isinstance(screen, Elsewhere) else "day"


def dispatched(scenario: str, plan: Plan | None = None) -> Session:
    """A session whose day has just begun with the naive plan."""
    session = start(load_scenario(scenario), seed=3)
    session.do(c.Begin())
    wanted = plan or naive_plan(session.system, session.visible)
    for trip in wanted.trips:
        for at, order in enumerate(trip.orders()):
            assert session.do(c.Place(order=order, vehicle=trip.vehicle, at=at)).ok
    for moment in session.open_moments():
        session.do(c.SkipMoment(moment=moment.id))
    assert session.do(c.Dispatch()).ok
    return session


def test_a_whole_day_by_keys_alone() -> None:
    """The day runs to its end and on to the debrief without a mouse, answers included."""
    play = Play()
    for _ in range(60):
        if play.session.phase != "day":
            break
        if play.session.open_messages():
            play.key("b")  # letter B chooses the second answer
            play.key("return")
        play.key("b")
        play.wait(2000)
    assert play.session.phase == "debrief"
    assert [option for _m, option, _t in play.session.day.replies] == ["later"]  # type: ignore[union-attr]
    play.key("return")
    assert play.top == "debrief"


def test_space_pauses_and_runs() -> None:
    """Space stops the day's clock and starts it again; a paused day does not move."""
    play = Play()
    begin = play.session.clock_s
    play.wait(1000)
    assert play.session.clock_s == begin
    play.key("3")
    play.wait(2500)
    moved = play.session.clock_s
    assert moved > begin
    play.key("space")
    play.wait(3000)
    assert play.session.clock_s == moved
    play.key("space")
    play.wait(3000)
    assert play.session.clock_s > moved


def test_space_pauses_after_a_click_on_a_speed() -> None:
    """A clicked button does not keep the space bar to itself."""
    play = Play()
    play.click("day.speed.60")
    assert not play.screen.work.paused
    play.key("space")
    assert play.screen.work.paused


def test_a_message_stops_the_clock_and_is_answered_by_click() -> None:
    """A message that wants an answer stops the clock, is shown, and its answer goes into the day."""
    play = Play()
    play.click("day.until")
    for _ in range(40):
        play.wait(200)
        if play.session.open_messages():
            break
    assert [m.id for m in play.session.open_messages()] == ["thanks"]
    assert play.screen.work.paused
    play.click("answer.later")
    play.click("reply.send")
    assert play.session.day is not None
    assert play.session.day.replies[0][:2] == ("thanks", "later")
    assert not play.session.open_messages()


def test_a_decision_moment_holds_the_clock_until_it_is_answered() -> None:
    """A moment of the day opens its dialog, the clock waits for it, and Esc leaves it open for later."""
    play = Play("vers-noord")
    play.click("day.until")
    for _ in range(200):
        play.wait(200)
        if play.screen.dialog is not None:
            break
        if play.screen.work.paused:
            play.key("b", pygame.KMOD_NONE) if not play.session.open_messages() else play.click("day.until")
    assert play.screen.dialog is not None
    at = play.session.clock_s
    play.wait(1000)
    assert play.session.clock_s == at
    play.key("escape")
    assert play.screen.dialog is None
    assert play.session.open_moments()


def test_replan_in_the_day_by_drag() -> None:
    """What has not begun can be dragged to another truck, through the same command as on the plan board."""
    play = Play(size=(1600, 900))
    session = play.session
    source = session.plan.trip_of("V1")
    assert source is not None
    order = source.stops[-1].order
    lane = play.screen.board.lane_of("V2")
    assert lane is not None
    play.drag(f"block.V1.{len(source.stops) - 1}", (lane.right - 40, lane.centery))
    assert session.plan.vehicle_of(order) == "V2"
    assert session.events[-1].data["do"].startswith(f"place {order} V2")
    play.key("z", pygame.KMOD_CTRL)
    assert session.plan.vehicle_of(order) == "V1"


def test_replan_by_keyboard_and_refusal_in_words() -> None:
    """M takes the selected order in the hand, arrows aim, Enter drops; what has left stays where it is."""
    play = Play(size=(1600, 900))
    session = play.session
    play.key("down")  # truck V1
    play.key("left")  # its last order
    order = play.screen.order
    assert session.plan.vehicle_of(order) == "V1"
    play.key("m")
    play.key("down")
    play.key("return")
    assert session.plan.vehicle_of(order) == "V2"
    while session.phase == "day" and session.begun().get("V1", 0) < 1:
        session.do(c.Advance(to_s=session.clock_s + 600))
    driven = session.plan.trip_of("V1").stops[0].order  # type: ignore[union-attr]
    play.screen.select("V1", driven)
    before = session.plan
    play.key("delete")
    assert session.plan == before
    assert session.events[-1].data["ok"] is False


def test_advice_is_logged_and_can_be_taken() -> None:
    """The best place of an order is a logged proposal, and accepting it changes the plan."""
    play = Play(size=(1600, 900))
    order = play.session.plan.trips[0].stops[-1].order
    play.screen.select(play.session.plan.vehicle_of(order) or "", order)
    play.key("delete")
    assert order in play.session.unplanned()
    play.key("a")
    assert play.screen.advice is not None
    play.key("return")
    assert order not in play.session.unplanned()
    assert any(e.kind == "proposal" for e in play.session.events)


@pytest.mark.parametrize(
    ("size", "scale"), [((800, 450), 1.0), ((1280, 720), 1.5), ((1600, 900), 2.0), ((40, 30), 1.0)]
)
def test_every_window_draws_and_can_be_played(size: tuple[int, int], scale: float) -> None:
    """No window size makes the day fail, and the clock can be started in each."""
    play = Play(size=size, scale=scale)
    play.key("4")
    play.wait(400)
    assert play.session.clock_s > 0


def test_the_clock_on_screen_never_runs_back() -> None:
    """The shown clock follows the day and never jumps, also when a cut ends early."""
    work, day = Clockwork(shown_s=100.0), [100]
    work.go(600)
    shown = [100.0]
    for now in range(0, 4000, 50):

        def advance(to_s: int) -> None:
            day[0] = min(to_s, 700)  # the day stops itself at 700

        work.run(now, day[0], advance)
        shown.append(work.shown_s)
    assert shown == sorted(shown)
    assert work.shown_s == 700


@pytest.mark.parametrize("speed", [1, 10, 60, 600])
def test_not_more_than_ten_cuts_a_second(speed: int) -> None:
    """At every speed a second of play writes at most ten lines into the log, and the pace is right."""
    work, cuts = Clockwork(), [0]
    work.go(speed)
    for now in range(0, 5000, 5):
        work.run(now, cuts[-1], cuts.append)
    assert len(cuts) <= 51
    assert speed * 4 - 60 <= cuts[-1] <= 5 * speed + 120


def test_the_first_view_is_of_own_trips() -> None:
    """What a partner drives far away does not make the map of the own trucks small."""
    reference = load_scenario("binnenstad-groningen").reference
    assert reference
    session = start(load_scenario("binnenstad-groningen"), seed=3)
    session.do(c.Begin())
    for text in plan_commands(session.plan, reference.plan):
        assert session.do(c.from_text(text)).ok
    for moment in session.open_moments():
        session.do(c.SkipMoment(moment=moment.id))
    assert session.do(c.Dispatch()).ok
    play, places = Play(session=session), session.system.places
    camera, room = play.screen.map.camera, play.screen.map.rect
    own, given = (camera.to_px((places[p].x_m, places[p].y_m), room) for p in ("noorderwaag", "emmen"))
    assert room.collidepoint(own)
    assert not room.collidepoint(given)
