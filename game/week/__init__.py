"""The tactical game: days in a row, each planned around regular trips and driven, and what choices bring.

`world` makes the world of one day; `drive` plans and drives it; `run` does whole weeks and keeps what it
drove; `value` says what choices bring on the same days; `figures` is what a planner can study; `ways` are
the headless planners.
"""
