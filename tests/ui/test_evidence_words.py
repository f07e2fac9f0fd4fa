"""What the debrief and the profile say of a piece of evidence."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from game.content.language import LANGUAGES, language
from game.ui.debrief_evidence import evidence_sentence


@pytest.mark.parametrize("code", LANGUAGES)
def test_never_reached_is_not_zero_acts(code: str) -> None:
    """A player who never had a complete plan is not told that it took nothing at all."""
    ctx = cast("Any", SimpleNamespace(t=language(code).t, fmt=language(code)))
    reached = evidence_sentence(ctx, None, "K1.first_feasible", {"acts": 12})
    never = evidence_sentence(ctx, None, "K1.first_feasible", {"acts": 0, "case": "never"})
    assert "12" in reached
    assert "0" not in never
    assert never == language(code).t("indicator.K1.first_feasible.never")
