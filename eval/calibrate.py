"""Learn the evidence models from gold questions: `python -m eval calibrate`.

Every candidate sentence of every thing asked is an example, right if it overlaps a gold quote.
The order model is fitted by softmax over the candidates of one thing asked (ListNet's top-one
probability, Cao et al. 2007). The answer model is a logistic regression on the candidate ranked
first: right ones of questions to be answered against those of questions to be declined; a feature
that would weigh against its own sense (shared words making an answer less likely) is left out. Both
are L2-regularised and deterministic, so that the same gold gives the same file.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.evidence.admissible import admissible
from bot.evidence.close_reading import load_blend
from bot.evidence.features import Features
from bot.evidence.finding import Finder
from bot.evidence.scoring import Evidence, Model, Weights
from bot.question import Turn
from bot.understanding.understood import understand_question
from bot.understanding.vocabulary import Vocabulary
from eval.gold import GoldQuestion
from eval.sources import Place, Sources

Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]

NAMES = Features._fields
# What is not known while there are no vectors.
OF_VECTORS = ("similarity", "overall", "vector_rank", "similarity_gap")
# The more of these, the less likely a sentence answers; of all others, the more likely.
HINDERS = frozenset(
    "heaviest_missing is_plan focus_unmet unknown_focus unknown_share procedure_unmet "
    "department_unmet length unmet_pairs".split()
)
ORDER_STEPS = 400
ORDER_RATE = 0.1
ORDER_MOMENTUM = 0.9
ORDER_PENALTY = 0.01
ANSWER_STEPS = 40  # of Newton's method, which settles in about ten
ANSWER_PENALTY = 0.5


@dataclass(frozen=True, slots=True)
class Case:
    """The candidates of one thing asked: features `(n, len(NAMES))` and which of them are right."""

    expects_answer: bool
    features: Matrix
    right: Flags


def collect(
    questions: Sequence[GoldQuestion], finder: Finder, vocabulary: Vocabulary, sources: Sources
) -> list[Case]:
    """Gather the candidates of every question whose verdict is to answer or to abstain."""
    cases: list[Case] = []
    for gold in questions:
        if gold.expect == "clarify":
            continue
        places = [place for group in gold.evidence for place in sources.group_places(group)]
        history = [Turn(turn.role, turn.content) for turn in gold.history]
        understood = understand_question(gold.question, history, None, vocabulary)
        ranked = finder.candidates(understood)
        for asked, found in zip(understood.asked, ranked, strict=True):
            own, above = admissible(asked, found, asked.place, asked.years)
            able = [item for item in own or above if item.can_answer]
            if able:
                cases.append(_case(able, places, expects_answer=gold.expect == "answer"))
    return cases


def learn(cases: Sequence[Case], shipped: Weights) -> Weights:
    """Fit the models with and without vectors; the thresholds stay as shipped."""
    blind = [replace(case, features=_without_vectors(case.features)) for case in cases]
    return replace(shipped, with_vectors=_fit(cases), words_only=_fit(blind))


def save(weights: Weights, path: Path) -> None:
    """Write the models where the product reads them."""
    table = {
        "with_vectors": _table(weights.with_vectors),
        "words_only": _table(weights.words_only),
        "answer_threshold": weights.answer_threshold,
        "add_threshold": weights.add_threshold,
        "close_reading": asdict(load_blend()),
    }
    path.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")


def _case(candidates: Sequence[Evidence], places: Sequence[Place], *, expects_answer: bool) -> Case:
    features = np.array([item.features for item in candidates], dtype=np.float64)
    return Case(expects_answer, features, np.array([is_right(item, places) for item in candidates]))


def is_right(item: Evidence, places: Sequence[Place]) -> bool:
    """Return whether a sentence overlaps one of the places that a gold quote stands in."""
    span = item.passage.chunk.offsets.source_span(item.start, item.end)
    here = Place(item.passage.chunk.document_id, span)
    return any(here.overlaps(place) for place in places)


def _without_vectors(features: Matrix) -> Matrix:
    blind = features.copy()
    blind[:, [NAMES.index(name) for name in OF_VECTORS]] = 0.0
    return blind


def _fit(cases: Sequence[Case]) -> Model:
    order = _fit_order([case for case in cases if case.right.any() and not case.right.all()])
    bias, answers = _fit_answers(cases, order)
    return Model(tuple(order.tolist()), tuple(answers.tolist()), bias)


def _fit_order(cases: Sequence[Case]) -> Matrix:
    weights = np.zeros(len(NAMES))
    step = np.zeros(len(NAMES))
    for _ in range(ORDER_STEPS):
        gradient = ORDER_PENALTY * weights
        for case in cases:
            chances = _softmax(case.features @ weights)
            target = chances * case.right
            gradient += (chances - target / target.sum()) @ case.features / len(cases)
        step = ORDER_MOMENTUM * step - ORDER_RATE * gradient
        weights = weights + step
    return weights


def _fit_answers(cases: Sequence[Case], order: Matrix) -> tuple[float, Matrix]:
    first = [(case, int(np.argmax(case.features @ order))) for case in cases]
    # The first sentence of an answerable question that is not the right one teaches nothing sure.
    sure = [(case, at) for case, at in first if case.right[at] or not case.expects_answer]
    rows = np.vstack([case.features[at] for case, at in sure])
    labels = np.array([float(case.expects_answer) for case, _ in sure])
    used = list(range(len(NAMES)))
    while True:  # a weight of the wrong sign only makes up for another feature: leave it out
        bias, weights = logistic(rows[:, used], labels)
        right_way = [at for at, w in zip(used, weights, strict=True) if _is_plausible(at, w)]
        if len(right_way) == len(used):
            break
        used = right_way
    whole = np.zeros(len(NAMES))
    whole[used] = weights
    return bias, whole


def _is_plausible(at: int, weight: float) -> bool:
    return weight <= 0 if NAMES[at] in HINDERS else weight >= 0


def logistic(rows: Matrix, labels: Matrix) -> tuple[float, Matrix]:
    """Fit a logistic regression by Newton's method.

    Args:
        rows: float64, (examples, features).
        labels: 0 or 1, (examples,).

    Returns:
        Its bias and weights, (features,).
    """
    design = np.hstack([np.ones((len(rows), 1)), rows])
    penalty = np.full(design.shape[1], ANSWER_PENALTY)
    penalty[0] = 1e-9  # the bias is free
    weights = np.zeros(design.shape[1])
    for _ in range(ANSWER_STEPS):
        chances = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (chances - labels) + penalty * weights
        curvature = (design * (chances * (1 - chances))[:, None]).T @ design + np.diag(penalty)
        weights = weights - np.linalg.solve(curvature, gradient)
    return float(weights[0]), weights[1:]


def _softmax(scores: Matrix) -> Matrix:
    powers: Matrix = np.exp(scores - scores.max())
    return powers / np.sum(powers)


def _table(model: Model) -> dict[str, object]:
    return {
        "order": {name: round(w, 4) for name, w in zip(NAMES, model.order, strict=True)},
        "answers": {name: round(w, 4) for name, w in zip(NAMES, model.answers, strict=True)},
        "bias": round(model.bias, 4),
    }
