"""What a person reads afterwards: the debrief as data and the report as a standalone page."""
