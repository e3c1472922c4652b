"""Figures that contradict their neighbours, and other slips: clean text in, defects out.

A false alarm is worse than a miss: a rule acquits whatever any reading makes right and accuses
only what the words beside the figures tie together.
"""

from corpus.defects.defect import Defect, DefectKind, SourceDefect
from corpus.defects.finding import find_defects, source_defects

__all__ = ["Defect", "DefectKind", "SourceDefect", "find_defects", "source_defects"]
