"""Example questions of an empty page, which the documents that are held answer.

The written ones where their documents are held; else questions made of the first documents, each
put to the product before it is shown.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from threading import Lock

from bot.answer import Citation
from bot.next_questions import candidates
from bot.question import Question
from corpus import CorpusStore
from prompts import written_examples
from retrieval import RetrievalError

MAX_EXAMPLES = 4
PAUSE_S = 60.0  # between one look for questions that found some and the next
MAX_DOCUMENTS = 6
MAX_TRIED = 3  # of one document
MAX_CHUNKS = 60  # of one document, read for questions


class Examples:
    """Finds example questions, anew where documents changed; `answered_by` as for `FollowUps`."""

    def __init__(
        self, store: CorpusStore, answered_by: Callable[[Question], tuple[Citation, ...]]
    ) -> None:
        self._store = store
        self._answered_by = answered_by
        self._found: tuple[str, ...] = ()
        self._state: str | None = None
        self._looked = 0.0
        self._busy = Lock()

    def __call__(self) -> Sequence[str]:
        """Return at most four; those of before while others are being looked for."""
        # While documents keep coming, nobody waits for each of them: trying costs seconds.
        is_recent = bool(self._found) and time.monotonic() - self._looked < PAUSE_S
        state = self._state if is_recent else self._store.state()
        if state != self._state and self._busy.acquire(blocking=False):
            try:
                self._found = tuple(islice(self._written() or self._made(), MAX_EXAMPLES))
                self._state = state
            except RetrievalError:
                pass  # nothing can be searched yet: the next reader looks again
            finally:
                self._looked = time.monotonic()
                self._busy.release()
        return self._found

    def _written(self) -> list[str]:
        examples = written_examples()
        ids = sorted({example.document_id for example in examples})
        held = {record.id for record in self._store.records_of(ids)}
        return [example.text for example in examples if example.document_id in held]

    def _made(self) -> Iterator[str]:
        made: set[str] = set()  # two versions of a document bring the same
        for record in self._store.record_page(limit=MAX_DOCUMENTS, offset=0):
            chunks = self._store.chunks_of(record.id)[:MAX_CHUNKS]
            asked = (one for chunk in chunks for one in candidates(chunk, ()))
            for candidate in islice(asked, MAX_TRIED):
                if candidate.text in made:
                    continue
                told = self._answered_by(Question(candidate.text))
                if told and candidate.is_told_by(told[0].quote):
                    made.add(candidate.text)
                    yield candidate.text
                    break
