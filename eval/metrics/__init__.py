"""One file per family of metrics; pure functions on gold questions and what came of them."""

from eval.metrics.table import METRICS, Case, Metric, Statistic, Values, is_right, measure

__all__ = ["METRICS", "Case", "Metric", "Statistic", "Values", "is_right", "measure"]
