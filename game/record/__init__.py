"""The log on disk: append-only, chained JSON lines. Reads and writes; rebuilds nothing."""
