"""What may be asked next: an answer's citations in, short questions that the documents answer out.

Beside the question path, after it. Passages of the same matter make questions (`next_questions`);
only what a search for the question brings is read, however long the documents are. Each is put to
the product before it is offered: what is not answered whole from the very words it was made of is
dropped. Neighbours of an answer that are about something else are none of its asker's business.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from threading import Lock

from bot.answer import Citation
from bot.next_questions import MIN_STEM, Candidate, Cited, candidates, plain
from bot.question import Question
from bot.understanding.terms import Term, terms_of
from bot.understanding.vocabulary import Vocabulary
from retrieval import Retriever

MAX_FOLLOW_UPS = 3
MAX_TRIED = 8
MAX_PASSAGES = 30  # read for candidates, whatever the number of chunks
# Below it, a question shares some word with the one before it, and nothing else.
MIN_NEARNESS = 0.3


class FollowUps:
    """Finds what may be asked next; `answered_by` tells what a whole answer would cite."""

    def __init__(
        self,
        retriever: Retriever,
        answered_by: Callable[[Question], tuple[Citation, ...]],
        vocabulary: Vocabulary,
    ) -> None:
        self._retriever = retriever
        self._answered_by = answered_by
        self._vocabulary = vocabulary
        self._busy = Lock()

    def after(self, question: Question, cited: Sequence[Cited]) -> tuple[str, ...]:
        """Return at most three questions; none while others are being looked for.

        So that looking for them never takes more than one core from those who ask.
        """
        if not self._busy.acquire(blocking=False):
            return ()
        try:
            return tuple(self._answered(question, cited))[:MAX_FOLLOW_UPS]
        finally:
            self._busy.release()

    def _answered(self, question: Question, cited: Sequence[Cited]) -> Iterator[str]:
        found = 0
        telling = [term for term in terms_of(question.text, self._vocabulary) if term.is_telling]
        # 多久 and 几天 ask; what they ask about is named.
        matter = [term for term in telling if term.is_name] or telling
        for candidate in _ranked(self._candidates(question, cited), matter, question)[:MAX_TRIED]:
            asked = replace(question, text=candidate.text)
            told = self._answered_by(asked)
            if told and not _is_among(told[0], cited) and candidate.is_told_by(told[0].quote):
                yield candidate.text
                found += 1
            if found == MAX_FOLLOW_UPS:
                return

    def _candidates(self, question: Question, cited: Sequence[Cited]) -> Iterator[Candidate]:
        if not cited:
            return
        for passage in self._retriever.retrieve(question.text, k=MAX_PASSAGES):
            chunk = passage.chunk
            yield from candidates(
                chunk, [one for one in cited if one.document_id == chunk.document_id]
            )


def _is_among(citation: Citation, cited: Sequence[Cited]) -> bool:
    return any(
        one.document_id == citation.document_id
        and one.start < citation.end
        and citation.start < one.end
        for one in cited
    )


def _ranked(
    found: Iterable[Candidate], matter: Sequence[Term], question: Question
) -> list[Candidate]:
    """Return the questions about the same matter, nearest first, each once, none asked before."""
    by_stem = {candidate.text[:MIN_STEM]: candidate for candidate in reversed(list(found))}
    told = [
        (_nearness(candidate, matter), candidate)
        for candidate in reversed(by_stem.values())
        if plain(candidate.text) != plain(question.text)
    ]
    near = sorted(told, key=lambda one: -one[0])
    return [candidate for nearness, candidate in near if nearness >= MIN_NEARNESS]


def _nearness(candidate: Candidate, matter: Sequence[Term]) -> float:
    """Return the share of the matter that a candidate names, half where only its sentence does."""
    whole = sum(term.weight for term in matter)
    named = sum(
        term.weight * (1.0 if term.text in candidate.text else 0.5)
        for term in matter
        if term.text in candidate.sentence
    )
    return named / whole if whole else 0.0
