"""Sentences that state the same thing in several places: found at ingest, linked, told apart."""

from corpus.parallels.comparing import Agreement, Likeness, compare
from corpus.parallels.masking import mask
from corpus.parallels.statement import Parallel, Restatements, Statement, statements_of

__all__ = [
    "Agreement",
    "Likeness",
    "Parallel",
    "Restatements",
    "Statement",
    "compare",
    "mask",
    "statements_of",
]
