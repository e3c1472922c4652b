"""Which sentences answer the question: passages in, scored evidence out.

Every sentence and clause of the passages found is a candidate. What it says itself, what stands
above it (its heading, the head of its enumeration, its table row) and whether it holds a figure of
the kind asked for become features. Two small linear models read them: one orders the candidates of
a question, the other gives the chance that a sentence answers at all, below which the product
abstains. Both are learnt from the gold `dev` questions by `python -m eval calibrate`.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from importlib.resources import files

from bot.intent import Intent
from bot.terms import Term, coverage
from corpus import find_figures, split_units
from retrieval import Passage

# Headings under which reports say what is still to be done, not what holds.
_PLANS = ("下一步", "下步", "下部工作", "工作打算", "努力方向")
_RECIPROCAL = 60  # RRF's k (Cormack et al. 2009), here to turn a rank into a feature


@dataclass(frozen=True, slots=True)
class Features:
    """What is measured of a candidate, each about in [0, 1]."""

    own_coverage: float
    with_context: float
    heaviest_missing: float
    pairs: float
    wants_met: float
    wants_unmet: float
    unit_met: float
    rank: float
    keyword_rank: float
    vector_rank: float
    length: float
    is_plan: float
    lists: float
    similarity: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate sentence: the clean range `[start, end)` of its passage's text."""

    passage: Passage
    start: int
    end: int
    lead: str
    features: Features
    score: float
    probability: float

    @property
    def text(self) -> str:
        """The sentence in clean text."""
        return self.passage.chunk.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Weights:
    """The two models over `Features`, and the probabilities from which a sentence is told.

    `order` ranks the candidates of one question (a linear score). `answers` with `bias` is a
    logistic model: probability = 1 / (1 + exp(-(bias + answers · features))).
    """

    order: tuple[float, ...]
    answers: tuple[float, ...]
    bias: float
    answer_threshold: float
    add_threshold: float

    def score(self, features: Features) -> float:
        """Return what orders the candidates of one question; higher is better."""
        return _dot(self.order, features)

    def probability(self, features: Features) -> float:
        """Return the modelled chance that a candidate answers."""
        logit = self.bias + _dot(self.answers, features)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@cache
def load_weights() -> Weights:
    """Read the learnt weights that ship with the package."""
    table = json.loads(files("bot").joinpath("evidence_weights.json").read_text(encoding="utf-8"))
    names = [field.name for field in fields(Features)]
    return Weights(
        order=tuple(table["order"][name] for name in names),
        answers=tuple(table["answers"][name] for name in names),
        bias=table["bias"],
        answer_threshold=table["answer_threshold"],
        add_threshold=table["add_threshold"],
    )


def select_evidence(
    terms: Sequence[Term],
    intent: Intent,
    question: str,
    passages: Sequence[Passage],
    *,
    weights: Weights,
) -> list[Evidence]:
    """Score every sentence of the passages; best first."""
    found = [
        evidence
        for passage in passages
        for evidence in _candidates(terms, intent, question, passage, weights)
    ]
    return sorted(found, key=lambda item: -item.score)


def _candidates(
    terms: Sequence[Term], intent: Intent, question: str, passage: Passage, weights: Weights
) -> list[Evidence]:
    text = passage.chunk.text
    above = " ".join(
        (*passage.chunk.section, passage.chunk.context or "", passage.chunk.issuer or "")
    )
    place = passage.metadata.region or ""
    evidence: list[Evidence] = []
    for unit in split_units(text):
        if unit.heading:
            continue
        lead = text[unit.lead[0] : unit.lead[1]] if unit.lead else ""
        features = measure(
            terms, intent, question, text[unit.start : unit.end], f"{place} {above} {lead}", passage
        )
        evidence.append(
            Evidence(
                passage,
                unit.start,
                unit.end,
                lead,
                features,
                weights.score(features),
                weights.probability(features),
            )
        )
    return evidence


def measure(
    terms: Sequence[Term],
    intent: Intent,
    question: str,
    sentence: str,
    above: str,
    passage: Passage,
) -> Features:
    """Return the features of one sentence, `above` being what stands over it."""
    folded, context = sentence.lower(), f"{above} {sentence}".lower()
    figures = find_figures(sentence) if intent.wants else []
    met = [want for want in intent.wants if any(figure.kind == want for figure in figures)]
    total = sum(term.weight for term in terms) or 1.0
    missing = max(
        (term.weight * (1 - term.met_by(context)) for term in terms if not term.is_background),
        default=0.0,
    )
    return Features(
        own_coverage=coverage(terms, folded),
        with_context=coverage(terms, context),
        heaviest_missing=min(1.0, missing / total * 2),
        pairs=_shared_pairs(question, sentence),
        wants_met=len(met) / len(intent.wants) if intent.wants else 0.0,
        wants_unmet=float(bool(intent.wants) and not met),
        unit_met=float(any(figure.unit in intent.units for figure in figures)),
        rank=10 / (10 + passage.rank),
        keyword_rank=_reciprocal(passage, "keyword"),
        vector_rank=_reciprocal(passage, "vector"),
        length=min(1.0, len(sentence) / 200),
        is_plan=float(any(word in above for word in _PLANS)),
        lists=float(intent.is_list) * min(1.0, sentence.count("、") / 4),
        similarity=0.0,
    )


def _dot(weights: Sequence[float], features: Features) -> float:
    return sum(w * x for w, x in zip(weights, astuple(features), strict=True))


def _reciprocal(passage: Passage, retriever: str) -> float:
    rank = passage.ranks.get(retriever)
    return 0.0 if rank is None else _RECIPROCAL / (_RECIPROCAL + rank)


def _shared_pairs(question: str, sentence: str) -> float:
    """The share of the question's character pairs that the sentence holds."""
    pairs = {question[i : i + 2] for i in range(len(question) - 1)}
    return sum(pair in sentence for pair in pairs) / len(pairs) if pairs else 0.0
