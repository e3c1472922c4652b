"""Two runs side by side: the paired difference of each metric, and the verdicts that changed."""

from dataclasses import dataclass

from eval.bootstrap import Summary, difference
from eval.errors import RunUnusable
from eval.metrics import METRICS
from eval.scores import QuestionScore, Scores


@dataclass(frozen=True, slots=True)
class Change:
    """One metric in both runs over their common questions, with after minus before."""

    metric: str
    difference: Summary

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out zero."""
        low, high = self.difference.low, self.difference.high
        return low is not None and high is not None and (low > 0 or high < 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one run to another; `gained` and `lost` are question ids by verdict."""

    before: str
    after: str
    n: int
    changes: tuple[Change, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def compare(before: Scores, after: Scores) -> Comparison:
    """Compare two scored runs over the questions that both asked.

    Raises:
        RunUnusable: they have no question in common.
    """
    pairs = _pairs(before, after)
    if not pairs:
        raise RunUnusable(f"{before.run!r} 与 {after.run!r} 没有共同的题目，无法比较")
    changes = tuple(
        Change(
            name,
            difference(
                [old.values[name] for old, _ in pairs],
                [new.values[name] for _, new in pairs],
                metric.statistic,
            ),
        )
        for name, metric in METRICS.items()
    )
    return Comparison(
        before=before.run,
        after=after.run,
        n=len(pairs),
        changes=changes,
        gained=tuple(new.id for old, new in pairs if new.right and not old.right),
        lost=tuple(new.id for old, new in pairs if old.right and not new.right),
    )


def _pairs(before: Scores, after: Scores) -> list[tuple[QuestionScore, QuestionScore]]:
    earlier = {question.id: question for question in before.questions}
    return [(earlier[each.id], each) for each in after.questions if each.id in earlier]
