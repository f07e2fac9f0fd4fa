"""From log to evidence to profile: indicators, measurement model, profile (ASSESSMENT 1, 2)."""
