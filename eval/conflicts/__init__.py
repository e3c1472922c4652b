"""Are conflicts told, and only those: labelled pairs in, precision and recall out."""

from eval.conflicts.judging import judge
from eval.conflicts.pairs import DEFAULT_PAIRS, Label, Pair, load_pairs
from eval.conflicts.telling import conflicts

__all__ = ["DEFAULT_PAIRS", "Label", "Pair", "conflicts", "judge", "load_pairs"]
