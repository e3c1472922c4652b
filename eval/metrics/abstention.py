"""Are the right questions declined: `abstention_recall` and `abstention_precision`.

Declined means status insufficient, out_of_scope or refused. Asking back is not declining: on a
question to be declined it sends the asker looking for words that will not help, so it counts as
not declined; on one to be answered it costs accuracy, not precision.
"""

from bot.answer import Answer, Status
from eval.gold import GoldQuestion

DECLINING_STATUSES = frozenset({Status.INSUFFICIENT, Status.OUT_OF_SCOPE, Status.REFUSED})


def abstention_recall(gold: GoldQuestion, answer: Answer | None) -> float | None:
    """1 when a question to be declined was declined, else 0; None for any other question.

    The mean is the recall. A question that failed counts 0.
    """
    if gold.expect != "abstain":
        return None
    return float(answer is not None and is_declined(answer))


def abstention_precision(gold: GoldQuestion, answer: Answer | None) -> float | None:
    """1 when a declined question should have been, else 0; None when it was not declined.

    The mean is the precision; nothing declined leaves it None.
    """
    if answer is None or not is_declined(answer):
        return None
    return float(gold.expect == "abstain")


def is_declined(answer: Answer) -> bool:
    """Return whether the question was declined."""
    return answer.status in DECLINING_STATUSES
