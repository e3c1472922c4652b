"""The words that the indexed documents hold: how often, and what a mistyped one must be."""
