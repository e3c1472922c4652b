"""Documents, chunks and what links them, in SQL."""
