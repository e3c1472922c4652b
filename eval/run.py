"""The slow step: gold questions asked of the product one by one, answers kept as they come.

A question that fails is recorded with its error and the rest goes on.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from time import perf_counter

from bot.evidence.judging import Finding
from bot.question import Mode, Question, Turn
from corpus import DocumentRecord
from eval.gold import GoldQuestion
from eval.record import Hit, Predicted, Record, SourceText
from eval.run_folder import RunFolder
from eval.subject import Documents, Searching, Subject

log = logging.getLogger(__name__)

HITS_KEPT = 20

OnProgress = Callable[[int, int, Record], None]


async def ask_all(
    subject: Subject,
    questions: Sequence[GoldQuestion],
    folder: RunFolder,
    *,
    on_progress: OnProgress,
) -> int:
    """Ask the questions that have no answer yet, in order; return how many failed."""
    keeper = _SourceKeeper(subject.store, folder)
    keeper.keep(record.id for record in _named_in(questions, subject.store))
    answered = {id_ for id_, record in folder.records().items() if record.error is None}
    todo = [question for question in questions if question.id not in answered]
    failed, mode = 0, folder.config.mode
    for number, gold in enumerate(todo, start=1):
        record = await _ask(subject, gold, mode)
        keeper.keep(_documents_of(record))
        folder.append(record)
        failed += record.error is not None
        on_progress(number, len(todo), record)
    return failed


async def _ask(subject: Subject, gold: GoldQuestion, mode: Mode) -> Record:
    history = tuple(Turn(turn.role, turn.content) for turn in gold.history)
    question = Question(gold.question, history=history, mode=mode)
    # Whatever one question raises, the answers already paid for are kept.
    try:
        began = perf_counter()
        answer = await subject.assistant.answer(question)
        elapsed_ms = (perf_counter() - began) * 1000
        hits = _search(subject.searcher, subject.assistant.searched_for(question))
        predicted = _foremost(subject.assistant.findings(question))
    except Exception as error:
        log.exception("question failed", extra={"question_id": gold.id})
        return Record(id=gold.id, error=f"{type(error).__name__}: {error}")
    return Record(id=gold.id, answer=answer, hits=hits, predicted=predicted, latency_ms=elapsed_ms)


def _search(searcher: Searching, question: str) -> tuple[Hit, ...]:
    return tuple(
        Hit(
            rank=passage.rank,
            document_id=passage.chunk.document_id,
            chunk_id=passage.chunk.id,
            start=passage.chunk.span.start,
            end=passage.chunk.span.end,
        )
        for passage in (hit.passage for hit in searcher.search(question, limit=HITS_KEPT).hits)
    )


def _foremost(findings: Sequence[Finding]) -> Predicted | None:
    """Return the evidence that is likeliest to answer any of the things asked."""
    nearest = [finding.nearest[0] for finding in findings if finding.nearest]
    best = max(nearest, key=lambda item: item.probability, default=None)
    if best is None:
        return None
    chunk = best.passage.chunk
    span = chunk.offsets.source_span(best.start, best.end)
    return Predicted(
        chance=best.probability, document_id=chunk.document_id, start=span.start, end=span.end
    )


class _SourceKeeper:
    """Copies each document that a run refers to into its folder, once."""

    def __init__(self, store: Documents, folder: RunFolder) -> None:
        self._store, self._folder = store, folder
        self._kept = set(folder.sources())

    def keep(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            document = None if id_ in self._kept else self._store.document(id_)
            if document is not None:
                source = SourceText(id=id_, sha256=document.sha256, text=document.source_text)
                self._folder.keep_source(source)
                self._kept.add(id_)


def _named_in(questions: Iterable[GoldQuestion], store: Documents) -> list[DocumentRecord]:
    prefixes = tuple(
        {quote.doc for each in questions for group in each.evidence for quote in group.any}
    )
    return [record for record in store.records() if record.id.startswith(prefixes)]


def _documents_of(record: Record) -> list[str]:
    cited = [citation.document_id for citation in record.answer.citations] if record.answer else []
    foremost = [record.predicted.document_id] if record.predicted else []
    return [*cited, *foremost, *(hit.document_id for hit in record.hits)]
