"""How what the cross-encoder says joins what the linear models say: learnt where it never learnt.

Learnt on questions that the cross-encoder was trained with, it would be trusted too much.
"""

from collections.abc import Sequence

import numpy as np

from benchmarks.cross_encoder.examples import Example
from bot.evidence.close_reading import READ, REREAD, Blend, logit
from eval.calibrate import logistic

ORDERS = np.arange(0, 4.1, 0.1)


def read_of(example: Example) -> list[int]:
    """Return which sentences of an example the product reads where one thing is asked.

    What is doubted is among them also where the product, sure of another, would not read it.
    """
    able = [at for at, is_doubted in enumerate(example.doubted) if not is_doubted]
    doubted = [at for at, is_doubted in enumerate(example.doubted) if is_doubted]
    return [*able[:READ], *doubted[:REREAD]]


def learn_blend(examples: Sequence[Example], odds: Sequence[Sequence[float]]) -> Blend:
    """Fit the order as a choice among what is read, the chance by logistic regression on the first.

    The order is the one under which the right sentences are likeliest, as a softmax over scores
    (conditional logit, McFadden 1974): how often the first is right jumps with single questions.

    Args:
        examples: things asked that the cross-encoder did not learn from.
        odds: what it says of the sentences of `read_of`, in their order.
    """
    order = max(ORDERS, key=lambda one: _likelihood(examples, odds, one))
    rows, labels = [], []
    for example, own, first in zip(examples, odds, firsts(examples, odds, order), strict=True):
        # The first sentence of a question to be answered that is not right teaches nothing sure.
        for at in {first, *_doubted(example)}:
            if example.right[at] or not example.expects_answer or example.doubted[at]:
                said = own[read_of(example).index(at)]
                rows.append([logit(example.probabilities[at]), said, example.doubted[at]])
                labels.append(float(example.right[at]))
    bias, (linear, of_odds, doubt) = logistic(np.array(rows, dtype=np.float64), np.array(labels))
    return Blend(
        order=round(float(order), 2),
        bias=round(bias, 4),
        linear=round(float(linear), 4),
        odds=round(float(of_odds), 4),
        doubt=round(-float(doubt), 4),
    )


def firsts(examples: Sequence[Example], odds: Sequence[Sequence[float]], order: float) -> list[int]:
    """Return which sentence comes first of each example, of those that are not doubted."""
    return [_first(example, own, order) for example, own in zip(examples, odds, strict=True)]


def _first(example: Example, own: Sequence[float], order: float) -> int:
    scored = _scored(example, own, order)
    return max(scored, key=lambda at: scored[at])


def _scored(example: Example, own: Sequence[float], order: float) -> dict[int, float]:
    """The scores of what is read, without what is doubted unless that is all there is."""
    scored = {
        at: example.scores[at] + order * said
        for at, said in zip(read_of(example), own, strict=True)
    }
    return {at: score for at, score in scored.items() if not example.doubted[at]} or scored


def _likelihood(
    examples: Sequence[Example], odds: Sequence[Sequence[float]], order: float
) -> float:
    """Sum the logarithms of the chance that what comes first is right, where anything is."""
    total = 0.0
    for example, own in zip(examples, odds, strict=True):
        scored = _scored(example, own, order)
        right = [score for at, score in scored.items() if example.right[at]]
        if right:
            total += np.logaddexp.reduce(right) - np.logaddexp.reduce(list(scored.values()))
    return total


def _doubted(example: Example) -> list[int]:
    return [at for at in read_of(example) if example.doubted[at]]
