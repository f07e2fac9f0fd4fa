"""The kinds of value that authors write in files, as pydantic types; wrong ones get a cure, never a guess.

Names carry the unit that authors write (`_min`, `_eur`, `_percent`); the builders turn them into the
domain's integers.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, NoReturn

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from game.content.numbers import (
    LONG_CLOCK_S,
    clock_s,
    decimal_number,
    number_fault,
    whole_number,
    window_s,
    yes_or_no,
)
from game.domain.errors import Unreadable

_CLOCK_SCHEMA = {"type": "string", "pattern": r"^\d{1,2}:\d{2}$", "examples": ["08:30"]}
_WINDOW_SCHEMA = {"type": "string", "pattern": r"^\d{1,2}:\d{2}-\d{1,2}:\d{2}$", "examples": ["05:00-12:00"]}


def _refuse(error: Unreadable) -> NoReturn:
    raise PydanticCustomError(error.key, error.key, dict(error.values))


def _clock(value: object) -> int:
    try:
        return clock_s(value)
    except Unreadable as error:
        _refuse(error)


def _long_clock(value: object) -> int:
    try:
        return clock_s(value, most_s=LONG_CLOCK_S)
    except Unreadable as error:
        _refuse(error)


def _window(value: object) -> tuple[int, int]:
    try:
        return window_s(value)
    except Unreadable as error:
        _refuse(error)


def _number(value: object) -> object:
    """A quoted number in TOML gets the same cure as a cell; other kinds are pydantic's to judge."""
    if isinstance(value, str):
        _refuse(number_fault(value, whole=False))
    return value


def _count(value: object) -> object:
    if isinstance(value, str):
        _refuse(number_fault(value, whole=True))
    if isinstance(value, float):
        _refuse(number_fault(f"{value:.6f}".rstrip("0").rstrip("."), whole=True))
    return value


def _printable(value: object) -> object:
    if isinstance(value, str) and not value.isprintable():
        raise PydanticCustomError("fault.control_character", "fault.control_character")
    return value


def refuse(key: str, **values: str | int | float) -> NoReturn:
    """Refuse a whole table from a model's own validator."""
    raise PydanticCustomError(key, key, dict(values))


AsNumber = BeforeValidator(_number)
AsCount = BeforeValidator(_count)
Printable = BeforeValidator(_printable)

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
_PERMIT = r"^[A-Za-z0-9_-]{1,40}(:(emission|window))?$"


def _permit(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(_PERMIT, value):
        refuse("fault.permit", value=value[:80])
    return value


Permit = Annotated[str, BeforeValidator(_permit), WithJsonSchema({"type": "string", "pattern": _PERMIT})]
"""An exemption of a zone: of all its rules, or of one."""
Ids = Annotated[list[Id], Field(max_length=1000)]
Subject = Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9_-]{0,40}|\*)$")]
Name = Annotated[str, Printable, StringConstraints(min_length=1, max_length=80)]
Words = Annotated[str, Printable, StringConstraints(max_length=80)]
Clock = Annotated[int, BeforeValidator(_clock), WithJsonSchema(_CLOCK_SCHEMA)]
LongClock = Annotated[int, BeforeValidator(_long_clock), WithJsonSchema(_CLOCK_SCHEMA)]
"""Up to 72:00: a barge that arrives the day after tomorrow."""
WindowText = Annotated[tuple[int, int], BeforeValidator(_window), WithJsonSchema(_WINDOW_SCHEMA)]
Metres = Annotated[int, AsCount, Field(ge=0, le=2_000_000)]
Seconds = Annotated[int, AsCount, Field(ge=0, le=86_400)]
Minutes = Annotated[float, AsNumber, Field(ge=0, le=1440)]
Euro = Annotated[float, AsNumber, Field(ge=-100_000, le=100_000)]
Price = Annotated[float, AsNumber, Field(ge=0, le=10_000)]
Share = Annotated[float, AsNumber, Field(ge=0, le=1)]
Percent = Annotated[float, AsNumber, Field(ge=0, le=100)]
Competency = Literal["K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8"]


class Part(BaseModel):
    """No unknown keys, no conversions, no NaN or infinity."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, frozen=True)


# --- cells: every cell is text, an empty one is left out before it comes here ----------------------


def _cell_count(value: object) -> object:
    try:
        return whole_number(value) if isinstance(value, str) else value
    except Unreadable as error:
        _refuse(error)


def _cell_decimal(value: object) -> object:
    try:
        return decimal_number(value) if isinstance(value, str) else value
    except Unreadable as error:
        _refuse(error)


def _cell_yes(value: object) -> object:
    try:
        return yes_or_no(value) if isinstance(value, str) else value
    except Unreadable as error:
        _refuse(error)


def _cell_words(value: object) -> object:
    return value.split() if isinstance(value, str) else value


CellKg = Annotated[int, BeforeValidator(_cell_count), Field(ge=1, le=60_000)]
CellCount = Annotated[int, BeforeValidator(_cell_count), Field(ge=0, le=100_000)]
CellMinutes = Annotated[float, BeforeValidator(_cell_decimal), Field(ge=0, le=1440)]
CellEuro = Annotated[float, BeforeValidator(_cell_decimal), Field(ge=0, le=100_000)]
CellYes = Annotated[bool, BeforeValidator(_cell_yes)]
CellIds = Annotated[list[Id], BeforeValidator(_cell_words), Field(max_length=10)]
