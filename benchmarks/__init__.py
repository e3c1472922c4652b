"""Speed, memory and quality beside other set-ups; each module with a `main` prints a table."""
