"""What is measured of a candidate sentence: question and sentence in, numbers out.

The models of `scoring.py` weigh these. What a sentence says itself, what stands above and before
it, how near its meaning is, and what of the question it leaves unmet are measured apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.evidence import fitting, holding
from bot.understanding.departments import departments_in
from bot.understanding.period import PLANS
from bot.understanding.terms import Term, coverage
from bot.understanding.understood import Asked
from bot.understanding.word_pairs import unmet
from corpus import Metadata, measured_row
from retrieval import Nearness, Passage, embedded_text

# Cosines of multilingual-e5 lie in a narrow band; this spreads them to about [-1, 1].
_COSINE_MIDDLE = 0.83
_COSINE_SPREAD = 10
# Who asks at length says more than the one sentence that answers repeats: coverage and cosine are
# lower for it though it answers (on `dev`, five-fold, the area under the curve of answering
# against declining rose from 0.915 to 0.931, n = 701).
_LONG_QUESTION = 60
# Kinds of documents that survey many matters: their titles say little of what a sentence is of.
_OF_MANY_MATTERS = frozenset(
    {"报告", "汇报", "总结", "简报", "通报", "公报", "纪要", "白皮书", "新闻综述"}
)
_RECIPROCAL = 60  # RRF's k (Cormack et al. 2009), here to turn a rank into a feature


class Features(NamedTuple):
    """What is measured of a candidate, each about in [0, 1]."""

    own_coverage: float
    with_context: float
    with_previous: float
    heaviest_missing: float
    pairs: float
    wants_met: float
    unit_met: float
    rank: float
    keyword_rank: float
    vector_rank: float
    length: float
    is_plan: float
    lists: float
    focus_unmet: float
    unknown_focus: float
    unknown_share: float
    procedure_unmet: float
    department: float
    department_unmet: float
    similarity: float
    overall: float
    asked_length: float
    unmet_pairs: float
    similarity_gap: float = 0.0
    coverage_gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with what stands around it: its lead and the sentence before it, or empty."""

    passage: Passage
    received: str
    lead: str = ""
    previous: str = ""

    @property
    def text(self) -> str:
        """What the sentence states; of a table's row, with the measures of its columns."""
        return stated(self.passage, self.received)

    @property
    def embedded(self) -> str:
        """What is embedded of the sentence."""
        return embedded_text(self.passage.chunk, self.received)

    @property
    def above(self) -> str:
        """What stands over the passage: place, title, headings, table column, issuer.

        A guide or a measure is of one matter, which its title names and its lines (办理地点：…,
        第七条 贷款期限…) do not; a report's title says little of what a sentence of it speaks of.
        """
        chunk, metadata = self.passage.chunk, self.passage.metadata
        matter = metadata.title if is_of_one_matter(metadata) else ""
        return " ".join(
            (metadata.region or "", matter, *chunk.section, chunk.context or "", chunk.issuer or "")
        )

    @property
    def context(self) -> str:
        """The sentence with what stands above it."""
        return f"{self.above} {self.lead} {self.text}"


def is_of_one_matter(metadata: Metadata) -> bool:
    """Return whether a document is of one matter (a guide, a measure), which its title names."""
    return metadata.kind not in _OF_MANY_MATTERS


def stated(passage: Passage, text: str) -> str:
    """Return what a text of a passage states; a table's row with the measures of its columns."""
    chunk = passage.chunk
    if "\t" not in text:
        return text
    return measured_row(text, chunk.context, " ".join(chunk.section))


def measure(asked: Asked, question: str, candidate: Candidate, near: Nearness | None) -> Features:
    """Return the features of one sentence for one thing asked.

    Args:
        asked: the thing asked.
        question: the whole question, without its places.
        candidate: the sentence.
        near: how near its meaning is; None where there are no vectors.
    """
    terms, intent, focus = asked.terms, asked.intent, asked.focus
    text, passage = candidate.text, candidate.passage
    folded, context = text.lower(), candidate.context.lower()
    before = candidate.previous.lower()
    own = _subject(terms)
    met = [want for want in intent.wants if holding.holds(want, text)]
    return Features(
        own_coverage=coverage(terms, folded),
        with_context=coverage(terms, context),
        with_previous=coverage(terms, f"{before} {context}"),
        heaviest_missing=_heaviest_missing(own, terms, context),
        pairs=_shared_pairs(question, text),
        wants_met=len(met) / len(intent.wants) if intent.wants else 0.0,
        unit_met=float(any(unit in text for unit in intent.units)),
        rank=10 / (10 + passage.rank),
        keyword_rank=_reciprocal(passage, "keyword"),
        vector_rank=_reciprocal(passage, "vector"),
        length=min(1.0, len(text) / 200),
        is_plan=float(any(word in candidate.above for word in PLANS)),
        lists=float(intent.is_list) * min(1.0, text.count("、") / 4),
        focus_unmet=1.0 - focus.met_by(context) if focus else 0.0,
        unknown_focus=float(focus is not None and _is_unknown(focus) and not focus.met_by(context)),
        unknown_share=_unknown_share(own),
        procedure_unmet=float(intent.is_how_to and not fitting.is_procedural(text)),
        department=float(passage.chunk.issuer in asked.departments),
        department_unmet=float(_is_of_another_department(asked, candidate)),
        similarity=_spread(near.nearest) if near else 0.0,
        overall=_spread(near.overall) if near else 0.0,
        asked_length=min(1.0, len(question) / _LONG_QUESTION),
        unmet_pairs=unmet(asked.pairs, terms, context),
    )


def beside(features: Sequence[Features]) -> list[Features]:
    """Return the features of all candidates of one thing asked, each set beside the best of them.

    Cosines and coverage are high or low for all sentences of a question alike; how far a sentence
    falls behind the best says more of whether it answers (on `dev`, five-fold, the area under the
    curve of answering against declining rose from 0.883 to 0.893).
    """
    nearest = max((one.similarity for one in features), default=0.0)
    fullest = max((one.with_context for one in features), default=0.0)
    return [
        one._replace(
            similarity_gap=one.similarity - nearest, coverage_gap=one.with_context - fullest
        )
        for one in features
    ]


def _subject(terms: Sequence[Term]) -> list[Term]:
    """Return what is asked of: an aspect that names nothing (能用几年) is of what stands before."""
    own = [term for term in terms if not term.is_background]
    return own if any(term.is_telling and term.is_name for term in own) else list(terms)


def _heaviest_missing(own: Sequence[Term], terms: Sequence[Term], context: str) -> float:
    """The share of what is asked that the heaviest term not spoken of makes up, doubled."""
    total = sum(term.weight for term in terms) or 1.0
    missing = max((term.weight * (1 - term.met_by(context)) for term in own), default=0.0)
    return min(1.0, missing / total * 2)


def _unknown_share(own: Sequence[Term]) -> float:
    """The share of what is asked of that is named by words which no document knows."""
    unknown = sum(term.weight for term in own if term.is_name and _is_unknown(term))
    return unknown / (sum(term.weight for term in own) or 1.0)


def _is_of_another_department(asked: Asked, candidate: Candidate) -> bool:
    """Whether departments are asked of, and the sentence is neither theirs nor names them."""
    if not asked.departments or candidate.passage.chunk.issuer in asked.departments:
        return False
    named = departments_in(candidate.context, asked.departments)
    return not named


def _is_unknown(term: Term) -> bool:
    return not term.known and not term.alternatives


def _spread(cosine: float) -> float:
    return (cosine - _COSINE_MIDDLE) * _COSINE_SPREAD


def _reciprocal(passage: Passage, retriever: str) -> float:
    rank = passage.ranks.get(retriever)
    return 0.0 if rank is None else _RECIPROCAL / (_RECIPROCAL + rank)


def _shared_pairs(question: str, sentence: str) -> float:
    """The share of the question's character pairs that the sentence holds."""
    pairs = {question[i : i + 2] for i in range(len(question) - 1)}
    return sum(pair in sentence for pair in pairs) / len(pairs) if pairs else 0.0
