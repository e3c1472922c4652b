"""Which sentences answer: found, weighed, and chosen as points."""
