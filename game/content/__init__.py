"""Files become domain values here; nothing that comes from outside is trusted."""
