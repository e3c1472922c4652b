"""Answers from given passages instead of the indexed documents: a question and texts in.

Only retrieval is replaced: understanding, choice of evidence, writing and checks are those of the
product. Each passage becomes a document in memory, so that a quote is a span of it as it was given.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from bot.answer import Answer, Citation
from bot.answering.citations import CitationMaker
from bot.assistant import Assistant
from bot.evidence.close_reading import CloseReader
from bot.evidence.finding import Finder
from bot.evidence.scoring import load_weights
from bot.question import Question, Turn
from bot.writing import ExtractiveWriter
from corpus import (
    Chunk,
    Document,
    Metadata,
    Parallel,
    Region,
    SourceDefect,
    chunk_document,
    find_regions,
    is_within,
    split_clauses,
    split_units,
)
from retrieval import GivenPassages, Outage, RememberingEmbedder, Segmenter

_TOPIC_CHARS = 40
_ENDS = tuple("。！？；!?;.…”’」』）)")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a passage, exactly as they stand in it; passages are counted from 0."""

    passage: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer from given passages; `quotes[i]` is what citation i + 1 points to."""

    answer: Answer
    quotes: tuple[Quote, ...]


class Reader:
    """Answers questions, each from passages of its own."""

    def __init__(
        self,
        *,
        segmenter: Segmenter,
        embedder: RememberingEmbedder | None,
        today: Callable[[], date],
        reader: CloseReader,
    ) -> None:
        self._reader = reader
        self._segmenter = segmenter
        self._embedder = embedder
        self._today = today

    async def answer(self, question: str, passages: Sequence[str]) -> Reading:
        """Answer a question from passages.

        Raises:
            QuestionRejected: the question is blank or too long.
        """
        documents = {
            str(at): _document(str(at), passage, question) for at, passage in enumerate(passages)
        }
        assistant = self._assistant(documents)
        answer = await assistant.answer(Question(question))
        return Reading(answer, tuple(_quote(one, passages) for one in answer.citations))

    def _assistant(self, documents: Mapping[str, Document]) -> Assistant:
        given = GivenPassages(
            [
                (chunk, document.metadata)
                for document in documents.values()
                for chunk in _with_topic(chunk_document(document))
            ],
            segmenter=self._segmenter,
            embedder=self._embedder,
        )
        finder = Finder(
            given,
            similarities=given.similarities,
            weights=load_weights(),
            today=self._today,
            reader=self._reader,
        )
        return Assistant(
            finder=finder,
            vocabulary=given,
            citations=CitationMaker(documents.get, today=self._today),
            sources=_Unlinked(documents),
            writer=ExtractiveWriter(),
            conversations=_Forgetful(),
            outages=_NothingAway(),
            today=self._today,
            asks_back=False,  # there is nobody to ask
        )


def _document(id_: str, text: str, question: str) -> Document:
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    home = _home(text, question)
    return Document(
        id_, digest, _ended(text), Metadata(title="", region=home.name if home else None)
    )


def _quote(citation: Citation, passages: Sequence[str]) -> Quote:
    at = int(citation.document_id)
    return Quote(at, passages[at][citation.start : citation.end].rstrip())


def _ended(text: str) -> str:
    """End a passage with a full stop: what ends without a mark could be a title.

    All offsets into the passage stay; a quote of its end is cut back to it.
    """
    written = text.rstrip()
    return text if not written or written.endswith(_ENDS) else f"{written}。"


def _with_topic(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Put what a passage begins with above its sentences, in the place of headings.

    A passage names what it is about once, at its beginning, and goes on with it unnamed.
    """
    if not chunks:
        return []
    text = chunks[0].text
    first = next((unit for unit in split_units(text) if not unit.heading), None)
    if first is None:
        return list(chunks)
    start, end = split_clauses(text, first.start, first.end)[0]
    topic = text[start:end][:_TOPIC_CHARS]
    return [replace(chunk, context=chunk.context or topic) for chunk in chunks]


def _home(text: str, question: str) -> Region | None:
    """The place that a passage is about, where that is another one than the question names.

    A passage says nowhere whose it is. One that speaks of the place asked about may answer for it,
    as may one that names no place; one that names only others is taken for the first of them.
    """
    asked = [mention.region for mention in find_regions(question)]
    told = [mention.region for mention in find_regions(text)]
    related = any(is_within(a, b) or is_within(b, a) for a in asked for b in told)
    return told[0] if asked and told and not related else None


class _Unlinked:
    """Documents without links between them and without known defects."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents

    def document(self, document_id: str) -> Document | None:
        """Return a whole document."""
        return self._documents.get(document_id)

    def chunks(self, ids: Sequence[str]) -> list[Chunk]:
        """Return nothing: no link leads here."""
        del ids
        return []

    def chunks_of(self, document_id: str) -> list[Chunk]:
        """Return nothing: a given passage is all that there is of its table."""
        del document_id
        return []

    def parallels_of(self, chunk_id: str, start: int, end: int) -> list[Parallel]:
        """Return nothing."""
        del chunk_id, start, end
        return []

    def defects_of(self, document_id: str, start: int, end: int) -> list[SourceDefect]:
        """Return nothing."""
        del document_id, start, end
        return []


class _NothingAway:
    """What searches given passages runs on this machine."""

    def current(self) -> tuple[Outage, ...]:
        """Return nothing."""
        return ()


class _Forgetful:
    """A memory that keeps nothing: each line stands alone."""

    def turns(self, session_id: str) -> tuple[Turn, ...]:
        """Return nothing."""
        del session_id
        return ()

    def keep(self, session_id: str, question: str, answer: str) -> None:
        """Keep nothing."""
        del session_id, question, answer
