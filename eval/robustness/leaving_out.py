"""Documents without what answers a question: every sentence that states the answer is cut out.

These are the sentences of the gold quotes, those parallel to them wherever they stand, whether
their figures agree or not, short ones that say a part of them again, those that hold what the
answer must tell and speak of the same matter, and those that hold most of it in whatever words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus import Document, chunk_document, compare, mask, split_units
from eval.folding import Folded, fold, folded_with_origins
from eval.gold import GoldQuestion
from eval.sources import Place, Sources

# Of the character pairs of a question or a gold sentence, the share that speaks of the same matter.
_SAME_MATTER = 0.25
# Of the character pairs of a short sentence, the share that makes it a part of a gold sentence.
_SAID_AGAIN = 0.7
_SAID_AGAIN_WITH_THE_ANSWER = 0.5
_MIN_PAIRS = 6


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place in the source."""

    place: Place
    text: str

    @property
    def folded(self) -> Folded:
        """The text as gold texts are looked for in it."""
        return folded_with_origins(self.text)


def sentences_of(documents: Iterable[Document]) -> list[Sentence]:
    """Return the sentences of documents as the product cuts them.

    Headings are among them: one over a sentence that is cut out (实行年审业务“延期办”。) tells
    a part of it, and is no longer a heading once nothing stands below.
    """
    return [
        Sentence(Place(document.id, chunk.offsets.source_span(unit.start, unit.end)), text)
        for document in documents
        for chunk in chunk_document(document)
        for unit in split_units(chunk.text)
        if (text := chunk.text[unit.start : unit.end]).strip()
    ]


def stating(
    question: GoldQuestion, sentences: Sequence[Sentence], sources: Sources
) -> list[Sentence]:
    """Return every sentence that states the answer of a question."""
    quoted = [place for group in question.evidence for place in sources.group_places(group)]
    gold = [one for one in sentences if any(one.place.overlaps(place) for place in quoted)]
    told = [_pairs(question.question), *(_pairs(one.text) for one in gold)]
    return [
        one
        for one in sentences
        if one in gold
        or any(compare(mask(one.text), mask(other.text)) is not None for other in gold)
        or (_n_held(question, one) and _is_of_the_matter(one, told))
        or _n_held(question, one) >= max(2, (len(question.must) + 1) // 2)
        or any(_says_again(question, one, other) for other in gold)
    ]


def texts_without(cut: Iterable[Sentence], texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts with the sentences cut out."""
    left = dict(texts)
    places = {one.place for one in cut}
    # From the end, so that the offsets of what is still to be cut hold.
    for place in sorted(places, key=lambda each: -each.span.start):
        text = left[place.document_id]
        left[place.document_id] = text[: place.span.start] + text[place.span.end :]
    return left


def declined_question(question: GoldQuestion) -> GoldQuestion:
    """Return the gold question for documents that do not answer it."""
    nothing = {"expect": "abstain", "must": (), "must_not": (), "evidence": ()}
    return question.model_copy(update=nothing)


def _n_held(question: GoldQuestion, sentence: Sentence) -> int:
    """Return of how many groups of what must be told a sentence holds a text."""
    return sum(
        any(len(fold(text)) > 1 and sentence.folded.contains(text) for text in group)
        for group in question.must
    )


def _says_again(question: GoldQuestion, sentence: Sentence, gold: Sentence) -> bool:
    own = _pairs(sentence.text)
    least = _SAID_AGAIN_WITH_THE_ANSWER if _n_held(question, sentence) else _SAID_AGAIN
    return len(own) >= _MIN_PAIRS and len(own & _pairs(gold.text)) / len(own) >= least


def _is_of_the_matter(sentence: Sentence, told: Iterable[frozenset[str]]) -> bool:
    own = _pairs(sentence.text)
    return any(pairs and len(own & pairs) / len(pairs) >= _SAME_MATTER for pairs in told)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
