"""An answer in the making, and its last step: id, session and times added, and logged."""

import logging
import time
from dataclasses import dataclass

from bot.answer import Answer, Citation, Clarification, Notice, Status, Timings

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it has an id, a session and a time."""

    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    related: tuple[Citation, ...] = ()
    clarify: Clarification | None = None
    model: str | None = None
    retrieve_ms: float = 0.0


def finished(draft: Draft, session_id: str, *, id_: str, started: float) -> Answer:
    """Return the answer as it is sent; `started` is when the question came, by `perf_counter`."""
    total_ms = (time.perf_counter() - started) * 1000
    answer = Answer(
        id=id_,
        session_id=session_id,
        status=draft.status,
        answer=draft.text,
        citations=draft.citations,
        notices=draft.notices,
        related=draft.related,
        clarify=draft.clarify,
        mode="extractive" if draft.model is None else "model",
        model=draft.model,
        generated=draft.model is not None,
        timings_ms=Timings(
            round(total_ms, 1), round(draft.retrieve_ms, 1), round(total_ms - draft.retrieve_ms, 1)
        ),
    )
    logger.info(
        "answered",
        extra={
            "answer_id": answer.id,
            "status": answer.status.value,
            "n_citations": len(answer.citations),
            "elapsed_ms": round(total_ms, 1),
        },
    )
    return answer
