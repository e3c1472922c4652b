"""What each side's replies are worth, on the same gold questions: replies in, shares out."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from bot.answer import Answer
from eval.folding import folded_with_origins
from eval.gold import EvidenceGroup, GoldQuestion
from eval.metrics.abstention import abstention_recall
from eval.metrics.answers import answer_accuracy, missing_groups
from eval.metrics.evidence import evidence_recall
from eval.sources import Sources

Chunks = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over the questions that a measure applies to; None where it applies to none.

    `needed_words`: all `must` groups stand somewhere in what is returned. `right`: that, without
    `must_not` texts, and not declined. `evidence`: what is returned or cited overlaps the gold
    evidence; `whole_evidence`: a gold quote lies whole in one chunk. `declined`: of the questions
    to be declined. `median_chars`: how much there is to read.
    """

    needed_words: float | None
    right: float | None
    evidence: float | None
    whole_evidence: float | None
    declined: float | None
    median_chars: float


def product_quality(
    gold: Sequence[GoldQuestion], answers: Sequence[Answer], sources: Sources
) -> Quality:
    """Return what the product's answers are worth."""
    pairs = list(zip(gold, answers, strict=True))
    return Quality(
        needed_words=_mean(
            [float(not missing_groups(each, said)) for each, said in pairs if _has_needed(each)]
        ),
        right=_mean([answer_accuracy(each, said) for each, said in pairs]),
        evidence=_mean([evidence_recall(each, said, sources=sources) for each, said in pairs]),
        whole_evidence=None,
        declined=_mean([abstention_recall(each, said) for each, said in pairs]),
        median_chars=median(len(said.answer) for said in answers),
    )


def tutorial_quality(
    gold: Sequence[GoldQuestion], replies: Sequence[Chunks], sources: Sources
) -> Quality:
    """Return what the tutorial's chunks are worth; it declines nothing."""
    pairs = list(zip(gold, replies, strict=True))
    evidenced = [pair for pair in pairs if pair[0].expect == "answer" and pair[0].evidence]
    return Quality(
        needed_words=_mean(
            [float(_holds_needed(each, chunks)) for each, chunks in pairs if _has_needed(each)]
        ),
        right=None,
        evidence=_mean([_share(each, chunks, sources) for each, chunks in evidenced]),
        whole_evidence=_mean([_share(each, chunks, None) for each, chunks in evidenced]),
        declined=0.0 if any(each.expect == "abstain" for each in gold) else None,
        median_chars=median(sum(map(len, chunks)) for chunks in replies),
    )


def _has_needed(gold: GoldQuestion) -> bool:
    return gold.expect == "answer" and bool(gold.must)


def _holds_needed(gold: GoldQuestion, chunks: Chunks) -> bool:
    said = folded_with_origins("\n".join(chunks))
    return all(any(said.contains(text) for text in group) for group in gold.must)


def _share(gold: GoldQuestion, chunks: Chunks, sources: Sources | None) -> float:
    """Return the share of evidence groups met: by overlap given sources, else by whole quotes."""
    if sources is None:
        met = [_lies_whole(group, chunks) for group in gold.evidence]
    else:
        # Chunks are cut out of the sources unchanged, so their places can be looked up.
        found = [place for chunk in chunks for place in sources.places("", chunk)]
        met = [
            any(place.overlaps(other) for place in sources.group_places(group) for other in found)
            for group in gold.evidence
        ]
    return sum(met) / len(met)


def _lies_whole(group: EvidenceGroup, chunks: Chunks) -> bool:
    folded = [folded_with_origins(chunk) for chunk in chunks]
    return any(chunk.spans(quote.quote) for chunk in folded for quote in group.any)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
