"""Whether two sentences state the same thing, and whether their figures agree: masks in, link out.

Strict where figures differ: only figures that stand in the same words, after the same words, are
figures of one thing.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from corpus.figures.finding import Figure, same_figure
from corpus.figures.kinds import FigureKind
from corpus.figures.written import agree
from corpus.parallels.masking import FIGURE, Masked, MaskedFigure

# Shared character pairs over those of the shorter sentence, from which on the two are parallel;
# equal or differing figures tie them together, else the words alone have to.
_MIN_OVERLAP = 0.6
_MIN_OVERLAP_OF_WORDS = 0.8
# The parts of one document report on one thing: there less of the words has to be shared.
_MIN_OVERLAP_WITHIN = 0.45
# A sentence many times longer holds the pairs of the shorter one by chance.
_MAX_TIMES_LONGER = 3
_MAX_TIMES_LONGER_WITHIN = 4
# How alike the words before two figures must be for these to be figures of one thing.
_MIN_ALIKE = 0.8
_MIN_SUBJECT_CHARS = 6
# So long a run of words before a figure is the same statement, whatever is said before it.
_MIN_SAME_LEAD_CHARS = 20
_MIN_LABEL_CHARS = 4
# So many figures that agree show that two sentences state one fact.
_MANY_TIES = 2
_REFERRED = frozenset({"款", "条", "项", "章"})


# Years and ranks are shared by sentences about different things.
_WEAK_KINDS = frozenset({FigureKind.DATE, FigureKind.RANK})


class Agreement(StrEnum):
    """What two parallel sentences say of their figures."""

    EQUAL = "equal"
    DIFFER = "differ"
    NO_FIGURES = "no_figures"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two sentences go together. `differing` are the figures of one thing that differ."""

    overlap: float
    agreement: Agreement
    differing: tuple[tuple[Figure, Figure], ...] = ()


def compare(a: Masked, b: Masked, *, one_document: bool = False) -> Likeness | None:
    """Compare two masked sentences, of one document or of two; None where they are not parallel."""
    shorter, longer = sorted((len(a.text), len(b.text)))
    if longer > (_MAX_TIMES_LONGER_WITHIN if one_document else _MAX_TIMES_LONGER) * shorter:
        return None
    overlap = _overlap(a.text, b.text)
    if overlap < (_MIN_OVERLAP_WITHIN if one_document else _MIN_OVERLAP):
        return None
    aligned = _aligned(a, b)
    equal = [ours for ours, theirs in aligned if _says_the_same(ours.figure, theirs.figure)]
    n_ties = sum(one.figure.kind not in _WEAK_KINDS for one in equal)
    is_tied = n_ties >= _MANY_TIES

    def of_one_thing(ours: MaskedFigure, theirs: MaskedFigure) -> bool:
        if one_document and _is_within(ours, theirs, is_tied=is_tied, is_named=bool(names)):
            return True
        if overlap < _MIN_OVERLAP:
            return False
        return _is_same_label(ours, theirs) if is_tied else _is_of_one_thing(ours, theirs)

    names = a.names & b.names
    differing = tuple(
        (ours.figure, theirs.figure)
        for ours, theirs in aligned
        if not _says_the_same(ours.figure, theirs.figure)
        and (ours.figure.kind, ours.figure.unit) == (theirs.figure.kind, theirs.figure.unit)
        and of_one_thing(ours, theirs)
    )
    if differing:
        return Likeness(overlap, Agreement.DIFFER, differing)
    if overlap < _MIN_OVERLAP:
        return None
    if n_ties or (equal and overlap >= _MIN_OVERLAP_OF_WORDS):
        return Likeness(overlap, Agreement.EQUAL)
    if a.figures or b.figures or overlap < _MIN_OVERLAP_OF_WORDS:
        return None
    return Likeness(overlap, Agreement.NO_FIGURES)


def _aligned(a: Masked, b: Masked) -> list[tuple[MaskedFigure, MaskedFigure]]:
    """Pair the figures that stand at the same place of words that both sentences have."""
    if not (a.figures and b.figures):
        return []
    ours = [at for at, char in enumerate(a.text) if char == FIGURE]
    theirs = {at: n for n, at in enumerate(at for at, c in enumerate(b.text) if c == FIGURE)}
    pairs = []
    for block in SequenceMatcher(None, a.text, b.text, autojunk=False).get_matching_blocks():
        for n, at in enumerate(ours):
            other = theirs.get(at - block.a + block.b)
            if block.a <= at < block.a + block.size and other is not None:
                pairs.append((a.figures[n], b.figures[other]))
    return pairs


def _says_the_same(a: Figure, b: Figure) -> bool:
    """Tell whether two figures agree: as written, rounded, hedged, or with another measure word."""
    if same_figure(a, b):
        return True
    return a.kind is b.kind and agree(a, b)


def _is_same_label(a: MaskedFigure, b: MaskedFigure) -> bool:
    """Tell whether the words of two figures' clauses are the same, but for what is added before.

    Enough where other figures of the two sentences agree already.
    """
    shorter, longer = sorted((a.before, b.before), key=len)
    return longer.endswith(shorter) and bool(shorter or a.behind == b.behind != "")


def _is_of_one_thing(a: MaskedFigure, b: MaskedFigure) -> bool:
    """Tell whether two figures stand in the same words, after words that speak of one thing.

    Words may be added before them, but none put in the place of others: 科技贷…累计放款 and
    运通货…累计放款 are loans of two kinds.
    """
    if a.before != b.before or (a.behind and b.behind and a.behind != b.behind):
        return False
    if _is_reference(a) or min(len(a.lead), len(b.lead)) < _MIN_SUBJECT_CHARS:
        return False
    matcher = SequenceMatcher(None, a.lead, b.lead, autojunk=False)
    replaced = any(tag == "replace" for tag, *_ in matcher.get_opcodes())
    return not replaced and matcher.ratio() >= _MIN_ALIKE


def _is_within(a: MaskedFigure, b: MaskedFigure, *, is_tied: bool, is_named: bool) -> bool:
    """Tell whether two figures of one document's parts are of one thing, though said otherwise.

    So they are behind the same long run of words; where other figures agree, behind the end of one
    another's clause and before the beginning; and where both sentences speak of one name in
    quotation marks, if one clause only adds words to the other.
    """
    if _is_reference(a) or _is_reference(b):
        return False
    shorter, longer = sorted((a.lead, b.lead), key=len)
    if len(shorter) >= _MIN_SAME_LEAD_CHARS and longer.endswith(shorter) and a.behind == b.behind:
        return True
    shorter, longer = sorted((a.before, b.before), key=len)
    if len(shorter) < _MIN_LABEL_CHARS:
        return False
    if is_tied and len(shorter) >= _MIN_SUBJECT_CHARS and longer.endswith(shorter):
        return bool(a.behind and b.behind) and (
            a.behind.startswith(b.behind) or b.behind.startswith(a.behind)
        )
    return is_named and a.behind == b.behind and _only_adds(longer, shorter)


def _only_adds(longer: str, shorter: str) -> bool:
    """Tell whether a text is another one with a run of words put in."""
    added = len(longer) - len(shorter)
    return any(longer[:at] + longer[at + added :] == shorter for at in range(1, len(shorter) + 1))


def _is_reference(figure: MaskedFigure) -> bool:
    """Tell whether a figure counts what is referred to: 适用前两款的规定."""
    return figure.before.endswith("前") and figure.figure.unit in _REFERRED


@lru_cache(4096)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _overlap(a: str, b: str) -> float:
    ours, theirs = _pairs(a), _pairs(b)
    smaller = min(len(ours), len(theirs))
    return len(ours & theirs) / smaller if smaller else 0.0
