"""Learn the evidence models from gold questions: `python -m eval calibrate`.

Every candidate sentence of every thing asked is an example, right if it overlaps a gold quote.
The order model is fitted by softmax over the candidates of one thing asked (ListNet's top-one
probability, Cao et al. 2007); the answer model by logistic regression on the best few of each. Both
are small, L2-regularised and deterministic, so that the same gold gives the same file.
"""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.evidence import Evidence, Features, Weights
from bot.finding import Finder, admissible
from bot.question import Turn
from bot.terms import Vocabulary
from bot.understanding import understand_question
from eval.gold import GoldQuestion
from eval.sources import Place, Sources

Matrix = NDArray[np.float64]

NAMES = tuple(field.name for field in fields(Features))
BEST_FEW = 1
STEPS = 400
RATE = 0.3
ORDER_PENALTY = 0.01
ANSWER_PENALTY = 0.005
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """The candidates of one thing asked: features `(n, len(NAMES))` and which of them are right."""

    question_id: str
    expects_answer: bool
    features: Matrix
    right: NDArray[np.bool_]


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
            own, above = admissible(asked, found, understood)
            candidates = own or above
            if not candidates:
                continue
            cases.append(
                Case(
                    gold.id,
                    gold.expect == "answer",
                    np.array([astuple(item.features) for item in candidates], dtype=np.float64),
                    np.array([_is_right(item, places) for item in candidates]),
                )
            )
    return cases


def fit(cases: Sequence[Case]) -> Weights:
    """Fit both models."""
    order = _fit_order([case for case in cases if case.right.any() and not case.right.all()])
    bias, answers = _fit_answers(cases, order)
    return Weights(tuple(order), tuple(answers), bias, answer_threshold=0.5, add_threshold=0.5)


def save(weights: Weights, path: Path) -> None:
    """Write the models where the product reads them."""
    table = {
        "order": dict(zip(NAMES, (round(w, 4) for w in weights.order), strict=True)),
        "answers": dict(zip(NAMES, (round(w, 4) for w in weights.answers), strict=True)),
        "bias": round(weights.bias, 4),
        "answer_threshold": weights.answer_threshold,
        "add_threshold": weights.add_threshold,
    }
    path.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")


def _is_right(item: Evidence, places: Sequence[Place]) -> bool:
    span = item.passage.chunk.offsets.source_span(item.start, item.end)
    here = Place(item.passage.chunk.document_id, span)
    return any(here.overlaps(place) for place in places)


def _fit_order(cases: Sequence[Case]) -> Matrix:
    weights = np.zeros(len(NAMES))
    momentum = np.zeros(len(NAMES))
    for _ in range(STEPS):
        gradient = ORDER_PENALTY * weights
        for case in cases:
            chances = _softmax(case.features @ weights)
            target = chances * case.right
            gradient += (chances - target / target.sum()) @ case.features / len(cases)
        momentum = 0.9 * momentum - RATE * gradient
        weights = weights + momentum
    return weights


def _fit_answers(cases: Sequence[Case], order: Matrix) -> tuple[float, Matrix]:
    rows, labels = _best_few(cases, order)
    design = np.hstack([np.ones((len(rows), 1)), rows])
    penalty = np.full(design.shape[1], ANSWER_PENALTY * len(rows))
    penalty[0] = 0.0
    weights = np.zeros(design.shape[1])
    for _ in range(50):  # Newton's method; it settles in about ten steps
        chances = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (chances - labels) + penalty * weights
        curvature = (design * (chances * (1 - chances))[:, None]).T @ design + np.diag(penalty)
        weights = weights - np.linalg.solve(curvature + 1e-9 * np.eye(len(weights)), gradient)
    return float(weights[0]), weights[1:]


def _best_few(cases: Sequence[Case], order: Matrix) -> tuple[Matrix, Matrix]:
    rows, labels = [], []
    for case in cases:
        best = np.argsort(-(case.features @ order), kind="stable")[:BEST_FEW]
        rows.append(case.features[best])
        labels.append(case.right[best])
    return np.vstack(rows), np.concatenate(labels).astype(np.float64)


def _softmax(scores: Matrix) -> Matrix:
    powers: Matrix = np.exp(scores - scores.max())
    return powers / powers.sum()
