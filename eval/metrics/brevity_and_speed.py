"""How long are the answers and how long do they take; reported as percentiles, not means."""

from bot.answer import Answer
from eval.metrics.answers import MEETING_STATUSES


def answer_chars(answer: Answer | None) -> float | None:
    """Length of the answer in code points, markers included, as the asker sees it.

    None unless answered or partial: the fixed words of declining would flatter the figure.
    """
    if answer is None or answer.status not in MEETING_STATUSES:
        return None
    return float(len(answer.answer))


def latency_ms(measured: float | None) -> float | None:
    """Milliseconds from question to whole answer, declined ones included; None when it failed."""
    return measured
