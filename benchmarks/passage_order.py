"""Learn the order of passages (`retrieval/passage_order.py`) from gold questions.

    python -m benchmarks.passage_order --data-dir FOLDER [--gold FILE] [--out FILE]

Questions with evidence in; weights, and nDCG@10 before and after over five folds, out. A softmax
over the passages of a question (ListNet's top-one probability, Cao and others 2007), penalised.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.assembly import Product
from bot.question import Question, Turn
from eval.gold import DEV_GOLD, GoldQuestion, load_gold
from eval.preparation import bundled_sources, prepare_product
from eval.sources import Place, Sources
from retrieval.passage_order import (
    ORDER_DEPTH,
    PASSAGE_ORDER,
    OrderFeatures,
    order_features,
    rarity_among,
)

STEPS, RATE, MOMENTUM, PENALTY = 300, 0.2, 0.9, 0.003
FOLDS = 5

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Found:
    """The passages of one question in fused order: `(n, features)`, and which hold evidence."""

    features: Matrix
    right: Matrix


def learn(examples: Sequence[Found]) -> Matrix:
    """Return one weight a feature; questions of which no passage is right teach nothing."""
    told = [one for one in examples if one.right.any()]
    spread = np.vstack([one.features for one in told]).std(axis=0) + 1e-9
    weights, step = np.zeros(len(spread)), np.zeros(len(spread))
    for _ in range(STEPS):
        slope = PENALTY * weights
        for one in told:
            scaled = one.features / spread
            chances = np.exp(scaled @ weights - (scaled @ weights).max())
            chances /= chances.sum()
            target = chances * one.right
            slope = slope + (chances - target / target.sum()) @ scaled / len(told)
        step = MOMENTUM * step - RATE * slope
        weights = weights + step
    return np.asarray(weights / spread, dtype=np.float64)


def gain(one: Found, scores: Matrix) -> float:
    """Return 1 / log2(1 + rank) of the first right passage, 0 beyond the tenth."""
    ranked = one.right[np.argsort(-scores, kind="stable")][:10]
    return float(1 / np.log2(2 + np.argmax(ranked))) if ranked.any() else 0.0


def main() -> None:
    """Learn, print what it gains on questions left out, and write the product's weights."""
    parser = argparse.ArgumentParser(description="学习段落的次序，写回产品")
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--gold", type=Path, default=DEV_GOLD)
    parser.add_argument("--out", type=Path, default=PASSAGE_ORDER)
    asked = parser.parse_args()
    product, sources = prepare_product(asked.data_dir, say=lambda _: None), bundled_sources()
    questions = [one for file in load_gold([asked.gold]) for one in file.questions]
    told = [one for one in questions if one.expect == "answer" and one.evidence]
    examples = [_found(product, one, sources) for one in told]
    before = [gain(one, -np.arange(len(one.right), dtype=np.float64)) for one in examples]
    after = [0.0] * len(examples)
    for fold in range(FOLDS):
        weights = learn([one for at, one in enumerate(examples) if at % FOLDS != fold])
        for at in range(fold, len(examples), FOLDS):
            after[at] = gain(examples[at], examples[at].features @ weights)
    print(f"{len(examples)} 题，五折：之前 {np.mean(before):.4f}，之后 {np.mean(after):.4f}")
    pairs = zip(OrderFeatures._fields, learn(examples), strict=True)
    table = {name: round(float(weight), 3) for name, weight in pairs}
    asked.out.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")


def _found(product: Product, gold: GoldQuestion, sources: Sources) -> Found:
    history = tuple(Turn(turn.role, turn.content) for turn in gold.history)
    searched = product.assistant.searched_for(Question(gold.question, history=history))
    query, keyword = (
        product.retriever.understood_question(searched),
        product.indexer.indexes.keyword,
    )
    if query is None or keyword is None:
        raise AssertionError("it was built")
    ranking = product.retriever.fused(query, k=ORDER_DEPTH)
    passages = product.retriever.passages(ranking, list(ranking.scores)[:ORDER_DEPTH])
    rarity = rarity_among(keyword.chunk_count(), keyword.document_frequency)
    places = [place for group in gold.evidence for place in sources.group_places(group)]
    right = [
        any(Place(one.chunk.document_id, one.chunk.span).covers(place) for place in places)
        for one in passages
    ]
    features = order_features(passages, query, rarity)
    return Found(np.array(features, dtype=np.float64), np.array(right, dtype=np.float64))


if __name__ == "__main__":
    main()
