"""Whether benefits may be had together is told, or only what each amounts to."""

import pytest

from bot.evidence.together import leaves_out_the_other


@pytest.mark.parametrize(
    ("question", "sentence", "is_left_out"),
    [
        ("农机补贴和报废补贴两个都能领吗", "报废一台拖拉机补贴3000元。", True),
        ("农机补贴和报废补贴能同时领吗", "报废一台拖拉机补贴3000元。", True),
        ("几项奖励可以叠加吗？", "符合多项条件的，按就高原则奖励一次。", False),
        ("农机补贴和报废补贴两个都能领吗", "以上补贴不得重复享受。", False),
        ("报废补贴能领吗", "报废一台拖拉机补贴3000元。", False),
    ],
)
def test_sum_of_one_does_not_tell_if_both_may_be_had(
    question: str, sentence: str, *, is_left_out: bool
) -> None:
    assert leaves_out_the_other(question, sentence) is is_left_out
