"""Figures of a text as values: quantities, dates and numbers with unit, sign and as-of date."""
