"""Whether two sentences state one fact: by their figures and the character pairs they share.

A fact that stands in several documents is told once, with all its sources.
"""

from functools import lru_cache

from bot.evidence.scoring import Evidence
from corpus import FigureKind, find_figures

# Two sentences with the same figures, or hardly any, are one fact from these overlaps on.
_SAME_WITH_FIGURES = 0.5
_SAME_WITHOUT_FIGURES = 0.7
# Years and ranks are shared by sentences about different things.
_WEAK_KINDS = frozenset({FigureKind.DATE, FigureKind.RANK, FigureKind.NAME})


def same_fact(a: Evidence, b: Evidence, *, at_least: float = 0.0) -> bool:
    """Return whether two sentences state the same thing.

    Args:
        a: one sentence.
        b: the other.
        at_least: how much of the longer text they must share, in [0, 1].
    """
    if a.passage.chunk.id == b.passage.chunk.id and a.start == b.start:
        return True
    ours, theirs = figures_of(a.text), figures_of(b.text)
    if bool(ours) != bool(theirs) or len(ours & theirs) < min(len(ours), len(theirs)):
        return False
    enough = _SAME_WITH_FIGURES if ours else _SAME_WITHOUT_FIGURES
    shorter, longer = sorted((_pairs(a.text), _pairs(b.text)), key=len)
    return _share_of(shorter, longer) >= enough and _share_of(longer, shorter) >= at_least


def is_told(item: Evidence, answer: str) -> bool:
    """Return whether an answer already says what a sentence states."""
    return _share_of(_pairs(item.text), _pairs(answer)) >= _SAME_WITHOUT_FIGURES


def holds_all_of(item: Evidence, answer: str) -> bool:
    """Return whether a sentence says what a short answer said, and more."""
    told = frozenset(figure.canonical for figure in find_figures(answer))
    held = frozenset(figure.canonical for figure in find_figures(item.text))
    is_held = bool(told) and told <= held
    return is_held and _share_of(_pairs(answer), _pairs(item.text)) >= _SAME_WITHOUT_FIGURES


@lru_cache(4096)
def figures_of(text: str) -> frozenset[str]:
    """Return the figures that tell facts apart, as `kind:value`; no years, ranks and names."""
    return frozenset(
        f"{figure.kind}:{figure.canonical}"
        for figure in find_figures(text)
        if figure.kind not in _WEAK_KINDS
    )


@lru_cache(4096)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _share_of(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """How much of the first is in the second, in [0, 1]; 0 of nothing."""
    return len(ours & theirs) / len(ours) if ours else 0.0
