"""Nouns only: frozen, slotted, keyword-only values of the planner's world; standard library only."""
