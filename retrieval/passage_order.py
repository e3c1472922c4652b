"""Passages put in a learnt order: those found for a question in, their order out.

Ranks alone do not tell how much of the question a passage speaks of. A linear model weighs them
beside what the passage and its headings share with the question; its weights are learnt from gold
questions (`benchmarks/passage_order.py`). Only texts that are read anyway are looked at.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from math import log
from pathlib import Path
from typing import NamedTuple

from retrieval.passage import Passage
from retrieval.query import Query
from retrieval.words.segmentation import fold

PASSAGE_ORDER = Path(__file__).with_name("passage_order.json")
ORDER_DEPTH = 60  # passages ordered, whatever k is up to this
RANK_K = 10  # as in fusion: how fast a rank loses its worth

Rarity = Callable[[str], float]


class OrderFeatures(NamedTuple):
    """What speaks for a passage, each from 0 to about 1."""

    fused: float  # its score beside the best one's
    word_rank: float
    meaning_rank: float
    covered: float  # of the question's words, by rarity, in the text or its headings
    officially: float  # of the official words for colloquial ones, by rarity, in the text
    characters: float  # of the question's characters, in the text
    pairs: float  # of the question's pairs of neighbouring characters, in the text


def order_features(
    passages: Sequence[Passage], query: Query, rarity: Rarity
) -> list[OrderFeatures]:
    """Return the features of passages found for one question, in their order."""
    best = max((passage.score for passage in passages), default=1.0) or 1.0
    asked = [one.word for one in query.weighted_words if one.weight >= 1.0]
    official = [one.word for one in query.weighted_words if one.weight < 1.0]
    rare = {word: rarity(word) for word in (*asked, *official)}
    characters, pairs = sorted(set(query.text)), _pairs(query.text)
    found = []
    for passage in passages:
        text = fold(passage.chunk.text)
        about = fold(" ".join((*passage.chunk.section, passage.metadata.title)))
        found.append(
            OrderFeatures(
                fused=passage.score / best,
                word_rank=_worth(passage.ranks.get("keyword")),
                meaning_rank=_worth(passage.ranks.get("vector")),
                covered=_share([w for w in asked if w in text or w in about], asked, rare),
                officially=_share([w for w in official if w in text], official, rare),
                characters=_held(characters, text),
                pairs=_held(pairs, text),
            )
        )
    return found


def learnt_order(passages: Sequence[Passage], query: Query, rarity: Rarity) -> list[Passage]:
    """Return the passages, likeliest to answer first; equal ones as they were."""
    weights = learnt_weights()
    features = order_features(passages, query, rarity)
    scores = [sum(w * x for w, x in zip(weights, each, strict=True)) for each in features]
    places = sorted(range(len(passages)), key=lambda at: -scores[at])
    return [passages[at] for at in places]


def rarity_among(total: int, holding: Callable[[str], int]) -> Rarity:
    """Return how rare a word is among `total` chunks, by how many hold it: at least 0.1."""
    return lambda word: max(log((total + 1) / (1 + holding(word))), 0.1)


@cache
def learnt_weights() -> OrderFeatures:
    """Return the weights that come with the product."""
    return OrderFeatures(**json.loads(PASSAGE_ORDER.read_text(encoding="utf-8")))


def pairs_held(question: str, text: str) -> float:
    """Return the share of a question's pairs of neighbouring characters that a text holds."""
    return _held(_pairs(question), fold(text))


def _held(pieces: Sequence[str], text: str) -> float:
    return sum(one in text for one in pieces) / max(len(pieces), 1)


def _worth(rank: int | None) -> float:
    return 0.0 if rank is None else (RANK_K + 1) / (RANK_K + rank)


def _share(held: Sequence[str], words: Sequence[str], rare: dict[str, float]) -> float:
    return sum(rare[word] for word in held) / (sum(rare[word] for word in words) or 1.0)


def _pairs(text: str) -> list[str]:
    return sorted({text[at : at + 2] for at in range(len(text) - 1)})
