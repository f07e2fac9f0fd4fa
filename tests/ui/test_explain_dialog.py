"""The dialog that takes a figure down to its source: folding, keys, drilling into a trip, every size."""

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from collections.abc import Callable

import pygame
import pytest

from game.content.language import language
from game.content.load import load_scenario
from game.report.explained import SECTIONS
from game.rules.evaluate import evaluate
from game.solver.naive import naive_plan
from game.ui import explain_source
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.explain_dialog import ExplainDialog, Explained, ExplainRef
from game.ui.screen import BaseScreen, Outcome
from game.ui.shell import Shell, UiSettings

WORLD = load_scenario("vers-noord").system
PLAN = naive_plan(WORLD, frozenset(WORLD.orders))
JUDGED = evaluate(WORLD, PLAN)
NL = language("nl")


class Asked(BaseScreen):
    """A screen with one explanation on it."""

    def __init__(self, dialog: ExplainDialog) -> None:
        self.dialog = dialog

    def draw(self, ctx: Ctx) -> None:
        """The dialog."""
        self.dialog.draw(ctx)

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """All events are its own."""
        assert self.dialog.handle(event, ctx)
        return None


def opened(ref: ExplainRef, size: tuple[int, int] = (1280, 720), scale: float = 1.0, **kw: object) -> Shell:
    """A shell that shows the dialog."""
    dialog = ExplainDialog(Explained(WORLD, JUDGED, **kw), ref)  # type: ignore[arg-type]
    shell = Shell(
        Asked(dialog), size=size, settings=UiSettings(scale=scale), clock=lambda: 0,
        translator=lambda lang: language(lang).t, formatter=language,
    )  # fmt: skip
    shell.frame()
    return shell


def dialog_of(shell: Shell) -> ExplainDialog:
    """The dialog on top."""
    top = shell.stack[-1]
    assert isinstance(top, Asked)
    return top.dialog


def press(shell: Shell, *names: str) -> None:
    """Keys, one after the other."""
    for name in names:
        shell.send(Key(name=name))
        shell.frame()


def click(shell: Shell, hit_id: str) -> None:
    """A click on a hit."""
    hit = shell.ctx.hits.get(hit_id)
    assert hit, hit_id
    shell.send(Activate(id=hit.id, hit=hit, payload=hit.payload))
    shell.frame()


def test_the_total_is_the_judged_figure() -> None:
    """What the dialog explains is what the panel shows."""
    rows = dialog_of(opened(ExplainRef(what="cost"))).rows(NL)
    assert rows[0].amount == NL.euro(JUDGED.kpi.cost_cent)


def test_a_part_opens_unfolded_where_it_was_asked() -> None:
    """A click on toll shows toll by trip at once."""
    dialog = dialog_of(opened(ExplainRef(what="cost", part="toll")))
    rows = dialog.rows(NL)
    assert rows[dialog.at].text == NL.t("explain.cost_toll")
    below = dialog.shown(NL)[dialog.shown(NL).index(dialog.at) + 1]
    assert rows[below].vehicle


def test_a_trip_explains_itself_and_esc_comes_back() -> None:
    """From the whole to one truck, back, and out."""
    shell = opened(ExplainRef(what="co2e"))
    dialog = dialog_of(shell)
    row = next(i for i in dialog.shown(NL) if dialog.rows(NL)[i].vehicle)
    click(shell, f"explain.row.{row}")
    assert dialog.vehicle == dialog.source.judged.trips[0].trip.vehicle
    assert dialog.rows(NL)[0].amount != ""
    shell.send(Back())
    assert (dialog.vehicle, dialog.closed) == ("", False)
    shell.send(Back())
    assert dialog.closed


def test_drilling_from_a_cost_part_opens_that_part() -> None:
    """From the toll of all trucks to the toll of one, with its tariff."""
    shell = opened(ExplainRef(what="cost", part="toll"))
    dialog = dialog_of(shell)
    row = dialog.shown(NL)[dialog.shown(NL).index(dialog.at) + 1]
    click(shell, f"explain.row.{row}")
    assert dialog.rows(NL)[dialog.at].text == NL.t("explain.cost_toll")
    assert dialog.at in dialog.unfolded(NL)


def test_arrows_walk_fold_and_unfold() -> None:
    """The whole table can be read with the keyboard alone."""
    shell = opened(ExplainRef(what="cost", vehicle="V1"))
    dialog = dialog_of(shell)
    before = len(dialog.shown(NL))
    press(shell, "down", "right")
    assert len(dialog.shown(NL)) > before
    press(shell, "left")
    assert len(dialog.shown(NL)) == before
    press(shell, "left")
    assert dialog.at == 0
    press(shell, "left")
    assert len(dialog.shown(NL)) == sum(row.level == 0 for row in dialog.rows(NL))
    press(shell, "up", "up")
    assert dialog.at == 0


def test_unfold_all_and_back() -> None:
    """One press shows every line with its source, another only the figures and their parts."""
    shell = opened(ExplainRef(what="energy", vehicle="V6"))
    dialog = dialog_of(shell)
    first = dialog.shown(NL)
    click(shell, "explain.unfold")
    assert len(dialog.shown(NL)) == len(dialog.rows(NL))
    assert any(row.source for row in dialog.rows(NL))
    click(shell, "explain.unfold")
    assert dialog.shown(NL) == first


def test_the_row_of_the_keys_is_in_view() -> None:
    """Walking down scrolls along."""
    shell = opened(ExplainRef(what="energy", vehicle="V1"), (800, 450))
    dialog = dialog_of(shell)
    click(shell, "explain.unfold")
    press(shell, *["down"] * 25)
    assert shell.ctx.hits.get(f"explain.row.{dialog.at}")
    assert dialog.scroll.offset > 0


def test_before_and_after_the_day_have_their_own_word() -> None:
    """Modelled before, measured after."""
    said: list[str] = []

    def watched(shell: Shell) -> Callable[..., str]:
        def t(key: str, /, **values: object) -> str:
            said.append(key)
            return language("nl").t(key, **values)

        shell.t = t  # type: ignore[assignment]
        shell.frame()
        return t

    watched(opened(ExplainRef()))
    assert "explain.modelled" in said
    assert "explain.primary" not in said
    said.clear()
    watched(opened(ExplainRef(), primary=True))
    assert "explain.primary" in said


@pytest.mark.parametrize(
    ("size", "scale"), [((1600, 900), 1.0), ((1280, 720), 1.0), ((1280, 720), 1.5), ((800, 450), 1.0)]
)
def test_nothing_leaves_the_window(size: tuple[int, int], scale: float) -> None:
    """Every section of plan and trip in every size and both languages; only the dialog can be reached."""
    for vehicle in ("", "V1"):
        shell = opened(ExplainRef(vehicle=vehicle), size, scale)
        for i in range(len(SECTIONS)):
            press(shell, str(i + 1))
            assert dialog_of(shell).what == SECTIONS[i]
            for hit in shell.ctx.hits.reachable():
                assert shell.ctx.rect.contains(hit.rect), hit.id
                assert hit.id.startswith(("explain.", "modal."))


def test_an_empty_plan_says_what_to_do() -> None:
    """Without a trip there is nothing to explain in kilometres, and no error."""
    judged = evaluate(WORLD, type(PLAN)(), orders=frozenset())
    dialog = ExplainDialog(Explained(WORLD, judged), ExplainRef(what="distance", vehicle="V1"))
    shell = Shell(Asked(dialog), size=(1280, 720), clock=lambda: 0)
    for i in range(len(SECTIONS)):
        press(shell, str(i + 1), "down", "right", "return", "left")
    assert dialog.vehicle == ""
    assert pygame.display.get_surface() is not None


def test_a_figure_is_a_link_as_soon_as_the_rules_explain_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A section that the rules add gets its tab and its figures without a change on screen."""
    assert explain_source.section_of("hours.distance") == "distance"
    assert explain_source.section_of("planning") == ""
    monkeypatch.setattr(explain_source, "ALL", ("cost", "hours"))
    monkeypatch.setattr(explain_source.explained, "section", lambda made, name: made.cost)
    assert explain_source.section_of("hours.duty") == "hours"
    judged = evaluate(WORLD, PLAN)
    assert explain_source.Explained(WORLD, judged).sections("") == ("cost", "hours")
