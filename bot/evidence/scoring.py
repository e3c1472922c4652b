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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.evidence import named_places
from bot.evidence.able import Judged, is_doubted, is_foreign, is_of_another, short_names
from bot.evidence.candidates import begins_item, candidates, items_of
from bot.evidence.features import Candidate, Features, beside, measure, stated
from bot.understanding.understood import Asked
from corpus import Unit
from retrieval import Nearness, Passage

Similarities = Callable[[str, Sequence[str]], "list[Nearness] | None"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate sentence: the clean range `[start, end)` of its passage's text.

    One that cannot answer, such as one without the figure asked for, is kept as what is near. Where
    only its words tell against it, `doubted` is its chance but for them: it may be read again.
    `list_end` is where the list ends that the sentence introduces (有下列情形之一的), if it does;
    `list_items` are the title, or the first sentence, of each of its items. `cells` are the ranges
    that are told of it, in order (cells of a row, a lead and its case); none where all of it is.
    """

    passage: Passage
    start: int
    end: int
    features: Features
    score: float
    probability: float
    can_answer: bool = True
    doubted: float | None = None
    list_end: int | None = None
    list_items: tuple[tuple[int, int], ...] = ()
    cells: tuple[tuple[int, int], ...] = ()

    @property
    def told(self) -> str:
        """What is told of the sentence: all of it, or the parts of it that are asked for."""
        text = self.passage.chunk.text
        parts = [text[start:end].rstrip() for start, end in self.cells]
        told = "".join(part if part.endswith("：") else f"{part}，" for part in parts)
        return told.removesuffix("，") or self.text

    @property
    def text(self) -> str:
        """The sentence in clean text."""
        return self.passage.chunk.text[self.start : self.end]

    @property
    def stated(self) -> str:
        """What the sentence states; of a table's row, with the measures of its columns."""
        return stated(self.passage, self.text)


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
    places = [place for passage in passages for place in candidates(passage, asked)]
    nearness = similarities(question, [candidate.embedded for _, candidate in places])
    model = weights.words_only if nearness is None else weights.with_vectors
    measured = beside(
        [
            measure(asked, question, candidate, None if nearness is None else nearness[at])
            for at, (_, candidate) in enumerate(places)
        ]
    )
    nothing_known = is_foreign(asked)
    called = short_names(passages)
    found = [
        _weighed(asked, unit, candidate, features, model, called, nothing_known=nothing_known)
        for (unit, candidate), features in zip(places, measured, strict=True)
    ]
    return sorted(found, key=lambda item: -item.score)


def _weighed(
    asked: Asked,
    unit: Unit,
    candidate: Candidate,
    features: Features,
    model: Model,
    called: Mapping[str, str],
    *,
    nothing_known: bool,
) -> Evidence:
    """A sentence with its score and its chance to answer, none where it cannot, and its items."""
    items = items_of(candidate.passage, unit, asked)
    judged = Judged(
        asked,
        candidate,
        features,
        called[candidate.passage.chunk.document_id],
        n_items=sum(map(begins_item, items)),
        goes_on=bool(items) and _ends(items[-1]) >= len(candidate.passage.chunk.text.rstrip()),
    )
    lacks = nothing_known or is_doubted(judged)
    is_another = is_of_another(judged)
    chance = named_places.weighed(asked, candidate, features, model.probability(features))
    return Evidence(
        candidate.passage,
        unit.start,
        unit.end,
        features,
        model.score(features),
        0.0 if lacks or is_another else chance,
        not (lacks or is_another),
        chance if lacks and not is_another else None,
        max((item.end for item in items), default=None),
        tuple(dict.fromkeys((item.start, item.end) for item in items if begins_item(item))),
    )


def _ends(item: Unit) -> int:
    """Where the item of a list ends that a unit begins or belongs to."""
    return item.end if item.item is None else item.item[1]


def _model(table: dict[str, Any]) -> Model:
    names = Features._fields
    return Model(
        order=tuple(table["order"][name] for name in names),
        answers=tuple(table["answers"][name] for name in names),
        bias=table["bias"],
    )


def _dot(weights: Sequence[float], features: Features) -> float:
    return sum(w * x for w, x in zip(weights, features, strict=True))
