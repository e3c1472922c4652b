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
    """Return which sentences of an example the product would read."""
    able = [at for at, is_doubted in enumerate(example.doubted) if not is_doubted]
    doubted = [at for at, is_doubted in enumerate(example.doubted) if is_doubted]
    return [*able[:READ], *doubted[:REREAD]]


def learn_blend(examples: Sequence[Example], odds: Sequence[Sequence[float]]) -> Blend:
    """Fit the order by which sentence comes first, the chance by logistic regression on that one.

    Args:
        examples: things asked that the cross-encoder did not learn from.
        odds: what it says of the sentences of `read_of`, in their order.
    """
    chosen = {order: firsts(examples, odds, order) for order in ORDERS}
    order = max(ORDERS, key=lambda one: (_n_right(examples, chosen[one]), -one))
    rows, labels = [], []
    for example, own, first in zip(examples, odds, chosen[order], strict=True):
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
    scored = {
        at: example.scores[at] + order * said
        for at, said in zip(read_of(example), own, strict=True)
    }
    able = [at for at in scored if not example.doubted[at]]
    return max(able or scored, key=lambda at: scored[at])


def _doubted(example: Example) -> list[int]:
    return [at for at in read_of(example) if example.doubted[at]]


def _n_right(examples: Sequence[Example], chosen: Sequence[int]) -> int:
    return sum(example.right[at] for example, at in zip(examples, chosen, strict=True))
