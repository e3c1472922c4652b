"""The product as a side of the comparison, started as `zhengce serve` starts it.

Words first, then vectors in a thread behind the answering of questions.
"""

import asyncio
import sys
import threading
from typing import Literal

from pydantic import TypeAdapter

from api.preparation import prepare_words
from benchmarks.measuring import Asked, Task, measure
from bot.answer import Answer
from bot.assembly import build
from bot.question import Question, Turn
from bot.settings import load_settings

_ROLE: TypeAdapter[Literal["user", "assistant"]] = TypeAdapter(Literal["user", "assistant"])


class ProductSide:
    """The product over a data directory of its own, with the documents that come with it."""

    def __init__(self, task: Task) -> None:
        self._product = build(load_settings(data_dir=task.folder))
        self._vectors = threading.Thread(target=self._product.indexer.sync_vectors, daemon=True)

    def start_words(self) -> None:
        """Read the documents on the first run, bring up words, let vectors follow behind."""
        prepare_words(self._product, on_step=lambda *_: None)
        self._vectors.start()

    def finish_vectors(self) -> None:
        """Wait for the vectors.

        Raises:
            RuntimeError: they did not become complete, so the product would be measured in half.
        """
        self._vectors.join()
        status = self._product.indexer.status().vector
        if status is None or not status.ready:
            raise RuntimeError(f"vectors are not complete: {status}")

    def ask(self, question: Asked) -> Answer:
        """Return the whole answer."""
        history = tuple(Turn(_ROLE.validate_python(role), text) for role, text in question.history)
        asked = Question(question.text, history=history, mode="extractive")
        return asyncio.run(self._product.assistant.answer(asked))

    def chunk_count(self) -> int:
        """Return how many chunks there are."""
        return self._product.store.chunk_count()


if __name__ == "__main__":
    measure(sys.argv[1:], ProductSide)
