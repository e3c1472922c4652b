"""The metrics of `contract.md` by name: how each is measured and how it is summed up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.answer import Answer
from eval.gold import GoldQuestion
from eval.metrics.abstention import abstention_precision, abstention_recall
from eval.metrics.answers import answer_accuracy, clarify_accuracy
from eval.metrics.brevity_and_speed import answer_chars, latency_ms
from eval.metrics.evidence import citation_validity, evidence_recall
from eval.metrics.figures import figure_support
from eval.metrics.ranking import first_ranks, mrr_at, ndcg_at, recall_at
from eval.record import Record
from eval.sources import Sources

Statistic = Literal["mean", "p50", "p95"]
Values = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its record and the sources: all that a metric may look at."""

    gold: GoldQuestion
    record: Record
    sources: Sources

    @property
    def answer(self) -> Answer | None:
        """The answer, None when the question failed."""
        return self.record.answer

    def ranks(self) -> list[int | None] | None:
        """Return where the search found each evidence group."""
        return first_ranks(self.gold, self.record.hits, sources=self.sources)


@dataclass(frozen=True, slots=True)
class Metric:
    """A reported figure: `measure` per question, then one statistic over the questions."""

    measure: Callable[[Case], float | None]
    statistic: Statistic = "mean"

    @property
    def is_share(self) -> bool:
        """Whether the value lies in [0, 1]."""
        return self.statistic == "mean"


METRICS: dict[str, Metric] = {
    "answer_accuracy": Metric(lambda case: answer_accuracy(case.gold, case.answer)),
    "abstention_recall": Metric(lambda case: abstention_recall(case.gold, case.answer)),
    "abstention_precision": Metric(lambda case: abstention_precision(case.gold, case.answer)),
    "clarify_accuracy": Metric(lambda case: clarify_accuracy(case.gold, case.answer)),
    "evidence_recall": Metric(
        lambda case: evidence_recall(case.gold, case.answer, sources=case.sources)
    ),
    "citation_validity": Metric(lambda case: citation_validity(case.answer, sources=case.sources)),
    "figure_support": Metric(lambda case: figure_support(case.answer)),
    "retrieval_recall@5": Metric(lambda case: recall_at(case.ranks(), 5)),
    "retrieval_recall@20": Metric(lambda case: recall_at(case.ranks(), 20)),
    "ndcg@10": Metric(lambda case: ndcg_at(case.ranks(), 10)),
    "mrr@10": Metric(lambda case: mrr_at(case.ranks(), 10)),
    "answer_chars_p50": Metric(lambda case: answer_chars(case.answer), "p50"),
    "answer_chars_p95": Metric(lambda case: answer_chars(case.answer), "p95"),
    "latency_ms_p50": Metric(lambda case: latency_ms(case.record.latency_ms), "p50"),
    "latency_ms_p95": Metric(lambda case: latency_ms(case.record.latency_ms), "p95"),
}


def measure(case: Case) -> dict[str, float | None]:
    """Return every metric's value for one question; None where it does not apply."""
    return {name: metric.measure(case) for name, metric in METRICS.items()}


def is_right(values: Values) -> bool:
    """Return the verdict on one question: met as its gold expects."""
    verdicts = ("answer_accuracy", "abstention_recall", "clarify_accuracy")
    return any(values[name] == 1.0 for name in verdicts)
