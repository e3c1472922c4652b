"""Which sentences answer the question: passages in, scored evidence out.

Every sentence and clause of the passages found is a candidate. What it says itself, what stands
above it (its heading, the head of its enumeration, its table row) and whether it holds a figure of
the kind asked for become features. Two small linear models read them: one orders the candidates of
a question, the other gives the chance that a sentence answers at all, below which the product
abstains. Both are learnt from the gold `dev` questions by `python -m eval calibrate`, once with the
meaning of sentences (their vectors) and once without, for when there are no vectors.
"""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from bot.intent import holds, misses_the_point
from bot.terms import coverage
from bot.understanding import Asked
from corpus import Unit, split_units
from retrieval import Passage

# Cosines of multilingual-e5 lie in a narrow band; this spreads them to about [-1, 1].
_COSINE_MIDDLE = 0.83
_COSINE_SPREAD = 10

# Headings under which reports say what is still to be done, not what holds.
_PLANS = ("下一步", "下步", "下部工作", "工作打算", "努力方向")
_RECIPROCAL = 60  # RRF's k (Cormack et al. 2009), here to turn a rank into a feature


Similarities = Callable[[str, Sequence[str]], "list[float] | None"]


class Features(NamedTuple):
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
    focus_unmet: float
    department: float
    similarity: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate sentence: the clean range `[start, end)` of its passage's text.

    One that cannot answer, such as one without the figure asked for, is kept as what is near.
    """

    passage: Passage
    start: int
    end: int
    features: Features
    score: float
    probability: float
    can_answer: bool = True

    @property
    def text(self) -> str:
        """The sentence in clean text."""
        return self.passage.chunk.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Model:
    """Two linear models over `Features`.

    `order` ranks the candidates of one question (a linear score). `answers` with `bias` is a
    logistic model: probability = 1 / (1 + exp(-(bias + answers · features))).
    """

    order: tuple[float, ...]
    answers: tuple[float, ...]
    bias: float

    def score(self, features: Features) -> float:
        """Return what orders the candidates of one question; higher is better."""
        return _dot(self.order, features)

    def probability(self, features: Features) -> float:
        """Return the modelled chance that a candidate answers."""
        logit = self.bias + _dot(self.answers, features)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@dataclass(frozen=True, slots=True)
class Weights:
    """The models for when sentences have vectors and for when there are words only; thresholds.

    An answer begins with a sentence of at least `answer_threshold`; once it has begun, something
    else that was asked may be met, or a further sentence told, from `add_threshold` on.
    """

    with_vectors: Model
    words_only: Model
    answer_threshold: float
    add_threshold: float


WEIGHTS_FILE = Path(__file__).with_name("evidence_weights.json")


@cache
def load_weights() -> Weights:
    """Read the learnt weights that ship with the package."""
    table = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return Weights(
        _model(table["with_vectors"]),
        _model(table["words_only"]),
        answer_threshold=table["answer_threshold"],
        add_threshold=table["add_threshold"],
    )


def select_evidence(
    asked: Asked,
    question: str,
    passages: Sequence[Passage],
    *,
    weights: Weights,
    similarities: Similarities,
) -> list[Evidence]:
    """Score every sentence of the passages; best first.

    Args:
        asked: the thing asked: what evidence has to speak of, and the form of the answer.
        question: the whole question.
        passages: where to look.
        weights: the models.
        similarities: gives the cosines of a question with sentences, or None without vectors.
    """
    places = [(passage, unit) for passage in passages for unit in _units(passage.chunk.text)]
    cosines = similarities(question, [_text(*place) for place in places])
    model = weights.words_only if cosines is None else weights.with_vectors
    found: list[Evidence] = []
    for at, (passage, unit) in enumerate(places):
        text = passage.chunk.text
        lead = text[unit.lead[0] : unit.lead[1]] if unit.lead else ""
        similarity = 0.0 if cosines is None else _spread(cosines[at])
        features = _measure(asked, question, _text(passage, unit), lead, passage)
        context = f"{_above(passage)} {lead} {_text(passage, unit)}"
        can_answer = features.with_context > 0 and not _is_of_the_unknown(asked, context)
        can_answer = can_answer and not misses_the_point(
            asked.intent, _text(passage, unit), context
        )
        named = float(passage.chunk.issuer in asked.departments)
        features = features._replace(similarity=similarity, department=named)
        found.append(
            Evidence(
                passage,
                unit.start,
                unit.end,
                features,
                model.score(features),
                model.probability(features) if can_answer else 0.0,
                can_answer,
            )
        )
    return sorted(found, key=lambda item: -item.score)


def _model(table: dict[str, Any]) -> Model:
    names = Features._fields
    return Model(
        order=tuple(table["order"][name] for name in names),
        answers=tuple(table["answers"][name] for name in names),
        bias=table["bias"],
    )


@lru_cache(4096)  # chunks come back from question to question
def _units(text: str) -> tuple[Unit, ...]:
    return tuple(unit for unit in split_units(text) if not unit.heading)


def _text(passage: Passage, unit: Unit) -> str:
    return passage.chunk.text[unit.start : unit.end]


def _measure(
    asked: Asked,
    question: str,
    sentence: str,
    lead: str,
    passage: Passage,
) -> Features:
    """Return the features of one sentence, apart from similarity and department."""
    terms, intent, focus = asked.terms, asked.intent, asked.focus
    above = _above(passage)
    folded, context = sentence.lower(), f"{above} {lead} {sentence}".lower()
    met = [want for want in intent.wants if holds(want, sentence)]
    own = [term for term in terms if not term.is_background]
    total = sum(term.weight for term in terms) or 1.0
    missing = max((term.weight * (1 - term.met_by(context)) for term in own), default=0.0)
    return Features(
        own_coverage=coverage(terms, folded),
        with_context=coverage(terms, context),
        heaviest_missing=min(1.0, missing / total * 2),
        pairs=_shared_pairs(question, sentence),
        wants_met=len(met) / len(intent.wants) if intent.wants else 0.0,
        wants_unmet=float(bool(intent.wants) and not met),
        unit_met=float(any(unit in sentence for unit in intent.units)),
        rank=10 / (10 + passage.rank),
        keyword_rank=_reciprocal(passage, "keyword"),
        vector_rank=_reciprocal(passage, "vector"),
        length=min(1.0, len(sentence) / 200),
        is_plan=float(any(word in above for word in _PLANS)),
        lists=float(intent.is_list) * min(1.0, sentence.count("、") / 4),
        focus_unmet=1.0 - focus.met_by(context) if focus else 0.0,
        department=0.0,
        similarity=0.0,
    )


def _is_of_the_unknown(asked: Asked, context: str) -> bool:
    """Whether what is asked of is a thing that no document mentions, and this sentence neither."""
    focus = asked.focus
    if focus is None or focus.known or focus.alternatives:
        return False
    return focus.met_by(context) == 0


def _above(passage: Passage) -> str:
    """What stands over a passage's text: place, headings, table column, issuer."""
    chunk = passage.chunk
    return " ".join(
        (passage.metadata.region or "", *chunk.section, chunk.context or "", chunk.issuer or "")
    )


def _spread(cosine: float) -> float:
    return (cosine - _COSINE_MIDDLE) * _COSINE_SPREAD


def _dot(weights: Sequence[float], features: Features) -> float:
    return sum(w * x for w, x in zip(weights, features, strict=True))


def _reciprocal(passage: Passage, retriever: str) -> float:
    rank = passage.ranks.get(retriever)
    return 0.0 if rank is None else _RECIPROCAL / (_RECIPROCAL + rank)


def _shared_pairs(question: str, sentence: str) -> float:
    """The share of the question's character pairs that the sentence holds."""
    pairs = {question[i : i + 2] for i in range(len(question) - 1)}
    return sum(pair in sentence for pair in pairs) / len(pairs) if pairs else 0.0
