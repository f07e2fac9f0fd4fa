"""The form of a lesson's `lesson.toml` as pydantic models; `game.content.coach` makes values of them."""

# ruff: noqa: RUF012 - pydantic copies the default of a field for every instance

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from game.content.coach import Phase, condition
from game.content.forms import AsCount, Id, Part, Words, refuse


def _asks(text: str) -> str:
    try:
        condition(text)
    except ValueError as wrong:
        refuse("fault.condition", value=str(wrong)[:60])
    return text


def _points(text: str) -> str:
    _asks(text.partition(" unless ")[2]) if " unless " in text else None
    return text


Asked = Annotated[str, StringConstraints(max_length=200), AfterValidator(_asks)]
Target = Annotated[str, StringConstraints(pattern=r"^[\w.{}-]{1,60}$")]
Pointed = Annotated[str, StringConstraints(min_length=1, max_length=160), AfterValidator(_points)]


class HintShape(Part):
    """Said when `when` holds after the player did something else than the task."""

    id: Id
    when: Asked
    at_once: bool = False


class StepShape(Part):
    """One idea with one task; sentences `<id>.say`, `<id>.do` and `<id>.<hint>` stand in the text files."""

    id: Id
    phase: Phase
    done: Asked = Field(default="", validate_default=False)
    point: Annotated[list[Pointed], Field(max_length=8)] = []
    to: Target | Literal[""] = ""
    keys: Annotated[list[Words], Field(max_length=8)] = []
    hint: Annotated[list[HintShape], Field(max_length=6)] = []
    silent: bool = False


class LessonShape(Part):
    """A whole lesson."""

    format: Literal["ritregie-lesson/1"]
    id: Id
    scenario: Id
    minutes: Annotated[int, AsCount, Field(ge=1, le=120)]
    step: Annotated[list[StepShape], Field(min_length=1, max_length=40)]
