"""What a group shows together, so that nobody in it can be told apart.

Every figure rests on at least `LEAST` players and every heap of dots or votes on at least `HEAP`; what rests
on fewer is left out (k-anonymity: L. Sweeney, Int. J. Uncertainty, Fuzziness and Knowledge-Based Systems 10,
2002).
"""

from __future__ import annotations

LEAST = 5
"""Players below which a figure is not shown."""
HEAP = 2
"""Players below which nothing is shown as a heap of its own."""

__all__ = ["HEAP", "LEAST"]
