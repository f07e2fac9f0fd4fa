"""`shot` and `bench`: pictures of screens, and the project's own measurements."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from game.cli.playing import Json, Lang
from game.domain.errors import Unreadable


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("shot")(shot)
    app.command("bench")(bench)


def shot(
    screen: str,
    out_file: Annotated[Path, typer.Option("--out", help="The PNG to write.")],
    scenario: str = "eerste-rit",
    state: Annotated[Path | None, typer.Option(help="A log that gives the state.")] = None,
    lang: Lang = "nl",
    theme: Annotated[str, typer.Option(help="light, dark, light_high, dark_high.")] = "light",
    size: str = "1600x900",
    scale: float = 1.0,
) -> None:
    """A picture of any screen, as the player sees it."""
    from game.app import picture

    width, _, height = size.partition("x")
    if not (width.isdigit() and height.isdigit() and 1 <= int(width) <= 8000 and 1 <= int(height) <= 8000):
        raise Unreadable("shot.size", value=size)
    if theme not in ("light", "dark", "light_high", "dark_high"):
        raise Unreadable("shot.theme", value=theme)
    picture(
        screen, scenario=scenario, state=state, lang=lang, theme=theme, size=(int(width), int(height)),
        scale=scale, out=out_file,
    )  # fmt: skip
    print(out_file)


def bench(
    names: Annotated[list[str] | None, typer.Argument(help="evaluate, solve, ui, log ... (all)")] = None,
    seconds: Annotated[float, typer.Option(help="Seconds per search, where a measurement searches.")] = 0.0,
    seeds: Annotated[int, typer.Option(help="Seeds per row.")] = 0,
    folder: Annotated[Path | None, typer.Option(help="Benchmark files to measure on.")] = None,
    only: Annotated[str, typer.Option(help="Solvers to compare, such as 'ritregie,PyVRP'.")] = "",
    keep: Annotated[Path | None, typer.Option(help="Keep results here and go on from them.")] = None,
    as_json: Json = False,
) -> None:
    """Run the project's own measurements; the protocol is printed with the figures."""
    from game.bench import run as run_bench
    from game.bench.protocol import Options

    options = Options(seconds=max(0.0, seconds), seeds=max(0, seeds), folder=folder, only=only, keep=keep)
    run_bench(tuple(names or ()), as_json, options)
