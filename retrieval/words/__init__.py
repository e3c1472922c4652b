"""Words: how text is cut into them, what they mean colloquially, how they are spelt."""
