"""From points to what is told: citations, form, wording, notices, checks."""
