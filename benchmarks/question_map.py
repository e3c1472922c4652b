"""Learn the map that moves questions towards their answers (`retrieval/vectors/question_map.py`).

    python -m benchmarks.question_map [--statutes FOLDER] [--out FILE]

Questions with known answers and the vectors of all passages in, a matrix out. The loss is a softmax
over the cosines with relevant, near and random passages (InfoNCE, van den Oord and others 2018),
held near the identity by a penalty. Steps, temperature and penalty were chosen on two of five
folds; little hangs on the penalty, much on the temperature (0.02: nDCG@10 0.458, 0.007: 0.556).
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.statutes import DEFAULT_FOLDER, load_statutes
from retrieval import bundled_embedder, question_text
from retrieval.contracts import Vectors
from retrieval.vectors.question_map import QUESTION_MAP

STEPS = 120
LEARNING_RATE = 1e-3  # falls to 0 along half a cosine
TEMPERATURE = 0.007
PENALTY = 0.01
NEAR_A_QUESTION = 50  # passages nearest to a question, from which the hard ones are drawn
HARD, RANDOM = 1_500, 1_500  # drawn anew for each step
BETA1, BETA2, TINY = 0.9, 0.99, 1e-8  # Adam, Kingma and Ba 2015


@dataclass(frozen=True)
class Examples:
    """Question vectors, one a row, and the rows of `passages` that are relevant to each."""

    questions: Vectors
    relevant: Sequence[Sequence[int]]
    passages: Vectors


def learn(examples: Examples, *, seed: int = 0) -> Vectors:
    """Return a map of shape `(dimensions, dimensions)`; the same for the same examples."""
    rng = np.random.default_rng(seed)
    size = examples.questions.shape[1]
    near = _near(examples)
    right = np.unique([row for rows in examples.relevant for row in rows])
    found, mean, spread = (np.zeros((size, size), dtype=np.float32) for _ in range(3))
    for step in range(1, STEPS + 1):
        hard = rng.choice(near, min(HARD, len(near)), replace=False)
        any_ = rng.choice(len(examples.passages), min(RANDOM, len(examples.passages)), False)
        slope = _slope(examples, np.unique(np.concatenate([right, hard, any_])), found)
        slope += PENALTY * found
        mean = BETA1 * mean + (1 - BETA1) * slope
        spread = BETA2 * spread + (1 - BETA2) * slope**2
        rate = LEARNING_RATE * (1 + np.cos(np.pi * step / STEPS)) / 2
        sized = np.sqrt(spread / (1 - BETA2**step)) + TINY
        found -= (rate * (mean / (1 - BETA1**step)) / sized).astype(np.float32)
    return found


def _near(examples: Examples) -> np.ndarray:
    """Return the rows that are among the nearest to any question."""
    cosines = examples.questions @ examples.passages.T
    depth = min(NEAR_A_QUESTION, cosines.shape[1] - 1)
    return np.unique(np.argpartition(-cosines, depth, axis=1)[:, :depth])


def _slope(examples: Examples, rows: np.ndarray, question_map: Vectors) -> Vectors:
    """Return the gradient of the loss over some passages by the map."""
    passages, questions = examples.passages[rows], examples.questions
    logits = (questions + questions @ question_map.T) @ passages.T / TEMPERATURE
    logits -= logits.max(axis=1, keepdims=True)
    excess = np.exp(logits)
    excess /= excess.sum(axis=1, keepdims=True)
    for question, relevant in enumerate(examples.relevant):
        excess[question, np.searchsorted(rows, relevant)] -= 1 / len(relevant)
    slope = (excess @ passages).T @ questions / (TEMPERATURE * len(questions))
    return np.asarray(slope, dtype=np.float32)


def main() -> None:
    """Learn from all questions of the collection and write the product's map."""
    parser = argparse.ArgumentParser(description="学习把问题移向答案的矩阵，写回产品")
    parser.add_argument("--statutes", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--out", type=Path, default=QUESTION_MAP)
    asked = parser.parse_args()
    statutes, embedder = load_statutes(asked.statutes), bundled_embedder()
    if embedder is None:
        raise SystemExit("没有自带的嵌入模型，无法学习。")
    questions = [embedder.embed_question(question_text(q.question)) for q in statutes.queries]
    relevant = [query.relevant for query in statutes.queries]
    learnt = learn(Examples(np.stack(questions), relevant, statutes.vectors))
    np.save(asked.out, learnt.astype(np.float16))
    print(f"{len(questions)} 个问题，矩阵 {learnt.shape}，写到 {asked.out}")


if __name__ == "__main__":
    main()
