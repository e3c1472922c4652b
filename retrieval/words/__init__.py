"""Words: how text is cut into them, what they mean colloquially, and how they are mistyped."""
