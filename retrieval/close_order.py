"""The first passages read closely: passages in order in, their order with the question read out.

The learnt order counts what a passage shares with the question; a cross-encoder sees which word
meets which, also in documents of kinds that no weight was learnt from. It takes ten milliseconds a
sentence, so of each of the first passages the likeliest sentence is read. An answer reads the
sentences that it is made from by itself (`bot/evidence/close_reading.py`); this is for who looks
passages up.
"""

import math
from collections.abc import Callable, Sequence
from typing import Protocol

from corpus import split_units
from retrieval.contracts import Nearness
from retrieval.embedding.e5.known_odds import Told
from retrieval.passage import Passage
from retrieval.passage_order import pairs_held
from retrieval.told import told_in
from retrieval.vectors.sentence_texts import embedded_text

# Of four sets of questions that the cross-encoder was not trained on (n = 740 with evidence), the
# mean recall@5 is 0.945 with none read, 0.965 with eight, 0.972 with ten, 0.976 with twelve.
READ_PASSAGES = 10
# score = ODDS · log odds − ln(rank + RANK). With ODDS 0.1, 0.2, 0.3: 0.969, 0.972, 0.970 of
# recall@5 and 0.906, 0.908, 0.900 of nDCG@10 on the same sets.
ODDS, RANK = 0.2, 2
# The sentence read is the one with the greatest share of the question's pairs of characters and
# so many times the cosine: by the share alone 0.954 of recall@5.
NEARNESS = 5.0
_READ_CHARS = 200

Similarities = Callable[[str, Sequence[str]], list[Nearness] | None]


class SentenceReader(Protocol):
    """Says how sure it is that a sentence answers a question."""

    def read(self, question: str, sentences: Sequence[Told]) -> list[float]:
        """Return the log odds of each sentence to answer."""
        ...


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
    scores = [ODDS * own - math.log(rank + RANK) for rank, own in enumerate(odds, start=1)]
    order = sorted(range(len(first)), key=lambda at: -scores[at])
    return [*(first[at] for at in order), *rest]


def _likeliest(passage: Passage, question: str, similarities: Similarities) -> Told:
    text = passage.chunk.text
    units = [unit for unit in split_units(text) if not unit.heading]
    if not units:
        return told_in(passage, text[:_READ_CHARS], lead="", previous="")
    sentences = [text[unit.start : unit.end] for unit in units]
    shares = [pairs_held(question, sentence) for sentence in sentences]
    embedded = [embedded_text(passage.chunk, sentence) for sentence in sentences]
    near = similarities(question, embedded) or [Nearness(0.0, 0.0)] * len(units)
    likely = [share + NEARNESS * one.nearest for share, one in zip(shares, near, strict=True)]
    at = max(range(len(units)), key=likely.__getitem__)
    head = units[at].lead
    lead = text[head[0] : head[1]] if head else ""
    previous = sentences[at - 1] if at else ""
    return told_in(passage, sentences[at][:_READ_CHARS], lead=lead, previous=previous)
