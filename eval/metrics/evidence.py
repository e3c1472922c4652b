"""Do citations point at the evidence, and are they true: `evidence_recall`, `citation_validity`."""

from bot.answer import Answer
from corpus import Span
from eval.gold import EvidenceGroup, GoldQuestion
from eval.sources import Place, Sources


def evidence_recall(gold: GoldQuestion, answer: Answer | None, *, sources: Sources) -> float | None:
    """Share of evidence groups that a citation counts for, 0 to 1.

    A citation counts when its span overlaps a place of one of the group's quotes; a quote that
    occurs several times may be met at any of them. Several citations of one group count once.
    None without evidence groups or unless the question is to be answered; a question that failed
    counts 0.
    """
    if gold.expect != "answer" or not gold.evidence:
        return None
    return 1.0 - len(uncited_groups(gold, answer, sources=sources)) / len(gold.evidence)


def citation_validity(answer: Answer | None, *, sources: Sources) -> float | None:
    """Share of citations whose quote is exactly the source text at its offsets, 0 to 1.

    An empty quote or an unknown document is not valid. None without citations.
    """
    if answer is None or not answer.citations:
        return None
    valid = [
        citation.quote != ""
        and 0 <= citation.start < citation.end
        and (text := sources.text(citation.document_id)) is not None
        and text[citation.start : citation.end] == citation.quote
        for citation in answer.citations
    ]
    return sum(valid) / len(valid)


def uncited_groups(
    gold: GoldQuestion, answer: Answer | None, *, sources: Sources
) -> list[EvidenceGroup]:
    """Return the evidence groups that no citation counts for."""
    citations = () if answer is None else answer.citations
    cited = [Place(each.document_id, Span(each.start, each.end)) for each in citations]
    return [
        group
        for group in gold.evidence
        if not any(
            place.overlaps(citation) for place in sources.group_places(group) for citation in cited
        )
    ]
