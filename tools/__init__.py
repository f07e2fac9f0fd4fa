"""What authors, facilitators and developers use; in the repository, not in the wheel."""
