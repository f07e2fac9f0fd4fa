"""`autoplay` of a scenario that is played as weeks: a headless planner, its log, and what it was worth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from game.autoplay_week import play_weeks_to_folder
from game.cli.learning import profile_of
from game.content.language import Language
from game.domain.errors import Unreadable
from game.domain.scenario import Scenario
from game.replay_week import week_story
from game.report.week import week_debrief, week_report
from game.session_week import WeekSession
from game.week.ways import WAYS


def autoplay_weeks(
    scenario: Scenario, persona: str, *, seed: int, folder: Path, speech: Language
) -> dict[str, Any]:
    """CONTRACT's answer of `autoplay`: `kpi` sums the days, `naive_kpi` the same days without choices."""
    if persona not in WAYS:
        raise Unreadable("persona.unknown", persona=persona, known=", ".join(WAYS))
    session, kpis = play_weeks_to_folder(scenario, persona, seed=seed, folder=folder)
    return {**kpis, "reference_kpi": None, "files": _write(session, folder, speech)}


def _write(session: WeekSession, folder: Path, speech: Language) -> list[str]:
    """Debrief, profile and report beside the log."""
    told, competencies = week_debrief(session), profile_of([week_story(session)], "correlated")
    texts = {
        "debrief.json": json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False),
        "profile.json": json.dumps(competencies, ensure_ascii=False, indent=1, allow_nan=False),
        "report.html": week_report(session.scenario, told, speech),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [str(folder / name) for name in ("log.jsonl", *texts)]
