"""Which text on what is kept a player agreed to. The text itself stands in the catalogues, keys `consent.*`.

A text that says something else gets another id, and everybody is asked again.
"""

from __future__ import annotations

CONSENT = "ritregie-consent/2"
NOT_KEPT = "not-kept"
"""The player plays on, and nothing of the play is kept."""
PARTS = ("what", "why", "where", "long", "rights")
"""Paragraphs of the text, in order: `consent.<part>`."""


def asked(consent: str) -> bool:
    """Whether the player has said yes or no to the text as it is now."""
    return consent in (CONSENT, NOT_KEPT)
