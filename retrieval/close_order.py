"""The first passages read closely: passages in order in, their order with the question read out.

The learnt order counts what a passage shares with the question; a cross-encoder sees which word
meets which, also in documents of kinds that no weight was learnt from. It takes ten milliseconds a
sentence, so of each of the first passages the likeliest sentence is read. An answer reads the
sentences that it is made from by itself (`bot/evidence/close_reading.py`); this is for who looks
passages up.
"""

import math
from collections.abc import Callable, Sequence

from corpus import split_units
from retrieval.contracts import Nearness
from retrieval.embedding.e5.known_odds import Told
from retrieval.passage import Passage
from retrieval.passage_order import pairs_held
from retrieval.told import SentenceReader, told_in
from retrieval.vectors.sentence_texts import embedded_text

# Of four sets of questions that the cross-encoder was not trained on (n = 600 with evidence), the
# mean recall@5 is 0.945 with none read, 0.965 with eight, 0.972 with ten, 0.976 with twelve.
READ_PASSAGES = 10
# score = ODDS_WEIGHT · log odds − ln(rank + RANK). With weights of 0.1, 0.2, 0.3: 0.969, 0.972,
# 0.970 of recall@5 and 0.906, 0.908, 0.900 of nDCG@10 on the same sets.
ODDS_WEIGHT, RANK = 0.2, 2
# The sentence read is the one with the greatest share of the question's pairs of characters and
# so many times the cosine: by the share alone 0.954 of recall@5.
NEARNESS = 5.0
_READ_CHARS = 200  # more than is read of a sentence

Similarities = Callable[[str, Sequence[str]], list[Nearness] | None]


def closely_ordered(
    passages: Sequence[Passage],
    question: str,
    reader: SentenceReader,
    *,
    similarities: Similarities,
) -> list[Passage]:
    """Return the passages with the first `READ_PASSAGES` of them read and put in their order.

    Args:
        passages: best first.
        question: as it is searched for.
        reader: the cross-encoder.
        similarities: tells how near sentences are to the question, from vectors at hand.
    """
    first, rest = list(passages[:READ_PASSAGES]), passages[READ_PASSAGES:]
    told = [_likeliest(passage, question, similarities) for passage in first]
    odds = reader.read(question, told)
    scores = [ODDS_WEIGHT * own - math.log(rank + RANK) for rank, own in enumerate(odds, start=1)]
    order = sorted(range(len(first)), key=lambda at: -scores[at])
    return [*(first[at] for at in order), *rest]


def _likeliest(passage: Passage, question: str, similarities: Similarities) -> Told:
    """The sentence to read: a row as it stands, the head of a list without its items."""
    text = passage.chunk.text
    every = split_units(text)
    units = [unit for unit in every if not unit.heading]
    if not units:
        return told_in(passage, text[:_READ_CHARS], lead="", previous="")
    sentences = [text[unit.start : unit.end] for unit in units]
    shares = [pairs_held(question, sentence) for sentence in sentences]
    embedded = [embedded_text(passage.chunk, sentence) for sentence in sentences]
    near = similarities(question, embedded) or [Nearness(0.0, 0.0)] * len(units)
    likely = [share + NEARNESS * one.nearest for share, one in zip(shares, near, strict=True)]
    at = max(range(len(units)), key=likely.__getitem__)
    span, behind = units[at].lead, every.index(units[at])
    lead = text[span[0] : span[1]] if span else ""
    previous = text[every[behind - 1].start : every[behind - 1].end] if behind else ""
    return told_in(passage, sentences[at][:_READ_CHARS], lead=lead, previous=previous)
