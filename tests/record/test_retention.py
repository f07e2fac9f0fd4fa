"""Raw logs have their time: named a month before, then deleted, and never a day too early."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from game.record.retention import FILE, NOTICE_DAYS, overdue, tidy

TODAY = date(2026, 11, 28)


def log(folder: Path, day: date) -> Path:
    """A log of a day, by its name."""
    path = folder / f"{day:%Y%m%d}-120000-stukgoed-abc.jsonl"
    path.write_text("{}", encoding="utf-8")
    return path


def test_a_log_is_named_a_month_before_it_goes(tmp_path: Path) -> None:
    """The first start says so, a start within the month deletes nothing, a later one does."""
    old, new = log(tmp_path, date(2025, 11, 1)), log(tmp_path, date(2026, 11, 1))
    first = tidy(tmp_path, [old, new], TODAY)
    assert (first.due, first.removed, first.on) == ((old,), (), TODAY + timedelta(days=NOTICE_DAYS))
    almost = tidy(tmp_path, [old, new], TODAY + timedelta(days=NOTICE_DAYS - 1))
    assert (almost.removed, almost.on) == ((), first.on)
    assert tidy(tmp_path, [old, new], TODAY + timedelta(days=NOTICE_DAYS)).removed == (old,)
    assert not old.exists()
    assert new.exists()
    assert not (tmp_path / FILE).exists()


def test_a_damaged_note_names_again(tmp_path: Path) -> None:
    """What was said cannot be read any more: then it was not said, and nothing goes."""
    old = log(tmp_path, date(2025, 1, 1))
    tidy(tmp_path, [old], TODAY)
    for text in ("{", "[1]", f'{{"{old.name}": "soon"}}', f'{{"{old.name}": 3}}'):
        (tmp_path / FILE).write_text(text, encoding="utf-8")
        assert tidy(tmp_path, [old], TODAY + timedelta(days=99)).removed == ()
        assert old.exists()


def test_others_logs_stay_named(tmp_path: Path) -> None:
    """Each player's start looks at that player's logs, and forgets nothing of another's."""
    mine, other = log(tmp_path, date(2025, 1, 1)), log(tmp_path, date(2025, 1, 2))
    tidy(tmp_path, [mine], TODAY)
    tidy(tmp_path, [other], TODAY + timedelta(days=20))
    assert tidy(tmp_path, [mine], TODAY + timedelta(days=31)).removed == (mine,)
    assert tidy(tmp_path, [other], TODAY + timedelta(days=31)).removed == ()


def test_for_ever_is_for_ever(tmp_path: Path) -> None:
    """Who keeps everything loses nothing."""
    assert overdue([log(tmp_path, date(2000, 1, 1))], TODAY, 0) == []


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 800), st.integers(1, 36))
def test_no_log_goes_too_early(tmp_path_factory, today: date, age: int, months: int) -> None:
    """Whatever the calendar: younger than the months is never due, a month older always is."""
    day = today - timedelta(days=age)
    due = bool(overdue([log(tmp_path_factory.mktemp("logs"), day)], today, months))
    if age < 28 * months:
        assert not due
    if age > 31 * months + 4:
        assert due
